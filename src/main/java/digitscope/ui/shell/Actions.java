package digitscope.ui.shell;

import digitscope.session.NetworkView;
import digitscope.ui.control.Messages;
import digitscope.ui.setup.SetupViewModel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.value.ObservableValue;

/** Everything that the user can do in the window, apart from what the views offer. */
final class Actions {
  private final Messages messages;
  private final AppAction train;
  private final AppAction pause;
  private final AppAction step;
  private final AppAction stop;
  private final AppAction theme;
  private final AppAction setupPanel;
  private final AppAction undo;
  private final AppAction redo;
  private final Map<Page, AppAction> pages = new EnumMap<>(Page.class);
  private final List<AppAction> all = new ArrayList<>();

  Actions(
      RunViewModel run,
      SetupViewModel setup,
      BooleanProperty dark,
      BooleanProperty setupShown,
      Messages messages) {
    this.messages = messages;
    train = add("train", "mdi2p-play", "F5", run::train);
    pause = add("pause", "mdi2p-pause", "F6", run::pauseOrResume);
    step = add("step", "mdi2s-step-forward", "F7", run::step);
    stop = add("stop", "mdi2s-stop", "F8", run::stop);
    theme = add("theme", "mdi2w-weather-night", "Shortcut+T", () -> dark.set(!dark.get()));
    setupPanel =
        add("setup", "mdi2d-dock-left", "Shortcut+B", () -> setupShown.set(!setupShown.get()));
    undo = add("undo", "mdi2u-undo", "Shortcut+Z", setup::undo);
    redo = add("redo", "mdi2r-redo", "Shortcut+Shift+Z", setup::redo);
    bindToEdits(setup, setupShown);
    theme
        .iconProperty()
        .bind(Bindings.when(dark).then("mdi2w-weather-sunny").otherwise("mdi2w-weather-night"));
    theme
        .textProperty()
        .bind(
            Bindings.when(dark)
                .then(messages.get("action.theme.light"))
                .otherwise(messages.get("action.theme")));
    bindToState(run);
  }

  /** Edits of a setup that is not seen are not undone by accident. */
  private void bindToEdits(SetupViewModel setup, BooleanProperty setupShown) {
    undo.disabledProperty().bind(setup.canUndoProperty().and(setupShown).not());
    redo.disabledProperty().bind(setup.canRedoProperty().and(setupShown).not());
  }

  private void bindToState(RunViewModel run) {
    bind(train, run, RunState::canTrain);
    bind(pause, run, RunState::canPause);
    bind(step, run, RunState::canStep);
    bind(stop, run, RunState::canStop);
    var paused =
        Bindings.createBooleanBinding(() -> run.state().getValue() == RunState.PAUSED, run.state());
    pause
        .textProperty()
        .bind(
            Bindings.when(paused)
                .then(messages.get("action.pause.resume"))
                .otherwise(messages.get("action.pause")));
    pause
        .iconProperty()
        .bind(Bindings.when(paused).then("mdi2p-play-outline").otherwise("mdi2p-pause"));
  }

  private static void bind(
      AppAction action, RunViewModel run, java.util.function.Predicate<RunState> possible) {
    action
        .disabledProperty()
        .bind(
            Bindings.createBooleanBinding(
                () -> !possible.test(run.state().getValue()), run.state()));
  }

  /**
   * Makes the action that trains from the weights that are shown.
   *
   * @param shown the network that is shown, if there is one
   */
  AppAction addFork(RunViewModel run, ObservableValue<Optional<NetworkView>> shown, Runnable deed) {
    AppAction fork = add("fork", "mdi2s-source-branch", "Shift+F5", deed);
    fork.disabledProperty()
        .bind(
            Bindings.createBooleanBinding(
                () -> !run.state().getValue().canTrain() || shown.getValue().isEmpty(),
                run.state(),
                shown));
    return fork;
  }

  /** Makes the actions that show a page. */
  void addPages(ObjectProperty<Page> current) {
    for (Page page : Page.values()) {
      String id = "page." + page;
      pages.put(page, add(id, page.icon(), page.shortcut(), () -> current.set(page)));
    }
  }

  /** Makes an action from {@code action.ID} and {@code action.ID.help}. */
  AppAction add(String id, String icon, String shortcut, Runnable deed) {
    AppAction action = new AppAction(messages, id, icon, shortcut, deed);
    all.add(action);
    return action;
  }

  AppAction train() {
    return train;
  }

  AppAction pause() {
    return pause;
  }

  AppAction step() {
    return step;
  }

  AppAction stop() {
    return stop;
  }

  AppAction theme() {
    return theme;
  }

  AppAction setupPanel() {
    return setupPanel;
  }

  AppAction undo() {
    return undo;
  }

  AppAction redo() {
    return redo;
  }

  Map<Page, AppAction> pages() {
    return pages;
  }

  /** Every action, in the order in which they were made. */
  List<AppAction> all() {
    return List.copyOf(all);
  }
}
