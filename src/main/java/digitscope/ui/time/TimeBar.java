package digitscope.ui.time;

import digitscope.run.Timeline.Kind;
import digitscope.run.Timeline.Mark;
import digitscope.session.NetworkView;
import digitscope.session.RunProgress;
import digitscope.ui.control.Messages;
import digitscope.ui.fx.BackgroundTasks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * Chooses the step that all views show: a slider with a mark for each stored step, rising, and the
 * network as it is now at its right end. {@code :past} while an earlier step is shown.
 */
public final class TimeBar extends VBox {
  private static final PseudoClass PAST = PseudoClass.getPseudoClass("past");
  private static final PseudoClass LEARNING = PseudoClass.getPseudoClass("learning");
  private static final List<Double> SPEEDS = List.of(0.5, 1.0, 2.0, 4.0);

  /** Half the width of a slider's thumb before it is laid out, pixels. */
  private static final double HALF_THUMB = 9;

  private final TimeViewModel model;
  private final Messages messages = Messages.of("time");
  private final Label shown = new Label();
  private final Slider slider = new Slider(0, 1, 1);
  private final TimeMarks marks;
  private final Label bubble = new Label();
  private final FontIcon liveIcon = new FontIcon("mdi2r-record");
  private final Button live;
  private final Button play = new Button();
  private final MenuButton speed = new MenuButton();
  private final MenuButton jump = new MenuButton();
  private final FontIcon playIcon = new FontIcon("mdi2p-play");
  private final TimePlayer player;

  /** Whether the slider is moved by this and not by the user. */
  private boolean isFollowing;

