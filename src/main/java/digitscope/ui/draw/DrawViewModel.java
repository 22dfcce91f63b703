package digitscope.ui.draw;

import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.data.GrayImage;
import digitscope.data.ImageShape;
import digitscope.data.Preparation;
import digitscope.session.NetworkView;
import digitscope.session.Prediction;
import digitscope.session.Question;
import digitscope.ui.control.pad.InkRaster;
import digitscope.ui.control.pad.Sketch;
import digitscope.ui.control.pad.Stroke;
import digitscope.ui.fx.ChosenImage;
import digitscope.ui.fx.Lens;
import digitscope.ui.fx.NetworkChange;
import digitscope.ui.fx.Selection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** A drawing and its prediction, stroke by stroke and step by step. */
public final class DrawViewModel {
  /** Between two predictions of a drawing that rests while the network learns. */
  private static final long REST_NANOS = 250_000_000;

  private final Lens lens;
  private final Selection selection;
  private final LongSupplier nanoClock;
  private final Sketch sketch = new Sketch();
  private final DrawingKeeper keeper;

  private final BooleanProperty active = new SimpleBooleanProperty(this, "active");
  private final ReadOnlyBooleanWrapper network = new ReadOnlyBooleanWrapper(this, "network");
  private final ReadOnlyObjectWrapper<byte[]> picture =
      new ReadOnlyObjectWrapper<>(this, "picture", new byte[ImageShape.MNIST.size()]);
  private final ReadOnlyObjectWrapper<ImageShape> shape =
      new ReadOnlyObjectWrapper<>(this, "shape", ImageShape.MNIST);
  private final ReadOnlyObjectWrapper<Optional<Prediction>> prediction =
      new ReadOnlyObjectWrapper<>(this, "prediction", Optional.empty());
  private final ReadOnlyObjectWrapper<List<String>> classNames =
      new ReadOnlyObjectWrapper<>(this, "classNames", List.of());
  private final ReadOnlyLongWrapper predictedVersion =
      new ReadOnlyLongWrapper(this, "predictedVersion", -1);
  private Preparation preparation = Preparation.ofShape(ImageShape.MNIST);
  private final NetworkChange shown = new NetworkChange();
  private boolean asking;
  private boolean askAgain;
  private long askedAtNanos;

  /**
   * @param store keeps the drawings
   * @param background runs what it is given one after another, off the JavaFX thread, and ends it
   *     before the program ends
   * @param fxThread runs what it is given on the JavaFX thread
   * @param nanoClock tells the time, as {@link System#nanoTime} does
   */
  public DrawViewModel(
      Lens lens,
      Selection selection,
      DrawingStore store,
      Executor background,
      Executor fxThread,
      LongSupplier nanoClock) {
    this.lens = lens;
    this.selection = selection;
    this.nanoClock = nanoClock;
    keeper = new DrawingKeeper(sketch, store, background, fxThread);
    sketch.versionProperty().addListener((property, before, now) -> inkChanged());
    lens.viewProperty().addListener((property, before, now) -> viewChanged());
    lens.dataProperty().addListener((property, before, now) -> takeData());
    active.addListener((property, before, now) -> viewChanged());
    takeData();
    inkChanged();
    viewChanged();
  }

  /** Whether the view is visible; otherwise nothing is predicted. */
  public BooleanProperty activeProperty() {
    return active;
  }

  /** What is drawn. */
  public Sketch sketch() {
    return sketch;
  }

  /** Whether there is a network that reads pictures. */
  public ReadOnlyBooleanProperty networkProperty() {
    return network.getReadOnlyProperty();
  }

  /**
   * What the network sees: unsigned bytes in [channels, height, width] order, of {@link
   * #shapeProperty}.
   */
  public ReadOnlyObjectProperty<byte[]> pictureProperty() {
    return picture.getReadOnlyProperty();
  }

  /** Shape of the images that the network reads; 1×28×28 before the data is read. */
  public ReadOnlyObjectProperty<ImageShape> shapeProperty() {
    return shape.getReadOnlyProperty();
  }

