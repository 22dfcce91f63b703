package digitscope.ui.data;

import digitscope.data.Dataset;
import digitscope.eval.Evaluation;
import digitscope.explore.SetMap;
import digitscope.ui.control.Messages;
import digitscope.ui.control.PixelImages;
import digitscope.ui.data.MapViewModel.Colouring;
import digitscope.ui.data.MapViewModel.Shown;
import digitscope.ui.fx.ChosenImages;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Rectangle;

/**
 * The points of a map, painted in the background. The wheel zooms, dragging moves, a double click
 * shows all; the point under the mouse shows its image, and a click chooses it.
 */
final class MapCanvas extends Pane {
  private static final int RIGHT = 0xff8a94a6;
  private static final int WRONG = 0xffe5484d;
  private static final double REACH = 12;
  private static final double RING = 14;
  private static final double WHEEL_NOTCH = 40;
  private static final double ZOOM_A_NOTCH = 1.2;
  private static final double KEY_STEP = 0.1;
  private static final double DISTANCE = 12;
  private static final double HOVERED_SIDE = 72;

  private final Messages messages = Messages.of("data");
  private final DataViewModel model;
  private final ImageView picture = new ImageView();
  private final Region chosenRing = ring("map-chosen");
  private final Region hoveredRing = ring("map-hovered");
  private final ImageView hoveredImage = new ImageView();
  private final Label hoveredText = new Label();
  private final VBox hoverCard = new VBox(hoveredImage, hoveredText);
  private Optional<Viewport> view = Optional.empty();
  private boolean moved;
  private boolean painting;
  private boolean stale;
  private double dragX;
  private double dragY;

  MapCanvas(DataViewModel model) {
    this.model = model;
    getStyleClass().add("data-map");
    setId("data-map");
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    setAccessibleText(messages.get("map.accessible"));
    hoveredImage.setFitWidth(HOVERED_SIDE);
    hoveredImage.setFitHeight(HOVERED_SIDE);
    hoveredImage.setPreserveRatio(true);
    hoveredImage.setSmooth(false);
    hoveredText.getStyleClass().add("tabular");
    hoverCard.getStyleClass().add("map-hover-card");
    hoverCard.setId("map-hover");
    hoverCard.setMouseTransparent(true);
    hoverCard.setManaged(false);
    hoverCard.setVisible(false);
    picture.setManaged(false);
    getChildren().setAll(picture, chosenRing, hoveredRing, hoverCard);
    Rectangle clip = new Rectangle();
    clip.widthProperty().bind(widthProperty());
    clip.heightProperty().bind(heightProperty());
    setClip(clip);
    listen();
  }

  private void listen() {
    widthProperty().addListener(changed -> refit());
    heightProperty().addListener(changed -> refit());
    model.map().shownProperty().addListener((property, before, now) -> mapChanged(before, now));
    model.map().colouringProperty().addListener(changed -> repaint());
    model.evaluationProperty().addListener(changed -> repaint());
    model.queryProperty().addListener(changed -> repaint());
    model.highlightedProperty().addListener(changed -> repaint());
    model.imageProperty().addListener(changed -> placeRing());
    setOnMouseMoved(event -> hover(event.getX(), event.getY()));
    setOnMouseExited(event -> hoverNothing());
    setOnMousePressed(this::press);
    setOnMouseDragged(this::drag);
    setOnMouseClicked(this::click);
    setOnScroll(this::scroll);
    setOnKeyPressed(this::key);
    repaint();
  }

  /** Shows the whole map. */
  void showAll() {
    moved = false;
    refit();
  }

  /** Zooms about the middle. */
  void zoom(double factor) {
    zoom(factor, getWidth() / 2, getHeight() / 2);
  }

  private void mapChanged(Optional<Shown> before, Optional<Shown> now) {
    hoverNothing();
    boolean sameKind =
        before.isPresent()
            && now.isPresent()
            && !before.get().isFinished()
            && before.get().map().data() == now.get().map().data();
    moved &= sameKind;
    refit();
  }

  private void refit() {
    Optional<Shown> shown = model.map().shownProperty().get();
    if (shown.isEmpty() || getWidth() < 1 || getHeight() < 1) {
      view = Optional.empty();
    } else if (view.isPresent() && moved) {
      view = Optional.of(view.get().sized(getWidth(), getHeight()));
    } else {
      view = Optional.of(whole(shown.get()));
    }
    repaint();
  }

