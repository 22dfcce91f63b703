package digitscope.ui.filters;

import digitscope.config.LayerSummary;
import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.engine.AblationEffect;
import digitscope.eval.Evaluation;
import digitscope.eval.UnitImportance;
import digitscope.io.Reason;
import digitscope.probe.Ablation;
import digitscope.session.NetworkView;
import digitscope.session.Question;
import digitscope.ui.fx.ChosenImage;
import digitscope.ui.fx.Lens;
import digitscope.ui.fx.NetworkChange;
import digitscope.ui.fx.Selection;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/**
 * Filters that are switched off or scaled in a copy of the network, what its predictions become
 * then, and what each filter of a layer matters for. While the network learns, the former is found
 * again after each evaluation.
 */
public final class AblationViewModel {
  private final Lens lens;
  private final Selection selection;
  private final BooleanProperty active = new SimpleBooleanProperty(this, "active");
  private final ReadOnlyObjectWrapper<Ablation> ablation =
      new ReadOnlyObjectWrapper<>(this, "ablation", Ablation.NONE);
  private final ReadOnlyObjectWrapper<Optional<AblationEffect>> effect =
      new ReadOnlyObjectWrapper<>(this, "effect", Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<UnitImportance>> importance =
      new ReadOnlyObjectWrapper<>(this, "importance", Optional.empty());
  private final ReadOnlyBooleanWrapper ranking = new ReadOnlyBooleanWrapper(this, "ranking");
  private final ReadOnlyObjectWrapper<Optional<String>> problem =
      new ReadOnlyObjectWrapper<>(this, "problem", Optional.empty());
  private final ReadOnlyBooleanWrapper undoable = new ReadOnlyBooleanWrapper(this, "undoable");

  /** What was switched before, the newest first. */
  private final Deque<Ablation> past = new ArrayDeque<>();

  private final NetworkChange network = new NetworkChange();
  private List<LayerSummary> layers = List.of();
  private Optional<Wanted> asked = Optional.empty();
  private boolean isAwaited;

  /** Number of the newest question about an effect; what an older one comes to is dropped. */
  private long ticket;

  /** What the newest effect is of, or is to be of. */
  private record Wanted(
      Ablation ablation, Dataset images, ChosenImage image, long network, long moment) {}

  public AblationViewModel(Lens lens, Selection selection) {
    this.lens = lens;
    this.selection = selection;
    active.addListener(changed -> follow());
    lens.viewProperty().addListener(changed -> follow());
    lens.layersProperty().addListener(changed -> takeLayers());
    selection.imageProperty().addListener(changed -> refresh());
    takeLayers();
  }

  /** Whether the view is visible; otherwise nothing is computed. */
  public BooleanProperty activeProperty() {
    return active;
  }

  /** What is switched off or scaled; nothing at first. */
  public ReadOnlyObjectProperty<Ablation> ablationProperty() {
    return ablation.getReadOnlyProperty();
  }

  /** What it does; empty if nothing is switched, or as long as that is not known. */
  public ReadOnlyObjectProperty<Optional<AblationEffect>> effectProperty() {
    return effect.getReadOnlyProperty();
  }

  /** What each filter of a layer matters for, once that was asked. */
  public ReadOnlyObjectProperty<Optional<UnitImportance>> importanceProperty() {
    return importance.getReadOnlyProperty();
  }

  /** Whether the filters of a layer are being ranked. */
  public ReadOnlyBooleanProperty rankingProperty() {
    return ranking.getReadOnlyProperty();
  }

  /** Why an effect or a ranking cannot be had; empty if it can. */
  public ReadOnlyObjectProperty<Optional<String>> problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** Whether {@link #undo} changes anything. */
  public ReadOnlyBooleanProperty undoableProperty() {
    return undoable.getReadOnlyProperty();
  }

  /** Whether the filters of a layer can be switched: those of the last one are the classes. */
  public boolean isSwitchable(LayerSummary layer) {
    return layer.number() < lens.layers().size();
  }

  /** By what the output of a filter is multiplied. */
  public double factor(LayerSummary layer, int unit) {
    return ablation.get().factor(index(layer), unit);
  }

  /** Multiplies the output of a filter, by 0 to switch it off, by 1 to have it as it is. */
  public void setFactor(LayerSummary layer, int unit, double factor) {
    if (isSwitchable(layer) && factor(layer, unit) != factor) {
      past.push(ablation.get());
      show(ablation.get().with(index(layer), unit, factor));
    }
  }

  /** Takes the last switch back. */
  public void undo() {
    if (!past.isEmpty()) {
      show(past.pop());
    }
  }

  /** Has all filters as they are; can be undone. */
  public void restoreAll() {
    if (!ablation.get().isNone()) {
      past.push(ablation.get());
      show(Ablation.NONE);
    }
  }

  /** Finds out what each filter of a layer matters for, by switching each off in turn. */
  public void rank(LayerSummary layer) {
    Optional<Dataset> images = testSet();
    if (ranking.get() || images.isEmpty() || !isSwitchable(layer)) {
      return;
    }
    ranking.set(true);
    problem.set(Optional.empty());
    long of = network.number();
    var unused =
        lens.ask(new Question.RankUnits(index(layer), images.get()))
            .whenComplete((found, error) -> takeRanking(of, found, error));
  }

  private void takeRanking(long of, @Nullable UnitImportance found, @Nullable Throwable error) {
    ranking.set(false);
    if (found != null && of == network.number()) {
      importance.set(Optional.of(found));
    }
    tell(error);
  }

  /** What the filters of a layer matter for, if that was asked of this layer. */
  public Optional<UnitImportance> importance(LayerSummary layer) {
    return importance.get().filter(found -> found.layerIndex() == index(layer));
  }

  /** The layer as the window calls it, of what the network knows by its index. */
  public Optional<LayerSummary> layer(int layerIndex) {
    return lens.layers().stream()
        .filter(some -> some.spec().hasFilters() && index(some) == layerIndex)
        .findFirst();
  }

  /** The images that are predicted. */
  public Optional<Dataset> testSet() {
    return lens.data().map(DataSplits::test);
  }

  /** The images that the network learns from. */
  Optional<Dataset> trainingSet() {
    return lens.data().map(DataSplits::train);
  }

  /** Names of the classes. */
  public List<String> classNames() {
    return testSet().map(Dataset::classNames).orElse(List.of());
  }

  /** What the window speaks of, to hear when {@link #image} changes. */
  ObservableValue<ChosenImage> chosenImageProperty() {
    return selection.imageProperty();
  }

  /** What an effect says of the image that is shown, if it is not of the test set. */
  Optional<AblationEffect.OfImage> ofImage(AblationEffect found) {
    byte[] wanted = pixels(image()).orElse(new byte[0]);
    return found.image().filter(some -> Arrays.equals(some.pixels(), wanted));
  }

  /** The image whose probabilities are shown: the first of the test set if none is chosen. */
  public ChosenImage image() {
    return selection.imageProperty().get() instanceof ChosenImage.None
        ? new ChosenImage.OfTestSet(0)
        : selection.imageProperty().get();
  }

  private int index(LayerSummary layer) {
    return layer.answeringIndex(lens.layers());
  }

  private void takeLayers() {
    if (!layers.equals(lens.layers())) {
      layers = lens.layers();
      past.clear();
      importance.set(Optional.empty());
      show(Ablation.NONE);
    }
  }

  private void show(Ablation changed) {
    problem.set(Optional.empty());
    effect.set(Optional.empty());
    ablation.set(changed);
    undoable.set(!past.isEmpty());
    ask();
  }

  private void follow() {
    if (!active.get()) {
      return;
    }
    if (network.follow(lens.view())) {
      problem.set(Optional.empty());
      effect.set(Optional.empty());
      importance.set(Optional.empty());
      ask();
    } else {
      refresh();
    }
  }

  /** Asks again once the pending answer has arrived. */
  private void refresh() {
    if (!isAwaited) {
      ask();
    }
  }

  private void ask() {
    Optional<Wanted> wanted = wanted();
    if (wanted.isPresent() && wanted.equals(asked)) {
      return;
    }
    asked = wanted;
    isAwaited = wanted.isPresent();
    long own = ++ticket;
    wanted.ifPresent(
        now -> {
          var unused =
              lens.ask(
                      new Question.Ablate(
                          now.ablation(), now.images(), pixels(now.image()), known(now.images())))
                  .whenComplete((found, error) -> takeEffect(own, found, error));
        });
  }

  /** What the network that is shown says of the images, if it was evaluated at its very step. */
  private Optional<Evaluation> known(Dataset images) {
    return lens.view()
        .flatMap(NetworkView::evaluationHere)
        .filter(found -> found.size() == images.size());
  }

  private void takeEffect(long of, @Nullable AblationEffect found, @Nullable Throwable error) {
    if (of != ticket) {
      return;
    }
    isAwaited = false;
    effect.set(Optional.ofNullable(found));
    tell(error);
    if (error instanceof CancellationException) {
      asked = Optional.empty(); // when there is something new to see it is asked again
    } else {
      refresh();
    }
  }

  private void tell(@Nullable Throwable error) {
    if (error != null && !(error instanceof CancellationException)) {
      problem.set(Optional.of(Reason.of(error)));
    }
  }

  private Optional<Wanted> wanted() {
    Optional<NetworkView> view = lens.view().filter(NetworkView::isAnswering);
    Optional<Dataset> images = testSet();
    return active.get() && !ablation.get().isNone() && view.isPresent() && images.isPresent()
        ? Optional.of(
            new Wanted(
                ablation.get(),
                images.get(),
                ofMoreThanTheSet(),
                network.number(),
                moment(view.get())))
        : Optional.empty();
  }

  /** While the network learns, its last evaluated step: what is found grows old anyway. */
  private static long moment(NetworkView view) {
    return view.isLearning() ? view.evaluation().map(Evaluation::step).orElse(0L) : view.step();
  }

  /** An image that must be asked about, as it is not of the set that is predicted. */
  private ChosenImage ofMoreThanTheSet() {
    return pixels(image()).isPresent() ? image() : new ChosenImage.None();
  }

  private Optional<byte[]> pixels(ChosenImage image) {
    return image.accept(new Pixels());
  }

  /** The pixels of an image that is not of the test set. */
  private final class Pixels implements ChosenImage.Visitor<Optional<byte[]>> {
    @Override
    public Optional<byte[]> none(ChosenImage.None image) {
      return Optional.empty();
    }

    @Override
    public Optional<byte[]> ofTestSet(ChosenImage.OfTestSet image) {
      return Optional.empty();
    }

    @Override
    public Optional<byte[]> ofTrainingSet(ChosenImage.OfTrainingSet image) {
      return lens.data()
          .map(DataSplits::train)
          .filter(set -> image.index() < set.size())
          .map(set -> set.image(image.index()));
    }

    @Override
    public Optional<byte[]> ofOtherSet(ChosenImage.OfOtherSet image) {
      return fitting(image.pixels());
    }

    @Override
    public Optional<byte[]> drawing(ChosenImage.Drawing image) {
      return fitting(image.pixels());
    }

    private Optional<byte[]> fitting(byte[] pixels) {
      return testSet().filter(set -> set.shape().size() == pixels.length).map(set -> pixels);
    }
  }
}
