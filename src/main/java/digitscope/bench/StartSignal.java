package digitscope.bench;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a program whose start is measured tells the benchmark, one line of standard output each. */
public enum StartSignal {
  /** The first picture of the window is painted. */
  WINDOW,
  /** The network has taken its first step since Train was pressed. */
  FIRST_STEP,
  /** A test accuracy of 97 % is reached. */
  ACCURACY_97;

  /** Test accuracy at which {@link #ACCURACY_97} is sent. */
  public static final double ACCURACY = 0.97;

  /** System property that is set where a benchmark listens. */
  static final String PROPERTY = "digitscope.bench.start";

  private static final String MARK = "digitscope-start ";

  /** Whether a benchmark started this program and listens. */
  public static boolean isAwaited() {
    return Boolean.getBoolean(PROPERTY);
  }

  /** Tells the benchmark. */
  public void send() {
    System.out.println(MARK + name().toLowerCase(Locale.ROOT));
    System.out.flush();
  }

  /** The signal in a line of output; empty if the line is something else. */
  static Optional<StartSignal> in(String line) {
    return Stream.of(values())
        .filter(signal -> line.equals(MARK + signal.name().toLowerCase(Locale.ROOT)))
        .findFirst();
  }
}