  private Viewport whole(Shown shown) {
    return Viewport.fit(shown.index().extent(), getWidth(), getHeight());
  }

  /** Asks for a new picture; while one is painted, only the newest wish is remembered. */
  private void repaint() {
    placeRing();
    Optional<Shown> shown = model.map().shownProperty().get();
    if (view.isEmpty() || shown.isEmpty()) {
      picture.setImage(null);
    } else if (painting) {
      stale = true;
    } else {
      painting = true;
      Viewport seen = view.get();
      MapPainter painter = painter(shown.get().map());
      double density = getScene() == null ? 1 : getScene().getWindow() == null ? 1 : scale();
      model
          .map()
          .background()
          .execute(
              () -> {
                MapPainter.Picture painted = painter.paint(seen, density);
                model.map().fxThread().execute(() -> show(seen, painted));
              });
    }
  }

  private double scale() {
    return Math.max(1, getScene().getWindow().getRenderScaleX());
  }

  private void show(Viewport seen, MapPainter.Picture painted) {
    painting = false;
    if (view.isPresent()) {
      picture.setImage(PixelImages.image(painted.argb(), painted.height(), painted.width()));
      picture.setFitWidth(seen.width());
      picture.setFitHeight(seen.height());
    }
    if (stale) {
      stale = false;
      repaint();
    }
  }

  private MapPainter painter(SetMap map) {
    int classes = map.data().classes();
    int[] colours = new int[classes];
    Arrays.setAll(colours, label -> ClassColours.argb(label, classes));
    OptionalInt label = model.queryProperty().get().label();
    Optional<Evaluation> evaluation = model.evaluationProperty().get();
    boolean isVerdict =
        model.map().colouringProperty().get() == Colouring.VERDICT && evaluation.isPresent();
    IntUnaryOperator colour =
        isVerdict ? verdicts(map, evaluation.get()) : point -> colours[map.label(point)];
    Optional<ChosenImages.Found> highlighted = model.highlightedProperty().get();
    if (highlighted.isPresent()) {
      return new MapPainter(map, colour, isAmong(map, highlighted.get().images()), true);
    }
    return new MapPainter(
        map,
        colour,
        isVerdict
            ? wrongOrChosen(map, evaluation.get(), label)
            : point -> label.isEmpty() || map.label(point) == label.getAsInt());
  }

  private static IntPredicate isAmong(SetMap map, List<Integer> images) {
    BitSet chosen = new BitSet();
    images.forEach(chosen::set);
    return point -> chosen.get(map.images()[point]);
  }

  private static IntUnaryOperator verdicts(SetMap map, Evaluation evaluation) {
    return point -> isRight(evaluation, map.images()[point]) ? RIGHT : WRONG;
  }

  /** Without a class, what is wrong is painted over what is right. */
  private static IntPredicate wrongOrChosen(SetMap map, Evaluation evaluation, OptionalInt label) {
    return label.isPresent()
        ? point -> map.label(point) == label.getAsInt()
        : point -> !isRight(evaluation, map.images()[point]);
  }

  private static boolean isRight(Evaluation evaluation, int image) {
    return evaluation.actual(image) == evaluation.predicted(image);
  }

  static int verdictColour(boolean isRight) {
    return isRight ? RIGHT : WRONG;
  }

  private void hover(double x, double y) {
    OptionalInt point = nearest(x, y);
    if (point.isEmpty()) {
      hoverNothing();
      return;
    }
    SetMap map = model.map().shownProperty().get().orElseThrow().map();
    int image = map.images()[point.getAsInt()];
    Dataset data = map.data();
    hoveredImage.setImage(Pictures.of(data, image));
    hoveredText.setText(messages.get("map.hover", data.classNames().get(data.label(image)), image));
    place(hoveredRing, map, point.getAsInt());
    hoverCard.setVisible(true);
    hoverCard.autosize();
    boolean left = x > getWidth() / 2;
    boolean above = y > getHeight() / 2;
    hoverCard.relocate(
        left ? x - DISTANCE - hoverCard.getWidth() : x + DISTANCE,
        above ? y - DISTANCE - hoverCard.getHeight() : y + DISTANCE);
  }

