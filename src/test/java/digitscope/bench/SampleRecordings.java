package digitscope.bench;

import digitscope.bench.WindowRecording.Kind;
import digitscope.bench.WindowRecording.Moment;
import digitscope.bench.WindowRecording.Phase;
import java.util.List;

/** Recordings of a window as they might have been. */
public final class SampleRecordings {
  private static final double MILLI = 1e6;

  private SampleRecordings() {}

  /**
   * One pulse that paints and one that does not, with clicks, a stroke and a move that the first
   * answers.
   *
   * @param pulse length of the first pulse, milliseconds
   * @param gap to the second pulse, milliseconds
   * @param answer from each of them until the picture is painted, milliseconds
   */
  public static WindowRecording of(double pulse, double gap, double answer) {
    long painted = nanos(1000);
    long asked = painted - nanos(answer);
    return new WindowRecording(
        List.of(
            new Phase(WindowRecording.START, false, 0, nanos(pulse / 2)),
            new Phase(WindowRecording.HAND_OVER, false, nanos(pulse / 2), nanos(pulse)),
            new Phase("Painting", true, nanos(pulse), painted),
            new Phase(WindowRecording.START, false, nanos(gap), nanos(gap) + 1)),
        List.of(
            new Moment(Kind.BUSY, 0, 0),
            new Moment(Kind.CLICK, 1, asked),
            new Moment(Kind.IMAGES, 1, 1),
            new Moment(Kind.DOUBLE_CLICK, 3, asked),
            new Moment(Kind.CARD, 3, 1),
            new Moment(Kind.STROKE, 2, asked),
            new Moment(Kind.PREDICTION, 2, 2),
            new Moment(Kind.MOVE, 4, asked),
            new Moment(Kind.MOVED, 4, 2)));
  }

  private static long nanos(double millis) {
    return Math.round(millis * MILLI);
  }
}
