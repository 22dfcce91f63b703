package digitscope.ui.confusion;

import digitscope.config.RunConfig;
import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.data.Progress;
import digitscope.data.download.KnownSet;
import digitscope.data.source.DataSources;
import digitscope.eval.CellChoice;
import digitscope.eval.Evaluation;
import digitscope.eval.EvaluationHistory;
import digitscope.io.Reason;
import digitscope.session.NetworkView;
import digitscope.session.Question;
import digitscope.ui.control.Messages;
import digitscope.ui.fx.BackgroundTask;
import digitscope.ui.fx.ChosenImage;
import digitscope.ui.fx.DataLibrary;
import digitscope.ui.fx.DataOffer;
import digitscope.ui.fx.Lens;
import digitscope.ui.fx.NetworkChange;
import digitscope.ui.fx.Problem;
import digitscope.ui.fx.Selection;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;

/**
 * The network that is shown, evaluated on the test images of another data set. It is evaluated
 * again for each step that is shown, and once an epoch while it learns.
 */
public final class OtherSetViewModel {
  private static final double MEGA = 1e6;
  private static final double UNKNOWN = -1;

  private final Messages messages = Messages.of("evaluate");
  private final Lens lens;
  private final Selection selection;
  private final DataLibrary library;
  private final Executor fxThread;
  private final BooleanProperty active = new SimpleBooleanProperty(this, "active");
  private final ReadOnlyObjectWrapper<State> state =
      new ReadOnlyObjectWrapper<>(this, "state", State.CLOSED);
  private final ReadOnlyDoubleWrapper progress =
      new ReadOnlyDoubleWrapper(this, "progress", UNKNOWN);
  private final ObjectProperty<Optional<CellChoice>> choice =
      new SimpleObjectProperty<>(this, "choice", Optional.empty());
  private final GalleryViewModel gallery;
  private final NetworkChange network = new NetworkChange();
  private final Answer<Evaluation> answer = new Answer<>(this::update);

  /** The set that was asked for, as a configuration calls it; empty if none. */
  private Optional<String> name = Optional.empty();

  private Optional<BackgroundTask<Optional<DataSplits>>> reading = Optional.empty();
  private Optional<DataSplits> data = Optional.empty();
  private Optional<String> readingProblem = Optional.empty();

  /** How far the evaluation is. */
  enum Stage {
    /** No other set was asked for. */
    CLOSED,
    /** The set is being read or downloaded. */
    READING,
    /** The set would have to be downloaded. */
    MISSING,
    /** The network is being evaluated for the first time. */
    EVALUATING,
    /** There is an evaluation, which may be of an earlier step. */
    SHOWN,
    /** The set cannot be read, or does not fit the network. */
    REFUSED
  }

  /**
   * What is to be shown.
   *
   * @param title of the set
   * @param sentence what is being done or why there is no evaluation
   */
  record State(Stage stage, String title, String sentence, Optional<Evaluation> evaluation) {
    static final State CLOSED = new State(Stage.CLOSED, "", "", Optional.empty());
  }

  /**
   * A set to choose.
   *
   * @param name as a configuration calls it
   * @param megabytes size of the download; empty if it is here
   */
  public record Choice(String name, String title, Optional<Double> megabytes) {}

  /** A state of the network of which one evaluation is enough. */
  private record Moment(boolean isLearning, long stepOrEpoch) {}

  /**
   * @param library reads data sets
   * @param background sorts images, off the JavaFX thread
   * @param fxThread the JavaFX thread
   */
  public OtherSetViewModel(
      Lens lens, Selection selection, DataLibrary library, Executor background, Executor fxThread) {
    this.lens = lens;
    this.selection = selection;
    this.library = library;
    this.fxThread = fxThread;
    this.gallery = new GalleryViewModel(background, fxThread);
    lens.viewProperty().addListener(changed -> follow());
    lens.dataProperty().addListener(changed -> update());
    active.addListener(changed -> update());
    answer.valueProperty().addListener(changed -> showImages());
    answer.problemProperty().addListener(changed -> update());
    choice.addListener(changed -> showImages());
  }

