package digitscope.ui.shell;

import digitscope.config.ConfigException;
import digitscope.config.ConfigFiles;
import digitscope.config.RunConfig;
import digitscope.data.ImageFiles;
import digitscope.io.OutputFile;
import digitscope.io.Reason;
import digitscope.ui.control.Choosers;
import digitscope.ui.control.Messages;
import digitscope.ui.control.images.NodeImage;
import digitscope.ui.fx.BackgroundTask;
import digitscope.ui.fx.BackgroundTasks;
import digitscope.ui.fx.Problem;
import digitscope.ui.setup.SetupViewModel;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/** The actions that ask for a file or directory. */
final class FileActions {
  private final SetupViewModel setup;
  private final BackgroundTasks tasks;
  private final Consumer<Problem> notices;
  private final SavedNotice saved;
  private final Supplier<Node> page;
  private final Messages messages;
  private final ConfigFiles configFiles = new ConfigFiles();
  private final AppAction openSetup;
  private final AppAction saveSetup;
  private final AppAction savePicture;

  /**
   * @param page gives the page that is shown, to be saved as a picture
   */
  FileActions(
      Actions actions,
      SetupViewModel setup,
      BackgroundTasks tasks,
      Consumer<Problem> notices,
      SavedNotice saved,
      Supplier<Node> page,
      Messages messages) {
    this.setup = setup;
    this.tasks = tasks;
    this.notices = notices;
    this.saved = saved;
    this.page = page;
    this.messages = messages;
    openSetup = actions.add("openSetup", "mdi2f-file-cog-outline", "", this::openSetup);
    saveSetup =
        actions.add("saveSetup", "mdi2c-content-save-outline", "Shortcut+S", this::saveSetup);
    savePicture =
        actions.add("savePicture", "mdi2i-image-outline", "Shortcut+Shift+S", this::savePicture);
  }

  AppAction openSetupAction() {
    return openSetup;
  }

  AppAction saveSetupAction() {
    return saveSetup;
  }

  AppAction savePictureAction() {
    return savePicture;
  }

  private void openSetup() {
    FileChooser chooser = chooser("openSetup", "*.json");
    Optional.ofNullable(Choosers.open(chooser, window()))
        .map(File::toPath)
        .ifPresent(
            file ->
                follow(
                    tasks.start(messages.get("task.openSetup"), task -> configFiles.read(file)),
                    setup::use));
  }

  private void saveSetup() {
    FileChooser chooser = chooser("saveSetup", "*.json");
    chooser.setInitialFileName("setup.json");
    RunConfig config = setup.config();
    Optional.ofNullable(Choosers.save(chooser, window()))
        .map(File::toPath)
        .ifPresent(
            file ->
                follow(
                    tasks.start(messages.get("task.saveSetup"), task -> write(file, config)),
                    saved::tell));
  }

  private Path write(Path file, RunConfig config) throws ConfigException {
    try {
      OutputFile.write(file, configFiles.format(config));
      return file;
    } catch (java.io.IOException e) {
      throw new ConfigException(messages.get("problem.write", file, Reason.of(e)), e);
    }
  }

  private void savePicture() {
    FileChooser chooser = chooser("savePicture", "*.png");
    chooser.setInitialFileName("digitscope.png");
    Optional.ofNullable(Choosers.save(chooser, window()))
        .map(File::toPath)
        .ifPresent(this::savePicture);
  }

  private void savePicture(Path file) {
    NodeImage picture = NodeImage.of(page.get());
    follow(
        tasks.start(
            messages.get("task.savePicture"),
            task -> {
              ImageFiles.writePng(file, picture.width(), picture.height(), picture.argb());
              return file;
            }),
        saved::tell);
  }

  private FileChooser chooser(String id, String pattern) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(messages.get("action." + id + ".help"));
    chooser
        .getExtensionFilters()
        .add(new FileChooser.ExtensionFilter(messages.get("files." + id), pattern));
    return chooser;
  }

  private Window window() {
    return page.get().getScene().getWindow();
  }

  private <T> void follow(BackgroundTask<T> task, Consumer<T> then) {
    var unused =
        task.result()
            .whenComplete(
                (value, error) -> {
                  if (error == null) {
                    then.accept(value);
                  } else if (!task.isCancelled()) {
                    notices.accept(Problem.of(error));
                  }
                });
  }
}
