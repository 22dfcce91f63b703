package digitscope.ui.data;

import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.eval.CellChoice;
import digitscope.eval.Evaluation;
import digitscope.explore.ImageOrder;
import digitscope.explore.SetSummary;
import digitscope.session.NetworkView;
import digitscope.ui.control.Messages;
import digitscope.ui.control.images.ThumbnailCache;
import digitscope.ui.fx.BackgroundTask;
import digitscope.ui.fx.BackgroundTasks;
import digitscope.ui.fx.ChosenImage;
import digitscope.ui.fx.ChosenImages;
import digitscope.ui.fx.DataLibrary;
import digitscope.ui.fx.Lens;
import digitscope.ui.fx.Problem;
import digitscope.ui.fx.Selection;
import digitscope.ui.fx.TaskProgress;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.jspecify.annotations.Nullable;

/** The data that is chosen for training: its classes, its images as the user wants to see them. */
public final class DataViewModel {
  private static final ChosenImage.Visitor<Optional<Place>> PLACES = new Places();

  private final Lens lens;
  private final Selection selection;
  private final DataLibrary library;
  private final BackgroundTasks tasks;
  private final Executor background;
  private final Executor fxThread;
  private final Messages messages = Messages.of("data");
  private final MapViewModel map;

  private final BooleanProperty active = new SimpleBooleanProperty(this, "active");
  private final ReadOnlyObjectWrapper<Optional<DataSplits>> data =
      new ReadOnlyObjectWrapper<>(this, "data", Optional.empty());
  private final ReadOnlyObjectWrapper<Query> query =
      new ReadOnlyObjectWrapper<>(this, "query", Query.initial());
  private final ReadOnlyObjectWrapper<Optional<Gallery>> gallery =
      new ReadOnlyObjectWrapper<>(this, "gallery", Optional.empty());
  private final ReadOnlyObjectWrapper<OptionalInt> image =
      new ReadOnlyObjectWrapper<>(this, "image", OptionalInt.empty());
  private final ReadOnlyObjectWrapper<Optional<String>> problem =
      new ReadOnlyObjectWrapper<>(this, "problem", Optional.empty());
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(this, "busy");
  private final ReadOnlyObjectWrapper<Optional<Evaluation>> evaluation =
      new ReadOnlyObjectWrapper<>(this, "evaluation", Optional.empty());
  private final ReadOnlyBooleanWrapper shared = new ReadOnlyBooleanWrapper(this, "shared");
  private final Map<Part, SetSummary> summaries = new EnumMap<>(Part.class);
  private Optional<BackgroundTask<SetSummary>> measuring = Optional.empty();
  private Optional<Dataset> measured = Optional.empty();
  private final ChosenImages chosenImages;
  private final ReadOnlyObjectWrapper<Optional<ChosenImages.Found>> highlighted =
      new ReadOnlyObjectWrapper<>(this, "highlighted", Optional.empty());
  private ChosenImage lastSeen = new ChosenImage.None();
  private Optional<CellChoice> lastChoice = Optional.empty();
  private Optional<Dataset> pictured = Optional.empty();
  private ThumbnailCache thumbnails = ThumbnailCache.none();

  /**
   * @param background sorts and paints, off the JavaFX thread
   * @param fxThread the JavaFX thread
   */
  public DataViewModel(
      Lens lens,
      Selection selection,
      DataLibrary library,
      BackgroundTasks tasks,
      Executor background,
      Executor fxThread) {
    this.lens = lens;
    this.selection = selection;
    this.library = library;
    this.tasks = tasks;
    this.background = background;
    this.fxThread = fxThread;
    map = new MapViewModel(lens, tasks, background, fxThread, messages, active);
    chosenImages = new ChosenImages(lens, selection, background, fxThread);
    chosenImages.activeProperty().bind(active);
    chosenImages.foundProperty().addListener(changed -> highlight());
    selection.cellsProperty().addListener(changed -> followChoice());
    library.dataProperty().addListener(changed -> follow());
    library.readingProperty().addListener(changed -> follow());
    library.problemProperty().addListener(changed -> follow());
    lens.dataProperty().addListener(changed -> follow());
    lens.viewProperty().addListener(changed -> followEvaluation());
    selection.imageProperty().addListener(changed -> followSelection());
    active.addListener(changed -> activeChanged());
  }

