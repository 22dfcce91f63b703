package digitscope.network;

import digitscope.config.TrainingSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Everything a run needs to go on from where it was. All randomness of a session is a function of
 * its seed and step: the order of the images, what dropout drops, how images are varied, what is
 * held out. So no random state is kept, and neither is the position in the schedule.
 *
 * @param step steps taken
 * @param learningRate rate before the schedule's factor, which a user may have changed
 * @param parameters the flat parameter vector, with the statistics of normalization layers
 * @param optimizerState the flat state vector of the optimizer, possibly empty
 * @param best what early stopping knows; empty as long as nothing held out was evaluated
 */
public record Checkpoint(
    long step,
    double learningRate,
    float[] parameters,
    float[] optimizerState,
    Optional<BestWeights> best) {
  public Checkpoint(long step, double learningRate, float[] parameters, float[] optimizerState) {
    this(step, learningRate, parameters, optimizerState, Optional.empty());
  }

  /**
   * Parameters from elsewhere, before the first step.
   *
   * @param layout of the network
   */
  public static Checkpoint beginning(
      TrainingSpec training, ParameterLayout layout, float[] parameters) {
    return of(0, training, layout, parameters);
  }

  /**
   * Parameters of which nothing else is known, with an optimizer that remembers nothing.
   *
   * @param layout of the network
   */
  public static Checkpoint of(
      long step, TrainingSpec training, ParameterLayout layout, float[] parameters) {
    int stateSize = NetworkFactory.optimizer(training.optimizer()).stateSize(layout.trained());
    return new Checkpoint(step, training.learningRate(), parameters, new float[stateSize]);
  }

  public Checkpoint withLearningRate(double changed) {
    return new Checkpoint(step, changed, parameters, optimizerState, best);
  }

  public Checkpoint withBest(Optional<BestWeights> changed) {
    return new Checkpoint(step, learningRate, parameters, optimizerState, changed);
  }

  /**
   * The weights to use: the best ones, at their step, if the run brought them back at its end, else
   * these. Training doesn't go on from there, as the optimizer's state stays that of the end.
   */
  public Checkpoint result() {
    return best.filter(BestWeights::restored)
        .map(
            found ->
                new Checkpoint(
                    found.step(), learningRate, found.parameters(), optimizerState, best))
        .orElse(this);
  }

  /** SHA-256 over the parameters as little-endian 32-bit floats, as 64 hexadecimal digits. */
  public String sha256() {
    byte[] bytes = new byte[parameters.length * Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(parameters);
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** The step to which the run has come: later than that of the weights if it brought back best. */
  public long reachedStep() {
    return best.filter(BestWeights::restored).map(BestWeights::validatedStep).orElse(step);
  }
}
