package digitscope.ui.shell;

import digitscope.run.Timeline;
import digitscope.session.NetworkView;
import digitscope.session.RunProgress;
import digitscope.ui.control.Messages;
import digitscope.ui.fx.BackgroundTasks;
import digitscope.ui.fx.TimeCursor;
import digitscope.ui.fx.TimeLens;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * Chooses the step that all views show: a slider with a mark for each stored step, rising, and the
 * network as it is now at its right end.
 */
final class TimeBar extends VBox {
  private final TimeLens lens;
  private final Messages messages;
  private final Label shown = new Label();
  private final Slider slider = new Slider(0, 1, 1);
  private final Button live;
  private final Button play = new Button();
  private final FontIcon playIcon = new FontIcon("mdi2p-play");
  private final TimePlayer player;
  private List<Timeline.Mark> marks = List.of();

  /** Whether the slider is moved by this and not by the user. */
  private boolean isFollowing;

  TimeBar(TimeLens lens, BackgroundTasks tasks, Messages messages) {
    this.lens = lens;
    this.player = new TimePlayer(lens, tasks);
    this.messages = messages;
    setId("time-bar");
    getStyleClass().add("time-bar");
    live = new Button(messages.get("time.toLive"), new FontIcon("mdi2s-skip-next"));
    live.setId("time-live");
    live.getStyleClass().addAll("small", "flat");
    live.setMinWidth(Region.USE_PREF_SIZE);
    live.setTooltip(new Tooltip(messages.get("time.toLive.help")));
    live.setOnAction(event -> lens.look(TimeCursor.live()));
    shown.setId("time-shown");
    shown.getStyleClass().addAll("time-shown", "tabular");
    shown.setLabelFor(slider);
    StackPane track = new StackPane(slider());
    HBox.setHgrow(track, Priority.ALWAYS);
    HBox row = new HBox(shown, play(), track, live);
    row.getStyleClass().add("time-row");
    getChildren().addAll(row, limits());
    Tooltip help = new Tooltip();
    shown.setTooltip(help);
    // A slider that is disabled does not hear the mouse.
    Tooltip.install(track, help);
    lens.marksProperty()
        .addListener(
            (property, before, now) -> {
              help.setText(messages.get(now.isEmpty() ? "time.none" : "time.help"));
              follow();
            });
    help.setText(messages.get("time.none"));
    lens.wantedProperty().addListener(changed -> follow());
    lens.viewProperty().addListener(changed -> showStep());
    lens.cursorProperty().addListener(changed -> showStep());
    lens.progressProperty().addListener(changed -> showStep());
    follow();
    showStep();
  }

  private Button play() {
    play.setId("time-play");
    play.getStyleClass().addAll("small", "flat", "button-icon");
    play.setGraphic(playIcon);
    play.setMinWidth(Region.USE_PREF_SIZE);
    play.setOnAction(event -> playOrStop());
    player.playingProperty().addListener(changed -> showPlaying());
    showPlaying();
    return play;
  }

  private void playOrStop() {
    if (player.playingProperty().get()) {
      player.stop();
    } else {
      player.play();
    }
  }

  private void showPlaying() {
    boolean isPlaying = player.playingProperty().get();
    playIcon.setIconLiteral(isPlaying ? "mdi2p-pause" : "mdi2p-play");
    String help = messages.get(isPlaying ? "time.pause.help" : "time.play.help");
    play.setTooltip(new Tooltip(help));
    play.setAccessibleText(help);
  }

  private Slider slider() {
    slider.setId("time-slider");
    slider.setAccessibleText(messages.get("time.slider"));
    slider.setMajorTickUnit(1);
    slider.setMinorTickCount(0);
    slider.setBlockIncrement(1);
    slider.setSnapToTicks(true);
    slider.setShowTickMarks(true);
    slider.valueProperty().addListener(changed -> look());
    slider
        .valueChangingProperty()
        .addListener(
            (property, before, isDragged) -> {
              if (!isDragged) {
                look();
                follow();
              }
            });
    return slider;
  }

  private Label limits() {
    Label sentence = new Label();
    sentence.setId("time-limits");
    sentence.getStyleClass().add("time-limits");
    sentence.setWrapText(true);
    sentence.textProperty().bind(lens.limitsProperty().map(some -> some.orElse("")));
    sentence.visibleProperty().bind(sentence.textProperty().isNotEmpty());
    sentence.managedProperty().bind(sentence.visibleProperty());
    return sentence;
  }

  /** Looks where the user has moved the slider to. */
  private void look() {
    int index = (int) Math.round(slider.getValue());
    TimeCursor there =
        index < marks.size() ? TimeCursor.at(marks.get(index).step()) : TimeCursor.live();
    if (!isFollowing && !there.equals(lens.wantedProperty().get())) {
      lens.look(there);
    }
  }

  /** Puts the slider where one looks; not while it is dragged. */
  private void follow() {
    if (slider.isValueChanging()) {
      return;
    }
    isFollowing = true;
    marks = lens.marksProperty().get();
    slider.setDisable(marks.isEmpty());
    play.setDisable(marks.isEmpty());
    slider.setMax(Math.max(1, marks.size()));
    slider.setValue(marks.isEmpty() ? 1 : index(lens.wantedProperty().get()));
    isFollowing = false;
  }

  private int index(TimeCursor cursor) {
    for (int i = 0; i < marks.size() && !cursor.isLive(); i++) {
      if (marks.get(i).step() >= cursor.step().getAsLong()) {
        return i;
      }
    }
    return marks.size();
  }

  private void showStep() {
    Optional<NetworkView> view = lens.view();
    Optional<RunProgress> progress = lens.progress();
    boolean isLive = lens.cursorProperty().get().isLive();
    live.setDisable(isLive);
    if (view.isEmpty() || progress.isEmpty()) {
      shown.setText(messages.get("time.noRun"));
    } else {
      boolean isOver = progress.get().phase().isOver();
      String key = !isLive ? "time.step" : isOver ? "time.newest" : "time.live";
      shown.setText(messages.get(key, view.get().step(), progress.get().totalSteps()));
    }
  }
}
