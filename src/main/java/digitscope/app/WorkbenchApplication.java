package digitscope.app;

import digitscope.app.window.WorkbenchWindow;
import digitscope.bench.StartSignal;
import digitscope.config.ConfigException;
import digitscope.config.ConfigFiles;
import digitscope.run.RunStore;
import digitscope.ui.control.WindowLocale;
import digitscope.ui.draw.DrawingFile;
import digitscope.ui.fx.Preferences;
import digitscope.ui.fx.PreferencesFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.application.Application;
import javafx.stage.Stage;

/** The program as JavaFX starts and ends it. */
public final class WorkbenchApplication extends Application {
  private final Path home =
      PreferencesFolder.standard(
          System.getProperty("os.name"), Path.of(System.getProperty("user.home")), System.getenv());
  private final PreferencesFolder folder = new PreferencesFolder(home);
  private Optional<WorkbenchWindow.Start> start = Optional.empty();
  private Optional<WorkbenchWindow> window = Optional.empty();

  public WorkbenchApplication() {}

  /** Reads what the window starts from, off the JavaFX thread. */
  @Override
  public void init() throws ConfigException {
    ConfigFiles configFiles = new ConfigFiles();
    String preset = configFiles.presets().get(0);
    Preferences preferences = folder.load();
    Locale language = preferences.language().locale(Locale.getDefault());
    WindowLocale.set(language);
    // JavaFX's own words, such as those of a text field's menu.
    Locale.setDefault(language);
    start =
        Optional.of(
            new WorkbenchWindow.Start(
                preferences, folder.loadSetup().orElse(configFiles.preset(preset))));
  }

  @Override
  public void start(Stage stage) {
    WorkbenchWindow opened =
        new WorkbenchWindow(
            stage, start.orElseThrow(), new UserData(), RunStore.ofUser(), new DrawingFile(home));
    window = Optional.of(opened);
    opened
        .workbench()
        .setDocumentOpener(file -> getHostServices().showDocument(file.toUri().toString()));
    opened.show();
    List<Path> runs = getParameters().getRaw().stream().map(Path::of).toList();
    runs.forEach(opened.workbench()::openRun);
    if (StartSignal.isAwaited()) {
      new StartReporter(stage.getScene(), opened.service()).report();
    } else if (runs.isEmpty() && !start.orElseThrow().preferences().tourSeen()) {
      opened.workbench().tour().start();
    }
  }

  /** Lets a thread of its own put everything away, which the program then ends with. */
  @Override
  public void stop() {
    window.ifPresent(open -> new Thread(open.close(folder), "closing").start());
  }
}
