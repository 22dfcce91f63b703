package digitscope.ui.learning;

import digitscope.eval.Evaluation;
import digitscope.eval.Metric;
import digitscope.eval.MetricLog;
import digitscope.session.RunProgress;
import digitscope.session.SessionId;
import digitscope.ui.control.chart.SeriesData;
import digitscope.ui.fx.Lens;
import digitscope.ui.fx.Selection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;

/** The curves of a run and how far it is. Reads the metric log on from its own place. */
public final class LearningViewModel {
  static final double DEFAULT_SMOOTHING = 0.95;

  private final Lens lens;
  private final MetricLine batchLoss = new MetricLine(Metric.BATCH_LOSS);
  private final MetricLine trainLoss = new MetricLine(Metric.BATCH_LOSS);
  private final MetricLine testLoss = new MetricLine(Metric.TEST_LOSS);
  private final MetricLine validationLoss = new MetricLine(Metric.VALIDATION_LOSS);
  private final MetricLine validationAccuracy = new MetricLine(Metric.VALIDATION_ACCURACY);
  private final MetricLine trainAccuracy = new MetricLine(Metric.BATCH_ACCURACY);
  private final MetricLine testAccuracy = new MetricLine(Metric.TEST_ACCURACY);
  private final MetricLine penalty = new MetricLine(Metric.PENALTY);
  private final MetricLine batchError = new MetricLine(Metric.BATCH_ABSOLUTE_ERROR);
  private final MetricLine trainError = new MetricLine(Metric.BATCH_ABSOLUTE_ERROR);
  private final MetricLine learningRate = new MetricLine(Metric.LEARNING_RATE);
  private final List<MetricLine> plain =
      List.of(
          batchLoss,
          testLoss,
          testAccuracy,
          validationLoss,
          validationAccuracy,
          penalty,
          batchError,
          learningRate);
  private final List<MetricLine> smoothed = List.of(trainLoss, trainAccuracy, trainError);

