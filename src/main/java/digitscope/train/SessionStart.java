package digitscope.train;

import digitscope.config.RunConfig;
import digitscope.data.DataSplits;
import digitscope.data.HeldOut;
import digitscope.eval.EvaluationHistory;
import java.util.Optional;

/**
 * Where a session begins.
 *
 * @param data the sets, cut to the configuration's limit
 * @param config what to train and how, with the number of threads made definite
 * @param from state to begin with; empty for new weights
 * @param metrics the log so far
 * @param past what came of the evaluations of the test set so far
 * @param trains whether steps are taken, or the network only looked at
 * @param readsHeldOut whether what is held out is evaluated also if no steps are taken
 */
record SessionStart(
    DataSplits data,
    RunConfig config,
    Optional<Checkpoint> from,
    MetricLog metrics,
    EvaluationHistory past,
    boolean trains,
    boolean readsHeldOut) {
  SessionStart {
    config = config.withTraining(config.training().withDefiniteThreads());
    data = config.limit() == 0 ? data : data.limit(config.limit());
  }

  Engine buildEngine() {
    return new Engine(
        config.network(), config.training(), data.train().shape(), data.train().classes());
  }

  /** What of the training images is trained on, and what is held out. */
  HeldOut heldOut() {
    return HeldOut.of(
        data.train(), config.training().validation().fraction(), config.training().seed());
  }
}
