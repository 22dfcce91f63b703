package digitscope.ui.shell;

import digitscope.config.RunConfig;
import digitscope.data.DataSplits;
import digitscope.exchange.ExchangeException;
import digitscope.exchange.NetworkExport;
import digitscope.exchange.NetworkExport.Format;
import digitscope.exchange.NetworkImport;
import digitscope.network.Checkpoint;
import digitscope.run.RunStore;
import digitscope.ui.control.Choosers;
import digitscope.ui.control.Messages;
import digitscope.ui.fx.BackgroundTasks;
import digitscope.ui.fx.Problem;
import digitscope.ui.fx.TimeLens;
import digitscope.ui.fx.TrainingService;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/** Takes networks to other programs, and brings them from there. */
final class NetworkFiles {
  private final TrainingService service;
  private final TimeLens lens;
  private final RunStore store;
  private final BackgroundTasks tasks;
  private final Notices notices;
  private final SavedNotice saved;
  private final Messages messages;

  NetworkFiles(
      TrainingService service,
      TimeLens lens,
      RunStore store,
      BackgroundTasks tasks,
      Notices notices,
      SavedNotice saved,
      Messages messages) {
    this.service = service;
    this.lens = lens;
    this.store = store;
    this.tasks = tasks;
    this.notices = notices;
    this.saved = saved;
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
                () -> service.progress().isEmpty(), service.progressProperty()));
  }

  /** Asks for a file and writes the network that is shown to it. */
  void chooseExport(Window owner) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(messages.get("action.exportNetwork.help"));
    chooser.getExtensionFilters().setAll(filter(Format.ONNX), filter(Format.NPZ));
    // Without an ending, so that the chosen form gives it one.
    chooser.setInitialFileName(
        service.configProperty().get().map(RunConfig::name).orElse("network"));
    Optional.ofNullable(Choosers.save(chooser, owner))
        .map(File::toPath)
        .ifPresent(
            file -> {
              Path target = withExtension(file, chooser.getSelectedExtensionFilter());
              // The dialog has asked about the name that the user gave, not about a longer one.
              export(target, target.equals(file));
            });
  }

  /**
   * Writes the network that is shown, in the form that the name of the file says.
   *
   * @param mayReplace whether there may be a file of that name
   */
  void export(Path file, boolean mayReplace) {
    Optional<RunConfig> config = service.configProperty().get();
    Optional<DataSplits> data = service.data();
    if (config.isPresent() && data.isPresent()) {
      follow(
          lens.weights()
              .thenCompose(weights -> write(config.get(), data.get(), weights, file, mayReplace)),
          weights ->
              saved.tell(
                  messages.get("network.exported", config.get().name(), weights.step(), file),
                  file,
                  false));
    }
  }

  private CompletableFuture<Checkpoint> write(
      RunConfig config, DataSplits data, Checkpoint weights, Path file, boolean mayReplace) {
    Format format = hasExtension(file, Format.NPZ) ? Format.NPZ : Format.ONNX;
    return tasks
        .start(
            messages.get("task.exportNetwork"),
            task -> {
              if (!mayReplace && Files.exists(file)) {
                throw new ExchangeException(messages.get("problem.exists", file));
              }
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
    Optional.ofNullable(Choosers.open(chooser, owner))
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

  /** A name as it was given if it says a form, else with the ending of the chosen one. */
  private Path withExtension(Path file, FileChooser.@Nullable ExtensionFilter chosen) {
    if (hasExtension(file, Format.ONNX) || hasExtension(file, Format.NPZ)) {
      return file;
    }
    String npz = messages.get("files." + Format.NPZ);
    boolean isNpz = chosen != null && chosen.getDescription().equals(npz);
    return file.resolveSibling(file.getFileName() + extension(isNpz ? Format.NPZ : Format.ONNX));
  }

  private static boolean hasExtension(Path file, Format format) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(extension(format));
  }

  private static String extension(Format format) {
    return "." + format.name().toLowerCase(Locale.ROOT);
  }
}