  /** What the network says of the drawing; empty without ink or network. */
  public ReadOnlyObjectProperty<Optional<Prediction>> predictionProperty() {
    return prediction.getReadOnlyProperty();
  }

  /** Version of the sketch that the newest prediction is of; -1 before the first one. */
  public ReadOnlyLongProperty predictedVersionProperty() {
    return predictedVersion.getReadOnlyProperty();
  }

  /** Names of the classes; empty before the data is read. */
  public ReadOnlyObjectProperty<List<String>> classNamesProperty() {
    return classNames.getReadOnlyProperty();
  }

  /** Drawings that were cleared, newest first. */
  public ObservableList<List<Stroke>> recent() {
    return keeper.recent();
  }

  /** Why drawings could not be read or saved; empty if they could. */
  public ReadOnlyStringProperty problemProperty() {
    return keeper.problemProperty();
  }

  /** Puts a kept drawing on the pad; what was there is kept instead. */
  public void restore(List<Stroke> strokes) {
    keeper.restore(strokes);
  }

  /** Forgets the kept drawings. */
  public void forgetRecent() {
    keeper.forgetRecent();
  }

  /** What the network would see of other strokes, in the order of {@link #pictureProperty}. */
  public byte[] pictureOf(InkRaster raster) {
    return preparation.prepare(
        new GrayImage(InkRaster.SIDE, InkRaster.SIDE, raster.pixels()), shape.get());
  }

  private void inkChanged() {
    picture.set(pictureOf(sketch.raster()));
    if (sketch.blankProperty().get()) {
      prediction.set(Optional.empty());
      if (selection.imageProperty().get() instanceof ChosenImage.Drawing) {
        selection.imageProperty().set(new ChosenImage.None());
      }
    } else if (active.get() && !keeper.isOpening()) {
      // While drawing, the user wants to see the drawing in the other views too.
      selection.imageProperty().set(new ChosenImage.Drawing(picture.get()));
    }
    predict();
  }

  private void viewChanged() {
    Optional<NetworkView> view = lens.view();
    if (shown.follow(view)) {
      asking = false;
      askAgain = false;
      prediction.set(Optional.empty());
    }
    network.set(view.isPresent() && lens.data().isPresent());
    if (view.isPresent() && isOutdated(view.get())) {
      predict();
    }
  }

  private boolean isOutdated(NetworkView view) {
    Optional<Prediction> known = prediction.get();
    if (known.isEmpty()) {
      return !asking;
    }
    boolean rested = nanoClock.getAsLong() - askedAtNanos >= REST_NANOS;
    return known.get().step() != view.step() && (rested || !view.isLearning());
  }

  private void takeData() {
    Optional<Dataset> images = lens.data().map(DataSplits::test);
    classNames.set(images.map(Dataset::classNames).orElse(List.of()));
    ImageShape needed = images.map(Dataset::shape).orElse(ImageShape.MNIST);
    Preparation now =
        lens.data().map(DataSplits::preparation).orElse(Preparation.ofShape(ImageShape.MNIST));
    if (!needed.equals(shape.get()) || !now.equals(preparation)) {
      preparation = now;
      shape.set(needed);
      inkChanged();
    }
  }

  private void predict() {
    if (!active.get() || !network.get() || sketch.blankProperty().get()) {
      return;
    }
    if (asking) {
      askAgain = true;
      return;
    }
    asking = true;
    askAgain = false;
    askedAtNanos = nanoClock.getAsLong();
    long asked = shown.number();
    long version = sketch.versionProperty().get();
    CompletableFuture<Prediction> unused =
        lens.ask(new Question.Predict(picture.get()))
            .whenComplete((answer, error) -> take(asked, version, answer));
  }

  private void take(long asked, long version, @Nullable Prediction answer) {
    if (asked != shown.number()) {
      return;
    }
    asking = false;
    // A failed answer leaves the bars as they are: the next stroke or step asks again.
    if (answer != null && !sketch.blankProperty().get()) {
      prediction.set(Optional.of(answer));
      predictedVersion.set(version);
    }
    if (askAgain) {
      predict();
    }
  }
}