  /** Whether the view is visible; otherwise nothing is measured or sorted. */
  public BooleanProperty activeProperty() {
    return active;
  }

  /** The data that is shown; empty while there is none. */
  public ReadOnlyObjectProperty<Optional<DataSplits>> dataProperty() {
    return data.getReadOnlyProperty();
  }

  /** What is to be shown. */
  public ReadOnlyObjectProperty<Query> queryProperty() {
    return query.getReadOnlyProperty();
  }

  /** What is shown: the answer to the query, or still to the one before. */
  public ReadOnlyObjectProperty<Optional<Gallery>> galleryProperty() {
    return gallery.getReadOnlyProperty();
  }

  /** Pictures of the images of a set; the same ones as long as it is the same set. */
  ThumbnailCache thumbnails(Dataset set) {
    if (pictured.filter(set::equals).isEmpty()) {
      pictured = Optional.of(set);
      thumbnails = new ThumbnailCache(image -> Pictures.pixels(set, image), background, fxThread);
    }
    return thumbnails;
  }

  /** The chosen image, by its number in the set that the query is about. */
  public ReadOnlyObjectProperty<OptionalInt> imageProperty() {
    return image.getReadOnlyProperty();
  }

  /** Why there is nothing to show, in a sentence for the user. */
  public ReadOnlyObjectProperty<Optional<String>> problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** Whether data is read or measured, so that there will soon be something to show. */
  public ReadOnlyBooleanProperty busyProperty() {
    return busy.getReadOnlyProperty();
  }

  /** Whether the other views speak of what is chosen here: they do of the data of the run alone. */
  public ReadOnlyBooleanProperty sharedProperty() {
    return shared.getReadOnlyProperty();
  }

  /** The newest evaluation of the set that is shown; empty if it is of another one. */
  public ReadOnlyObjectProperty<Optional<Evaluation>> evaluationProperty() {
    return evaluation.getReadOnlyProperty();
  }

  /** The images of what is chosen in the confusion matrix, if the set that is shown has them. */
  public ReadOnlyObjectProperty<Optional<ChosenImages.Found>> highlightedProperty() {
    return highlighted.getReadOnlyProperty();
  }

  /** Chooses nothing in the confusion matrix. */
  public void forgetChoice() {
    selection.cellsProperty().set(Optional.empty());
  }

  /** Whether all is there that is shown without being asked for. */
  public boolean isComplete() {
    return gallery.get().isPresent() && map.shownProperty().get().isPresent();
  }

  /** The map of the set that is shown. */
  public MapViewModel map() {
    return map;
  }

  public void setPart(Part part) {
    change(query.get().withPart(part));
  }

  /** Shows the images of one class only, or of all. */
  public void setLabel(OptionalInt label) {
    change(query.get().withLabel(label));
  }

  /** Sorts; what tells most, the largest measure, comes first, except for the index. */
  public void setOrder(ImageOrder order) {
    change(query.get().withOrder(order).withDescending(order != ImageOrder.INDEX));
  }

  public void setDescending(boolean descending) {
    change(query.get().withDescending(descending));
  }

  /** Shows only what is caught on the map, and lets all views speak of the first of it. */
  void setLasso(int[] images) {
    change(query.get().withLasso(Optional.of(new Lasso(images))));
  }

  /** Shows again what is not caught on the map. */
  void forgetLasso() {
    change(query.get().withLasso(Optional.empty()));
  }

