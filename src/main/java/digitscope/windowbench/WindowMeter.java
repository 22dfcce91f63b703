package digitscope.windowbench;

import digitscope.app.window.Toolkit;
import digitscope.bench.BenchmarkException;
import digitscope.bench.Measurement;
import digitscope.bench.StartResult;
import digitscope.bench.WindowResult;
import digitscope.bench.WindowRound;
import digitscope.cli.CommandException;
import digitscope.cli.WindowBenchmark;
import digitscope.config.RunConfig;
import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.io.Reason;
import digitscope.run.RunStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.application.Platform;

/** Opens the window in a folder of its own and measures it, in turns with trainings without one. */
public final class WindowMeter implements WindowBenchmark {
  private static final int MANY_EPOCHS = 100_000;

  /** How much longer than a page is visited the training without a window is measured. */
  private static final int UNSEEN_VISITS = 3;

  /** A training is measured only when it runs evenly, unless all is to be over soon. */
  private static final Duration LONGEST_SETTLING = Duration.ofMillis(1500);

  private final String mainClass;

  /**
   * @param mainClass of the program, whose start is measured in a process of its own
   */
  public WindowMeter(String mainClass) {
    this.mainClass = mainClass;
  }

  @Override
  public WindowResult measure(Request request, Consumer<String> progress)
      throws CommandException, DataException, BenchmarkException, InterruptedException {
    PulseRecorder.prepare();
    try (ScratchHome home = ScratchHome.create()) {
      Toolkit.start();
      try {
        Platform.setImplicitExit(false);
        return new Measuring(request, request.images().read(), home.path(), progress).run();
      } finally {
        Platform.exit();
      }
    } catch (IOException e) {
      throw lost(e);
    }
  }

  @Override
  public StartResult measureStart(StartRequest request, Consumer<String> progress)
      throws BenchmarkException {
    try (ScratchHome home = ScratchHome.create()) {
      return new StartMeter(mainClass, request, home.path(), progress).measure();
    } catch (IOException e) {
      throw lost(e);
    }
  }

  private static BenchmarkException lost(IOException e) {
    return new BenchmarkException(
        "Temporary files could not be made or removed: " + Reason.of(e), e);
  }

  /** One measuring, from the opening of the window to its end. */
  private static final class Measuring {
    private final DataSplits data;
    private final RunConfig config;
    private final int warmUps;
    private final int rounds;
    private final Duration visit;
    private final Duration settling;
    private final Path home;
    private final RunStore store;
    private final Consumer<String> progress;

    Measuring(Request request, DataSplits data, Path home, Consumer<String> progress) {
      this.data = data;
      this.config =
          request
              .config()
              .withTraining(request.config().training().withEpochs(MANY_EPOCHS))
              .adaptedTo(data.train().shape(), data.train().classes());
      this.warmUps = request.warmUps();
      this.rounds = request.rounds();
      this.visit = request.visit();
      this.settling = visit.compareTo(LONGEST_SETTLING) < 0 ? visit : LONGEST_SETTLING;
      this.home = home;
      this.store = new RunStore(home.resolve("runs"));
      this.progress = progress;
    }

    WindowResult run() throws BenchmarkException, InterruptedException {
      MeasuredWindow window =
          OnFxThread.ask(() -> new MeasuredWindow(data, config, store, home, visit));
      try {
        for (int tour = 1; tour <= warmUps; tour++) {
          progress.accept(String.format(Locale.ROOT, "Warming up: visit %d of %d", tour, warmUps));
          window.visit(settling);
        }
        List<WindowRound> measured = new ArrayList<>();
        Measurement before = trainUnseen();
        for (int round = 1; round <= rounds; round++) {
          MeasuredWindow.Visit visit = window.visit(settling);
          Measurement after = trainUnseen();
          measured.add(
              new WindowRound(visit.pages(), visit.moves(), visit.scrolling(), before, after));
          progress.accept(sentence(round, measured.get(round - 1)));
          before = after;
        }
        return new WindowResult(measured);
      } finally {
        window.close();
      }
    }

    private String sentence(int round, WindowRound measured) {
      return String.format(
          Locale.ROOT,
          "Round %d of %d: %,.0f images/s with the window, %,.0f without",
          round,
          rounds,
          measured.windowRate(),
          measured.aloneRate());
    }

    private Measurement trainUnseen() throws BenchmarkException, InterruptedException {
      try (UnseenTraining training = new UnseenTraining(data, config, store)) {
        OnFxThread.until(
            () -> training.session().imagesTrained() > 0, "The network took no step in time");
        Thread.sleep(settling.toMillis());
        TrainingClock clock = new TrainingClock(training.session());
        Thread.sleep(UNSEEN_VISITS * visit.toMillis());
        return clock.read();
      }
    }
  }
}
