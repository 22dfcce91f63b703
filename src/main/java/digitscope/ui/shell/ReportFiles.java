package digitscope.ui.shell;

import digitscope.config.RunConfig;
import digitscope.data.DataSplits;
import digitscope.report.ReportSource;
import digitscope.report.RunReport;
import digitscope.run.Provenance;
import digitscope.run.RunException;
import digitscope.run.RunFolder;
import digitscope.train.Checkpoint;
import digitscope.train.Command;
import digitscope.train.MetricLog;
import digitscope.ui.control.Messages;
import digitscope.ui.fx.FileOffer;
import digitscope.ui.fx.Problem;
import digitscope.ui.fx.TaskProgress;
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
  private final FileExports exports;
  private final Consumer<Problem> notices;
  private final Messages messages;

  ReportFiles(
      TrainingService service, FileExports exports, Consumer<Problem> notices, Messages messages) {
    this.service = service;
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
                () -> service.snapshot().isEmpty(), service.snapshotProperty()));
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

  /** The report of the weights that the session has now. */
  private CompletableFuture<FileOffer> offer() {
    RunConfig config = service.configProperty().get().orElseThrow();
    DataSplits data = service.data().orElseThrow();
    MetricLog metrics = service.snapshot().orElseThrow().metrics();
    Optional<Path> folder = service.folderProperty().get();
    return service
        .ask(new Command.Save())
        .thenApply(
            weights ->
                new FileOffer(
                    messages.get("report.name", config.name(), weights.step()),
                    messages.get("report.kind"),
                    ".html",
                    (file, task) ->
                        RunReport.write(
                            source(config, data, metrics, folder, weights),
                            file,
                            new TaskProgress(task))));
  }

  /** Called off the JavaFX thread. */
  private static ReportSource source(
      RunConfig config,
      DataSplits data,
      MetricLog metrics,
      Optional<Path> folder,
      Checkpoint weights)
      throws RunException {
    Provenance provenance =
        folder.isPresent() ? RunFolder.open(folder.get()).provenance() : Provenance.now(data);
    return new ReportSource(config, provenance, weights, metrics, data);
  }
}