  private void hoverNothing() {
    hoverCard.setVisible(false);
    hoveredRing.setVisible(false);
  }

  private OptionalInt nearest(double x, double y) {
    Optional<Shown> shown = model.map().shownProperty().get();
    if (shown.isEmpty() || view.isEmpty()) {
      return OptionalInt.empty();
    }
    Viewport seen = view.get();
    return shown.get().index().nearest(seen.mapX(x), seen.mapY(y), REACH / seen.scale());
  }

  private void press(MouseEvent event) {
    requestFocus();
    dragX = event.getX();
    dragY = event.getY();
  }

  private void drag(MouseEvent event) {
    hoverNothing();
    move(event.getX() - dragX, event.getY() - dragY);
    dragX = event.getX();
    dragY = event.getY();
  }

  private void move(double right, double down) {
    if (view.isPresent()) {
      view = Optional.of(view.get().moved(right, down));
      moved = true;
      repaint();
    }
  }

  private void click(MouseEvent event) {
    if (event.getButton() != MouseButton.PRIMARY || !event.isStillSincePress()) {
      return;
    }
    if (event.getClickCount() == 2) {
      showAll();
    } else {
      choose(event.getX(), event.getY());
    }
  }

  private void choose(double x, double y) {
    nearest(x, y)
        .ifPresent(
            point ->
                model.choose(
                    model.map().shownProperty().get().orElseThrow().map().images()[point]));
  }

  private void scroll(ScrollEvent event) {
    zoom(Math.pow(ZOOM_A_NOTCH, event.getDeltaY() / WHEEL_NOTCH), event.getX(), event.getY());
    event.consume();
  }

  private void zoom(double factor, double x, double y) {
    Optional<Shown> shown = model.map().shownProperty().get();
    if (view.isPresent() && shown.isPresent()) {
      hoverNothing();
      view = Optional.of(view.get().zoomed(factor, x, y, whole(shown.get())));
      moved = true;
      repaint();
    }
  }

  private void key(KeyEvent event) {
    switch (event.getCode()) {
      case LEFT -> move(KEY_STEP * getWidth(), 0);
      case RIGHT -> move(-KEY_STEP * getWidth(), 0);
      case UP -> move(0, KEY_STEP * getHeight());
      case DOWN -> move(0, -KEY_STEP * getHeight());
      case PLUS, ADD, EQUALS -> zoom(ZOOM_A_NOTCH);
      case MINUS, SUBTRACT -> zoom(1 / ZOOM_A_NOTCH);
      case HOME -> showAll();
      case ENTER, SPACE -> chooseNearestToTheMiddle();
      default -> {
        return;
      }
    }
    event.consume();
  }

  private void chooseNearestToTheMiddle() {
    Optional<Shown> shown = model.map().shownProperty().get();
    if (shown.isPresent() && view.isPresent()) {
      double reach = Math.max(getWidth(), getHeight()) / view.get().scale();
      shown
          .get()
          .index()
          .nearest(view.get().centreX(), view.get().centreY(), reach)
          .ifPresent(point -> model.choose(shown.get().map().images()[point]));
    }
  }

  private void placeRing() {
    chosenRing.setVisible(false);
    OptionalInt image = model.imageProperty().get();
    Optional<Shown> shown = model.map().shownProperty().get();
    if (image.isPresent() && shown.isPresent() && view.isPresent()) {
      int point = Arrays.binarySearch(shown.get().map().images(), image.getAsInt());
      if (point >= 0) {
        place(chosenRing, shown.get().map(), point);
      }
    }
  }

  private void place(Region ring, SetMap map, int point) {
    Viewport seen = view.orElseThrow();
    ring.setVisible(true);
    ring.resizeRelocate(
        Math.rint(seen.pixelX(map.layout().xs()[point]) - RING / 2),
        Math.rint(seen.pixelY(map.layout().ys()[point]) - RING / 2),
        RING,
        RING);
  }

  private static Region ring(String styleClass) {
    Region ring = new Region();
    ring.getStyleClass().add(styleClass);
    ring.setMouseTransparent(true);
    ring.setManaged(false);
    ring.setVisible(false);
    return ring;
  }
}
