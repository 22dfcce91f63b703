package digitscope.cli;

import digitscope.run.Provenance;
import java.io.PrintWriter;
import java.util.List;

/** What {@code --version} says, which needs no command line. */
public final class ProgramVersion {
  private ProgramVersion() {}

  /** The lines: this program, its Java, and where to learn more. */
  static List<String> lines() {
    return List.of(
        "digitscope " + Provenance.programVersion(),
        "Java %s (%s), %s"
            .formatted(
                System.getProperty("java.version", "?"),
                System.getProperty("java.vendor", "?"),
                System.getProperty("os.arch", "?")),
        "'digitscope doctor' tells what computes on this machine.");
  }

  /**
   * Prints the version if nothing else is asked: reading these arguments as all others are read
   * takes longer than Java takes to start.
   *
   * @return whether that was all; not if it could not be printed
   */
  public static boolean isAnswered(String[] arguments, PrintWriter out) {
    if (arguments.length != 1 || !List.of("--version", "-V").contains(arguments[0])) {
      return false;
    }
    lines().forEach(out::println);
    return !out.checkError();
  }
}