  /** Lets all views speak of an image of the set that is shown. */
  public void choose(int index) {
    image.set(OptionalInt.of(index));
    if (isOfRun(index)) {
      lastSeen = query.get().part().image(index);
      selection.imageProperty().set(lastSeen);
    }
  }

  /**
   * Chooses the image of a number, and shows it among the others.
   *
   * @return whether there is such an image
   */
  public boolean find(String number) {
    int size = data.get().map(query.get().part()::of).map(Dataset::size).orElse(0);
    try {
      int index = Integer.parseInt(number.strip());
      if (index >= 0 && index < size) {
        choose(index);
        reveal(index);
        return true;
      }
    } catch (NumberFormatException e) {
      // Not a number: answered like one that is too large.
    }
    return false;
  }

  private void activeChanged() {
    if (active.get()) {
      follow();
    } else {
      measuring.ifPresent(BackgroundTask::cancel);
    }
  }

  private void follow() {
    if (!active.get()) {
      return;
    }
    Optional<DataSplits> now = library.dataProperty().get();
    if (!now.equals(data.get())) {
      summaries.clear();
      map.forget();
      gallery.set(Optional.empty());
      image.set(OptionalInt.empty());
      query.set(query.get().withLabel(OptionalInt.empty()).withLasso(Optional.empty()));
      data.set(now);
      lastSeen = new ChosenImage.None();
    }
    problem.set(library.problemProperty().get());
    followEvaluation();
    followSelection();
    followChoice();
    answer();
  }

  private void change(Query changed) {
    if (changed.part() != query.get().part()) {
      image.set(OptionalInt.empty());
    }
    query.set(changed);
    followEvaluation();
    highlight();
    answer();
  }

  private void answer() {
    Optional<Dataset> set = data.get().map(query.get().part()::of);
    SetSummary known = summaries.get(query.get().part());
    if (!active.get()) {
      return;
    }
    map.show(set);
    if (known != null) {
      sort(known, query.get());
    } else {
      set.ifPresent(wanted -> measure(query.get().part(), wanted));
    }
    showBusy();
  }

  private void measure(Part part, Dataset set) {
    if (measuring.isPresent()) {
      if (measured.equals(Optional.of(set))) {
        return;
      }
      measuring.get().cancel();
    }
    BackgroundTask<SetSummary> task =
        tasks.start(messages.get("task.measure"), own -> SetSummary.of(set, new TaskProgress(own)));
    measuring = Optional.of(task);
    measured = Optional.of(set);
    var unused =
        task.result().whenComplete((summary, error) -> measured(part, task, summary, error));
  }

  private void measured(
      Part part,
      BackgroundTask<SetSummary> task,
      @Nullable SetSummary summary,
      @Nullable Throwable error) {
    if (!measuring.equals(Optional.of(task))) {
      return;
    }
    measuring = Optional.empty();
    if (summary != null && data.get().map(part::of).equals(Optional.of(summary.data()))) {
      summaries.put(part, summary);
      answer();
    } else if (error != null && !(error instanceof CancellationException)) {
      problem.set(Optional.of(Problem.of(error).message()));
    }
    showBusy();
  }

  private void showBusy() {
    busy.set(measuring.isPresent() || library.readingProperty().get().isPresent());
  }

  private void sort(SetSummary summary, Query wanted) {
    background.execute(
        () -> {
          int[] sorted = summary.images(wanted.label(), wanted.order(), wanted.descending());
          List<Integer> images = Arrays.stream(sorted).filter(wanted::catches).boxed().toList();
          fxThread.execute(() -> deliver(new Gallery(summary, wanted, images)));
        });
  }

  private void deliver(Gallery sorted) {
    // A newer wish has overtaken this one if they differ.
    boolean wanted =
        sorted.query().equals(query.get())
            && sorted.summary().equals(summaries.get(sorted.query().part()));
    if (wanted && !gallery.get().equals(Optional.of(sorted))) {
      gallery.set(Optional.of(sorted));
      chooseCaught(sorted);
    }
  }

