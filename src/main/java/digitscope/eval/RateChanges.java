package digitscope.eval;

import java.util.ArrayList;
import java.util.List;

/**
 * The steps at which the learning rate jumped: a step of a schedule, or a change by hand. A rate
 * that changes at every step, as in a warm-up or a cosine, jumps nowhere. Reads a growing log bit
 * by bit.
 */
public final class RateChanges {
  /** Smallest jump, as a part of the rate before. */
  private static final double JUMP = 0.1;

  private final List<Long> steps = new ArrayList<>();
  private int read;
  private double last = Double.NaN;
  private long previous;

  /** Whether the rate jumped between the last two points that were read. */
  private boolean hasJumped;

  /** Whether it had jumped just before as well. */
  private boolean isSliding;

  /**
   * Reads what a log has gained. The newest point decides nothing: whether its rate goes on
   * changing is known with the next.
   *
   * @return steps that were the first with their rate, rising
   */
  public List<Long> follow(MetricLog log) {
    MetricLog.Points points = log.read(Metric.LEARNING_RATE, read);
    read += points.size();
    for (int i = 0; i < points.size(); i++) {
      boolean jumps = Math.abs(points.values()[i] - last) > JUMP * Math.abs(last);
      if (hasJumped && !jumps && !isSliding) {
        steps.add(previous);
      }
      isSliding = hasJumped && (jumps || isSliding);
      hasJumped = jumps;
      last = points.values()[i];
      previous = points.steps()[i];
    }
    return List.copyOf(steps);
  }
}
