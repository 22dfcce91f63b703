package digitscope.ui.setup;

import digitscope.config.AugmentationSpec;
import digitscope.data.Augmentation;
import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;

/** How training images are varied, with some of them to see what that does. */
public final class AugmentationViewModel {
  /** Changes that a digit survives. */
  private static final AugmentationSpec INITIAL = new AugmentationSpec(2, 10, 0.1, 8, 0.5, 0);

  private final SetupViewModel setup;
  private final Executor background;
  private final Executor fxThread;
  private final BooleanProperty active = new SimpleBooleanProperty(this, "active");
  private final ReadOnlyBooleanWrapper on = new ReadOnlyBooleanWrapper(this, "on");
  private final ReadOnlyObjectWrapper<Optional<Dataset>> samples =
      new ReadOnlyObjectWrapper<>(this, "samples", Optional.empty());

  private AugmentationSpec bounds = INITIAL;
  private long seed;
  private boolean varying;
  private boolean stale;

  /**
   * @param background varies images, off the JavaFX thread
   * @param fxThread the JavaFX thread
   */
  AugmentationViewModel(SetupViewModel setup, Executor background, Executor fxThread) {
    this.setup = setup;
    this.background = background;
    this.fxThread = fxThread;
    setup.setupProperty().addListener((property, before, now) -> follow());
    setup.dataProperty().addListener((property, before, now) -> vary());
    active.addListener((property, before, now) -> vary());
    follow();
  }

  /** Whether somebody looks; otherwise nothing is computed. */
  public BooleanProperty activeProperty() {
    return active;
  }

  /** Whether images are varied; it can be on with all bounds at 0, on the way to others. */
  public ReadOnlyBooleanProperty onProperty() {
    return on.getReadOnlyProperty();
  }

  /** Training images varied within the bounds; empty while off, or without data. */
  public ReadOnlyObjectProperty<Optional<Dataset>> samplesProperty() {
    return samples.getReadOnlyProperty();
  }

  /** The bounds, also while they are switched off. */
  public AugmentationSpec bounds() {
    return bounds;
  }

  /** Switches the bounds on, as they were when they were last on, or off. */
  public void setOn(boolean wanted) {
    AugmentationSpec known = bounds.isNone() ? INITIAL : bounds;
    on.set(wanted);
    bounds = known;
    apply(wanted ? known : AugmentationSpec.none());
  }

  /** Changes the bounds. */
  public void setBounds(AugmentationSpec changed) {
    bounds = changed;
    apply(changed);
  }

  /** Varies the images in another way within the same bounds. */
  public void varyAnew() {
    seed++;
    vary();
  }

  private void apply(AugmentationSpec changed) {
    setup.changeTraining(draft -> draft.augmentation = changed);
    vary();
  }

  /** Takes what a preset or an older run says. */
  private void follow() {
    AugmentationSpec now = setup.training().augmentation();
    if (now.equals(on.get() ? bounds : AugmentationSpec.none())) {
      return;
    }
    on.set(!now.isNone());
    bounds = now.isNone() ? bounds : now;
    vary();
  }

  private void vary() {
    Optional<Dataset> images = setup.dataProperty().get().map(DataSplits::train);
    if (!on.get() || images.isEmpty()) {
      samples.set(Optional.empty());
    } else if (varying) {
      stale = true;
    } else if (active.get()) {
      varying = true;
      AugmentationSpec within = bounds;
      long drawn = seed;
      background.execute(
          () -> {
            Dataset varied = varied(images.get(), within, drawn);
            fxThread.execute(() -> deliver(varied));
          });
    }
  }

  private void deliver(Dataset varied) {
    varying = false;
    if (on.get()) {
      samples.set(Optional.of(varied));
    }
    if (stale) {
      stale = false;
      vary();
    }
  }

  private static Dataset varied(Dataset images, AugmentationSpec within, long seed) {
    ImageShape shape = images.shape();
    Augmentation augmentation =
        new Augmentation(
            shape,
            within.shift(),
            within.rotation(),
            within.scale(),
            within.shear(),
            within.elastic(),
            within.erase());
    List<Integer> chosen = Specimens.ofEachClass(images);
    byte[] pixels = new byte[chosen.size() * shape.size()];
    byte[] labels = new byte[chosen.size()];
    for (int i = 0; i < labels.length; i++) {
      byte[] image = images.image(chosen.get(i));
      augmentation.apply(image, seed, i);
      System.arraycopy(image, 0, pixels, i * shape.size(), shape.size());
      labels[i] = (byte) images.label(chosen.get(i));
    }
    return new Dataset(images.name(), shape, images.classNames(), pixels, labels);
  }
}
