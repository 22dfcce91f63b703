package digitscope.ui.dataimport;

import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.data.ImportChoices;
import digitscope.data.PictureFitting;
import digitscope.data.PixelCache;
import digitscope.data.Progress;
import digitscope.data.own.OwnImages;
import digitscope.data.own.Survey;
import digitscope.data.source.ImageLibrary;
import digitscope.ui.control.Messages;
import digitscope.ui.fx.BackgroundTask;
import digitscope.ui.fx.BackgroundTasks;
import digitscope.ui.fx.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** The user's own images on their way into the program. Used on the JavaFX thread. */
public final class ImportViewModel {
  /**
   * A file or folder that was looked at.
   *
   * @param survey what was seen
   */
  public record Opened(OwnImages images, Survey survey) {}

  /**
   * What an import came to.
   *
   * @param name under which the images can be trained on
   */
  public record Outcome(String name, DataSplits splits, int skipped, List<String> problems) {
    public Outcome {
      problems = List.copyOf(problems);
    }
  }

  private final Messages messages = Messages.of("dataimport");
  private final BackgroundTasks tasks;
  private final ImageLibrary library;
  private final PixelCache cache;
  private final ReadOnlyObjectWrapper<Optional<Opened>> opened = empty("opened");
  private final ReadOnlyObjectWrapper<Optional<ImportChoices>> choices = empty("choices");
  private final ReadOnlyObjectWrapper<Optional<Preview>> preview = empty("preview");
  private final ReadOnlyObjectWrapper<Optional<Outcome>> outcome = empty("outcome");
  private final ReadOnlyObjectWrapper<Optional<BackgroundTask<?>>> work = empty("work");
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");
  private final StringProperty name = new SimpleStringProperty(this, "name", "");

  /**
   * @param library takes the images
   * @param cache holds what is too large for memory on the way
   */
  public ImportViewModel(BackgroundTasks tasks, ImageLibrary library, PixelCache cache) {
    this.tasks = tasks;
    this.library = library;
    this.cache = cache;
  }

  /** The file or folder that was opened. */
  public ReadOnlyObjectProperty<Optional<Opened>> openedProperty() {
    return opened.getReadOnlyProperty();
  }

  /** How images are made of the pictures: a guess, until the user chooses otherwise. */
  public ReadOnlyObjectProperty<Optional<ImportChoices>> choicesProperty() {
    return choices.getReadOnlyProperty();
  }

  /** What was found, a sentence each, as the pictures are now read. */
  List<String> findings() {
    return opened
        .get()
        .flatMap(some -> choices.get().map(some.survey()::findings))
        .orElse(List.of());
  }

  /** Some images, made as chosen. */
  public ReadOnlyObjectProperty<Optional<Preview>> previewProperty() {
    return preview.getReadOnlyProperty();
  }

  /** What came of the import; empty until it is done. */
  public ReadOnlyObjectProperty<Optional<Outcome>> outcomeProperty() {
    return outcome.getReadOnlyProperty();
  }

  /** The looking or importing that goes on. */
  public ReadOnlyObjectProperty<Optional<BackgroundTask<?>>> workProperty() {
    return work.getReadOnlyProperty();
  }

  /** What went wrong last, in a sentence; empty if nothing did. */
  public ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** Under which name the images are kept. */
  public StringProperty nameProperty() {
    return name;
  }

  /** Looks at a file or folder. */
  public void open(Path path) {
    opened.set(Optional.empty());
    choices.set(Optional.empty());
    preview.set(Optional.empty());
    outcome.set(Optional.empty());
    start(
        messages.get("task.open"),
        task -> {
          OwnImages images = OwnImages.open(path);
          return new Opened(images, images.survey());
        },
        this::take);
  }

  private void take(Opened images) {
    opened.set(Optional.of(images));
    name.set(ImageLibrary.safe(images.images().name().replaceFirst("\\.[a-z]{3}$", "")));
    choose(images.survey().guess());
  }

  /** Makes images in another way, and shows what that gives. */
  public void choose(ImportChoices changed) {
    choices.set(Optional.of(changed));
    opened
        .get()
        .ifPresent(
            images ->
                start(
                    messages.get("task.preview"),
                    task -> preview(images, changed),
                    made -> preview.set(Optional.of(made))));
  }

  private static Preview preview(Opened images, ImportChoices choices) throws DataException {
    List<Survey.Sample> samples =
        choices.csv().equals(images.survey().guess().csv())
            ? images.survey().samples()
            : images.images().samples(choices);
    return new Preview(
        choices.shape(),
        samples.stream()
            .map(
                sample ->
                    new Preview.Sample(
                        sample.className(),
                        sample.picture().shape(),
                        PictureFitting.fit(sample.picture(), choices)))
            .toList());
  }

  /** Imports all images. */
  public void importAll() {
    if (opened.get().isEmpty() || choices.get().isEmpty()) {
      return;
    }
    OwnImages images = opened.get().get().images();
    ImportChoices chosen = choices.get().get();
    String safe = ImageLibrary.safe(name.get());
    start(
        messages.get("task.import"),
        task -> {
          OwnImages.Imported imported = images.read(chosen, cache, progress(task));
          DataSplits kept = library.add(safe, imported.splits());
          return new Outcome(safe, kept, imported.skipped(), imported.problems());
        },
        done -> outcome.set(Optional.of(done)));
  }

  private static Progress progress(BackgroundTask<?> task) {
    return new Progress() {
      @Override
      public void advance(double fraction) {
        task.report(fraction, 1);
      }

      @Override
      public boolean isCancelled() {
        return task.isCancelled();
      }
    };
  }

  /** Gives up what goes on. */
  public void cancel() {
    work.get().ifPresent(BackgroundTask::cancel);
    work.set(Optional.empty());
  }

  /** The newest work is the only one that counts. */
  private <T> void start(String title, BackgroundTask.Job<T> job, Consumer<T> then) {
    cancel();
    problem.set("");
    BackgroundTask<T> task = tasks.start(title, job);
    work.set(Optional.of(task));
    var unused =
        task.result()
            .whenComplete(
                (value, error) -> {
                  if (!work.get().equals(Optional.of(task))) {
                    return;
                  }
                  work.set(Optional.empty());
                  if (error == null) {
                    then.accept(value);
                  } else if (!(Problem.unwrap(error) instanceof CancellationException)) {
                    problem.set(Problem.of(Problem.unwrap(error)).message());
                  }
                });
  }

  private <T> ReadOnlyObjectWrapper<Optional<T>> empty(String property) {
    return new ReadOnlyObjectWrapper<>(this, property, Optional.empty());
  }
}
