package digitscope.ui.filters;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.config.Activation;
import digitscope.config.BatchNorm;
import digitscope.config.Dense;
import digitscope.config.GlobalAveragePool2d;
import digitscope.config.KMeans;
import digitscope.config.LayerSummary;
import digitscope.config.NetworkSpec;
import digitscope.config.Padding;
import digitscope.config.Residual;
import digitscope.config.SeparableConv2d;
import digitscope.data.ImageShape;
import digitscope.eval.MetricLog;
import digitscope.probe.FilterPatterns;
import digitscope.probe.PatternSettings.Method;
import digitscope.session.Phase;
import digitscope.session.Question;
import digitscope.ui.fx.FakeLens;
import digitscope.ui.fx.Samples;
import digitscope.ui.fx.Selection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored") // the double of the training passes futures on
class FiltersViewModelTest {
  private final FakeLens lens = new FakeLens();
  private final Selection selection = new Selection();
  private final MetricLog session = new MetricLog();
  private final FiltersViewModel model = new FiltersViewModel(lens, selection);

  @BeforeEach
  void readData() {
    lens.dataProperty().set(Optional.of(Samples.data()));
    lens.layersProperty().set(Samples.layers());
    lens.answerWith(
        command -> {
          Question.ComputePatterns asked = (Question.ComputePatterns) command;
          return Samples.patterns(
              lens.view().orElseThrow().step(),
              asked.layerIndex(),
              asked.layerIndex() == 0 ? 4 : 10);
        });
  }

  @Test
  void offersTheLayersThatHaveFilters() {
    assertThat(model.layersProperty().get())
        .extracting(layer -> layer.number())
        .containsExactly(1, 4);
  }

  @Test
  void makesThePatternsOnceWhenSomebodyFirstLooks() {
    publish(3, Phase.TRAINING, Optional.empty());
    assertThat(lens.asked()).isEmpty();
    model.activeProperty().set(true);
    assertThat(layersAsked()).containsExactly(0);
    assertThat(model.patternsProperty().get()).map(FilterPatterns::step).hasValue(3L);

    publish(4, Phase.TRAINING, Optional.empty());
    assertThat(lens.asked()).hasSize(1);
    model.refresh();
    assertThat(model.patternsProperty().get()).map(FilterPatterns::step).hasValue(4L);
  }

  @Test
  void waitsUntilThereIsANetwork() {
    model.activeProperty().set(true);
    publish(0, Phase.PREPARING, Optional.empty());
    assertThat(lens.asked()).isEmpty();

    publish(0, Phase.TRAINING, Optional.empty());
    assertThat(lens.asked()).hasSize(1);
  }

  @Test
  void isBusyUntilThePatternsCome() {
    CompletableFuture<Object> answer = new CompletableFuture<>();
    lens.answerWith(command -> answer);
    publish(3, Phase.PAUSED, Optional.empty());
    model.activeProperty().set(true);
    model.refresh();
    assertThat(model.busyProperty().get()).isTrue();
    assertThat(lens.asked()).hasSize(1);

    answer.complete(Samples.patterns(3, 0, 4));
    assertThat(model.busyProperty().get()).isFalse();
    assertThat(model.patternsProperty().get()).isPresent();
  }

  @Test
  void saysWhyPatternsCouldNotBeMadeAndAsksNoMore() {
    lens.answerWith(command -> CompletableFuture.failedFuture(new OutOfMemoryError()));
    publish(3, Phase.PAUSED, Optional.empty());
    model.activeProperty().set(true);
    publish(3, Phase.PAUSED, Optional.empty());

    assertThat(model.problemProperty().get()).startsWith("there is not enough memory");
    assertThat(lens.asked()).hasSize(1);
  }

  @Test
  void makesThePatternsByTheMethodThatIsChosen() {
    lens.answerWith(
        command -> {
          Question.ComputePatterns asked = (Question.ComputePatterns) command;
          return Samples.patterns(3, asked.layerIndex(), 4, asked.method());
        });
    publish(3, Phase.PAUSED, Optional.empty());
    model.activeProperty().set(true);
    model.methodProperty().set(Method.NOISE);

    assertThat(lens.asked())
        .extracting(asked -> ((Question.ComputePatterns) asked).method())
        .containsExactly(Method.UNIT, Method.NOISE);
    assertThat(model.patternsProperty().get())
        .map(patterns -> patterns.settings().method())
        .hasValue(Method.NOISE);
    publish(3, Phase.PAUSED, Optional.of(Samples.patterns(3, 0, 4)));
    assertThat(model.patternsProperty().get())
        .map(patterns -> patterns.settings().method())
        .hasValue(Method.NOISE);
  }

