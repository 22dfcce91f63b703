package digitscope.ui.shell;

import digitscope.ui.control.Messages;
import java.util.List;
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
  private static final PseudoClass NARROW = PseudoClass.getPseudoClass("narrow");

  /** Below this width, not everything has room in full. */
  private static final double NARROW_WIDTH = 1180;

  TopBar(RunViewModel run, Actions actions, MenuBar menus, Messages messages) {
    getStyleClass().add("top-bar");
    Region spring = new Region();
    HBox.setHgrow(spring, Priority.ALWAYS);
    Button theme = actions.theme().iconButton();
    theme.getStyleClass().addAll("button-icon", "flat");
    HBox row =
        new HBox(
            menus,
            separator(),
            controls(actions),
            spring,
            stat("epoch", run.epochText(), messages),
            stat("step", run.stepText(), messages),
            stat("speed", run.speedText(), messages),
            stat("time", run.timeText(), messages),
            stat("accuracy", run.accuracyText(), messages),
            separator(),
            theme);
    row.getStyleClass().add("top-row");
    menus.setMinWidth(Region.USE_PREF_SIZE);
    widthProperty()
        .addListener(changed -> pseudoClassStateChanged(NARROW, getWidth() < NARROW_WIDTH));
    getChildren().addAll(row, progress(run));
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

  private static Node stat(String key, ObservableValue<String> text, Messages messages) {
    Label caption = new Label(messages.get("stat." + key));
    caption.getStyleClass().add("stat-caption");
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
