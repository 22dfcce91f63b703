package digitscope.network;

import digitscope.config.TrainingSpec;

/** The learning rate over a run that has not begun. */
public final class LearningRates {
  private LearningRates() {}

  /**
   * The rates at evenly spaced times from the first step to just before the end.
   *
   * @param count number of rates, at least 2
   */
  public static double[] course(TrainingSpec training, int count) {
    double[] rates = new double[count];
    for (int i = 0; i < count; i++) {
      rates[i] =
          at(training, Math.min((double) i / (count - 1), Math.nextDown(1.0)) * training.epochs());
    }
    return rates;
  }

  /**
   * The rate at one time.
   *
   * @param epoch epochs done, with their fraction
   */
  public static double at(TrainingSpec training, double epoch) {
    return training.learningRate()
        * NetworkFactory.learningRateFactor(training.schedule(), epoch, training.epochs());
  }
}
