package digitscope.ui.shell;

import digitscope.io.Reason;
import digitscope.io.UnreadyException;
import digitscope.io.WordedIOException;
import digitscope.ui.control.Choosers;
import digitscope.ui.control.Messages;
import digitscope.ui.fx.BackgroundTask;
import digitscope.ui.fx.BackgroundTasks;
import digitscope.ui.fx.FileOffer;
import digitscope.ui.fx.Problem;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/** Asks where a file is to go, writes it in the background, and tells when it is there. */
final class FileExports {
  private final BackgroundTasks tasks;
  private final Notices notices;
  private final Supplier<Window> owner;
  private final SavedNotice saved;
  private final Messages messages;

  /**
   * @param owner window of the dialogs
   * @param saved tells of files that are written
   */
  FileExports(
      BackgroundTasks tasks,
      Notices notices,
      Supplier<Window> owner,
      SavedNotice saved,
      Messages messages) {
    this.tasks = tasks;
    this.notices = notices;
    this.owner = owner;
    this.saved = saved;
    this.messages = messages;
  }

  /** Asks for a file and writes it. */
  void choose(FileOffer offer) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(messages.get("export.title", offer.kind()));
    chooser
        .getExtensionFilters()
        .add(new FileChooser.ExtensionFilter(offer.kind(), "*" + offer.ending()));
    chooser.setInitialFileName(offer.name() + offer.ending());
    Optional.ofNullable(Choosers.save(chooser, owner.get()))
        .map(File::toPath)
        .ifPresent(
            file -> {
              Path target = withEnding(file, offer.ending());
              // The dialog has asked about the name that the user gave, not about a longer one.
              var unused = write(offer, target, target.equals(file));
            });
  }

  /**
   * Writes a file and tells of it, or of what went wrong.
   *
   * @param mayReplace whether there may be a file of that name
   * @return completes on the JavaFX thread when that is told
   */
  CompletableFuture<Path> write(FileOffer offer, Path file, boolean mayReplace) {
    BackgroundTask<Path> task =
        tasks.start(
            messages.get("task.export", String.valueOf(file.getFileName())),
            own -> {
              if (!mayReplace && Files.exists(file)) {
                throw new UnreadyException(messages.get("problem.exists", file));
              }
              return write(offer, file, own);
            });
    return task.result()
        .whenComplete(
            (written, error) -> {
              if (error == null) {
                saved.tell(messages.get("exported", file), file, offer.ending().equals(".html"));
              } else if (!task.isCancelled()) {
                notices.show(Problem.of(error));
              }
            });
  }

  private Path write(FileOffer offer, Path file, BackgroundTask<?> task) throws Exception {
    try {
      offer.content().writeTo(file, task);
      return file;
    } catch (IOException e) {
      throw new WordedIOException(messages.get("problem.write", file, Reason.of(e)), e);
    }
  }

  private static Path withEnding(Path file, String ending) {
    boolean hasEnding = file.toString().toLowerCase(Locale.ROOT).endsWith(ending);
    return hasEnding ? file : file.resolveSibling(file.getFileName() + ending);
  }
}
