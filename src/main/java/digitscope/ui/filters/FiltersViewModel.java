package digitscope.ui.filters;

import digitscope.config.KMeans;
import digitscope.config.LayerSummary;
import digitscope.data.DataSplits;
import digitscope.io.Reason;
import digitscope.probe.FilterPatterns;
import digitscope.probe.PatternSettings.Method;
import digitscope.session.NetworkView;
import digitscope.session.Question;
import digitscope.ui.fx.Lens;
import digitscope.ui.fx.LiveProgress;
import digitscope.ui.fx.NetworkChange;
import digitscope.ui.fx.Selection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/** The patterns that excite the filters of a chosen layer, made on demand or while training. */
public final class FiltersViewModel {
  private final Lens lens;
  private final Selection selection;

  private final BooleanProperty active = new SimpleBooleanProperty(this, "active");
  private final BooleanProperty whileTraining = new SimpleBooleanProperty(this, "whileTraining");
  private final ReadOnlyObjectWrapper<List<LayerSummary>> layers =
      new ReadOnlyObjectWrapper<>(this, "layers", List.of());
  private final ObjectProperty<Optional<LayerSummary>> layer =
      new SimpleObjectProperty<>(this, "layer", Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<FilterPatterns>> patterns =
      new ReadOnlyObjectWrapper<>(this, "patterns", Optional.empty());
  private final ObjectProperty<Method> method =
      new SimpleObjectProperty<>(this, "method", Method.UNIT);
  private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper(this, "progress");
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(this, "busy");
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");

  /** What was made in this session, so that a layer that is chosen again shows at once. */
  private final Map<Integer, FilterPatterns> made = new HashMap<>();

  private final NetworkChange network = new NetworkChange();
  private CompletableFuture<FilterPatterns> running = new CompletableFuture<>();

  /** Whether a user has cancelled a search and chosen nothing else since. */
  private boolean isGivenUp;

  private final ResponsesViewModel responses;
  private final FacetsViewModel facets;
  private final AblationViewModel ablation;
  private final FilmViewModel film;

  public FiltersViewModel(Lens lens, Selection selection) {
    this.lens = lens;
    this.selection = selection;
    this.responses = new ResponsesViewModel(lens, selection);
    responses.activeProperty().bind(active);
    this.facets = new FacetsViewModel(lens, selection);
    this.ablation = new AblationViewModel(lens, selection);
    ablation.activeProperty().bind(active);
    this.film = new FilmViewModel(lens, selection.unitProperty());
    film.activeProperty().bind(active);
    film.framesProperty().addListener(changed -> takeFilm());
    active.addListener((property, before, now) -> activeChanged());
    whileTraining.addListener((property, before, now) -> watch());
    lens.viewProperty().addListener((property, before, now) -> takeView());
    lens.layersProperty().addListener((property, before, now) -> takeLayers());
    layer.addListener((property, before, now) -> layerChanged());
    method.addListener((property, before, now) -> methodChanged());
    selection.layerProperty().addListener((property, before, now) -> followSelection());
    takeLayers();
  }

  /** Whether the view is visible; otherwise nothing is computed. */
  public BooleanProperty activeProperty() {
    return active;
  }

  /** Whether the patterns are renewed as the network learns. */
  public BooleanProperty whileTrainingProperty() {
    return whileTraining;
  }

  /** The layers that have filters or units of their own. */
  public ReadOnlyObjectProperty<List<LayerSummary>> layersProperty() {
    return layers.getReadOnlyProperty();
  }

  /** The layer whose patterns are shown; one of {@link #layersProperty}. */
  public ObjectProperty<Optional<LayerSummary>> layerProperty() {
    return layer;
  }

  /** The newest patterns of the layer. */
  public ReadOnlyObjectProperty<Optional<FilterPatterns>> patternsProperty() {
    return patterns.getReadOnlyProperty();
  }

  /** How the patterns are made on demand. */
  public ObjectProperty<Method> methodProperty() {
    return method;
  }

  /** How far patterns are that are being made on demand, 0 to 1. */
  public ReadOnlyDoubleProperty progressProperty() {
    return progress.getReadOnlyProperty();
  }

  /** Whether patterns are being made on demand. */
  public ReadOnlyBooleanProperty busyProperty() {
    return busy.getReadOnlyProperty();
  }

  /** Why the patterns could not be made; empty if they could. */
  public ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** Number of the filter that the window speaks of. */
  public ObjectProperty<OptionalInt> unitProperty() {
    return selection.unitProperty();
  }

  /** What the units of the layer answer to the training images. */
  ResponsesViewModel responses() {
    return responses;
  }

  /** The different patterns that excite the chosen unit. */
  public FacetsViewModel facets() {
    return facets;
  }

  /** Filters that are switched off, and what that does. */
  public AblationViewModel ablation() {
    return ablation;
  }

  /** The patterns at the stored steps of the run. */
  public FilmViewModel film() {
    return film;
  }

  /** Names of the classes. */
  public List<String> classNames() {
    return lens.data().map(DataSplits::test).map(set -> set.classNames()).orElse(List.of());
  }

  /** Whether the layer is the last one, whose units are the classes. */
  public boolean isOutputLayer() {
    return layer.get().filter(chosen -> chosen.number() == lens.layers().size()).isPresent();
  }

  /** Whether the layer compares the image with the means of clusters. */
  public boolean isKMeans() {
    return layer.get().filter(chosen -> chosen.spec() instanceof KMeans).isPresent();
  }

  /** Recomputes the patterns of the layer. */
  public void refresh() {
    isGivenUp = false;
    layer.get().filter(chosen -> !busy.get()).ifPresent(this::make);
  }

  /** Gives up the patterns that are being made. */
  public void cancel() {
    isGivenUp = true;
    running.cancel(false);
  }

  private void make(LayerSummary chosen) {
    busy.set(true);
    progress.set(0);
    problem.set("");
    long asked = network.number();
    Method by = method.get();
    CompletableFuture<FilterPatterns> answer =
        lens.ask(
            new Question.ComputePatterns(
                index(chosen), by, new LiveProgress(part -> progress.set(part))));
    running = answer;
    CompletableFuture<FilterPatterns> unused =
        answer.whenComplete((found, error) -> finish(asked, chosen, by, found, error));
  }

  private void finish(
      long asked,
      LayerSummary chosen,
      Method by,
      @Nullable FilterPatterns answer,
      @Nullable Throwable error) {
    busy.set(false);
    if (asked == network.number() && by == method.get()) {
      if (answer != null) {
        take(answer);
      } else if (error != null && layer.get().equals(Optional.of(chosen))) {
        report(error);
      }
    }
    // Another layer or session may have been chosen meanwhile.
    makeIfMissing();
  }

  private void report(Throwable error) {
    if (!(error instanceof CancellationException)) {
      problem.set(Reason.of(error));
    }
  }

  private void activeChanged() {
    watch();
    takeView();
  }

  private void watch() {
    boolean wanted = active.get() && whileTraining.get();
    lens.watchPatterns(
        wanted
            ? layer.get().map(this::asOptionalInt).orElse(OptionalInt.empty())
            : OptionalInt.empty());
  }

  private OptionalInt asOptionalInt(LayerSummary chosen) {
    return OptionalInt.of(index(chosen));
  }

  private int index(LayerSummary layer) {
    return layer.answeringIndex(lens.layers());
  }

  private void takeLayers() {
    List<LayerSummary> some =
        lens.layers().stream().filter(one -> one.spec().hasFilters()).toList();
    if (!some.equals(layers.get())) {
      layers.set(some);
      layer.set(some.stream().findFirst());
    }
    followLayer();
  }

  private void followLayer() {
    OptionalInt index = layer.get().map(this::asOptionalInt).orElse(OptionalInt.empty());
    responses.about(index);
    facets.about(index);
  }

  private void followSelection() {
    OptionalInt index = selection.layerProperty().get();
    if (index.isPresent()) {
      layers.get().stream()
          .filter(one -> one.number() - 1 <= index.getAsInt() && index.getAsInt() <= index(one))
          .findFirst()
          .ifPresent(found -> layer.set(Optional.of(found)));
    }
  }

  /** What was made by another method is forgotten. */
  private void methodChanged() {
    made.clear();
    layerChanged();
  }

  private void layerChanged() {
    isGivenUp = false;
    problem.set("");
    aboutFilm();
    followLayer();
    showMade();
    watch();
    makeIfMissing();
  }

  private void aboutFilm() {
    film.about(layer.get().map(this::asOptionalInt).orElse(OptionalInt.empty()), method.get());
  }

  /** Shows at once what the film has of the step that is shown. */
  private void takeFilm() {
    Optional<NetworkView> view = lens.view();
    Optional<LayerSummary> chosen = layer.get();
    if (active.get() && patterns.get().isEmpty() && view.isPresent() && chosen.isPresent()) {
      film.patterns(view.get(), index(chosen.get()), method.get()).ifPresent(this::take);
    }
  }

  private void makeIfMissing() {
    takeFilm();
    boolean missing = patterns.get().isEmpty() && problem.get().isEmpty();
    boolean answering = lens.view().filter(NetworkView::isAnswering).isPresent();
    if (active.get() && missing && answering && !isGivenUp) {
      refresh();
    }
  }

  private void takeView() {
    if (!active.get()) {
      return;
    }
    aboutFilm();
    if (network.follow(lens.view())) {
      isGivenUp = false;
      problem.set("");
      made.clear();
      showMade();
      watch();
    }
    lens.view()
        .flatMap(NetworkView::patterns)
        .filter(arrived -> arrived.settings().method() == method.get())
        .ifPresent(this::take);
    makeIfMissing();
  }

  private void take(FilterPatterns arrived) {
    FilterPatterns known = made.get(arrived.layerIndex());
    if (known == null || known.step() <= arrived.step()) {
      made.put(arrived.layerIndex(), arrived);
      showMade();
    }
  }

  private void showMade() {
    patterns.set(layer.get().map(chosen -> made.get(index(chosen))));
  }
}
