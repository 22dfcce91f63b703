package digitscope.ui.shell;

import digitscope.run.RunStore;
import digitscope.ui.control.Messages;
import digitscope.ui.fx.BackgroundTasks;
import digitscope.ui.fx.Problem;
import digitscope.ui.fx.RecentRun;
import digitscope.ui.fx.RecordedRun;
import digitscope.ui.fx.TrainingService;
import digitscope.ui.setup.SetupViewModel;
import java.io.File;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.stage.DirectoryChooser;
import javafx.stage.Window;
import org.kordamp.ikonli.javafx.FontIcon;

/** Opens runs that were recorded. */
final class RunFiles {
  private static final int MOST_RECENT = 10;
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
          .withZone(ZoneId.systemDefault());

  private final RunStore store;
  private final TrainingService service;
  private final SetupViewModel setup;
  private final BackgroundTasks tasks;
  private final Consumer<Problem> notices;
  private final Messages messages;

  RunFiles(
      RunStore store,
      TrainingService service,
      SetupViewModel setup,
      BackgroundTasks tasks,
      Consumer<Problem> notices,
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
    Optional.ofNullable(chooser.showDialog(owner)).map(File::toPath).ifPresent(this::open);
  }

  /** Shows a run, and makes its set-up that of the next one. */
  void open(Path path) {
    var unused =
        tasks
            .start(messages.get("task.openRun"), task -> RecordedRun.read(path))
            .result()
            .thenCompose(
                run -> {
                  setup.use(run.folder().config());
                  return service.open(run);
                })
            .whenComplete(
                (done, error) -> {
                  if (error != null) {
                    complain(error);
                  }
                });
  }

  private void complain(Throwable error) {
    Throwable cause = Problem.unwrap(error);
    if (!(cause instanceof CancellationException)) {
      notices.accept(Problem.of(cause));
    }
  }

  /** A menu of the newest runs, which {@link #refresh} fills. */
  Menu menu() {
    Menu menu = new Menu(messages.get("menu.recent"), new FontIcon("mdi2h-history"));
    menu.setId("menu-recent");
    fill(menu, List.of());
    return menu;
  }

  /** Reads anew which runs there are. */
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
    String when = DATE.format(Instant.parse(run.created()));
    MenuItem item =
        new MenuItem(
            run.accuracy().isPresent()
                ? messages.get("menu.recent.run", run.name(), when, run.accuracy().getAsDouble())
                : messages.get("menu.recent.unfinished", run.name(), when));
    item.setMnemonicParsing(false);
    item.setOnAction(event -> open(run.path()));
    return item;
  }
}