  /**
   * @param tasks that the film waits for
   */
  public TimeBar(TimeViewModel model, BackgroundTasks tasks) {
    this.model = model;
    this.player = new TimePlayer(model.lens(), tasks);
    this.marks = new TimeMarks(model);
    setId("time-bar");
    getStyleClass().add("time-bar");
    live = new Button(messages.get("live"), liveIcon);
    live.setId("time-live");
    live.getStyleClass().addAll("small", "time-live");
    live.setMinWidth(Region.USE_PREF_SIZE);
    live.setOnAction(event -> model.lookAtNewest());
    shown.setId("time-shown");
    shown.getStyleClass().addAll("time-shown", "tabular");
    shown.setLabelFor(slider);
    VBox track = new VBox(slider(), marks);
    track.getStyleClass().add("time-track");
    StackPane place = new StackPane(track);
    HBox.setHgrow(place, Priority.ALWAYS);
    HBox row = new HBox(shown, play(), speed(), jump(), place, live);
    row.getStyleClass().add("time-row");
    getChildren().addAll(row, limits(), bubble());
    Tooltip help = new Tooltip();
    shown.setTooltip(help);
    // A slider that is disabled does not hear the mouse.
    place.addEventHandler(MouseEvent.MOUSE_MOVED, this::hover);
    place.addEventHandler(MouseEvent.MOUSE_EXITED, event -> bubble.setVisible(false));
    model
        .marksProperty()
        .addListener(
            (property, before, now) -> {
              help.setText(messages.get(now.isEmpty() ? "none" : "help"));
              follow();
            });
    help.setText(messages.get("none"));
    model.lens().wantedProperty().addListener(changed -> follow());
    model.lens().viewProperty().addListener(changed -> showStep());
    model.lens().cursorProperty().addListener(changed -> showStep());
    model.lens().progressProperty().addListener(changed -> showStep());
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

  /** Plays the stored steps as a film, or stops it. */
  public void playOrStop() {
    if (player.playingProperty().get()) {
      player.stop();
    } else {
      player.play();
    }
  }

  private void showPlaying() {
    boolean isPlaying = player.playingProperty().get();
    playIcon.setIconLiteral(isPlaying ? "mdi2p-pause" : "mdi2p-play");
    String help = messages.get(isPlaying ? "pause.help" : "play.help");
    play.setTooltip(new Tooltip(help));
    play.setAccessibleText(help);
  }

  private MenuButton speed() {
    speed.setId("time-speed");
    speed.getStyleClass().addAll("small", "flat", "tabular");
    speed.setMinWidth(Region.USE_PREF_SIZE);
    speed.setTooltip(new Tooltip(messages.get("speed.help")));
    ToggleGroup group = new ToggleGroup();
    for (double times : SPEEDS) {
      RadioMenuItem item = new RadioMenuItem(messages.get("speed", times));
      item.setId("time-speed-" + Math.round(10 * times));
      item.setToggleGroup(group);
      item.setSelected(times == player.speedProperty().get());
      item.setOnAction(event -> player.speedProperty().set(times));
      speed.getItems().add(item);
    }
    speed.textProperty().bind(player.speedProperty().map(times -> messages.get("speed", times)));
    speed
        .accessibleTextProperty()
        .bind(player.speedProperty().map(times -> messages.get("speed.name", times)));
    return speed;
  }

  private MenuButton jump() {
    jump.setId("time-jump");
    jump.getStyleClass().addAll("small", "flat");
    jump.setGraphic(new FontIcon("mdi2d-debug-step-over"));
    jump.setMinWidth(Region.USE_PREF_SIZE);
    jump.setAccessibleText(messages.get("jump.help"));
    jump.setTooltip(new Tooltip(messages.get("jump.help")));
    jump.setOnShowing(event -> jump.getItems().setAll(jumps()));
    jump.getItems().setAll(jumps());
    return jump;
  }

  private List<MenuItem> jumps() {
    List<MenuItem> items = new ArrayList<>();
    items.add(jump("first", messages.get("jump.first"), OptionalLong.of(0)));
    items.add(jump("best", words("best", model.best()), model.best()));
    OptionalInt image = model.image();
    if (image.isPresent()) {
      items.add(ofImage("learned", image.getAsInt(), model.learned()));
      items.add(ofImage("forgotten", image.getAsInt(), model.forgotten()));
    } else {
      items.add(jump("learned", messages.get("jump.image.none"), OptionalLong.empty()));
    }
    return items;
  }

  private String words(String id, OptionalLong step) {
    return step.isPresent()
        ? messages.get("jump." + id, step.getAsLong())
        : messages.get("jump." + id + ".none");
  }

  private MenuItem ofImage(String id, int image, OptionalLong step) {
    String text =
        step.isPresent()
            ? messages.get("jump." + id, image, step.getAsLong())
            : messages.get("jump." + id + ".none", image);
    return jump(id, text, step);
  }

  private MenuItem jump(String id, String text, OptionalLong step) {
    MenuItem item = new MenuItem(text);
    item.setId("time-jump-" + id);
    item.setDisable(step.isEmpty() || model.marksProperty().get().isEmpty());
    item.setOnAction(event -> step.ifPresent(model::lookAt));
    return item;
  }

  private Slider slider() {
    slider.setId("time-slider");
    slider.setAccessibleText(messages.get("slider"));
    slider.setMajorTickUnit(1);
    slider.setMinorTickCount(0);
    slider.setBlockIncrement(1);
    slider.setSnapToTicks(true);
    slider.valueProperty().addListener(changed -> look());
    slider
        .valueChangingProperty()
        .addListener(
            (property, before, isDragged) -> {
              if (!isDragged) {
                look();
                follow();
                bubble.setVisible(false);
              }
            });
    return slider;
  }

  private Label limits() {
    Label sentence = new Label();
    sentence.setId("time-limits");
    sentence.getStyleClass().add("time-limits");
    sentence.setWrapText(true);
    sentence.textProperty().bind(model.lens().limitsProperty().map(some -> some.orElse("")));
    sentence.visibleProperty().bind(sentence.textProperty().isNotEmpty());
    sentence.managedProperty().bind(sentence.visibleProperty());
    return sentence;
  }

  private Label bubble() {
    bubble.setId("time-bubble");
    bubble.getStyleClass().addAll("time-bubble", "tabular");
    bubble.setAlignment(Pos.CENTER);
    bubble.setManaged(false);
    bubble.setMouseTransparent(true);
    bubble.setVisible(false);
    return bubble;
  }

  @Override
  protected void layoutChildren() {
    super.layoutChildren();
    double half = TimeMarks.halfThumb(slider).orElse(HALF_THUMB);
    marks.setTrack(half, slider.getWidth() - half);
  }

  private void hover(MouseEvent event) {
    double x = marks.sceneToLocal(event.getSceneX(), event.getSceneY()).getX();
    showBubble(marks.position(x));
  }

  /** Says above a position what it is. */
  private void showBubble(int position) {
    if (model.marksProperty().get().isEmpty()) {
      bubble.setVisible(false);
      return;
    }
    bubble.setText(model.mark(position).map(this::words).orElseGet(this::newest));
    bubble.autosize();
    double middle = sceneToLocal(marks.localToScene(marks.x(position), 0)).getX();
    double left = middle - bubble.getWidth() / 2;
    bubble.relocate(
        Math.max(4, Math.min(getWidth() - bubble.getWidth() - 4, left)), -bubble.getHeight() - 2);
    bubble.setVisible(true);
  }

  private String words(Mark mark) {
    String kinds =
        List.of(Kind.FIRST, Kind.BEST, Kind.EPOCH_END).stream()
            .filter(mark::is)
            .map(kind -> messages.get("kind." + kind, model.epoch(mark.step())))
            .collect(Collectors.joining(" · "));
    String step = messages.get("bubble", model.epoch(mark.step()), mark.step());
    String stored = mark.hasNetwork() ? "" : messages.get("kind.evaluation");
    return List.of(step, kinds, stored).stream()
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  private String newest() {
    return messages.get(model.isOver() ? "newest" : "live");
  }

  /** Looks where the user has moved the slider to. */
  private void look() {
    if (!isFollowing) {
      int position = (int) Math.round(slider.getValue());
      if (slider.isValueChanging()) {
        showBubble(position);
      }
      model.look(position);
    }
  }

  /** Puts the slider where one looks; not while it is dragged. */
  private void follow() {
    if (slider.isValueChanging()) {
      return;
    }
    isFollowing = true;
    int stored = model.marksProperty().get().size();
    List.of(slider, play, speed, jump).forEach(control -> control.setDisable(stored == 0));
    slider.setMax(Math.max(1, stored));
    slider.setValue(stored == 0 ? 1 : model.position());
    isFollowing = false;
  }

  private void showStep() {
    Optional<NetworkView> view = model.lens().view();
    Optional<RunProgress> progress = model.lens().progress();
    boolean isLive = model.isLive();
    boolean isOver = model.isOver();
    pseudoClassStateChanged(PAST, !isLive);
    live.setDisable(isLive);
    String end = isOver ? "newest" : "live";
    live.setText(messages.get(isLive ? end : end + ".back"));
    liveIcon.setIconLiteral(isLive ? "mdi2r-record" : "mdi2s-skip-next");
    pseudoClassStateChanged(LEARNING, isLive && progress.isPresent() && !isOver);
    if (view.isEmpty() || progress.isEmpty()) {
      shown.setText(messages.get("noRun"));
    } else {
      shown.setText(
          messages.get(
              isLive && !isOver ? "live" : "step", view.get().step(), progress.get().totalSteps()));
    }
  }
}
