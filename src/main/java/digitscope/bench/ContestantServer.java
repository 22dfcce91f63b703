package digitscope.bench;

import digitscope.io.Reason;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The main program of a contestant's process. It prepares, says that it is ready, and then works
 * for as many nanoseconds as each line of standard input says, until that ends. What it says has a
 * mark before it, as libraries print to standard output too.
 */
public final class ContestantServer {
  static final String MARK = "digitscope-bench ";
  static final String READY = MARK + "ready";
  static final String DONE = MARK + "done ";
  static final String FAILED = MARK + "failed ";

  private ContestantServer() {}

  /** Makes the contestant of an assignment. */
  public interface Factory {
    Contestant create(Assignment assignment) throws Exception;
  }

  /**
   * Serves until standard input ends, and then ends the process.
   *
   * @param arguments as {@link Assignment} reads them
   */
  public static void serve(String[] arguments, Factory factory) {
    PrintStream out = System.out;
    int status = 0;
    try {
      Assignment assignment = Assignment.parse(arguments);
      try (Contestant contestant = factory.create(assignment)) {
        contestant.work(assignment.warmUpNanos());
        out.println(READY);
        answer(contestant, out);
      }
    } catch (Exception e) { // outermost loop of the process
      String reason = Reason.of(e);
      out.println(FAILED + reason.lines().findFirst().orElse(reason));
      e.printStackTrace(System.err);
      status = 1;
    }
    out.flush();
    // Native libraries may have left threads behind.
    System.exit(status);
  }

  private static void answer(Contestant contestant, PrintStream out) throws Exception {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      Measurement measurement = contestant.work(Long.parseLong(line));
      out.println(DONE + measurement.images() + " " + measurement.elapsedNanos());
      out.flush();
    }
  }
}
