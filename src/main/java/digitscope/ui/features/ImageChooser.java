package digitscope.ui.features;

import atlantafx.base.theme.Styles;
import digitscope.data.Dataset;
import digitscope.ui.control.IconButtons;
import java.util.OptionalInt;
import javafx.beans.binding.Bindings;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.SpinnerValueFactory.IntegerSpinnerValueFactory;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;

/**
 * Chooses an image of the test set by its index, at random or among the misread, or the drawing.
 */
final class ImageChooser extends HBox {
  private final FeaturesViewModel model;
  private final Indices indices = new Indices();
  private boolean following;

  /** Indices of the test set; none while another image than one of these is shown. */
  private static final class Indices extends IntegerSpinnerValueFactory {
    private int last;

    Indices() {
      super(0, 0);
      setWrapAround(true);
    }

    void show(OptionalInt index) {
      index.ifPresent(known -> last = known);
      setValue(index.isPresent() ? (Integer) last : null);
    }

    @Override
    public void increment(int steps) {
      returnToLast();
      super.increment(steps);
    }

    @Override
    public void decrement(int steps) {
      returnToLast();
      super.decrement(steps);
    }

    private void returnToLast() {
      if (getValue() == null) {
        setValue(Math.min(last, getMax()));
      }
    }
  }

  ImageChooser(FeaturesViewModel model, Readings readings) {
    this.model = model;
    getStyleClass().add("image-chooser");
    Spinner<Integer> index = new Spinner<>(indices);
    index.setEditable(true);
    index.getStyleClass().add("tabular");
    index.setTooltip(new Tooltip(readings.get("chooser.index")));
    index.setAccessibleText(readings.get("chooser.index"));
    indices.valueProperty().addListener((property, before, now) -> choose(now));

    Button previous =
        IconButtons.button(
            MaterialDesignC.CHEVRON_LEFT, readings.get("chooser.previous"), model::showPrevious);
    Button next =
        IconButtons.button(
            MaterialDesignC.CHEVRON_RIGHT, readings.get("chooser.next"), model::showNext);
    previous.getStyleClass().add(Styles.LEFT_PILL);
    next.getStyleClass().add(Styles.RIGHT_PILL);
    Button random =
        IconButtons.button(
            MaterialDesignS.SHUFFLE_VARIANT, readings.get("chooser.random"), model::showRandom);
    Button misread = new Button(readings.get("chooser.misread"));
    misread.setGraphic(new FontIcon(MaterialDesignA.ALERT_CIRCLE_OUTLINE));
    misread.setTooltip(new Tooltip(readings.get("chooser.misread.tip")));
    misread.setOnAction(event -> showNext());
    misread.setId("next-misread");
    misread.disableProperty().bind(model.misreadKnownProperty().not());
    model.chosenProperty().addListener((property, before, now) -> nameNext(misread, readings));
    nameNext(misread, readings);
    Button drawing = new Button(readings.get("chooser.drawing"));
    drawing.setGraphic(new FontIcon(MaterialDesignP.PENCIL_OUTLINE));
    drawing.setTooltip(new Tooltip(readings.get("chooser.drawing.tip")));
    drawing.setOnAction(event -> model.showDrawing());
    drawing
        .disableProperty()
        .bind(
            Bindings.createBooleanBinding(
                () -> model.drawingProperty().get().isEmpty(), model.drawingProperty()));
    HBox steps = new HBox(previous, next);
    getChildren()
        .setAll(new Label(readings.get("chooser.label")), index, steps, random, misread, drawing);
    model.subjectProperty().addListener((property, before, now) -> follow());
    follow();
  }

  /** Among what is chosen in the confusion matrix, if anything is, else among all misread. */
  private void showNext() {
    if (model.chosenProperty().get().isPresent()) {
      model.showNextChosen();
    } else {
      model.showNextMisread();
    }
  }

  private void nameNext(Button next, Readings readings) {
    String key = model.chosenProperty().get().isPresent() ? "chooser.chosen" : "chooser.misread";
    next.setText(readings.get(key));
    next.getTooltip().setText(readings.get(key + ".tip"));
  }

  private void choose(@Nullable Integer index) {
    if (!following && index != null) {
      model.showTestImage(index);
    }
  }

  private void follow() {
    following = true;
    indices.setMax(model.testSet().map(Dataset::size).orElse(1) - 1);
    indices.show(
        model.subjectProperty().get().map(InspectedImage::testIndex).orElse(OptionalInt.empty()));
    following = false;
  }
}
