package digitscope.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The main program of a process that keeps one core busy until its standard input ends. */
final class BusyCore {
  private BusyCore() {}

  /**
   * Starts such a process.
   *
   * @param log file for what it says to standard error
   */
  static ChildProcess start(Path log) throws BenchmarkException {
    Competitor busy =
        new Competitor("the busy process", BusyCore.class.getName(), Competitors.ownClassPath());
    return ChildProcess.start(busy, List.of(), log);
  }

  public static void main(String[] arguments) throws IOException {
    Thread busy = new Thread(BusyCore::spin, "busy");
    busy.setDaemon(true);
    busy.start();
    System.out.println(ContestantServer.READY);
    while (System.in.read() >= 0) {
      // Nothing is said to it: the end of the input is the end of the process.
    }
  }

  private static void spin() {
    double value = 0.5;
    while (value > 0) { // always: the logistic map stays between 0 and 1
      value = 3.7 * value * (1 - value);
    }
  }
}
