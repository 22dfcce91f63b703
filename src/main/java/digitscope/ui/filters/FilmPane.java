package digitscope.ui.filters;

import atlantafx.base.theme.Styles;
import digitscope.probe.FilterPatterns;
import digitscope.ui.control.LiveScrollPane;
import digitscope.ui.control.Messages;
import digitscope.ui.control.WindowLocale;
import digitscope.ui.control.help.HelpButton;
import digitscope.ui.control.help.HelpTopic;
import digitscope.ui.control.images.MapGrid;
import digitscope.ui.control.images.MapTile;
import digitscope.ui.filters.FilmViewModel.Frame;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * The film strip of the chosen filter: its pattern at each stored step of the run, the shown one
 * marked. A click on a frame shows its step in the whole window.
 */
final class FilmPane extends VBox {
  private static final double SIDE = 56;

  /** What a frame looks like whose pattern is not found yet. */
  private static final int AWAITED = 0x30808080;

  private static final int AWAITED_SIDE = 18;

  private final Messages text = Messages.of("filters");
  private final FilmViewModel model;
  private final PatternWords words;
  private final Label title = new Label();
  private final Label reading = new Label();
  private final MapGrid strip = new MapGrid();
  private final ScrollPane scroll = new LiveScrollPane(strip);
  private boolean isFollowing;

  FilmPane(FiltersViewModel filters, PatternWords words) {
    this.model = filters.film();
    this.words = words;
    getStyleClass().addAll("card", "film-pane");
    setId("film-pane");
    visibleProperty().bind(model.openProperty());
    managedProperty().bind(visibleProperty());
    strip.setId("film-strip");
    strip.tileSideProperty().set(SIDE);
    strip.setAccessibleText(text.get("film.accessible"));
    strip.selectedProperty().addListener((property, before, now) -> look(now));
    strip.hoveredProperty().addListener(changed -> showReading());
    scroll.setFitToHeight(true);
    scroll.setVbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.getStyleClass().addAll("edge-to-edge", "film-scroll");
    Label problem = new Label();
    problem.setId("film-problem");
    problem.getStyleClass().add("problem");
    problem.setWrapText(true);
    problem.textProperty().bind(model.problemProperty());
    problem.visibleProperty().bind(problem.textProperty().isNotEmpty());
    problem.managedProperty().bind(problem.visibleProperty());
    getChildren().setAll(header(new FilmMenu(filters)), scroll, problem);
    model.framesProperty().addListener(changed -> show());
    model.shownProperty().addListener(changed -> mark());
    filters.unitProperty().addListener(changed -> show());
    visibleProperty().addListener(changed -> show());
    show();
  }

  private HBox header(FilmMenu menu) {
    title.getStyleClass().add("film-title");
    title.setMinWidth(Region.USE_PREF_SIZE);
    reading.setId("film-reading");
    reading.getStyleClass().addAll(Styles.TEXT_MUTED, Styles.TEXT_SMALL, "tabular");
    reading.setMinWidth(0);
    reading.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(reading, Priority.ALWAYS);
    ProgressBar progress = new ProgressBar();
    progress.progressProperty().bind(model.progressProperty());
    progress.getStyleClass().add("film-progress");
    progress.visibleProperty().bind(model.busyProperty());
    progress.managedProperty().bind(progress.visibleProperty());
    HBox header =
        new HBox(
            title, new HelpButton(HelpTopic.FILM), reading, progress, cancel(), resume(), menu);
    header.getStyleClass().add("film-header");
    return header;
  }

  private Button cancel() {
    Button cancel = button("film.cancel", model::cancel);
    cancel.visibleProperty().bind(model.busyProperty());
    cancel.managedProperty().bind(cancel.visibleProperty());
    return cancel;
  }

  private Button resume() {
    Button resume = button("film.resume", model::resume);
    resume.visibleProperty().bind(model.busyProperty().not().and(model.completeProperty().not()));
    resume.managedProperty().bind(resume.visibleProperty());
    return resume;
  }

  private Button button(String key, Runnable action) {
    Button button = new Button(text.get(key));
    button.setId(key.replace('.', '-'));
    button.setTooltip(new Tooltip(text.get(key + ".tip")));
    button.getStyleClass().add(Styles.SMALL);
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setOnAction(event -> action.run());
    return button;
  }

  private void show() {
    if (!isVisible()) {
      return;
    }
    int unit = model.unit();
    title.setText(text.get("film.title", words.title(unit)));
    strip.setTiles(model.framesProperty().get().stream().map(frame -> tile(frame, unit)).toList());
    mark();
  }

  private MapTile tile(Frame frame, int unit) {
    String step = String.format(WindowLocale.get(), "%,d", frame.step());
    Optional<FilterPatterns> patterns = frame.patterns();
    if (patterns.isEmpty() || unit >= patterns.get().patterns().size()) {
      int side = awaitedSide(unit);
      int[] argb = new int[side * side];
      Arrays.fill(argb, AWAITED);
      return new MapTile(side, side, argb, step);
    }
    return PatternTiles.tile(patterns.get(), patterns.get().patterns().get(unit), step);
  }

  /** As large as the patterns that are there, with which it shares a scale. */
  private int awaitedSide(int unit) {
    return model.foundPatterns().stream()
        .filter(some -> unit < some.patterns().size())
        .findFirst()
        .map(some -> some.patterns().get(unit).field())
        .map(field -> Math.max(field.height(), field.width()))
        .orElse(AWAITED_SIDE);
  }

  private void mark() {
    OptionalInt shown = model.shownProperty().get();
    isFollowing = true;
    strip.selectedProperty().set(shown);
    isFollowing = false;
    int count = model.framesProperty().get().size();
    if (shown.isPresent() && count > 1) {
      scroll.setHvalue(shown.getAsInt() / (count - 1.0));
    }
    showReading();
  }

  private void look(OptionalInt frame) {
    if (!isFollowing && frame.isPresent()) {
      model.look(frame.getAsInt());
    }
  }

  /** Says in words what the frame under the mouse shows, or the marked one. */
  private void showReading() {
    OptionalInt place =
        strip
            .hoveredProperty()
            .get()
            .map(spot -> OptionalInt.of(spot.tile()))
            .orElse(model.shownProperty().get());
    List<Frame> frames = model.framesProperty().get();
    reading.setText(
        place.isPresent() && place.getAsInt() < frames.size()
            ? reading(frames.get(place.getAsInt()))
            : text.get(frames.isEmpty() ? "film.none" : "film.advice"));
  }

  private String reading(Frame frame) {
    int unit = model.unit();
    Optional<FilterPatterns> patterns = frame.patterns();
    if (patterns.isEmpty() || unit >= patterns.get().patterns().size()) {
      return text.get("film.reading.awaited", frame.step());
    }
    return text.get(
        "film.reading",
        frame.step(),
        words.reading(patterns.get(), patterns.get().patterns().get(unit)));
  }
}
