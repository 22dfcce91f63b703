package digitscope.app.window;

import digitscope.config.ConfigFiles;
import digitscope.config.RunConfig;
import digitscope.engine.TrainingWarmUp;
import digitscope.engine.WarmUp;
import digitscope.run.RunStore;
import digitscope.ui.control.Messages;
import digitscope.ui.draw.DrawingStore;
import digitscope.ui.fx.BackgroundTasks;
import digitscope.ui.fx.DataLibrary;
import digitscope.ui.fx.FailureReporter;
import digitscope.ui.fx.FirstPicture;
import digitscope.ui.fx.FxThread;
import digitscope.ui.fx.Preferences;
import digitscope.ui.fx.PreferencesFolder;
import digitscope.ui.fx.TimeLens;
import digitscope.ui.fx.TrainingService;
import digitscope.ui.setup.SetupViewModel;
import digitscope.ui.shell.Theme;
import digitscope.ui.shell.ViewModels;
import digitscope.ui.shell.WindowFrame;
import digitscope.ui.shell.Workbench;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import javafx.scene.Scene;
import javafx.stage.Stage;

/** Wires the parts of the window together. */
public final class WorkbenchWindow {
  private static final System.Logger LOG = System.getLogger(WorkbenchWindow.class.getName());
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Stage stage;
  private final BackgroundTasks tasks = new BackgroundTasks();
  private final ExecutorService background = failures().worker("background");
  private final ExecutorService moments = failures().worker("moments");
  private final SetupViewModel setup;
  private final TrainingService service;
  private final TimeLens lens;
  private final ViewModels models;
  private final Workbench workbench;
  private final WindowFrame frame;

  /**
   * What the window starts from.
   *
   * @param preferences how the user left it
   * @param setup the setup of the last time, or the default
   */
  public record Start(Preferences preferences, RunConfig setup) {}

  /**
   * Makes the window; nothing slow happens before {@link #show}.
   *
   * @param source where data is read from
   * @param store where runs are kept
   * @param drawings where drawings are kept
   */
  public WorkbenchWindow(
      Stage stage, Start start, DataLibrary.Source source, RunStore store, DrawingStore drawings) {
    this.stage = stage;
    Messages messages = Messages.of("shell");
    DataLibrary library = new DataLibrary(tasks, source, messages.get("task.readData"));
    setup =
        new SetupViewModel(new ConfigFiles(), library, start.setup(), background, new FxThread());
    service = new TrainingService(library, store);
    lens = new TimeLens(service, moments);
    models = Wiring.viewModels(setup, lens, library, tasks, drawings, background);
    workbench = new Workbench(service, lens, models, tasks, store, start.preferences());
    frame = new WindowFrame(stage, start.preferences().bounds());
    Scene scene = new Scene(workbench);
    Theme theme = Theme.of(start.preferences().dark());
    theme.use();
    scene.setFill(theme.paper());
    workbench.darkProperty().addListener((dark, was, now) -> scene.setFill(Theme.of(now).paper()));
    Theme.dress(scene);
    Theme.scale(scene, start.preferences().textSize());
    workbench.textSizeProperty().addListener((observable, old, size) -> Theme.scale(scene, size));
    stage.setTitle(messages.get("window.title"));
    stage.setScene(scene);
  }

  /** Shows the window, and then gets ready in the background what the first run needs. */
  public void show() {
    stage.show();
    // Not before: it would take the processor from the window that a user waits for.
    FirstPicture.of(stage.getScene(), this::getReady);
  }

  @SuppressWarnings("ThreadPriorityCheck") // nothing relies on it: it only smooths the window
  private void getReady() {
    setup.readData();
    RunConfig planned = setup.config();
    TrainingWarmUp training = new TrainingWarmUp();
    service
        .preparingProperty()
        .addListener(
            (observable, old, isPreparing) -> {
              if (isPreparing) {
                training.end();
              }
            });
    Thread thread =
        failures()
            .thread(
                () -> {
                  training.run(planned);
                  WarmUp.of(planned);
                },
                "warm-up");
    // Its worker takes this over, so that the window is drawn before it goes on.
    thread.setPriority(Thread.MIN_PRIORITY);
    thread.start();
  }

  /**
   * Ends what runs. The result saves the preferences and waits for the session, so it is to run on
   * another thread.
   */
  public Runnable close(PreferencesFolder folder) {
    service.cancel();
    lens.close();
    tasks.close();
    Preferences preferences = workbench.preferences(frame.bounds());
    RunConfig config = setup.config();
    return () -> {
      try {
        folder.save(preferences);
        folder.saveSetup(config);
        background.shutdown();
        moments.shutdown();
        service.awaitEnd(PATIENCE);
        if (!background.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
          LOG.log(System.Logger.Level.WARNING, "The newest drawing could not be saved");
        }
      } catch (IOException e) {
        LOG.log(System.Logger.Level.WARNING, "The preferences could not be saved", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  private FailureReporter failures() {
    return new FailureReporter(found -> service.tell(found));
  }

  /** The window's content. */
  public Workbench workbench() {
    return workbench;
  }

  /** What is behind its views. */
  public ViewModels models() {
    return models;
  }

  public TrainingService service() {
    return service;
  }

  /** What the views look through. */
  public TimeLens lens() {
    return lens;
  }

  public SetupViewModel setup() {
    return setup;
  }
}
