package digitscope.ui.shell;

import digitscope.config.RunConfig;
import digitscope.data.DataSplits;
import digitscope.eval.MetricLog;
import digitscope.network.Checkpoint;
import digitscope.report.ReportSource;
import digitscope.report.RunReport;
import digitscope.run.Provenance;
import digitscope.run.RunException;
import digitscope.run.RunFolder;
import digitscope.ui.control.Messages;
import digitscope.ui.fx.FileOffer;
import digitscope.ui.fx.Problem;
import digitscope.ui.fx.TaskProgress;
import digitscope.ui.fx.TimeLens;
import digitscope.ui.fx.TrainingService;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;

/** Makes a report of the run that is shown, as it is at that moment. */
final class ReportFiles {
  private final TrainingService service;
  private final TimeLens lens;
  private final FileExports exports;
  private final Consumer<Problem> notices;
  private final Messages messages;

  ReportFiles(
      TrainingService service,
      TimeLens lens,
      FileExports exports,
      Consumer<Problem> notices,
      Messages messages) {
    this.service = service;
    this.lens = lens;
    this.exports = exports;
    this.notices = notices;
    this.messages = messages;
  }

  /** Without a run there is nothing to report. */
  void disableWhereImpossible(AppAction exporting) {
    exporting
        .disabledProperty()
        .bind(
            Bindings.createBooleanBinding(
                () -> service.progress().isEmpty(), service.progressProperty()));
  }

  /** Asks for a file and writes the report to it. */
  void choose() {
    follow(offer().thenAccept(exports::choose));
  }

  /** Writes the report to a file. */
  void export(Path file) {
    follow(offer().thenCompose(offer -> exports.write(offer, file, true)).thenAccept(done -> {}));
  }

  private void follow(CompletableFuture<Void> result) {
    var unused =
        result.exceptionally(
            error -> {
              Throwable cause = Problem.unwrap(error);
              if (!(cause instanceof CancellationException)) {
                notices.accept(Problem.of(cause));
              }
              return null;
            });
  }

  /** The report of the network that is shown. */
  private CompletableFuture<FileOffer> offer() {
    RunConfig config = service.configProperty().get().orElseThrow();
    DataSplits data = service.data().orElseThrow();
    MetricLog metrics = service.progress().orElseThrow().metrics();
    boolean isStored = !lens.cursorProperty().get().isLive();
    Optional<Path> folder = service.folderProperty().get();
    return lens.weights()
        .thenApply(
            weights ->
                new FileOffer(
                    messages.get("report.name", config.name(), weights.step()),
                    messages.get("report.kind"),
                    ".html",
                    (file, task) ->
                        RunReport.write(
                            source(config, data, metrics, folder, weights, isStored),
                            file,
                            new TaskProgress(task))));
  }

  /**
   * What the report is of. Called off the JavaFX thread.
   *
   * @param isStored whether the weights are of a stored step, whose report ends there
   */
  private static ReportSource source(
      RunConfig config,
      DataSplits data,
      MetricLog metrics,
      Optional<Path> folder,
      Checkpoint weights,
      boolean isStored)
      throws RunException {
    Provenance provenance =
        folder.isPresent() ? RunFolder.open(folder.get()).provenance() : Provenance.now(data);
    MetricLog past = isStored ? metrics.until(weights.step()) : metrics;
    return new ReportSource(config, provenance, weights, past, data);
  }
}
