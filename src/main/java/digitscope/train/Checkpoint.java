package digitscope.train;

import digitscope.config.TrainingSpec;

/**
 * Everything a run needs to go on from where it was. All randomness of a session is a function of
 * its seed and step, so no random state is kept.
 *
 * @param step steps taken
 * @param learningRate rate before the schedule's factor, which a person may have changed
 * @param parameters the flat parameter vector
 * @param optimizerState the flat state vector of the optimizer, possibly empty
 */
public record Checkpoint(
    long step, double learningRate, float[] parameters, float[] optimizerState) {
  /** Parameters from elsewhere, before the first step. */
  public static Checkpoint beginning(TrainingSpec training, float[] parameters) {
    int stateSize = NetworkFactory.optimizer(training.optimizer()).stateSize(parameters.length);
    return new Checkpoint(0, training.learningRate(), parameters, new float[stateSize]);
  }
}
