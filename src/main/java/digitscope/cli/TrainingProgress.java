package digitscope.cli;

import digitscope.eval.Metric;
import digitscope.eval.MetricLog;
import digitscope.session.Phase;
import digitscope.session.Snapshot;
import digitscope.session.SnapshotSink;
import digitscope.session.Validation;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Says how training goes: in one line that changes where a user watches, else a line an epoch. */
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
  public void publish(Snapshot snapshot) {
    boolean epochEnds =
        snapshot.progress().step() > reportedStep
            && snapshot.progress().step() > 0
            && snapshot.progress().step() % snapshot.progress().stepsPerEpoch() == 0
            && snapshot
                .view()
                .evaluation()
                .filter(e -> e.step() == snapshot.progress().step())
                .isPresent();
    long now = System.nanoTime();
    if (epochEnds) {
      reportedStep = snapshot.progress().step();
      print(line(snapshot), true);
    } else if (isInteractive
        && snapshot.progress().phase() == Phase.TRAINING
        && now - drawnAt >= REDRAW_NANOS) {
      drawnAt = now;
      print(line(snapshot), false);
    }
    if (snapshot.progress().phase() == Phase.FINISHED) {
      snapshot.progress().validation().map(TrainingProgress::outcome).ifPresent(this::sayOnce);
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
          String.format(
              Locale.ROOT,
              "Stopped early: no lower validation loss for %d epoch%s. ",
              found.epochsSinceBest(),
              found.epochsSinceBest() == 1 ? "" : "s"));
    }
    if (found.restored() && found.epochsSinceBest() > 0) {
      sentences.append(
          String.format(
              Locale.ROOT,
              "Restored the weights of step %,d, with the lowest validation loss (%.4f).",
              found.bestStep(),
              found.bestLoss()));
    }
    return sentences.toString().strip();
  }

  private void print(String line, boolean stays) {
    if (isInteractive) {
      // Back to the beginning of the line, and clear it.
      err.print(PlainWriter.SAME_LINE + line + (stays ? "\n" : ""));
    } else {
      err.println(line);
    }
    err.flush();
  }

  private static String line(Snapshot snapshot) {
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(
            Locale.ROOT,
            "epoch %.2f/%d  step %,d/%,d",
            snapshot.progress().epoch(),
            snapshot.progress().totalSteps() / snapshot.progress().stepsPerEpoch(),
            snapshot.progress().step(),
            snapshot.progress().totalSteps()));
    snapshot
        .view()
        .evaluation()
        .ifPresent(
            found ->
                line.append(
                    String.format(
                        Locale.ROOT,
                        "  test accuracy %.2f %%  test loss %.4f",
                        100 * found.accuracy(),
                        found.loss())));
    MetricLog metrics = snapshot.progress().metrics();
    metrics
        .valueAt(Metric.VALIDATION_ACCURACY, snapshot.progress().step())
        .ifPresent(
            accuracy ->
                line.append(
                    String.format(
                        Locale.ROOT,
                        "  validation accuracy %.2f %%  validation loss %.4f",
                        100 * accuracy,
                        metrics
                            .valueAt(Metric.VALIDATION_LOSS, snapshot.progress().step())
                            .orElse(Double.NaN))));
    line.append(
        String.format(Locale.ROOT, "  %,.0f images/s", snapshot.progress().imagesPerSecond()));
    if (snapshot.progress().remainingNanos() > 0) {
      Duration left = Duration.ofNanos(snapshot.progress().remainingNanos());
      line.append(
          String.format(Locale.ROOT, "  %d:%02d left", left.toMinutes(), left.toSecondsPart()));
    }
    return line.toString();
  }
}
