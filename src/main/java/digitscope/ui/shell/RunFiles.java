package digitscope.ui.shell;

import digitscope.config.RunConfig;
import digitscope.data.DataSplits;
import digitscope.run.RunStore;
import digitscope.session.NetworkView;
import digitscope.ui.control.Choosers;
import digitscope.ui.control.Messages;
import digitscope.ui.fx.BackgroundTasks;
import digitscope.ui.fx.ContinuedRun;
import digitscope.ui.fx.Problem;
import digitscope.ui.fx.RecentRun;
import digitscope.ui.fx.RecordedRun;
import digitscope.ui.fx.TimeLens;
import digitscope.ui.fx.TrainingService;
import digitscope.ui.setup.SetupViewModel;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.stage.DirectoryChooser;
import javafx.stage.Window;
import org.kordamp.ikonli.javafx.FontIcon;

/** Opens runs that were recorded. */
final class RunFiles {
  private static final int MOST_RECENT = 10;

  /** How long a session that was cancelled may take to put everything away. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final RunStore store;
  private final TrainingService service;
  private final SetupViewModel setup;
  private final BackgroundTasks tasks;
  private final Notices notices;
  private final Messages messages;

  RunFiles(
      RunStore store,
      TrainingService service,
      SetupViewModel setup,
      BackgroundTasks tasks,
      Notices notices,
      Messages messages) {
    this.store = store;
    this.service = service;
    this.setup = setup;
    this.tasks = tasks;
    this.notices = notices;
    this.messages = messages;
  }

  /** Asks for a run and shows it. */
  void choose(Window owner) {
    DirectoryChooser chooser = new DirectoryChooser();
    chooser.setTitle(messages.get("action.openRun.help"));
    Optional.ofNullable(Choosers.folder(chooser, owner)).map(File::toPath).ifPresent(this::open);
  }

  /**
   * A run that was found.
   *
   * @param reach what its settings ask for beyond this machine
   */
  private record Found(RecordedRun run, Optional<String> reach) {}

  /**
   * Shows a run, and makes its setup that of the next one. It may come from anybody: what its
   * settings ask for beyond this machine is done once the user says so.
   */
  void open(Path path) {
    var unused =
        tasks
            .start(
                messages.get("task.openRun"),
                task -> {
                  RecordedRun run = RecordedRun.read(path);
                  return new Found(run, service.reach(run));
                })
            .result()
            .whenComplete(
                (found, error) -> {
                  if (error != null) {
                    complain(error);
                  } else if (found.reach().isPresent()) {
                    ask(found.run(), found.reach().get());
                  } else {
                    show(found.run());
                  }
                });
  }

  private void ask(RecordedRun run, String reach) {
    notices.ask(
        messages.get("run.reach", reach),
        List.of(
            new Notices.Choice(
                messages.get("run.reach.allow"),
                () -> {
                  notices.hide();
                  show(run);
                })));
  }

  private void show(RecordedRun run) {
    setup.use(run.config());
    var unused =
        service
            .open(run)
            .thenCompose(
                data ->
                    tasks
                        .start(messages.get("task.compareImages"), task -> run.noteOnImages(data))
                        .result())
            .whenComplete(
                (note, error) -> {
                  if (error != null) {
                    complain(error);
                  } else {
                    note.ifPresent(notices::inform);
                  }
                });
  }

  /**
   * Goes on training a run.
   *
   * @param moreEpochs how many epochs more than it was to have
   */
  void goOn(Path path, int moreEpochs) {
    boolean isShown = service.folderProperty().get().filter(path::equals).isPresent();
    if (isShown) {
      // Its session keeps it from being trained by another.
      service.cancel();
    }
    var unused =
        tasks
            .start(
                messages.get("task.openRun"),
                task -> {
                  if (isShown) {
                    service.awaitEnd(PATIENCE);
                  }
                  return ContinuedRun.read(path, moreEpochs);
                })
            .result()
            .thenCompose(
                run ->
                    goOn(run)
                        .whenComplete(
                            (done, error) -> {
                              if (error != null) {
                                run.release();
                              }
                            }))
            .whenComplete(
                (done, error) -> {
                  if (error != null) {
                    complain(error);
                    if (isShown) {
                      open(path);
                    }
                  }
                });
  }

  /** Starts a new run of the setup from the weights that are shown. */
  void fork(TimeLens lens) {
    RunConfig wanted = setup.config();
    boolean isSame =
        lens.configProperty()
            .get()
            .map(RunConfig::network)
            .filter(wanted.network()::equals)
            .isPresent();
    if (!isSame) {
      notices.show(new Problem(messages.get("fork.otherNetwork"), Optional.empty()));
      return;
    }
    String run = lens.folder().map(folder -> String.valueOf(folder.getFileName())).orElse("");
    long step = lens.view().map(NetworkView::step).orElse(0L);
    var unused =
        lens.weights()
            .whenComplete(
                (weights, error) -> {
                  if (error != null) {
                    complain(error);
                  } else {
                    service.trainFrom(
                        wanted, weights.parameters(), messages.get("fork.note", step, run));
                  }
                });
  }

  private CompletableFuture<DataSplits> goOn(ContinuedRun run) {
    return service
        .dataOf(run)
        .thenCompose(
            data ->
                tasks
                    .start(
                        messages.get("task.compareImages"),
                        task -> {
                          run.checkImages(data);
                          return data;
                        })
                    .result())
        .whenComplete(
            (data, error) -> {
              if (error == null) {
                setup.use(run.config());
                service.goOn(run, data);
              }
            });
  }

  private void complain(Throwable error) {
    Throwable cause = Problem.unwrap(error);
    if (!(cause instanceof CancellationException)) {
      notices.show(Problem.of(cause));
    }
  }

  /** A menu of the newest runs, which {@link #refresh} fills. */
  Menu menu() {
    Menu menu = new Menu(messages.get("menu.recent"), new FontIcon("mdi2h-history"));
    menu.setId("menu-recent");
    fill(menu, List.of());
    return menu;
  }

  /** Reads the list of runs again. */
  void refresh(Menu menu) {
    var unused =
        tasks
            .start(messages.get("task.listRuns"), task -> RecentRun.list(store, MOST_RECENT))
            .result()
            .thenAccept(runs -> fill(menu, runs));
  }

  private void fill(Menu menu, List<RecentRun> runs) {
    if (runs.isEmpty()) {
      MenuItem none = new MenuItem(messages.get("menu.recent.none"));
      none.setDisable(true);
      menu.getItems().setAll(none);
    } else {
      menu.getItems().setAll(runs.stream().map(this::item).toList());
    }
  }

  private MenuItem item(RecentRun run) {
    MenuItem item =
        new MenuItem(
            run.accuracy().isPresent()
                ? messages.get(
                    "menu.recent.run", run.name(), run.when(), run.accuracy().getAsDouble())
                : messages.get("menu.recent.unfinished", run.name(), run.when()));
    item.setMnemonicParsing(false);
    item.setOnAction(event -> open(run.path()));
    return item;
  }
}
