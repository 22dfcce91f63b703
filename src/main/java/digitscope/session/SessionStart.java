package digitscope.session;

import digitscope.config.RunConfig;
import digitscope.config.TrainingSpec;
import digitscope.data.DataSplits;
import digitscope.data.HeldOut;
import digitscope.engine.Engine;
import digitscope.eval.EvaluationHistory;
import digitscope.eval.MetricLog;
import digitscope.network.Checkpoint;
import digitscope.network.ParameterLayout;
import digitscope.network.Planners;
import java.util.Optional;

/**
 * The starting point of a session.
 *
 * @param data the sets, cut to the configuration's limit
 * @param config what to train and how, with the number of threads made definite
 * @param from state to begin with; empty for new weights
 * @param metrics the log so far
 * @param past what came of the evaluations of the test set so far
 * @param trains whether steps are taken, or the network only looked at
 * @param readsHeldOut whether what is held out is evaluated also if no steps are taken
 * @param engines builds what computes
 */
record SessionStart(
    DataSplits data,
    RunConfig config,
    Optional<Checkpoint> from,
    MetricLog metrics,
    EvaluationHistory past,
    boolean trains,
    boolean readsHeldOut,
    EngineFactory engines) {
  SessionStart {
    config = config.withTraining(config.training().withDefiniteThreads());
    data = limited(data, config);
  }

  /** What of the sets a run sees. */
  static DataSplits limited(DataSplits data, RunConfig config) {
    return config.limit() == 0 ? data : data.limit(config.limit());
  }

  /** How to train, with a backend that this machine has if nothing is trained. */
  TrainingSpec training() {
    return trains ? config.training() : Planners.available(config.training());
  }

  /** Why another backend computes than the one that trained the network; empty if it does not. */
  Optional<String> replacement() {
    return trains ? Optional.empty() : Planners.replacement(config.training());
  }

  /** The network with the weights it begins with. */
  Engine buildEngine() {
    TrainingSpec training = training();
    Engine built =
        engines.build(config.network(), training, data.train().shape(), data.train().classes());
    boolean isReady = false;
    try {
      from.ifPresentOrElse(built::restore, () -> built.fit(heldOut().training()));
      isReady = true;
      return built;
    } finally {
      if (!isReady) {
        built.close();
      }
    }
  }

  /** Where the network's parameters lie. */
  ParameterLayout layout() {
    return ParameterLayout.of(config.network(), data.train().shape(), data.train().classes());
  }

  /** What of the training images is trained on, and what is held out. */
  HeldOut heldOut() {
    return HeldOut.of(
        data.train(), config.training().validation().fraction(), config.training().seed());
  }
}
