package digitscope.ui.labels;

import digitscope.config.RunConfig;
import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.data.HeldOut;
import digitscope.data.Split;
import digitscope.eval.Evaluation;
import java.util.Optional;

/**
 * The images whose labels are to be judged, and by what.
 *
 * @param evaluation of each of these images
 * @param config of the run, which says what it holds out
 * @param network number of the network that judges; 0 if it is none that is shown
 */
record JudgeRequest(
    JudgedSplit subject,
    DataSplits data,
    Evaluation evaluation,
    Optional<RunConfig> config,
    long network) {
  /** Whether the same images are judged by the same network, maybe after further steps. */
  boolean continues(JudgeRequest earlier) {
    return subject == earlier.subject && network == earlier.network && data.equals(earlier.data);
  }

  Judged judged() {
    return switch (subject) {
      case TEST -> judged(Split.TEST, data.test());
      case TRAINING -> judged(Split.TRAIN, data.train());
      case HELD_OUT -> judged(Split.TRAIN, heldOut());
    };
  }

  private Judged judged(Split split, Dataset images) {
    return new Judged(data.source(), split, images, evaluation);
  }

  private Dataset heldOut() {
    return config
        .map(RunConfig::training)
        .flatMap(
            how -> HeldOut.of(data.train(), how.validation().fraction(), how.seed()).validation())
        .orElseThrow();
  }
}
