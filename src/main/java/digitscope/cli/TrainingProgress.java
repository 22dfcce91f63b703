package digitscope.cli;

import digitscope.train.Phase;
import digitscope.train.SnapshotSink;
import digitscope.train.TrainingSnapshot;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/**
 * Says how training goes: in one line that changes where a person watches, else a line an epoch.
 */
final class TrainingProgress implements SnapshotSink {
  private static final long REDRAW_NANOS = 200_000_000L;

  private final PrintWriter err;
  private final boolean isInteractive;
  private long drawnAt;
  private long reportedStep = -1;

  TrainingProgress(PrintWriter err, boolean isInteractive) {
    this.err = err;
    this.isInteractive = isInteractive;
  }

  @Override
  public void publish(TrainingSnapshot snapshot) {
    boolean epochEnds =
        snapshot.step() > 0
            && snapshot.step() % snapshot.stepsPerEpoch() == 0
            && snapshot.step() != reportedStep
            && snapshot.evaluation().filter(e -> e.step() == snapshot.step()).isPresent();
    long now = System.nanoTime();
    if (epochEnds) {
      reportedStep = snapshot.step();
      print(line(snapshot), true);
    } else if (isInteractive
        && snapshot.phase() == Phase.TRAINING
        && now - drawnAt >= REDRAW_NANOS) {
      drawnAt = now;
      print(line(snapshot), false);
    }
  }

  private void print(String line, boolean stays) {
    if (isInteractive) {
      // Back to the beginning of the line, and clear it.
      err.print("\r\033[K" + line + (stays ? "\n" : ""));
    } else {
      err.println(line);
    }
    err.flush();
  }

  private static String line(TrainingSnapshot snapshot) {
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(
            Locale.ROOT,
            "epoch %.2f/%d  step %,d/%,d",
            snapshot.epoch(),
            snapshot.totalSteps() / snapshot.stepsPerEpoch(),
            snapshot.step(),
            snapshot.totalSteps()));
    snapshot
        .evaluation()
        .ifPresent(
            found ->
                line.append(
                    String.format(
                        Locale.ROOT,
                        "  test accuracy %.2f %%  test loss %.4f",
                        100 * found.accuracy(),
                        found.loss())));
    line.append(String.format(Locale.ROOT, "  %,.0f images/s", snapshot.imagesPerSecond()));
    if (snapshot.remainingNanos() > 0) {
      Duration left = Duration.ofNanos(snapshot.remainingNanos());
      line.append(
          String.format(Locale.ROOT, "  %d:%02d left", left.toMinutes(), left.toSecondsPart()));
    }
    return line.toString();
  }
}
