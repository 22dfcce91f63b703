package digitscope.bench;

import java.util.List;

/**
 * Accuracies of networks on a data set that they were not trained on.
 *
 * @param readings one a training, at least one
 */
public record TransferResult(List<Reading> readings) {
  /**
   * One training.
   *
   * @param accuracy on the unseen images, 0 to 1
   * @param seconds that training took
   */
  public record Reading(long seed, double accuracy, double seconds) {}

  public TransferResult {
    readings = List.copyOf(readings);
  }

  /** The accuracy in the middle; the mean of the two in the middle if their number is even. */
  public double medianAccuracy() {
    double[] sorted = readings.stream().mapToDouble(Reading::accuracy).sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  /** What all trainings took together. */
  public double seconds() {
    return readings.stream().mapToDouble(Reading::seconds).sum();
  }
}
