package digitscope.windowbench;

import digitscope.bench.BenchmarkException;
import digitscope.bench.JavaCommand;
import digitscope.bench.LaunchedProgram;
import digitscope.bench.StartResult;
import digitscope.bench.StartRound;
import digitscope.bench.StartSignal;
import digitscope.cli.WindowBenchmark;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Launches the program and an empty window in turn, each in a process of its own, with the options
 * of this one's Java. The program starts from an archive of its classes, as it does from the second
 * launch on; the empty window has none.
 */
final class StartMeter {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final String mainClass;
  private final WindowBenchmark.StartRequest request;
  private final Path home;
  private final Consumer<String> progress;
  private final JavaCommand java = JavaCommand.ofThisProcess();
  private final Path archive;

  /**
   * @param mainClass of the program
   * @param home for all that the programs write
   * @param progress is told what happens
   */
  StartMeter(
      String mainClass,
      WindowBenchmark.StartRequest request,
      Path home,
      Consumer<String> progress) {
    this.mainClass = mainClass;
    this.request = request;
    this.home = home;
    this.archive = home.resolve("classes.jsa");
    this.progress = progress;
  }

  StartResult measure() throws BenchmarkException {
    progress.accept("Warming up");
    // Libraries are unpacked, and files read, for the first time.
    var unused = launchEmpty();
    leaveArchive();
    List<StartRound> rounds = new ArrayList<>();
    for (int round = 1; round <= request.rounds(); round++) {
      boolean isTrained = round <= request.trainings();
      // Whichever comes first meets the machine as the other left it.
      StartRound measured =
          round % 2 == 1 ? launch(isTrained).beside(launchEmpty()) : launchEmptyFirst(isTrained);
      rounds.add(measured);
      progress.accept(sentence(round, measured));
    }
    return new StartResult(rounds);
  }

  private StartRound launchEmptyFirst(boolean isTrained) throws BenchmarkException {
    long emptyNanos = launchEmpty();
    return launch(isTrained).beside(emptyNanos);
  }

  private long launchEmpty() throws BenchmarkException {
    try (LaunchedProgram empty = start("The empty window", java, EmptyWindow.class.getName())) {
      return empty.await(StartSignal.WINDOW);
    }
  }

  /** Launches the program once and has it leave its classes. */
  private void leaveArchive() throws BenchmarkException {
    JavaCommand leaving = java.with("-XX:ArchiveClassesAtExit=" + archive);
    try (LaunchedProgram program = start("The window", leaving, mainClass)) {
      var unused = program.await(StartSignal.FIRST_STEP);
      program.end();
    }
  }

  private Launch launch(boolean isTrained) throws BenchmarkException {
    // Without an archive, as where it could not be written, Java goes on in silence.
    JavaCommand usual = java.with("-XX:SharedArchiveFile=" + archive);
    try (LaunchedProgram program = start("The window", usual, mainClass)) {
      long windowNanos = program.await(StartSignal.WINDOW);
      long firstStepNanos = program.await(StartSignal.FIRST_STEP) - windowNanos;
      return new Launch(
          windowNanos,
          firstStepNanos,
          isTrained
              ? OptionalLong.of(program.await(StartSignal.ACCURACY_97))
              : OptionalLong.empty());
    }
  }

  private LaunchedProgram start(String name, JavaCommand command, String main)
      throws BenchmarkException {
    return new LaunchedProgram(name, command, main, home, PATIENCE);
  }

  private String sentence(int round, StartRound measured) {
    return String.format(
        Locale.ROOT,
        "Round %d of %d: window %.0f ms, empty window %.0f ms, first step %.0f ms",
        round,
        request.rounds(),
        measured.windowNanos() / 1e6,
        measured.emptyWindowNanos() / 1e6,
        measured.firstStepNanos() / 1e6);
  }

  private record Launch(long windowNanos, long firstStepNanos, OptionalLong accuracyNanos) {
    StartRound beside(long emptyNanos) {
      return new StartRound(windowNanos, emptyNanos, firstStepNanos, accuracyNanos);
    }
  }
}
