package digitscope.ui.fx;

import digitscope.config.LayerSummary;
import digitscope.config.RunConfig;
import digitscope.data.DataSplits;
import digitscope.probe.NetworkHealth;
import digitscope.run.RunStore;
import digitscope.session.Command;
import digitscope.session.NetworkView;
import digitscope.session.RunProgress;
import digitscope.session.Snapshot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/**
 * A session without a thread: a test sets what views see, and says how commands are answered, which
 * happens at once and on the caller's thread. Needs no JavaFX toolkit.
 */
public final class FakeLens implements Lens {
  private final ObjectProperty<Optional<NetworkView>> view =
      new SimpleObjectProperty<>(Optional.empty());
  private final ObjectProperty<Optional<RunProgress>> progress =
      new SimpleObjectProperty<>(Optional.empty());
  private final ObjectProperty<Optional<RunConfig>> config =
      new SimpleObjectProperty<>(Optional.empty());
  private final ObjectProperty<List<LayerSummary>> layers = new SimpleObjectProperty<>(List.of());
  private final ObjectProperty<Optional<DataSplits>> data =
      new SimpleObjectProperty<>(Optional.empty());
  private final ObjectProperty<List<NetworkHealth>> health = new SimpleObjectProperty<>(List.of());
  private final FakeMoments moments = new FakeMoments();
  private boolean watchesHealth;
  private final List<Command<?>> asked = new ArrayList<>();
  private Function<Command<?>, Object> answers =
      command -> {
        throw new IllegalStateException("No session");
      };
  private RunStore runs = new RunStore(Path.of("no-runs"));
  private Optional<Path> folder = Optional.empty();
  private Optional<byte[]> watchedImage = Optional.empty();
  private OptionalInt watchedLayer = OptionalInt.empty();

  @Override
  public ObjectProperty<Optional<NetworkView>> viewProperty() {
    return view;
  }

  @Override
  public ObjectProperty<Optional<RunProgress>> progressProperty() {
    return progress;
  }

  /** Shows what a session has published. */
  public void show(Snapshot snapshot) {
    progress.set(Optional.of(snapshot.progress()));
    view.set(Optional.of(snapshot.view()));
  }

  /** Shows nothing, as before the first session. */
  public void forget() {
    progress.set(Optional.empty());
    view.set(Optional.empty());
  }

  @Override
  public ObjectProperty<Optional<RunConfig>> configProperty() {
    return config;
  }

  @Override
  public ObjectProperty<List<LayerSummary>> layersProperty() {
    return layers;
  }

  @Override
  public ObjectProperty<Optional<DataSplits>> dataProperty() {
    return data;
  }

  /**
   * Says what each command is answered: the answer itself, a future that the test completes later,
   * or an exception that is thrown, which fails the answer.
   */
  public void answerWith(Function<Command<?>, Object> answers) {
    this.answers = answers;
  }

  @Override
  @SuppressWarnings("unchecked") // the test gives the answer that its command calls for
  public <R> CompletableFuture<R> ask(Command<R> command) {
    asked.add(command);
    try {
      Object answer = answers.apply(command);
      return answer instanceof CompletableFuture<?> later
          ? (CompletableFuture<R>) later
          : CompletableFuture.completedFuture((R) answer);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public void watchMaps(Optional<byte[]> image) {
    watchedImage = image;
  }

  @Override
  public void watchPatterns(OptionalInt layerIndex) {
    watchedLayer = layerIndex;
  }

  @Override
  public void watchHealth(boolean isWatched) {
    watchesHealth = isWatched;
  }

  /** Whether the network's health is being viewed. */
  public boolean watchesHealth() {
    return watchesHealth;
  }

  @Override
  public ObjectProperty<List<NetworkHealth>> healthProperty() {
    return health;
  }

  @Override
  public boolean isExamining() {
    return false;
  }

  @Override
  public FakeMoments moments() {
    return moments;
  }

  @Override
  public RunStore runs() {
    return runs;
  }

  @Override
  public Optional<Path> folder() {
    return folder;
  }

  /** Says where the run is that is shown. */
  public void recordIn(Path run) {
    folder = Optional.of(run);
  }

  /** Says where runs are recorded. */
  public void keepRunsIn(Path folder) {
    runs = new RunStore(folder);
  }

  /** Every command so far, in order. */
  public List<Command<?>> asked() {
    return List.copyOf(asked);
  }

  /** Image whose maps are watched now. */
  public Optional<byte[]> watchedImage() {
    return watchedImage;
  }

  /** Layer whose patterns are watched now. */
  public OptionalInt watchedLayer() {
    return watchedLayer;
  }
}
