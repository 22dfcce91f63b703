package digitscope.ui.fx;

import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import digitscope.eval.Evaluation;
import digitscope.eval.EvaluationHistory;
import digitscope.eval.MetricLog;
import digitscope.session.NetworkView;
import digitscope.session.Phase;
import digitscope.session.RunProgress;
import digitscope.session.SessionId;
import digitscope.session.Snapshot;
import digitscope.session.Validation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;

/** Sessions, data and evaluations as views see them, without a session. */
public final class SampleSnapshots {
  private static final int STEPS_PER_EPOCH = 100;

  private SampleSnapshots() {}

  /** A session of three epochs of 100 steps that is training. */
  public static Snapshot training(long step, Optional<Evaluation> evaluation, MetricLog metrics) {
    return training(
        step, evaluation.map(EvaluationHistory.NONE::with).orElse(EvaluationHistory.NONE), metrics);
  }

  /** The same after several evaluations. */
  public static Snapshot training(long step, EvaluationHistory history, MetricLog metrics) {
    return snapshot(step, Phase.TRAINING, history, Optional.empty(), Optional.empty(), metrics);
  }

  /** The same where images are held out of the training set, and were evaluated as well. */
  public static Snapshot training(Evaluation evaluation, Evaluation heldOut, MetricLog metrics) {
    return snapshot(
        evaluation.step(),
        Phase.TRAINING,
        EvaluationHistory.NONE.with(evaluation),
        Optional.of(heldOut),
        Optional.empty(),
        metrics);
  }

  /** The same when it is over, after it held images out. */
  public static Snapshot finished(long step, Validation validation, MetricLog metrics) {
    return snapshot(
        step,
        Phase.FINISHED,
        EvaluationHistory.NONE,
        Optional.empty(),
        Optional.of(validation),
        metrics);
  }

  /** The same in any phase, after it evaluated what it held out. */
  public static Snapshot snapshot(
      long step,
      Phase phase,
      EvaluationHistory history,
      Optional<Evaluation> heldOut,
      Optional<Validation> validation,
      MetricLog metrics) {
    SessionId session = session(metrics);
    return new Snapshot(
        new RunProgress(
            session,
            step,
            3 * STEPS_PER_EPOCH,
            STEPS_PER_EPOCH,
            phase,
            Optional.empty(),
            0.001,
            2853,
            42_000_000_000L,
            125_000_000_000L,
            validation,
            metrics),
        new NetworkView(
            session,
            step,
            NetworkView.Activity.of(phase),
            STEPS_PER_EPOCH,
            history,
            heldOut,
            Optional.empty(),
            Optional.empty()));
  }

  /** The session that fills a log. */
  static SessionId session(MetricLog metrics) {
    return new SessionId(new UUID(0, System.identityHashCode(metrics)));
  }

  /** An evaluation of images whose classes and probabilities are drawn by lot. */
  public static Evaluation evaluation(long step, int classes, int images, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] labels = new byte[images];
    float[] probabilities = new float[images * classes];
    for (int image = 0; image < images; image++) {
      labels[image] = (byte) random.nextInt(classes);
      float sum = 0;
      for (int label = 0; label < classes; label++) {
        float weight = random.nextInt(1, 100) + (label == labels[image] ? 60 : 0);
        probabilities[image * classes + label] = weight;
        sum += weight;
      }
      for (int label = 0; label < classes; label++) {
        probabilities[image * classes + label] /= sum;
      }
    }
    return new Evaluation(step, classes, labels, probabilities, 0.5);
  }

  /** The same images at a later step, of which these are read as the class after theirs. */
  public static Evaluation misreading(Evaluation before, long step, Set<Integer> images) {
    int classes = before.classes();
    byte[] labels = new byte[before.size()];
    float[] probabilities = new float[before.size() * classes];
    for (int image = 0; image < labels.length; image++) {
      labels[image] = (byte) before.actual(image);
      int read = images.contains(image) ? (before.actual(image) + 1) % classes : labels[image];
      probabilities[image * classes + read] = 1;
    }
    return new Evaluation(step, classes, labels, probabilities, 0.5);
  }

  /** Data whose test set has the labels of an evaluation. */
  public static DataSplits data(Evaluation evaluation) {
    int images = evaluation.size();
    byte[] labels = new byte[images];
    for (int image = 0; image < images; image++) {
      labels[image] = (byte) evaluation.actual(image);
    }
    List<String> names =
        IntStream.range(0, evaluation.classes()).mapToObj(String::valueOf).toList();
    ImageShape shape = new ImageShape(1, 4, 4);
    Dataset test = new Dataset("test", shape, names, new byte[images * shape.size()], labels);
    return new DataSplits("sample", test, test);
  }
}
