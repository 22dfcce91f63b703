package digitscope.ui.confusion;

import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import digitscope.eval.CellChoice;
import digitscope.eval.Evaluation;
import digitscope.eval.EvaluationHistory;
import digitscope.eval.GalleryQuery;
import digitscope.eval.GalleryQuery.Answer;
import digitscope.eval.GalleryQuery.Range;
import digitscope.ui.control.images.ArgbPixels;
import digitscope.ui.control.images.PixelImages;
import digitscope.ui.control.images.ThumbnailCache;
import digitscope.ui.fx.GalleryLook;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

/** The images of a choice, sorted, filtered and grouped in the background. */
public final class GalleryViewModel {
  private final Executor background;
  private final Executor fxThread;
  private final ObjectProperty<GalleryLook> look =
      new SimpleObjectProperty<>(this, "look", GalleryLook.INITIAL);
  private final ObjectProperty<Range> confidence =
      new SimpleObjectProperty<>(this, "confidence", Range.ALL);
  private final ObjectProperty<Range> rival = new SimpleObjectProperty<>(this, "rival", Range.ALL);
  private final ReadOnlyObjectWrapper<Optional<Gallery>> gallery =
      new ReadOnlyObjectWrapper<>(this, "gallery", Optional.empty());

  /** What is to be shown; also read in the background, where what is overtaken is left undone. */
  private volatile Optional<Request> requested = Optional.empty();

  private final GalleryExport export;
  private Optional<Subject> subject = Optional.empty();
  private Optional<Dataset> pictured = Optional.empty();
  private ThumbnailCache thumbnails = ThumbnailCache.none();

  /**
   * The images of a choice.
   *
   * @param history whose newest evaluation says what the network thinks of them
   * @param choice what was chosen
   * @param query which of the images are shown, and how
   * @param answer those that are shown, by their numbers in the test set
   */
  public record Gallery(
      EvaluationHistory history, CellChoice choice, GalleryQuery query, Answer answer) {
    /** What the network said of the images. */
    public Evaluation evaluation() {
      return history.newest().orElseThrow();
    }

    /** Numbers in the test set of the images that are shown. */
    public List<Integer> images() {
      return answer.images();
    }
  }

  private record Subject(EvaluationHistory history, CellChoice choice) {}

  private record Request(EvaluationHistory history, CellChoice choice, GalleryQuery query) {}

  /**
   * @param background sorts images and reads pictures, off the JavaFX thread
   * @param fxThread the JavaFX thread
   */
  GalleryViewModel(Executor background, Executor fxThread) {
    this.background = background;
    this.fxThread = fxThread;
    this.export = new GalleryExport(background, fxThread);
    look.addListener(changed -> ask());
    confidence.addListener(changed -> ask());
    rival.addListener(changed -> ask());
  }

  /** How images are sorted and grouped, and how large they are. */
  public ObjectProperty<GalleryLook> lookProperty() {
    return look;
  }

  /** Probability of the predicted class that a shown image may have. */
  public ObjectProperty<Range> confidenceProperty() {
    return confidence;
  }

  /** Probability of the rival, the likeliest other class, that a shown image may have. */
  public ObjectProperty<Range> rivalProperty() {
    return rival;
  }

  /** Takes images elsewhere. */
  public GalleryExport export() {
    return export;
  }

  /** Shows images of whatever probabilities. */
  public void clearFilters() {
    confidence.set(Range.ALL);
    rival.set(Range.ALL);
  }

  /** The images of the choice; those of the last choice while new ones are sorted. */
  public ReadOnlyObjectProperty<Optional<Gallery>> galleryProperty() {
    return gallery.getReadOnlyProperty();
  }

  /** Pictures of the images of a set; the same ones as long as it is the same set. */
  ThumbnailCache thumbnails(Optional<Dataset> set) {
    if (!set.equals(pictured)) {
      pictured = set;
      thumbnails =
          set.map(some -> new ThumbnailCache(image -> pixels(some, image), background, fxThread))
              .orElse(ThumbnailCache.none());
    }
    return thumbnails;
  }

  static ArgbPixels pixels(Dataset set, int image) {
    ImageShape shape = set.shape();
    return new ArgbPixels(
        PixelImages.pictureArgb(set.image(image), shape.channels(), shape.height(), shape.width()),
        shape.height(),
        shape.width());
  }

  /** Shows the images of a choice. */
  void show(EvaluationHistory history, CellChoice choice) {
    subject = Optional.of(new Subject(history, choice));
    ask();
  }

  /** Shows no images until some are chosen. */
  void clear() {
    subject = Optional.empty();
    requested = Optional.empty();
    gallery.set(Optional.empty());
  }

  private GalleryQuery query() {
    GalleryLook now = look.get();
    return new GalleryQuery(
        now.order(), now.descending(), confidence.get(), rival.get(), now.grouping());
  }

  private void ask() {
    subject.ifPresent(some -> ask(new Request(some.history(), some.choice(), query())));
  }

  private void ask(Request request) {
    if (isWanted(request)) {
      return;
    }
    requested = Optional.of(request);
    background.execute(
        () -> {
          if (isWanted(request)) {
            Answer answer = request.query().apply(request.history(), request.choice());
            fxThread.execute(() -> deliver(request, answer));
          }
        });
  }

  private boolean isWanted(Request request) {
    return requested.equals(Optional.of(request));
  }

  private void deliver(Request request, Answer answer) {
    if (isWanted(request)) {
      gallery.set(
          Optional.of(new Gallery(request.history(), request.choice(), request.query(), answer)));
    }
  }
}
