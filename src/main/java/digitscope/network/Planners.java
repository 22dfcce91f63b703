package digitscope.network;

import digitscope.config.BackendChoice;
import digitscope.config.TrainingSpec;
import digitscope.io.InvalidValueException;
import digitscope.nn.plan.Planner;
import java.util.Optional;

/** Turns the choice of a backend into what decides by it. */
public final class Planners {
  private Planners() {}

  /**
   * What decides by this choice.
   *
   * @throws InvalidValueException if this machine does not have it, in a sentence
   */
  public static Planner of(BackendChoice choice) {
    return switch (choice) {
      case AUTO -> Planner.auto();
      case VECTOR -> {
        Planner.obstacleToVectors()
            .ifPresent(
                why -> {
                  throw new InvalidValueException(why + ". Use the backend auto or nd4j.");
                });
        yield Planner.vector();
      }
      case ND4J -> Planner.nd4j();
      case PLAIN -> Planner.plain();
    };
  }

  /**
   * The settings with which a trained network is looked at: with the backend that trained it, or
   * the fastest one where this machine does not have that.
   */
  public static TrainingSpec available(TrainingSpec training) {
    return obstacle(training).isPresent() ? training.withBackend(BackendChoice.AUTO) : training;
  }

  /**
   * What a user is to know of a trained network that is looked at: that {@link #available} takes
   * another backend than the one that trained it, and why; empty if it takes the same.
   */
  public static Optional<String> replacement(TrainingSpec training) {
    return obstacle(training)
        .map(
            why ->
                why
                    + ". The run was trained with them; the backend auto is used here "
                    + "instead, so the last digits differ.");
  }

  private static Optional<String> obstacle(TrainingSpec training) {
    return training.backend() == BackendChoice.VECTOR
        ? Planner.obstacleToVectors()
        : Optional.empty();
  }
}