  private final BooleanProperty active = new SimpleBooleanProperty(this, "active");
  private final DoubleProperty smoothing =
      new SimpleDoubleProperty(this, "smoothing", DEFAULT_SMOOTHING);
  private final BooleanProperty overEpochs = new SimpleBooleanProperty(this, "overEpochs");
  private final BooleanProperty logarithmic = new SimpleBooleanProperty(this, "logarithmic");
  private final ReadOnlyObjectWrapper<Optional<RunProgress>> state =
      new ReadOnlyObjectWrapper<>(this, "state", Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<Best>> best =
      new ReadOnlyObjectWrapper<>(this, "best", Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<Shown>> shown =
      new ReadOnlyObjectWrapper<>(this, "shown", Optional.empty());
  private final ReadOnlyBooleanWrapper validates = new ReadOnlyBooleanWrapper(this, "validates");
  private final ReadOnlyBooleanWrapper penalizes = new ReadOnlyBooleanWrapper(this, "penalizes");
  private final ReadOnlyObjectWrapper<List<LeadCause>> lead =
      new ReadOnlyObjectWrapper<>(this, "lead", List.of());
  private final ChoiceViewModel choice;
  private Optional<SessionId> session = Optional.empty();
  private Optional<MetricLog> log = Optional.empty();

  /**
   * The evaluation that went best.
   *
   * @param step at which it was first that good
   * @param accuracy on the test set, in [0, 1]
   */
  public record Best(long step, double accuracy) {}

  /**
   * What is shown beside the curves, if it is not the newest network.
   *
   * @param evaluation of the test set at this step, if there was one
   */
  public record Shown(long step, Optional<Evaluation> evaluation) {}

  /**
   * @param background counts, off the JavaFX thread
   * @param fxThread the JavaFX thread
   */
  public LearningViewModel(Lens lens, Selection selection, Executor background, Executor fxThread) {
    this.lens = lens;
    this.choice = new ChoiceViewModel(lens, selection, background, fxThread);
    choice.activeProperty().bind(active);
    lens.progressProperty().addListener(changed -> follow());
    lens.viewProperty().addListener(changed -> followShown());
    lens.configProperty().addListener(changed -> findLead());
    active.addListener(changed -> follow());
    smoothing.addListener(changed -> smoothAnew());
  }

  /** Whether the view is visible; without it nothing is read. */
  public BooleanProperty activeProperty() {
    return active;
  }

  /** How much of the past the smoothed lines keep, in [0, 1). */
  public DoubleProperty smoothingProperty() {
    return smoothing;
  }

  /** Whether x counts epochs instead of steps. */
  public BooleanProperty overEpochsProperty() {
    return overEpochs;
  }

  public BooleanProperty logarithmicProperty() {
    return logarithmic;
  }

  /** How far the run was when its curves were read; empty before the first run. */
  public ReadOnlyObjectProperty<Optional<RunProgress>> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /** The best evaluation so far; empty before the first one. */
  public ReadOnlyObjectProperty<Optional<Best>> bestProperty() {
    return best.getReadOnlyProperty();
  }

  /** The step that all views show; empty if it is the one that the run has reached. */
  public ReadOnlyObjectProperty<Optional<Shown>> shownProperty() {
    return shown.getReadOnlyProperty();
  }

  /**
   * Why test accuracy was above training accuracy at the newest evaluation; empty if it was not.
   */
  ReadOnlyObjectProperty<List<LeadCause>> leadProperty() {
    return lead.getReadOnlyProperty();
  }

  /** Whether the run has evaluated images that it held out. */
  public ReadOnlyBooleanProperty validatesProperty() {
    return validates.getReadOnlyProperty();
  }

  /** Whether the run trains on a penalty of its weights beside the loss. */
  public ReadOnlyBooleanProperty penalizesProperty() {
    return penalizes.getReadOnlyProperty();
  }

  /** How what is chosen in the confusion matrix went. */
  public ChoiceViewModel choice() {
    return choice;
  }

  /** Loss of every mini-batch. */
  SeriesData batchLoss() {
    return batchLoss.data();
  }

  /** Smoothed loss of the mini-batches. */
  SeriesData trainLoss() {
    return trainLoss.data();
  }

  /** What L1 and L2 add to the loss that is trained on. */
  SeriesData penalty() {
    return penalty.data();
  }

  /** Mean absolute error of the outputs for every mini-batch. */
  SeriesData batchError() {
    return batchError.data();
  }

  /** The same, smoothed. */
  SeriesData trainError() {
    return trainError.data();
  }

  SeriesData testLoss() {
    return testLoss.data();
  }

  SeriesData validationLoss() {
    return validationLoss.data();
  }

  SeriesData validationAccuracy() {
    return validationAccuracy.data();
  }

  /** Smoothed accuracy on the mini-batches. */
  SeriesData trainAccuracy() {
    return trainAccuracy.data();
  }

  SeriesData testAccuracy() {
    return testAccuracy.data();
  }

  SeriesData learningRate() {
    return learningRate.data();
  }

  private void follow() {
    if (!active.get()) {
      return;
    }
    Optional<RunProgress> progress = lens.progress();
    if (!progress.map(RunProgress::session).equals(session)) {
      session = progress.map(RunProgress::session);
      log = progress.map(RunProgress::metrics);
      plain.forEach(line -> line.restart(0));
      smoothed.forEach(line -> line.restart(smoothing.get()));
      best.set(Optional.empty());
      lead.set(List.of());
    }
    log.ifPresent(
        some -> {
          int seen = testAccuracy.data().size();
          plain.forEach(line -> line.follow(some));
          smoothed.forEach(line -> line.follow(some));
          findBest(seen);
          if (testAccuracy.data().size() > seen) {
            findLead();
          }
        });
    validates.set(!validationLoss.data().isEmpty());
    penalizes.set(!penalty.data().isEmpty());
    state.set(progress);
  }

  private void followShown() {
    long reached = lens.progress().map(RunProgress::step).orElse(-1L);
    shown.set(
        lens.view()
            .filter(now -> now.step() != reached)
            .map(now -> new Shown(now.step(), now.evaluationHere())));
  }

  private void findBest(int from) {
    SeriesData accuracy = testAccuracy.data();
    for (int i = from; i < accuracy.size(); i++) {
      double value = accuracy.y(i);
      if (best.get().map(known -> value > known.accuracy()).orElse(true)) {
        best.set(Optional.of(new Best((long) accuracy.x(i), value)));
      }
    }
  }

  private void findLead() {
    SeriesData test = testAccuracy.data();
    SeriesData training = trainAccuracy.data();
    boolean leads = !test.isEmpty() && !training.isEmpty() && test.lastY() > training.lastY();
    lead.set(lens.configProperty().get().filter(run -> leads).map(LeadCause::of).orElse(List.of()));
  }

  private void smoothAnew() {
    log.ifPresent(
        some ->
            smoothed.forEach(
                line -> {
                  line.restart(smoothing.get());
                  line.follow(some);
                }));
  }
}
