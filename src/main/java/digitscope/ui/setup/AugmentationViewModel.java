package digitscope.ui.setup;

import digitscope.config.AugmentationSpec;
import digitscope.config.TrainingSpec;
import digitscope.data.Augmentation;
import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.data.HeldOut;
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
  private long step;
  private Optional<Preview> previewed = Optional.empty();
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

  /** Whether the view is visible; otherwise nothing is computed. */
  public BooleanProperty activeProperty() {
    return active;
  }

  /** Whether images are varied; it can be on with all bounds at 0, on the way to others. */
  public ReadOnlyBooleanProperty onProperty() {
    return on.getReadOnlyProperty();
  }

  /**
   * Images that a run learns from, varied as one step of it varies them; empty while off, or
   * without data.
   */
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

  /** Makes one edit of all until this is called again with {@code false}. */
  void setGesture(boolean goesOn) {
    setup.setGesture(goesOn);
  }

  /** Shows how the next step of a run varies the images within the same bounds. */
  public void varyAnew() {
    step++;
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
      // The seed or the images may be others.
      vary();
      return;
    }
    on.set(!now.isNone());
    bounds = now.isNone() ? bounds : now;
    vary();
  }

  private void vary() {
    Optional<Preview> wanted = on.get() ? preview() : Optional.empty();
    if (wanted.isEmpty()) {
      previewed = Optional.empty();
      samples.set(Optional.empty());
    } else if (varying) {
      stale = true;
    } else if (active.get() && !wanted.equals(previewed)) {
      varying = true;
      previewed = wanted;
      background.execute(
          () -> {
            Dataset varied = wanted.get().images();
            fxThread.execute(() -> deliver(varied));
          });
    }
  }

  private Optional<Preview> preview() {
    TrainingSpec training = setup.training();
    return setup
        .dataProperty()
        .get()
        .map(
            data ->
                new Preview(
                    data,
                    setup.config().limit(),
                    training.validation().fraction(),
                    training.seed(),
                    bounds,
                    step));
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

  /**
   * Images as a step of the run shows them to the network.
   *
   * @param step counted from 0
   */
  private record Preview(
      DataSplits data, int limit, double heldOut, long seed, AugmentationSpec within, long step) {
    Dataset images() {
      Dataset all = limit == 0 ? data.train() : data.limit(limit).train();
      Dataset learned = HeldOut.of(all, heldOut, seed).training();
      ImageShape shape = learned.shape();
      Augmentation augmentation = within.of(shape);
      List<Integer> chosen = Specimens.ofEachClass(learned);
      byte[] pixels = new byte[chosen.size() * shape.size()];
      byte[] labels = new byte[chosen.size()];
      for (int i = 0; i < labels.length; i++) {
        byte[] image = learned.image(chosen.get(i));
        augmentation.applyInTraining(image, seed, step, chosen.get(i));
        System.arraycopy(image, 0, pixels, i * shape.size(), shape.size());
        labels[i] = (byte) learned.label(chosen.get(i));
      }
      return new Dataset(learned.name(), shape, learned.classNames(), pixels, labels);
    }
  }
}
