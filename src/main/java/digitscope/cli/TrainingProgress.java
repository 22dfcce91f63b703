package digitscope.cli;

import digitscope.train.Metric;
import digitscope.train.MetricLog;
import digitscope.train.Phase;
import digitscope.train.SnapshotSink;
import digitscope.train.TrainingSnapshot;
import digitscope.train.Validation;
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
  private String said = "";

  TrainingProgress(PrintWriter err, boolean isInteractive) {
    this.err = err;
    this.isInteractive = isInteractive;
  }

  @Override
  public void publish(TrainingSnapshot snapshot) {
    boolean epochEnds =
        snapshot.step() > reportedStep
            && snapshot.step() > 0
            && snapshot.step() % snapshot.stepsPerEpoch() == 0
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
    if (snapshot.phase() == Phase.FINISHED) {
      snapshot.validation().map(TrainingProgress::outcome).ifPresent(this::sayOnce);
    }
  }

  private void sayOnce(String outcome) {
    if (!outcome.equals(said)) {
      said = outcome;
      print(outcome, true);
    }
  }

  /** What the held-out images did to the run; nothing if its last epoch was the best. */
  private static String outcome(Validation found) {
    StringBuilder sentences = new StringBuilder();
    if (found.stoppedEarly()) {
      sentences.append(
          "Stopped early: no lower validation loss for %d epoch%s. "
              .formatted(found.epochsSinceBest(), found.epochsSinceBest() == 1 ? "" : "s"));
    }
    if (found.restored() && found.epochsSinceBest() > 0) {
      sentences.append(
          String.format(
              Locale.ROOT,
              "The weights are those of step %,d, of the lowest validation loss (%.4f).",
              found.bestStep(),
              found.bestLoss()));
    }
    return sentences.toString().strip();
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
    MetricLog metrics = snapshot.metrics();
    metrics
        .valueAt(Metric.VALIDATION_ACCURACY, snapshot.step())
        .ifPresent(
            accuracy ->
                line.append(
                    String.format(
                        Locale.ROOT,
                        "  validation accuracy %.2f %%  validation loss %.4f",
                        100 * accuracy,
                        metrics
                            .valueAt(Metric.VALIDATION_LOSS, snapshot.step())
                            .orElse(Double.NaN))));
    line.append(String.format(Locale.ROOT, "  %,.0f images/s", snapshot.imagesPerSecond()));
    if (snapshot.remainingNanos() > 0) {
      Duration left = Duration.ofNanos(snapshot.remainingNanos());
      line.append(
          String.format(Locale.ROOT, "  %d:%02d left", left.toMinutes(), left.toSecondsPart()));
    }
    return line.toString();
  }
}
