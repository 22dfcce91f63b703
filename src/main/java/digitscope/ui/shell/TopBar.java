package digitscope.ui.shell;

import digitscope.session.Phase;
import digitscope.ui.control.Messages;
import java.util.List;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuBar;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Separator;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Menus, run controls, and where the run is. */
final class TopBar extends VBox {
  private static final PseudoClass IDLE = PseudoClass.getPseudoClass("idle");
  private static final PseudoClass FINISHED = PseudoClass.getPseudoClass("finished");
  private static final PseudoClass ENDED = PseudoClass.getPseudoClass("ended");
  private static final PseudoClass NARROW = PseudoClass.getPseudoClass("narrow");

  /** Below this width, not everything has room in full. */
  private static final double NARROW_WIDTH = 1320;

  private final HBox row;
  private final List<Node> dispensable;

  /**
   * @param name of the run that is shown; empty before the first one
   */
  TopBar(
      RunViewModel run,
      ObservableValue<String> name,
      Actions actions,
      MenuBar menus,
      Messages messages) {
    getStyleClass().add("top-bar");
    Region spring = new Region();
    HBox.setHgrow(spring, Priority.ALWAYS);
    Button theme = actions.theme().iconButton();
    theme.getStyleClass().addAll("button-icon", "flat");
    dispensable =
        List.of(stat("speed", run.speedText(), messages), stat("step", run.stepText(), messages));
    dispensable.forEach(stat -> stat.visibleProperty().bind(stat.managedProperty()));
    row =
        new HBox(
            menus,
            separator(),
            controls(actions),
            runName(run, name),
            spring,
            stat("epoch", run.epochText(), messages),
            dispensable.get(1),
            dispensable.get(0),
            time(run, messages),
            stat("accuracy", run.accuracyText(), messages),
            separator(),
            theme);
    row.getStyleClass().add("top-row");
    menus.setMinWidth(Region.USE_PREF_SIZE);
    // As wide as the window, even where all in full would be wider: that is when it is narrow.
    setMinWidth(0);
    widthProperty()
        .addListener(changed -> pseudoClassStateChanged(NARROW, getWidth() < NARROW_WIDTH));
    getChildren().addAll(row, progress(run));
  }

  /** Where not all numbers have room, those that others stand for go. */
  @Override
  protected void layoutChildren() {
    double needed = row.minWidth(-1);
    for (Node stat : dispensable) {
      needed += stat.isManaged() ? 0 : widthOf(stat);
    }
    for (Node stat : dispensable) {
      boolean fits = needed <= getWidth();
      needed -= fits ? 0 : widthOf(stat);
      if (stat.isManaged() != fits) {
        stat.setManaged(fits);
      }
    }
    super.layoutChildren();
  }

  private double widthOf(Node stat) {
    return stat.minWidth(-1) + row.getSpacing();
  }

  private static HBox controls(Actions actions) {
    Button train = actions.train().button();
    train.getStyleClass().add("accent");
    HBox controls = new HBox(train);
    for (AppAction action : List.of(actions.pause(), actions.step(), actions.stop())) {
      Button button = action.button();
      button.getStyleClass().add("flat");
      controls.getChildren().add(button);
    }
    controls.getChildren().forEach(button -> ((Region) button).setMinWidth(Region.USE_PREF_SIZE));
    controls.getStyleClass().add("run-controls");
    return controls;
  }

  /** Which run it is, and what it is doing or how it ended. */
  private static Node runName(RunViewModel run, ObservableValue<String> name) {
    Label state = new Label();
    state.setId("run-state");
    state.getStyleClass().add("stat-caption");
    state.setMinWidth(Region.USE_PREF_SIZE);
    state.textProperty().bind(run.stateText());
    Label label = new Label();
    label.setId("run-name");
    label.getStyleClass().add("stat-value");
    label.textProperty().bind(name);
    Tooltip tooltip = new Tooltip();
    tooltip.textProperty().bind(name);
    VBox box = new VBox(state, label);
    box.getStyleClass().addAll("stat", "run-name");
    box.visibleProperty().bind(run.state().map(now -> now != RunState.IDLE));
    box.managedProperty().bind(box.visibleProperty());
    Tooltip.install(box, tooltip);
    Runnable show =
        () -> {
          box.pseudoClassStateChanged(FINISHED, run.ending().equals(Optional.of(Phase.FINISHED)));
          box.pseudoClassStateChanged(ENDED, run.ending().isPresent());
        };
    run.stateText().addListener(changed -> show.run());
    run.state().addListener(changed -> show.run());
    show.run();
    return box;
  }

  private static Node time(RunViewModel run, Messages messages) {
    Label caption = new Label();
    caption.setId("stat-time-caption");
    caption.textProperty().bind(run.timeCaption());
    return stat("time", caption, run.timeText(), messages);
  }

  private static Node stat(String key, ObservableValue<String> text, Messages messages) {
    return stat(key, new Label(messages.get("stat." + key)), text, messages);
  }

  private static Node stat(
      String key, Label caption, ObservableValue<String> text, Messages messages) {
    caption.getStyleClass().add("stat-caption");
    caption.setMinWidth(Region.USE_PREF_SIZE);
    Label value = new Label();
    value.setId("stat-" + key);
    value.getStyleClass().addAll("stat-value", "tabular");
    value.textProperty().bind(text);
    value.setMinWidth(Region.USE_PREF_SIZE);
    VBox stat = new VBox(caption, value);
    stat.getStyleClass().addAll("stat", "stat-" + key);
    Tooltip.install(stat, new Tooltip(messages.get("stat." + key + ".help")));
    return stat;
  }

  private static ProgressBar progress(RunViewModel run) {
    ProgressBar bar = new ProgressBar(0);
    bar.setId("run-progress");
    bar.getStyleClass().add("run-progress");
    bar.setMaxWidth(Double.MAX_VALUE);
    Runnable show =
        () -> {
          RunState state = run.state().getValue();
          bar.setProgress(
              state == RunState.PREPARING
                  ? ProgressBar.INDETERMINATE_PROGRESS
                  : run.progress().getValue().doubleValue());
          bar.pseudoClassStateChanged(IDLE, state == RunState.IDLE);
          bar.pseudoClassStateChanged(FINISHED, run.ending().equals(Optional.of(Phase.FINISHED)));
        };
    run.state().addListener((observable, old, state) -> show.run());
    run.progress().addListener((observable, old, part) -> show.run());
    show.run();
    return bar;
  }

  private static Separator separator() {
    return new Separator(Orientation.VERTICAL);
  }
}
