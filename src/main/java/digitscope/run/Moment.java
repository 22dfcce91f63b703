package digitscope.run;

import digitscope.config.InvalidNetworkException;
import digitscope.config.RunConfig;
import digitscope.data.ImageShape;
import digitscope.eval.Evaluation;
import digitscope.io.Reason;
import digitscope.network.Checkpoint;
import digitscope.network.ParameterLayout;
import java.util.Locale;
import java.util.Optional;

/**
 * A stored step of a run: its weights and evaluation, for later viewing. Its arrays are never
 * changed.
 *
 * @param step steps taken
 * @param parameters the network's flat parameter vector, with the statistics of normalization
 *     layers; empty in old runs where only an evaluation was kept
 * @param test evaluation of the test set at this step, if there was one
 * @param heldOut evaluation of the held-out part of the training set at this step, if there was one
 * @param updateNorms ‖Δw‖ of the step that led here, of each array that is trained, in the order of
 *     the network's layout; empty if it was not measured
 */
public record Moment(
    long step,
    Optional<float[]> parameters,
    Optional<Evaluation> test,
    Optional<Evaluation> heldOut,
    Optional<float[]> updateNorms) {
  /** One before which no step was measured. */
  Moment(
      long step,
      Optional<float[]> parameters,
      Optional<Evaluation> test,
      Optional<Evaluation> heldOut) {
    this(step, parameters, test, heldOut, Optional.empty());
  }

  /**
   * The weights, to be looked at; nothing can be trained on from there.
   *
   * @param config of the run
   * @param shape of its images
   * @param classes number of their classes
   * @throws RunException if they were not kept, or are of another network
   */
  public Checkpoint weights(RunConfig config, ImageShape shape, int classes) throws RunException {
    if (parameters.isEmpty()) {
      throw new RunException(
          String.format(
              Locale.ROOT, "The weights of step %d were not stored; choose another step", step));
    }
    try {
      ParameterLayout layout = ParameterLayout.of(config.network(), shape, classes);
      return Checkpoint.of(step, config.training(), layout, parameters.get());
    } catch (InvalidNetworkException e) {
      throw new RunException("The run is damaged: " + Reason.of(e), e);
    }
  }

  /** Bytes that its arrays take in memory. */
  long bytes() {
    return parameters.map(all -> (long) all.length * Float.BYTES).orElse(0L)
        + test.map(Moment::bytes).orElse(0L)
        + heldOut.map(Moment::bytes).orElse(0L)
        + updateNorms.map(norms -> (long) norms.length * Float.BYTES).orElse(0L);
  }

  /** Of its probabilities, labels and predictions. */
  private static long bytes(Evaluation evaluation) {
    return (long) evaluation.size() * (evaluation.classes() * Float.BYTES + 2);
  }
}
