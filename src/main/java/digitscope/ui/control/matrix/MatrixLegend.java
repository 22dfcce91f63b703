package digitscope.ui.control.matrix;

import digitscope.ui.control.Messages;
import java.util.function.DoubleFunction;
import javafx.scene.control.Label;
import javafx.scene.layout.Background;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.CornerRadii;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.paint.CycleMethod;
import javafx.scene.paint.LinearGradient;
import javafx.scene.paint.Stop;

/** What the two color scales of a confusion matrix mean, and which part of it is shown. */
final class MatrixLegend extends HBox {
  private static final int STOPS = 8;

  /** From this number of classes on, the user may want to look closer. */
  private static final int MANY = 16;

  private final Messages messages = Messages.of("control");
  private final Label right = new Label();
  private final Region rightScale = scale();
  private final Label best = new Label();
  private final Label wrong = new Label();
  private final Region wrongScale = scale();
  private final Label worst = new Label();
  private final Label part = new Label();
  private final Label advice = new Label(messages.get("matrix.part.whole"));

  MatrixLegend() {
    getStyleClass().add("matrix-legend");
    part.setId("matrix-part");
    part.setMinWidth(0);
    advice.getStyleClass().add("matrix-advice");
    advice.setMinWidth(0);
    for (Label label : new Label[] {part, advice}) {
      label.managedProperty().bind(label.visibleProperty());
    }
    for (Label label : new Label[] {right, best, wrong, worst}) {
      label.setMinWidth(Region.USE_PREF_SIZE);
    }
    getChildren().addAll(right, rightScale, best, wrong, wrongScale, worst, part, advice);
  }

  void show(MatrixColors colors, MatrixFaces faces) {
    boolean isChange = faces.mode() == MatrixMode.CHANGE;
    right.setText(messages.get(isChange ? "matrix.legend.better" : "matrix.legend.right"));
    wrong.setText(messages.get(isChange ? "matrix.legend.worse" : "matrix.legend.wrong"));
    int counted = faces.mostByLogarithm();
    double share = faces.worstShare();
    best.setText(isChange ? "" : messages.get("matrix.legend.percent", 100));
    worst.setText(
        isChange
            ? messages.get(
                "matrix.legend.images", faces.mostChanged(false), faces.mostChanged(true))
            : counted > 0
                ? messages.get("matrix.legend.logarithm", counted)
                : messages.get("matrix.legend.percent", 100 * share));
    paint(rightScale, isChange ? p -> colors.ofRight(Math.sqrt(p)) : colors::ofRight);
    if (counted > 0) {
      paint(wrongScale, p -> colors.ofWrongByCount((int) Math.round(p * counted), counted));
    } else if (isChange || share > 0) {
      paint(wrongScale, p -> colors.ofWrong(p, 1));
    } else {
      paint(wrongScale, p -> Color.TRANSPARENT);
    }
  }

  /** Says which part is shown, or how to look closer if classes are many. */
  void showPart(MatrixWindow window) {
    part.setVisible(!window.isWhole());
    advice.setVisible(window.isWhole() && window.classes() >= MANY);
    if (!window.isWhole()) {
      part.setText(
          messages.get(
              "matrix.part.window",
              window.firstRow() + 1,
              window.firstRow() + window.shown(),
              window.firstColumn() + 1,
              window.firstColumn() + window.shown(),
              window.classes()));
    }
  }

  private static void paint(Region scale, DoubleFunction<Color> color) {
    Stop[] stops = new Stop[STOPS + 1];
    for (int i = 0; i <= STOPS; i++) {
      double part = (double) i / STOPS;
      stops[i] = new Stop(part, color.apply(part));
    }
    LinearGradient gradient = new LinearGradient(0, 0, 1, 0, true, CycleMethod.NO_CYCLE, stops);
    scale.setBackground(new Background(new BackgroundFill(gradient, new CornerRadii(2), null)));
  }

  private static Region scale() {
    Region scale = new Region();
    scale.getStyleClass().add("matrix-legend-scale");
    return scale;
  }
}
