package digitscope.ui.control;

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

/** What the two colour scales of a confusion matrix mean. */
final class MatrixLegend extends HBox {
  private static final int STOPS = 8;

  private final Messages messages = Messages.of("control");
  private final Region rightScale = scale();
  private final Region wrongScale = scale();
  private final Label worst = new Label();

  MatrixLegend() {
    getStyleClass().add("matrix-legend");
    getChildren()
        .addAll(
            new Label(messages.get("matrix.legend.right")),
            rightScale,
            new Label(messages.get("matrix.legend.percent", 100)),
            new Label(messages.get("matrix.legend.wrong")),
            wrongScale,
            worst);
  }

  void show(MatrixColors colors, double worstShare) {
    worst.setText(messages.get("matrix.legend.percent", 100 * worstShare));
    Stop[] right = new Stop[STOPS + 1];
    Stop[] wrong = new Stop[STOPS + 1];
    for (int i = 0; i <= STOPS; i++) {
      double part = (double) i / STOPS;
      right[i] = new Stop(part, colors.ofRight(part));
      wrong[i] = new Stop(part, worstShare > 0 ? colors.ofWrong(part, 1) : Color.TRANSPARENT);
    }
    paint(rightScale, right);
    paint(wrongScale, wrong);
  }

  private static void paint(Region scale, Stop[] stops) {
    LinearGradient gradient = new LinearGradient(0, 0, 1, 0, true, CycleMethod.NO_CYCLE, stops);
    scale.setBackground(new Background(new BackgroundFill(gradient, new CornerRadii(2), null)));
  }

  private static Region scale() {
    Region scale = new Region();
    scale.getStyleClass().add("matrix-legend-scale");
    return scale;
  }
}
