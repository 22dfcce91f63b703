package digitscope.ui.filters;

import digitscope.data.Dataset;
import digitscope.engine.AblationEffect;
import digitscope.eval.Evaluation;
import digitscope.ui.control.Messages;
import digitscope.ui.control.chart.ProbabilityBars;
import digitscope.ui.fx.ChosenImage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** The probabilities of the chosen image, with all filters as they are and with some switched. */
final class ImageEffect extends VBox {
  private final Messages text = Messages.of("ablation");
  private final AblationViewModel model;
  private final Label title = new Label();
  private final ProbabilityBars before = new ProbabilityBars();
  private final ProbabilityBars after = new ProbabilityBars();

  /** One image as the network sees it before and after. */
  private record Shown(String title, OptionalInt actual, float[] before, float[] after) {}

  ImageEffect(AblationViewModel model) {
    this.model = model;
    getStyleClass().add("ablation-image");
    title.getStyleClass().add("text-small");
    title.setWrapText(true);
    before.setId("ablation-before");
    after.setId("ablation-after");
    HBox bars =
        new HBox(
            new VBox(new Label(text.get("probabilities.before")), before),
            new VBox(new Label(text.get("probabilities.after")), after));
    bars.getStyleClass().add("ablation-bars");
    getChildren().setAll(title, bars);
    managedProperty().bind(visibleProperty());
  }

  /** Shows the image that all views speak of, in an effect; nothing without one. */
  void show(Optional<AblationEffect> effect) {
    Optional<Shown> shown = effect.flatMap(some -> model.image().accept(new Choice(some)));
    setVisible(shown.isPresent());
    shown.ifPresent(this::show);
  }

  private void show(Shown shown) {
    title.setText(shown.title());
    for (ProbabilityBars bars : List.of(before, after)) {
      bars.classNamesProperty().set(model.classNames());
      bars.actualProperty().set(shown.actual());
    }
    before.probabilitiesProperty().set(shown.before());
    after.probabilitiesProperty().set(shown.after());
  }

  /** Name of a class. */
  String name(int label) {
    List<String> names = model.classNames();
    return label < names.size() ? names.get(label) : String.valueOf(label);
  }

  private final class Choice implements ChosenImage.Visitor<Optional<Shown>> {
    private final AblationEffect effect;

    Choice(AblationEffect effect) {
      this.effect = effect;
    }

    @Override
    public Optional<Shown> none(ChosenImage.None image) {
      return Optional.empty();
    }

    @Override
    public Optional<Shown> ofTestSet(ChosenImage.OfTestSet image) {
      Evaluation found = effect.before();
      int index = image.index();
      boolean isThere = index < found.size();
      return isThere
          ? Optional.of(
              new Shown(
                  text.get("image.test", index, name(found.actual(index))),
                  OptionalInt.of(found.actual(index)),
                  found.probabilities(index),
                  effect.after().probabilities(index)))
          : Optional.empty();
    }

    @Override
    public Optional<Shown> ofTrainingSet(ChosenImage.OfTrainingSet image) {
      Optional<Dataset> set = model.trainingSet().filter(some -> image.index() < some.size());
      return set.flatMap(
          some ->
              extra(
                  text.get("image.training", image.index(), name(some.label(image.index()))),
                  OptionalInt.of(some.label(image.index()))));
    }

    @Override
    public Optional<Shown> ofOtherSet(ChosenImage.OfOtherSet image) {
      return extra(
          text.get("image.other", image.set(), image.index(), name(image.label())),
          OptionalInt.of(image.label()));
    }

    @Override
    public Optional<Shown> drawing(ChosenImage.Drawing image) {
      return extra(text.get("image.drawing"), OptionalInt.empty());
    }

    private Optional<Shown> extra(String name, OptionalInt actual) {
      return model
          .ofImage(effect)
          .map(found -> new Shown(name, actual, found.before(), found.after()));
    }
  }
}