  /** Whether it is looked at; without it nothing is evaluated. */
  public BooleanProperty activeProperty() {
    return active;
  }

  ReadOnlyObjectProperty<State> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /** Part of what is under way that is done, from 0 to 1; negative if that is unknown. */
  ReadOnlyDoubleProperty progressProperty() {
    return progress.getReadOnlyProperty();
  }

  /** What is chosen in the matrix of the other set. */
  ObjectProperty<Optional<CellChoice>> choiceProperty() {
    return choice;
  }

  /** The images of the choice; all errors without one. */
  GalleryViewModel gallery() {
    return gallery;
  }

  /** The images that are evaluated. */
  Optional<Dataset> images() {
    return data.map(DataSplits::test);
  }

  /** Names of the classes. */
  List<String> classNames() {
    return images().map(Dataset::classNames).orElse(List.of());
  }

  /** The sets that can be evaluated on by name, without that of the run. */
  public List<Choice> choices() {
    String own = lens.configProperty().get().map(RunConfig::data).orElse("");
    return Stream.concat(
            Stream.of(
                new Choice(DataSources.DIGITS, titleOf(DataSources.DIGITS), Optional.empty())),
            library.offersProperty().get().stream().map(OtherSetViewModel::choice))
        .filter(one -> !one.name().equals(own))
        .toList();
  }

  private static Choice choice(DataOffer offer) {
    return new Choice(
        offer.name(),
        offer.title(),
        offer.isHere() ? Optional.empty() : offer.known().map(OtherSetViewModel::megabytes));
  }

  private static double megabytes(KnownSet set) {
    return Math.max(1, Math.round(set.downloadSize() / MEGA));
  }

  /** Changes when {@link #choices} may have. */
  public ReadOnlyObjectProperty<List<DataOffer>> offersProperty() {
    return library.offersProperty();
  }

  /** Changes when {@link #canEvaluate} may have. */
  public ReadOnlyObjectProperty<Optional<NetworkView>> viewProperty() {
    return lens.viewProperty();
  }

  /** Whether there is a network to evaluate. */
  public boolean canEvaluate() {
    return lens.view().isPresent();
  }

  /** What the set of the run is called. */
  String ownTitle() {
    return lens.configProperty().get().map(RunConfig::data).map(this::titleOf).orElse("");
  }

  private String titleOf(String set) {
    if (set.equals(DataSources.DIGITS)) {
      return messages.get("digits");
    }
    return library.offersProperty().get().stream()
        .filter(offer -> offer.name().equals(set))
        .map(DataOffer::title)
        .findFirst()
        .orElseGet(() -> fileName(set));
  }

  private static String fileName(String path) {
    Path file = Path.of(path).getFileName();
    return file == null ? path : file.toString();
  }

  /**
   * Evaluates on a set, if that needs no download.
   *
   * @param set as a configuration calls it
   */
  public void evaluateOn(String set) {
    leave();
    name = Optional.of(set);
    read(set, false);
  }

  /** Downloads the set that was asked for, and evaluates on it. */
  void download() {
    name.ifPresent(set -> read(set, true));
  }

  /** Whether the set could not be read, which may succeed another time. */
  boolean canRetry() {
    return readingProblem.isPresent();
  }

  /** Shows no other set any more. */
  void close() {
    leave();
    update();
  }

  private void leave() {
    reading.ifPresent(BackgroundTask::cancel);
    reading = Optional.empty();
    progress.unbind();
    progress.set(UNKNOWN);
    data = Optional.empty();
    readingProblem = Optional.empty();
    name = Optional.empty();
    choice.set(Optional.empty());
    answer.forget();
  }

  private void read(String set, boolean mayDownload) {
    BackgroundTask<Optional<DataSplits>> task = library.readBeside(set, mayDownload);
    reading = Optional.of(task);
    readingProblem = Optional.empty();
    progress.bind(task.progressProperty());
    update();
    var unused =
        task.result()
            .whenComplete(
                (found, error) -> {
                  if (reading.equals(Optional.of(task))) {
                    endReading();
                    if (error == null) {
                      data = found;
                    } else {
                      readingProblem = Optional.of(reason(Problem.unwrap(error)));
                    }
                    update();
                  }
                });
  }

