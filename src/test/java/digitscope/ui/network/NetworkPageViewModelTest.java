package digitscope.ui.network;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.config.Activation;
import digitscope.config.Dense;
import digitscope.config.NetworkSpec;
import digitscope.data.ImageShape;
import digitscope.eval.MetricLog;
import digitscope.io.UnreadyException;
import digitscope.probe.HealthWarning;
import digitscope.probe.NetworkHealth;
import digitscope.session.Phase;
import digitscope.session.Question;
import digitscope.ui.fx.FakeLens;
import digitscope.ui.fx.Samples;
import digitscope.ui.fx.Selection;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored") // the double of the training passes futures on
class NetworkPageViewModelTest {
  private final FakeLens lens = new FakeLens();
  private final Selection selection = new Selection();
  private final MetricLog session = new MetricLog();
  private final NetworkPageViewModel model = new NetworkPageViewModel(lens, selection);

  @BeforeEach
  void showLayers() {
    lens.layersProperty().set(Samples.layers());
    lens.answerWith(command -> SampleTimes.of(3));
  }

  private List<MappedLayer> layers() {
    return model.layersProperty().get();
  }

  @Test
  void knowsTheCostOfEachLayerBeforeAnythingIsMeasured() {
    assertThat(layers())
        .extracting(layer -> layer.cost().multiplyAdds())
        .containsExactly(4L * 26 * 26 * 9, 0L, 0L, 6_760L);
    assertThat(layers()).allMatch(layer -> layer.trainingNanos().isEmpty());
    assertThat(lens.asked()).isEmpty();
  }

  @Test
  void measuresOnceWhenSomebodyLooksAndTheNetworkAnswers() {
    model.activeProperty().set(true);
    assertThat(lens.asked()).isEmpty();
    publish(0, Phase.PREPARING);
    assertThat(lens.asked()).isEmpty();
    publish(0, Phase.TRAINING);
    publish(1, Phase.TRAINING);
    assertThat(lens.asked()).containsExactly(new Question.MeasureLayers());

    model.measure();
    assertThat(lens.asked()).hasSize(2);
  }

  @Test
  void givesTheTimeOfLayersThatAreComputedAsOneToTheFirstOfThem() {
    model.activeProperty().set(true);
    publish(3, Phase.PAUSED);

    assertThat(layers().get(0).trainingNanos().orElseThrow()).isCloseTo(3000, Offset.offset(1e-9));
    assertThat(layers().get(1).trainingNanos()).isEmpty();
    assertThat(layers().get(1).computedWith()).hasValue(1);
    assertThat(layers().get(2).blocks()).isEmpty();
    assertThat(layers().get(3).computedWith()).isEmpty();
  }

  @Test
  void forgetsTheTimesOfOtherLayers() {
    model.activeProperty().set(true);
    publish(3, Phase.PAUSED);
    CompletableFuture<Object> later = new CompletableFuture<>();
    lens.answerWith(command -> later);
    model.measure();
    lens.layersProperty()
        .set(
            new NetworkSpec(List.of(new Dense(10, Activation.SOFTMAX)))
                .summarize(ImageShape.MNIST, 10));
    assertThat(model.timesProperty().get()).isEmpty();

    lens.answerWith(command -> new CompletableFuture<>());
    later.complete(SampleTimes.of(3));
    assertThat(model.timesProperty().get()).isEmpty();
    assertThat(model.busyProperty().get()).isTrue();
  }

  @Test
  void saysWhyTimesCouldNotBeMeasuredAndAsksNoMore() {
    lens.answerWith(
        command -> {
          throw new UnreadyException("The weights of step 3 were not stored");
        });
    model.activeProperty().set(true);
    publish(3, Phase.PAUSED);
    publish(3, Phase.PAUSED);

    assertThat(model.problemProperty().get()).isEqualTo("The weights of step 3 were not stored");
    assertThat(model.isComplete()).isTrue();
    assertThat(lens.asked()).hasSize(1);
  }

  @Test
  void asksForHealthOnlyWhileSomebodyLooksAndShowsThatOfTheStepOrTheOneBefore() {
    model.activeProperty().set(true);
    assertThat(lens.watchesHealth()).isTrue();
    publish(50, Phase.PAUSED);
    assertThat(model.shownHealthProperty().get()).isEmpty();
    assertThat(model.warnings()).isEmpty();

    lens.healthProperty().set(List.of(SampleHealth.of(40, 4, 1), SampleHealth.of(60, 0, 1)));
    assertThat(model.shownHealthProperty().get()).map(NetworkHealth::step).hasValue(40L);
    assertThat(model.warnings())
        .extracting(HealthWarning::kind)
        .containsExactly(HealthWarning.Kind.SILENT);
    publish(60, Phase.PAUSED);
    assertThat(model.shownHealthProperty().get()).map(NetworkHealth::step).hasValue(60L);
    assertThat(model.warnings()).isEmpty();

    model.activeProperty().set(false);
    assertThat(lens.watchesHealth()).isFalse();
  }

  @Test
  void speaksOfTheLayerThatOtherViewsSpeakOf() {
    selection.layerProperty().set(OptionalInt.of(1));
    assertThat(model.selected()).map(layer -> layer.summary().number()).hasValue(2);
    selection.layerProperty().set(OptionalInt.of(9));
    assertThat(model.selected()).isEmpty();
  }

  private void publish(long step, Phase phase) {
    lens.show(Samples.snapshot(step, phase, session));
  }
}
