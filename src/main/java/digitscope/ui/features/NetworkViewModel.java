package digitscope.ui.features;

import digitscope.config.LayerSummary;
import digitscope.probe.Connections;
import digitscope.probe.FeatureMaps;
import digitscope.probe.FeatureMaps.Kernels;
import digitscope.probe.LayerKernels;
import digitscope.probe.MapPlace;
import digitscope.probe.ValueComputation;
import digitscope.session.NetworkView;
import digitscope.session.Question;
import digitscope.ui.fx.Lens;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

/**
 * The layers of the network as columns, what connects their maps, and how the value that is pointed
 * at comes about. Asks the network that is shown, one question of a kind at a time.
 */
public final class NetworkViewModel {
  private final Lens lens;
  private final FeaturesViewModel features;

  private final ReadOnlyObjectWrapper<List<NetworkColumn>> columns =
      new ReadOnlyObjectWrapper<>(this, "columns", List.of());
  private final ReadOnlyObjectWrapper<Optional<Connections>> connections =
      new ReadOnlyObjectWrapper<>(this, "connections", Optional.empty());
  private final ReadOnlyObjectWrapper<Map<Integer, Kernels>> weights =
      new ReadOnlyObjectWrapper<>(this, "weights", Map.of());
  private final ReadOnlyObjectWrapper<Optional<LayerKernels>> kernels =
      new ReadOnlyObjectWrapper<>(this, "kernels", Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<LayerKernels>> nextGradient =
      new ReadOnlyObjectWrapper<>(this, "nextGradient", Optional.empty());
  private final ObjectProperty<Optional<MapPlace>> hovered =
      new SimpleObjectProperty<>(this, "hovered", Optional.empty());
  private final ObjectProperty<Optional<MapPlace>> pinned =
      new SimpleObjectProperty<>(this, "pinned", Optional.empty());
  private final ObjectProperty<OptionalInt> label =
      new SimpleObjectProperty<>(this, "label", OptionalInt.empty());
  private final ReadOnlyObjectWrapper<Optional<ValueComputation>> computation =
      new ReadOnlyObjectWrapper<>(this, "computation", Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<ValueComputation>> earlier =
      new ReadOnlyObjectWrapper<>(this, "earlier", Optional.empty());

  /** What the newest computation was asked about. */
  private Optional<PlaceQuestion> answered = Optional.empty();

  private boolean isComputing;
  private boolean isReading;
  private boolean isReadingKernels;
  private boolean isAskingForNextStep;

  /** What a computation is of. */
  private record PlaceQuestion(byte[] image, MapPlace place, OptionalInt label, long step) {
    boolean isOfSame(PlaceQuestion other) {
      return step == other.step
          && place.equals(other.place)
          && label.equals(other.label)
          && Arrays.equals(image, other.image);
    }
  }

  NetworkViewModel(Lens lens, FeaturesViewModel features) {
    this.lens = lens;
    this.features = features;
    features.stacksProperty().addListener((property, before, now) -> takeMaps());
    features.activeProperty().addListener((property, before, now) -> renew());
    features.arrangementProperty().addListener((property, before, now) -> renew());
    features.selectedProperty().addListener((property, before, now) -> readKernels());
    hovered.addListener((property, before, now) -> compute());
    pinned.addListener((property, before, now) -> pin(now));
    label.addListener((property, before, now) -> compute());
  }

  /** The image and the layers; empty while there are no maps. */
  ReadOnlyObjectProperty<List<NetworkColumn>> columnsProperty() {
    return columns.getReadOnlyProperty();
  }

  /** How strongly maps read one another, with a step of its own. */
  public ReadOnlyObjectProperty<Optional<Connections>> connectionsProperty() {
    return connections.getReadOnlyProperty();
  }

  /** The weights of dense layers that read the image, by the index of the layer. */
  ReadOnlyObjectProperty<Map<Integer, Kernels>> weightsProperty() {
    return weights.getReadOnlyProperty();
  }

  /** The weights of the layer of the selected map, with a step of their own. */
  public ReadOnlyObjectProperty<Optional<LayerKernels>> kernelsProperty() {
    return kernels.getReadOnlyProperty();
  }

  /**
   * The mean gradient of the weights over the mini-batch of the next step, of the layer of the
   * value that is kept; only while the network does not learn.
   */
  public ReadOnlyObjectProperty<Optional<LayerKernels>> nextGradientProperty() {
    return nextGradient.getReadOnlyProperty();
  }

  /** The value under the mouse. */
  public ObjectProperty<Optional<MapPlace>> hoveredProperty() {
    return hovered;
  }

  /** The value that stays chosen while the mouse moves on. */
  public ObjectProperty<Optional<MapPlace>> pinnedProperty() {
    return pinned;
  }

  /** The class for which gradients are shown; the likeliest one if empty. */
  public ObjectProperty<OptionalInt> labelProperty() {
    return label;
  }

  /** How the value that is pointed at comes about; a moment later than {@link #place}. */
  public ReadOnlyObjectProperty<Optional<ValueComputation>> computationProperty() {
    return computation.getReadOnlyProperty();
  }

  /** The same value at the step at which it was computed before, if the network learned since. */
  public ReadOnlyObjectProperty<Optional<ValueComputation>> earlierProperty() {
    return earlier.getReadOnlyProperty();
  }

  /** The value that is pointed at: the one that is pinned, or else that under the mouse. */
  public Optional<MapPlace> place() {
    return pinned.get().isPresent() ? pinned.get() : hovered.get();
  }

  /** The layers of the network. */
  List<LayerSummary> layers() {
    return lens.layers();
  }

  private boolean isLookedAt() {
    return features.activeProperty().get()
        && features.arrangementProperty().get() == Arrangement.NETWORK;
  }

  private void takeMaps() {
    List<NetworkColumn> made = features.mapsOfStacks().map(maps -> columns(maps)).orElse(List.of());
    if (made.isEmpty() || !isSameNetwork(made)) {
      connections.set(Optional.empty());
      weights.set(Map.of());
      kernels.set(Optional.empty());
      nextGradient.set(Optional.empty());
      forget();
      hovered.set(Optional.empty());
      pinned.set(Optional.empty());
    }
    columns.set(made);
    renew();
  }

  private List<NetworkColumn> columns(FeatureMaps maps) {
    return NetworkColumn.of(maps, features.imageShape(), features.layerStacks(), lens.layers());
  }

  private boolean isSameNetwork(List<NetworkColumn> made) {
    List<NetworkColumn> before = columns.get();
    boolean isSame = before.size() == made.size();
    for (int i = 0; isSame && i < made.size(); i++) {
      isSame = before.get(i).resembles(made.get(i));
    }
    return isSame;
  }

  private void renew() {
    readConnections();
    readKernels();
    compute();
  }

  /** Asks for the weights of the layer of the selected map. */
  private void readKernels() {
    Optional<Integer> layer =
        features
            .selectedProperty()
            .get()
            .map(address -> features.stacksProperty().get().get(address.stack()).layerIndex());
    boolean isKnown =
        kernels
            .get()
            .filter(known -> layer.equals(Optional.of(known.layerIndex())))
            .filter(known -> step().equals(Optional.of(known.step())))
            .isPresent();
    if (layer.isEmpty() || isKnown || isReadingKernels || !features.activeProperty().get()) {
      return;
    }
    isReadingKernels = true;
    hear(
        lens.ask(new Question.ReadKernels(layer.get())),
        found -> kernels.set(Optional.of(found)),
        () -> isReadingKernels = false);
  }

  private void pin(Optional<MapPlace> place) {
    place.ifPresent(features::share);
    compute();
    computation
        .get()
        .filter(found -> place.equals(Optional.of(found.place())))
        .ifPresent(this::askForNextStep);
  }

  private Optional<Long> step() {
    return features.mapsOfStacks().map(FeatureMaps::step);
  }

  private void readConnections() {
    boolean isKnown = connections.get().map(Connections::step).equals(step()) || step().isEmpty();
    if (!isLookedAt() || isReading || isKnown) {
      return;
    }
    isReading = true;
    hear(
        lens.ask(new Question.ReadConnections()),
        found -> {
          connections.set(Optional.of(found));
          readWeights();
        },
        () -> isReading = false);
  }

  /** Asks for the weights of dense layers that read pixels. */
  private void readWeights() {
    for (NetworkColumn column : columns.get()) {
      boolean readsPixels =
          column.look() == NetworkColumn.Look.UNITS
              && connections
                  .get()
                  .flatMap(known -> known.of(column.layerIndex()))
                  .filter(layer -> layer.readIndex() == NetworkColumn.IMAGE)
                  .isPresent();
      if (readsPixels) {
        hear(lens.ask(new Question.ReadKernels(column.layerIndex())), this::takeWeights, () -> {});
      }
    }
  }

  private void takeWeights(LayerKernels kernels) {
    Map<Integer, Kernels> all = new HashMap<>(weights.get());
    kernels.sets().stream().findFirst().ifPresent(set -> all.put(kernels.layerIndex(), set));
    weights.set(Map.copyOf(all));
  }

  /** Hears an answer of the network that is shown by now; of another it is dropped. */
  private <R> void hear(CompletableFuture<R> answer, Consumer<R> listener, Runnable done) {
    long network = features.networkNumber();
    var unused =
        answer.whenComplete(
            (found, problem) -> {
              done.run();
              if (problem == null && network == features.networkNumber()) {
                listener.accept(found);
              }
            });
  }

  private Optional<PlaceQuestion> question() {
    return features
        .mapsOfStacks()
        .flatMap(
            maps ->
                place().map(at -> new PlaceQuestion(maps.image(), at, label.get(), maps.step())));
  }

  private void compute() {
    Optional<PlaceQuestion> wanted = isLookedAt() ? question() : Optional.empty();
    if (wanted.isEmpty()) {
      if (place().isEmpty()) {
        forget();
      }
      return;
    }
    PlaceQuestion asked = wanted.get();
    if (isComputing || answered.filter(asked::isOfSame).isPresent()) {
      return;
    }
    isComputing = true;
    hear(
        lens.ask(new Question.ComputeValue(asked.image(), asked.place(), asked.label())),
        found -> take(asked, found),
        () -> isComputing = false);
  }

  private void take(PlaceQuestion asked, ValueComputation found) {
    Optional<ValueComputation> before = computation.get();
    boolean isOfSamePlace =
        before.filter(one -> one.place().equals(found.place())).isPresent()
            && answered.filter(one -> Arrays.equals(one.image(), asked.image())).isPresent();
    if (!isOfSamePlace) {
      earlier.set(Optional.empty());
    } else if (before.get().step() < found.step()) {
      earlier.set(before);
    }
    answered = Optional.of(asked);
    computation.set(Optional.of(found));
    askForNextStep(found);
    compute();
  }

  private void askForNextStep(ValueComputation found) {
    int layer = found.place().layerIndex();
    boolean isKnown =
        nextGradient
            .get()
            .filter(known -> known.layerIndex() == layer && known.step() == found.step())
            .isPresent();
    boolean isLearning = lens.view().filter(NetworkView::isLearning).isPresent();
    boolean isKept = pinned.get().isPresent() && !found.gradient().kernels().isEmpty();
    if (isKept && !isKnown && !isLearning && !isAskingForNextStep) {
      isAskingForNextStep = true;
      hear(
          lens.ask(new Question.ComputeNextGradient(layer)),
          gradient -> nextGradient.set(Optional.of(gradient)),
          () -> isAskingForNextStep = false);
    }
  }

  private void forget() {
    answered = Optional.empty();
    earlier.set(Optional.empty());
    computation.set(Optional.empty());
  }
}
