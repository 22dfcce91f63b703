package digitscope.ui.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import digitscope.eval.MetricLog;
import digitscope.probe.Connections;
import digitscope.probe.Connections.LayerConnections;
import digitscope.probe.LayerKernels;
import digitscope.probe.MapPlace;
import digitscope.probe.ValueComputation;
import digitscope.session.Command;
import digitscope.session.Phase;
import digitscope.session.Question;
import digitscope.ui.features.NetworkColumn.Look;
import digitscope.ui.features.NetworkEdges.Edge;
import digitscope.ui.fx.ChosenImages;
import digitscope.ui.fx.FakeLens;
import digitscope.ui.fx.Samples;
import digitscope.ui.fx.Selection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NetworkViewModelTest {
  private static final MapPlace PLACE = new MapPlace(0, 2, 3, 4);

  private final FakeLens lens = new FakeLens();
  private final Selection selection = new Selection();
  private final MetricLog session = new MetricLog();
  private final FeaturesViewModel features =
      new FeaturesViewModel(
          lens,
          selection,
          new ChosenImages(lens, selection, Runnable::run, Runnable::run),
          new Random(1));
  private final NetworkViewModel model = features.picture();
  private long step;
  private Phase phase = Phase.TRAINING;

  @BeforeEach
  void readData() {
    lens.dataProperty().set(Optional.of(Samples.data()));
    lens.layersProperty().set(Samples.layers());
    lens.answerWith(this::answer);
    features.activeProperty().set(true);
  }

  private Object answer(Command<?> command) {
    if (command instanceof Question.ReadConnections) {
      return SampleComputations.connections(step);
    }
    if (command instanceof Question.ComputeValue question) {
      return SampleComputations.value(step, question);
    }
    if (command instanceof Question.ReadKernels question) {
      return SampleComputations.kernels(step, question.layerIndex());
    }
    if (command instanceof Question.ComputeNextGradient question) {
      return SampleComputations.kernels(step, question.layerIndex());
    }
    throw new IllegalStateException("Not asked here");
  }

  private void publish(long now) {
    step = now;
    lens.show(
        Samples.snapshot(
            now,
            phase,
            session,
            Optional.of(Samples.maps(now, lens.watchedImage().orElseThrow())),
            Optional.empty()));
  }

  private long asked(Class<?> kind) {
    return lens.asked().stream().filter(kind::isInstance).count();
  }

  @Test
  void hasAColumnForTheImageAndForEachLayerThatDoesNotJustCopy() {
    publish(4);
    assertThat(model.columnsProperty().get())
        .extracting(NetworkColumn::look, NetworkColumn::layerIndex, NetworkColumn::count)
        .containsExactly(
            tuple(Look.IMAGE, -1, 1),
            tuple(Look.MAPS, 0, 4),
            tuple(Look.MAPS, 1, 4),
            tuple(Look.CLASSES, 3, 10));
  }

  @Test
  void asksWhatConnectsTheMapsOnceAStep() {
    publish(4);
    assertThat(model.connectionsProperty().get().map(Connections::step)).hasValue(4L);
    assertThat(asked(Question.ReadConnections.class)).isEqualTo(1);
    publish(9);
    assertThat(model.connectionsProperty().get().map(Connections::step)).hasValue(9L);
    assertThat(asked(Question.ReadConnections.class)).isEqualTo(2);
  }

  @Test
  void asksNothingWhileEveryMapIsShownInstead() {
    features.arrangementProperty().set(Arrangement.MAPS);
    publish(4);
    model.hoveredProperty().set(Optional.of(PLACE));
    assertThat(asked(Command.class)).isZero();
    features.arrangementProperty().set(Arrangement.NETWORK);
    assertThat(asked(Question.ReadConnections.class)).isEqualTo(1);
    assertThat(asked(Question.ComputeValue.class)).isEqualTo(1);
  }

  @Test
  void computesTheValueUnderTheMouseOrTheOneThatIsKept() {
    publish(4);
    model.hoveredProperty().set(Optional.of(PLACE));
    assertThat(model.computationProperty().get().map(ValueComputation::place)).hasValue(PLACE);
    MapPlace kept = new MapPlace(1, 0, 0, 0);
    model.pinnedProperty().set(Optional.of(kept));
    model.hoveredProperty().set(Optional.of(new MapPlace(0, 1, 1, 1)));
    assertThat(model.computationProperty().get().map(ValueComputation::place)).hasValue(kept);
    assertThat(selection.layerProperty().get()).hasValue(1);
    model.pinnedProperty().set(Optional.empty());
    model.hoveredProperty().set(Optional.empty());
    assertThat(model.computationProperty().get()).isEmpty();
  }

  @Test
  void asksForTheNextStepsGradientOfAKeptValueWhileTheNetworkRests() {
    publish(4);
    model.pinnedProperty().set(Optional.of(PLACE));
    assertThat(asked(Question.ComputeNextGradient.class)).isZero();
    phase = Phase.PAUSED;
    publish(5);
    assertThat(model.nextGradientProperty().get().map(LayerKernels::step)).hasValue(5L);
    assertThat(model.nextGradientProperty().get().map(LayerKernels::layerIndex)).hasValue(0);
    model.pinnedProperty().set(Optional.of(new MapPlace(0, 1, 1, 1)));
    assertThat(asked(Question.ComputeNextGradient.class)).isEqualTo(1);
  }

  @Test
  void readsTheKernelsOfTheLayerWhoseMapIsSelected() {
    features.arrangementProperty().set(Arrangement.MAPS);
    publish(4);
    assertThat(asked(Question.ReadKernels.class)).isZero();
    features.selectedProperty().set(Optional.of(new MapAddress(5, 3)));
    assertThat(model.kernelsProperty().get().map(LayerKernels::layerIndex)).hasValue(3);
    features.selectedProperty().set(Optional.of(new MapAddress(6, 3)));
    assertThat(asked(Question.ReadKernels.class)).isEqualTo(1);
    publish(5);
    assertThat(model.kernelsProperty().get().map(LayerKernels::step)).hasValue(5L);
  }

  @Test
  void asksForTheChosenClass() {
    publish(4);
    model.hoveredProperty().set(Optional.of(PLACE));
    model.labelProperty().set(OptionalInt.of(7));
    Command<?> last = lens.asked().get(lens.asked().size() - 1);
    assertThat(((Question.ComputeValue) last).label()).hasValue(7);
  }

  @Test
  void asksForOneValueAtATimeAndThenForTheNewest() {
    publish(4);
    CompletableFuture<Object> first = new CompletableFuture<>();
    lens.answerWith(command -> first);
    model.hoveredProperty().set(Optional.of(PLACE));
    model.hoveredProperty().set(Optional.of(new MapPlace(0, 1, 1, 1)));
    MapPlace newest = new MapPlace(0, 0, 0, 1);
    model.hoveredProperty().set(Optional.of(newest));
    assertThat(asked(Question.ComputeValue.class)).isEqualTo(1);
    Question.ComputeValue question =
        (Question.ComputeValue) lens.asked().get(lens.asked().size() - 1);
    lens.answerWith(this::answer);
    first.complete(SampleComputations.value(4, question));
    assertThat(asked(Question.ComputeValue.class)).isEqualTo(2);
    assertThat(model.computationProperty().get().map(ValueComputation::place)).hasValue(newest);
  }

  @Test
  void keepsTheValueOfTheStepBeforeToShowWhatChanged() {
    publish(4);
    model.pinnedProperty().set(Optional.of(PLACE));
    assertThat(model.earlierProperty().get()).isEmpty();
    publish(5);
    assertThat(model.computationProperty().get().map(ValueComputation::step)).hasValue(5L);
    assertThat(model.earlierProperty().get().map(ValueComputation::step)).hasValue(4L);
    model.pinnedProperty().set(Optional.of(new MapPlace(0, 0, 0, 0)));
    assertThat(model.earlierProperty().get()).isEmpty();
  }

  @Test
  void forgetsWhatWasFoundOfAnotherNetwork() {
    publish(4);
    model.pinnedProperty().set(Optional.of(PLACE));
    CompletableFuture<Object> late = new CompletableFuture<>();
    lens.answerWith(command -> late);
    publish(5);
    lens.show(Samples.snapshot(0, Phase.TRAINING, new MetricLog()));
    assertThat(model.columnsProperty().get()).isEmpty();
    assertThat(model.pinnedProperty().get()).isEmpty();
    late.complete(SampleComputations.connections(5));
    assertThat(model.connectionsProperty().get()).isEmpty();
    assertThat(model.computationProperty().get()).isEmpty();
  }

  @Test
  void drawsTheStrongestLinesByTheirPartOfTheLargestWeight() {
    publish(4);
    NetworkEdges edges =
        new NetworkEdges(model.columnsProperty().get(), model.connectionsProperty().get());
    assertThat(edges.strongest(3, 2))
        .containsExactly(new Edge(3, 3, 9, 1), new Edge(3, 2, 9, 38 / 39f));
    assertThat(edges.into(2, 1, 10)).containsExactly(new Edge(2, 1, 1, 1));
    assertThat(edges.isOneToOne(2)).isTrue();
    assertThat(edges.outOf(2, 0, 100)).hasSize(9);
    Edge fromImage = edges.into(1, 1, 10).get(0);
    assertThat(fromImage.from()).isZero();
    assertThat(fromImage.strength()).isCloseTo(-2 / 4f, within(1e-6f));
    assertThat(edges.strongest(0, 5)).isEmpty();
    assertThat(new NetworkEdges(edges.columns(), Optional.empty()).strongest(1, 5)).isEmpty();
  }

  @Test
  void connectsOnlyColumnsThatReadOneAnother() {
    publish(4);
    Connections other =
        new Connections(4, List.of(new LayerConnections(3, 0, 10, 4, new float[40])));
    NetworkEdges edges = new NetworkEdges(model.columnsProperty().get(), Optional.of(other));
    assertThat(edges.strongest(3, 5)).isEmpty();
  }
}