  @Test
  void givesUpASearchAndBeginsItOnlyWhenAsked() {
    CompletableFuture<Object> answer = new CompletableFuture<>();
    lens.answerWith(command -> answer);
    publish(3, Phase.PAUSED, Optional.empty());
    model.activeProperty().set(true);
    assertThat(model.busyProperty().get()).isTrue();
    model.cancel();
    assertThat(answer).isCancelled();
    assertThat(model.busyProperty().get()).isFalse();
    assertThat(model.problemProperty().get()).isEmpty();
    publish(3, Phase.PAUSED, Optional.empty());
    assertThat(lens.asked()).hasSize(1);

    lens.answerWith(command -> Samples.patterns(3, 0, 4));
    model.refresh();
    assertThat(model.patternsProperty().get()).isPresent();
  }

  private List<Integer> layersAsked() {
    return lens.asked().stream()
        .map(asked -> ((Question.ComputePatterns) asked).layerIndex())
        .toList();
  }

  @Test
  void watchesTheLayerOnlyWhileSwitchedOnAndLookedAt() {
    model.activeProperty().set(true);
    assertThat(lens.watchedLayer()).isEmpty();
    model.whileTrainingProperty().set(true);
    assertThat(lens.watchedLayer()).hasValue(0);
    model.layerProperty().set(model.layersProperty().get().stream().skip(1).findFirst());
    assertThat(lens.watchedLayer()).hasValue(3);
    model.activeProperty().set(false);
    assertThat(lens.watchedLayer()).isEmpty();
  }

  @Test
  void showsWatchedPatternsAndKeepsThoseOfOtherLayers() {
    model.activeProperty().set(true);
    publish(3, Phase.TRAINING, Optional.of(Samples.patterns(3, 0, 4)));
    assertThat(model.patternsProperty().get()).map(FilterPatterns::step).hasValue(3L);
    model.layerProperty().set(model.layersProperty().get().stream().skip(1).findFirst());
    publish(9, Phase.TRAINING, Optional.of(Samples.patterns(8, 3, 10)));
    assertThat(model.patternsProperty().get()).map(FilterPatterns::step).hasValue(8L);

    model.layerProperty().set(model.layersProperty().get().stream().findFirst());
    assertThat(model.patternsProperty().get()).map(FilterPatterns::step).hasValue(3L);
  }

  @Test
  void dropsThePatternsOfAnotherSession() {
    model.activeProperty().set(true);
    publish(3, Phase.PAUSED, Optional.of(Samples.patterns(3, 0, 4)));
    lens.answerWith(command -> new CompletableFuture<>());
    lens.show(Samples.snapshot(0, Phase.TRAINING, new MetricLog()));

    assertThat(model.patternsProperty().get()).isEmpty();
  }

  @Test
  void followsTheLayerThatAnotherViewSpeaksOf() {
    selection.layerProperty().set(OptionalInt.of(3));
    assertThat(model.isOutputLayer()).isTrue();

    // Pooling has no filters of its own.
    selection.layerProperty().set(OptionalInt.of(1));
    assertThat(model.isOutputLayer()).isTrue();
  }

  @Test
  void offersEveryKindOfLayerWithFiltersAndAsksItsBatchNormalization() {
    lens.layersProperty()
        .set(
            new NetworkSpec(
                    List.of(
                        new SeparableConv2d(4, 3, 3, 1, Padding.SAME, Activation.LINEAR),
                        new BatchNorm(Activation.RELU),
                        new Residual(4, 2),
                        new GlobalAveragePool2d(),
                        new Dense(10, Activation.SOFTMAX)))
                .summarize(ImageShape.MNIST, 10));

    assertThat(model.layersProperty().get())
        .extracting(layer -> layer.number())
        .containsExactly(1, 3, 5);
    publish(3, Phase.TRAINING, Optional.empty());
    model.activeProperty().set(true);
    assertThat(layersAsked()).containsExactly(1);
    assertThat(model.patternsProperty().get()).isPresent();

    selection.layerProperty().set(OptionalInt.of(2));
    selection.layerProperty().set(OptionalInt.of(1));
    assertThat(model.layerProperty().get()).map(LayerSummary::number).hasValue(1);
  }

  @Test
  void offersThePatternsOfClusters() {
    lens.layersProperty()
        .set(
            new NetworkSpec(List.of(new KMeans(50), new Dense(10, Activation.SOFTMAX)))
                .summarize(ImageShape.MNIST, 10));

    assertThat(model.layersProperty().get())
        .extracting(layer -> layer.number())
        .containsExactly(1, 2);
    assertThat(model.isKMeans()).isTrue();
  }

  private void publish(long step, Phase phase, Optional<FilterPatterns> patterns) {
    lens.show(Samples.snapshot(step, phase, session, Optional.empty(), patterns));
  }
}