  private void endReading() {
    reading = Optional.empty();
    progress.unbind();
    progress.set(UNKNOWN);
    library.refreshOffers();
  }

  private String reason(Throwable error) {
    return error instanceof CancellationException
        ? messages.get("cancelled", title())
        : Reason.of(error);
  }

  private String title() {
    return name.map(this::titleOf).orElse("");
  }

  private void follow() {
    if (network.follow(lens.view())) {
      answer.forget();
    }
    update();
  }

  /** Asks what is to be asked, and says what there is to show. */
  private void update() {
    if (misfit().isEmpty()) {
      ask();
    }
    state.set(name.isEmpty() ? State.CLOSED : found());
  }

  private State found() {
    Optional<String> against =
        readingProblem.or(this::misfit).or(() -> answer.problemProperty().get());
    if (reading.isPresent()) {
      return without(Stage.READING, messages.get("reading", title()));
    } else if (against.isPresent()) {
      return without(Stage.REFUSED, against.get());
    } else if (data.isEmpty()) {
      return without(Stage.MISSING, missing());
    }
    return answer
        .value()
        .map(some -> new State(Stage.SHOWN, title(), "", Optional.of(some)))
        .orElseGet(() -> without(Stage.EVALUATING, messages.get("evaluating", title())));
  }

  private State without(Stage stage, String sentence) {
    return new State(stage, title(), sentence, Optional.empty());
  }

  private String missing() {
    return choices().stream()
        .filter(one -> Optional.of(one.name()).equals(name))
        .flatMap(one -> one.megabytes().stream())
        .findFirst()
        .map(megabytes -> messages.get("missing", title(), megabytes))
        .orElseGet(() -> messages.get("missing.unknown", title()));
  }

  /** Why the network cannot be evaluated on the set. */
  private Optional<String> misfit() {
    return data.flatMap(other -> lens.data().flatMap(own -> misfit(own.test(), other.test())));
  }

  private Optional<String> misfit(Dataset own, Dataset other) {
    if (!own.classNames().equals(other.classNames())) {
      return Optional.of(
          messages.get("classes", title(), listed(other.classNames()), listed(own.classNames())));
    }
    return own.shape().equals(other.shape())
        ? Optional.empty()
        : Optional.of(
            messages.get("shape", title(), other.shape().toString(), own.shape().toString()));
  }

  private static String listed(List<String> names) {
    int most = 4;
    return names.size() <= most
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, most - 1)) + " … " + names.get(names.size() - 1);
  }

  private void ask() {
    Optional<Moment> now =
        lens.view().filter(NetworkView::isAnswering).map(OtherSetViewModel::moment);
    if (active.get() && now.isPresent() && images().isPresent()) {
      Question.Evaluate question =
          new Question.Evaluate(images().get(), progressOn(network.number()));
      answer.refresh(now.get(), () -> lens.ask(question));
    }
  }

  private static Moment moment(NetworkView view) {
    return view.isLearning()
        ? new Moment(true, view.step() / Math.max(1, view.stepsPerEpoch()))
        : new Moment(false, view.step());
  }

  private Progress progressOn(long asked) {
    return new Progress() {
      @Override
      public void advance(double fraction) {
        fxThread.execute(
            () -> {
              if (asked == network.number() && !progress.isBound()) {
                progress.set(fraction);
              }
            });
      }

      @Override
      public boolean isCancelled() {
        return false;
      }
    };
  }

  private void showImages() {
    Optional<Evaluation> found = answer.value();
    if (found.isPresent()) {
      gallery.show(
          EvaluationHistory.NONE.with(found.get()),
          choice.get().orElse(new CellChoice.AllErrors()));
    } else {
      gallery.clear();
    }
  }

  /** Lets all views speak of an image of the other set. */
  void chooseImage(int index) {
    images()
        .filter(set -> index < set.size())
        .ifPresent(
            set ->
                selection
                    .imageProperty()
                    .set(
                        new ChosenImage.OfOtherSet(
                            title(), index, set.label(index), set.image(index))));
  }
}
