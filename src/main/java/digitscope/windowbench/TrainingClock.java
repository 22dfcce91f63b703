package digitscope.windowbench;

import digitscope.bench.Measurement;
import digitscope.session.TrainingSession;

/**
 * How fast a session trains from now on. Evaluations are left out: there are so few of them that
 * one more or less would decide the result, and they are slowed down as the steps are.
 */
final class TrainingClock {
  private static final double NANOS_PER_SECOND = 1e9;

  private final TrainingSession session;
  private final long imagesBefore;
  private final double nanosBefore;

  TrainingClock(TrainingSession session) {
    this.session = session;
    imagesBefore = session.imagesTrained();
    nanosBefore = nanos(imagesBefore);
  }

  /** The images that were trained since the beginning, and the time that this took. */
  Measurement read() {
    long images = session.imagesTrained();
    return new Measurement(images - imagesBefore, Math.round(nanos(images) - nanosBefore));
  }

  private double nanos(long images) {
    double rate = session.meanImagesPerSecond();
    return rate == 0 ? 0 : images / rate * NANOS_PER_SECOND;
  }
}
