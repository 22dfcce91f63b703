package digitscope.ui.confusion;

import digitscope.eval.Calibration;
import digitscope.eval.Evaluation;
import digitscope.eval.Temperature;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Executor;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableValue;

/** How far the network's confidence in the newest evaluation agrees with how often it is right. */
public final class CalibrationViewModel {
  private static final int BINS = 10;
  private static final int THRESHOLDS = 101;

  private final ObservableValue<Optional<Evaluation>> evaluation;
  private final ObservableValue<Optional<Evaluation>> heldOut;
  private final Executor background;
  private final Executor fxThread;
  private final BooleanProperty active = new SimpleBooleanProperty(this, "active");
  private final BooleanProperty scaled = new SimpleBooleanProperty(this, "scaled");
  private final ReadOnlyObjectWrapper<Optional<Finding>> finding =
      new ReadOnlyObjectWrapper<>(this, "finding", Optional.empty());
  private Optional<Request> requested = Optional.empty();

  /**
   * What was found out.
   *
   * @param step of the evaluation
   * @param calibration of the answers, scaled if that is wanted and possible
   * @param unscaled of the answers as they are
   * @param temperature fitted on images that are held out; empty if none are
   * @param rejections for rising thresholds from 0 to 1
   */
  public record Finding(
      long step,
      Calibration calibration,
      Calibration unscaled,
      OptionalDouble temperature,
      List<Calibration.Rejection> rejections) {
    /** What is gained at a threshold, in [0, 1]. */
    public Calibration.Rejection at(double threshold) {
      return rejections.get((int) Math.round(threshold * (rejections.size() - 1)));
    }
  }

  private record Request(Evaluation evaluation, Optional<Evaluation> heldOut, boolean isScaled) {}

  /**
   * @param evaluation of the test set
   * @param heldOut evaluation of images that are held out, by which the temperature is fitted
   */
  CalibrationViewModel(
      ObservableValue<Optional<Evaluation>> evaluation,
      ObservableValue<Optional<Evaluation>> heldOut,
      Executor background,
      Executor fxThread) {
    this.evaluation = evaluation;
    this.heldOut = heldOut;
    this.background = background;
    this.fxThread = fxThread;
    evaluation.addListener(changed -> follow());
    heldOut.addListener(changed -> follow());
    active.addListener(changed -> follow());
    scaled.addListener(changed -> follow());
  }

  /** Whether the view is visible; without it nothing is computed. */
  public BooleanProperty activeProperty() {
    return active;
  }

  /** Whether answers are scaled by the temperature. */
  public BooleanProperty scaledProperty() {
    return scaled;
  }

  /** Of the newest evaluation; that of the one before while it is computed. */
  public ReadOnlyObjectProperty<Optional<Finding>> findingProperty() {
    return finding.getReadOnlyProperty();
  }

  private void follow() {
    if (!active.get()) {
      return;
    }
    Optional<Request> wanted =
        evaluation.getValue().map(e -> new Request(e, heldOut.getValue(), scaled.get()));
    if (wanted.equals(requested)) {
      return;
    }
    requested = wanted;
    if (wanted.isEmpty()) {
      finding.set(Optional.empty());
    }
    wanted.ifPresent(
        request ->
            background.execute(
                () -> {
                  Finding found = find(request);
                  fxThread.execute(() -> deliver(request, found));
                }));
  }

  private static Finding find(Request request) {
    OptionalDouble temperature =
        request
            .heldOut()
            .map(images -> OptionalDouble.of(Temperature.fit(images)))
            .orElse(OptionalDouble.empty());
    Evaluation answers =
        request.isScaled() && temperature.isPresent()
            ? Temperature.apply(request.evaluation(), temperature.getAsDouble())
            : request.evaluation();
    return new Finding(
        request.evaluation().step(),
        Calibration.of(answers, BINS),
        Calibration.of(request.evaluation(), BINS),
        temperature,
        Calibration.rejections(answers, THRESHOLDS));
  }

  private void deliver(Request request, Finding found) {
    if (requested.filter(request::equals).isPresent()) {
      finding.set(Optional.of(found));
    }
  }
}
