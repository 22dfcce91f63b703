package digitscope.ui.learning;

import java.time.Duration;
import java.util.Locale;

/** Writes how long something takes. */
final class Durations {
  private Durations() {}

  /** Such as {@code 0:42}, {@code 12:05} or {@code 1:02:07}. */
  static String clock(long nanos) {
    Duration duration = Duration.ofNanos(nanos);
    return duration.toHours() > 0
        ? String.format(
            Locale.ROOT,
            "%d:%02d:%02d",
            duration.toHours(),
            duration.toMinutesPart(),
            duration.toSecondsPart())
        : String.format(Locale.ROOT, "%d:%02d", duration.toMinutesPart(), duration.toSecondsPart());
  }
}
