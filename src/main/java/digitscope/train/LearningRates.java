package digitscope.train;

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
      double epoch = Math.min((double) i / (count - 1), Math.nextDown(1.0)) * training.epochs();
      rates[i] =
          training.learningRate()
              * NetworkFactory.learningRateFactor(training.schedule(), epoch, training.epochs());
    }
    return rates;
  }
}
