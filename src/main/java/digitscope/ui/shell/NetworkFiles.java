package digitscope.ui.shell;

import digitscope.config.RunConfig;
import digitscope.data.DataSplits;
import digitscope.exchange.NetworkExport;
import digitscope.exchange.NetworkExport.Format;
import digitscope.exchange.NetworkImport;
import digitscope.run.RunStore;
import digitscope.train.Checkpoint;
import digitscope.train.Command;
import digitscope.ui.control.Messages;
import digitscope.ui.fx.BackgroundTasks;
import digitscope.ui.fx.Problem;
import digitscope.ui.fx.TrainingService;
import java.io.File;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/** Takes networks to other programs, and brings them from there. */
final class NetworkFiles {
  private final TrainingService service;
  private final RunStore store;
  private final BackgroundTasks tasks;
  private final Notices notices;
  private final Messages messages;

  NetworkFiles(
      TrainingService service,
      RunStore store,
      BackgroundTasks tasks,
      Notices notices,
      Messages messages) {
    this.service = service;
    this.store = store;
    this.tasks = tasks;
    this.notices = notices;
    this.messages = messages;
  }

  /** Without data nothing can be imported, without a run nothing exported. */
  void disableWhereImpossible(AppAction importing, AppAction exporting) {
    importing
        .disabledProperty()
        .bind(
            Bindings.createBooleanBinding(() -> service.data().isEmpty(), service.dataProperty()));
    exporting
        .disabledProperty()
        .bind(
            Bindings.createBooleanBinding(
                () -> service.snapshot().isEmpty(), service.snapshotProperty()));
  }

  /** Asks for a file and writes the network that is shown to it. */
  void chooseExport(Window owner) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(messages.get("action.exportNetwork.help"));
    chooser.getExtensionFilters().setAll(filter(Format.ONNX), filter(Format.NPZ));
    String name = service.configProperty().get().map(RunConfig::name).orElse("network");
    chooser.setInitialFileName(name + extension(Format.ONNX));
    Optional.ofNullable(chooser.showSaveDialog(owner))
        .map(File::toPath)
        .ifPresent(
            file -> {
              boolean isNpz =
                  chooser.getSelectedExtensionFilter() != null
                      && chooser
                          .getSelectedExtensionFilter()
                          .getExtensions()
                          .contains("*" + extension(Format.NPZ));
              export(withExtension(file, isNpz ? Format.NPZ : Format.ONNX));
            });
  }

  /** Writes the network that is shown, in the form that the name of the file says. */
  void export(Path file) {
    Optional<RunConfig> config = service.configProperty().get();
    Optional<DataSplits> data = service.data();
    if (config.isEmpty() || data.isEmpty()) {
      return;
    }
    Format format = hasExtension(file, Format.NPZ) ? Format.NPZ : Format.ONNX;
    follow(
        service
            .ask(new Command.Save())
            .thenCompose(weights -> write(format, config.get(), data.get(), weights, file)),
        weights ->
            notices.tell(
                messages.get("network.exported", config.get().name(), weights.step(), file)));
  }

  private CompletableFuture<Checkpoint> write(
      Format format, RunConfig config, DataSplits data, Checkpoint weights, Path file) {
    return tasks
        .start(
            messages.get("task.exportNetwork"),
            task -> {
              NetworkExport.write(
                  format, config, data.test().shape(), data.test().classNames(), weights, file);
              return weights;
            })
        .result();
  }

  /**
   * Asks for a file and makes a run of the network in it.
   *
   * @param then what to do with the folder of the run
   */
  void chooseImport(Window owner, Consumer<Path> then) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(messages.get("action.importNetwork.help"));
    chooser.getExtensionFilters().setAll(filter(Format.ONNX));
    Optional.ofNullable(chooser.showOpenDialog(owner))
        .map(File::toPath)
        .ifPresent(file -> importFrom(file, then));
  }

  /** Makes a run of the network in a file, for the data that is chosen. */
  void importFrom(Path file, Consumer<Path> then) {
    service
        .data()
        .ifPresent(
            data -> {
              Path folder = store.newRun(NetworkImport.name(file));
              follow(
                  tasks
                      .start(
                          messages.get("task.importNetwork"),
                          task -> NetworkImport.read(file, data, data.source(), folder))
                      .result(),
                  imported -> then.accept(folder));
            });
  }

  private <T> void follow(CompletableFuture<T> result, Consumer<T> then) {
    var unused =
        result.whenComplete(
            (value, error) -> {
              if (error == null) {
                then.accept(value);
              } else if (!(Problem.unwrap(error) instanceof CancellationException)) {
                notices.show(Problem.of(Problem.unwrap(error)));
              }
            });
  }

  private FileChooser.ExtensionFilter filter(Format format) {
    return new FileChooser.ExtensionFilter(
        messages.get("files." + format), "*" + extension(format));
  }

  private static Path withExtension(Path file, Format format) {
    boolean hasOne = hasExtension(file, Format.ONNX) || hasExtension(file, Format.NPZ);
    return hasOne ? file : file.resolveSibling(file.getFileName() + extension(format));
  }

  private static boolean hasExtension(Path file, Format format) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(extension(format));
  }

  private static String extension(Format format) {
    return "." + format.name().toLowerCase(Locale.ROOT);
  }
}
