package digitscope.ui.filters;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.config.Activation;
import digitscope.config.LayerSpec;
import digitscope.config.LayerSummary;
import digitscope.config.NetworkSpec;
import digitscope.config.Padding;
import digitscope.data.ImageShape;
import digitscope.probe.FilterPatterns;
import digitscope.train.Command;
import digitscope.train.MetricLog;
import digitscope.train.Phase;
import digitscope.ui.fx.FakeTraining;
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
  private final FakeTraining training = new FakeTraining();
  private final Selection selection = new Selection();
  private final MetricLog session = new MetricLog();
  private final FiltersViewModel model = new FiltersViewModel(training, selection);

  @BeforeEach
  void readData() {
    training.dataProperty().set(Optional.of(Samples.data()));
    training.layersProperty().set(Samples.layers());
    training.answerWith(
        command -> {
          Command.ComputePatterns asked = (Command.ComputePatterns) command;
          return Samples.patterns(
              training.snapshot().orElseThrow().step(),
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
    assertThat(training.asked()).isEmpty();
    model.activeProperty().set(true);
    assertThat(training.asked()).containsExactly(new Command.ComputePatterns(0));
    assertThat(model.patternsProperty().get()).map(FilterPatterns::step).hasValue(3L);

    publish(4, Phase.TRAINING, Optional.empty());
    assertThat(training.asked()).hasSize(1);
    model.refresh();
    assertThat(model.patternsProperty().get()).map(FilterPatterns::step).hasValue(4L);
  }

  @Test
  void waitsUntilThereIsANetwork() {
    model.activeProperty().set(true);
    publish(0, Phase.PREPARING, Optional.empty());
    assertThat(training.asked()).isEmpty();

    publish(0, Phase.TRAINING, Optional.empty());
    assertThat(training.asked()).hasSize(1);
  }

  @Test
  void isBusyUntilThePatternsCome() {
    CompletableFuture<Object> answer = new CompletableFuture<>();
    training.answerWith(command -> answer);
    publish(3, Phase.PAUSED, Optional.empty());
    model.activeProperty().set(true);
    model.refresh();
    assertThat(model.busyProperty().get()).isTrue();
    assertThat(training.asked()).hasSize(1);

    answer.complete(Samples.patterns(3, 0, 4));
    assertThat(model.busyProperty().get()).isFalse();
    assertThat(model.patternsProperty().get()).isPresent();
  }

  @Test
  void saysWhyPatternsCouldNotBeMadeAndAsksNoMore() {
    training.answerWith(
        command -> {
          throw new IllegalStateException("no memory left");
        });
    publish(3, Phase.PAUSED, Optional.empty());
    model.activeProperty().set(true);
    publish(3, Phase.PAUSED, Optional.empty());

    assertThat(model.problemProperty().get()).isEqualTo("no memory left");
    assertThat(training.asked()).hasSize(1);
  }

  @Test
  void watchesTheLayerOnlyWhileSwitchedOnAndLookedAt() {
    model.activeProperty().set(true);
    assertThat(training.watchedLayer()).isEmpty();
    model.whileTrainingProperty().set(true);
    assertThat(training.watchedLayer()).hasValue(0);
    model.layerProperty().set(model.layersProperty().get().stream().skip(1).findFirst());
    assertThat(training.watchedLayer()).hasValue(3);
    model.activeProperty().set(false);
    assertThat(training.watchedLayer()).isEmpty();
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
    training.answerWith(command -> new CompletableFuture<>());
    training
        .snapshotProperty()
        .set(Optional.of(Samples.snapshot(0, Phase.TRAINING, new MetricLog())));

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
  void offersEveryKindOfLayerWithFiltersAndAsksItsBatchNormalisation() {
    training
        .layersProperty()
        .set(
            new NetworkSpec(
                    List.of(
                        new LayerSpec.SeparableConv2d(4, 3, 3, 1, Padding.SAME, Activation.LINEAR),
                        new LayerSpec.BatchNorm(Activation.RELU),
                        new LayerSpec.Residual(4, 2),
                        new LayerSpec.GlobalAveragePool2d(),
                        new LayerSpec.Dense(10, Activation.SOFTMAX)))
                .summarise(ImageShape.MNIST, 10));

    assertThat(model.layersProperty().get())
        .extracting(layer -> layer.number())
        .containsExactly(1, 3, 5);
    publish(3, Phase.TRAINING, Optional.empty());
    model.activeProperty().set(true);
    assertThat(training.asked()).containsExactly(new Command.ComputePatterns(1));
    assertThat(model.patternsProperty().get()).isPresent();

    selection.layerProperty().set(OptionalInt.of(2));
    selection.layerProperty().set(OptionalInt.of(1));
    assertThat(model.layerProperty().get()).map(LayerSummary::number).hasValue(1);
  }

  @Test
  void offersThePatternsOfClusters() {
    training
        .layersProperty()
        .set(
            new NetworkSpec(
                    List.of(new LayerSpec.KMeans(50), new LayerSpec.Dense(10, Activation.SOFTMAX)))
                .summarise(ImageShape.MNIST, 10));

    assertThat(model.layersProperty().get())
        .extracting(layer -> layer.number())
        .containsExactly(1, 2);
    assertThat(model.isKMeans()).isTrue();
  }

  private void publish(long step, Phase phase, Optional<FilterPatterns> patterns) {
    training
        .snapshotProperty()
        .set(Optional.of(Samples.snapshot(step, phase, session, Optional.empty(), patterns)));
  }
}