  private void chooseCaught(Gallery caught) {
    boolean isNews = image.get().isEmpty() || !caught.query().catches(image.get().getAsInt());
    if (caught.query().lasso().isPresent() && isNews && !caught.images().isEmpty()) {
      choose(caught.images().get(0));
    }
  }

  private void followEvaluation() {
    if (!active.get()) {
      return;
    }
    shared.set(isOfRun(0));
    Optional<Evaluation> now =
        query.get().part() == Part.TEST && isOfRun(0)
            ? lens.view()
                .flatMap(NetworkView::evaluation)
                .filter(some -> data.get().get().test().size() == some.size())
            : Optional.empty();
    // What shows it is not painted again for each step.
    if (!now.equals(evaluation.get())) {
      evaluation.set(now);
    }
  }

  /** Shows the test set when a choice is made that is of its images. */
  private void followChoice() {
    Optional<CellChoice> choice = selection.cellsProperty().get();
    if (active.get() && data.get().isPresent() && !choice.equals(lastChoice)) {
      lastChoice = choice;
      if (choice.isPresent() && isOfRun(Part.TEST, 0)) {
        setPart(Part.TEST);
      }
    }
    highlight();
  }

  private void highlight() {
    highlighted.set(
        query.get().part() == Part.TEST && isOfRun(0)
            ? chosenImages.foundProperty().get()
            : Optional.empty());
  }

  /** Shows what was chosen elsewhere, in the set and among the images that it is of. */
  private void followSelection() {
    ChosenImage chosen = selection.imageProperty().get();
    if (!active.get() || chosen.equals(lastSeen) || data.get().isEmpty()) {
      return;
    }
    lastSeen = chosen;
    chosen
        .accept(PLACES)
        .ifPresentOrElse(
            place -> show(place.part(), place.index()), () -> image.set(OptionalInt.empty()));
  }

  private void show(Part part, int index) {
    Query own = query.get().withPart(part);
    if (isOfRun(part, index)) {
      if (!own.equals(query.get())) {
        change(own);
      }
      image.set(OptionalInt.of(index));
      reveal(index);
    }
  }

  /** Shows all classes if only another one is shown, and what is not caught on the map. */
  private void reveal(int index) {
    if (!query.get().catches(index)) {
      forgetLasso();
    }
    OptionalInt label = query.get().label();
    int own = query.get().part().of(data.get().orElseThrow()).label(index);
    if (label.isPresent() && label.getAsInt() != own) {
      setLabel(OptionalInt.empty());
    }
  }

  private boolean isOfRun(int index) {
    return isOfRun(query.get().part(), index);
  }

  /** Whether the other views know the image: data may be chosen that no run is of yet. */
  private boolean isOfRun(Part part, int index) {
    return data.get().isPresent()
        && lens.data()
            .filter(run -> run.test() == data.get().get().test())
            .filter(run -> index < part.of(run).size())
            .isPresent();
  }

  private record Place(Part part, int index) {}

  /** Where a chosen image lies; nowhere if it is of no set. */
  private static final class Places implements ChosenImage.Visitor<Optional<Place>> {
    @Override
    public Optional<Place> none(ChosenImage.None image) {
      return Optional.empty();
    }

    @Override
    public Optional<Place> ofTestSet(ChosenImage.OfTestSet image) {
      return Optional.of(new Place(Part.TEST, image.index()));
    }

    @Override
    public Optional<Place> ofTrainingSet(ChosenImage.OfTrainingSet image) {
      return Optional.of(new Place(Part.TRAINING, image.index()));
    }

    @Override
    public Optional<Place> ofOtherSet(ChosenImage.OfOtherSet image) {
      return Optional.empty();
    }

    @Override
    public Optional<Place> drawing(ChosenImage.Drawing image) {
      return Optional.empty();
    }
  }
}
