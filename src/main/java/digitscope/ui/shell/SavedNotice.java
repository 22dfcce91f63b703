package digitscope.ui.shell;

import digitscope.ui.control.Messages;
import digitscope.ui.fx.BackgroundTasks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells that a file is written, and offers to show it. */
final class SavedNotice {
  private final BackgroundTasks tasks;
  private final Notices notices;
  private final DocumentOpener opener;
  private final Messages messages;

  /**
   * @param opener shows files and folders outside of this program
   */
  SavedNotice(BackgroundTasks tasks, Notices notices, DocumentOpener opener, Messages messages) {
    this.tasks = tasks;
    this.notices = notices;
    this.opener = opener;
    this.messages = messages;
  }

  /** Says that a file is written. */
  void tell(Path file) {
    tell(messages.get("exported", file), file, false);
  }

  /**
   * Says what is done.
   *
   * @param file what was written
   * @param isDocument whether the desktop can be expected to open the file itself
   */
  void tell(String done, Path file, boolean isDocument) {
    List<Notices.Choice> choices = new ArrayList<>();
    if (isDocument) {
      choices.add(new Notices.Choice(messages.get("exported.open"), () -> open(file)));
    }
    Optional.ofNullable(file.toAbsolutePath().getParent())
        .map(folder -> new Notices.Choice(messages.get("exported.folder"), () -> open(folder)))
        .ifPresent(choices::add);
    notices.tell(done, choices);
  }

  private void open(Path file) {
    var unused =
        tasks
            .start(
                messages.get("task.open"),
                own -> {
                  opener.open(file);
                  return file;
                })
            .result();
  }
}
