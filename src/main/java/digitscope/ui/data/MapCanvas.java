package digitscope.ui.data;

import digitscope.data.Dataset;
import digitscope.explore.SetMap;
import digitscope.ui.control.Messages;
import digitscope.ui.control.images.PixelImages;
import digitscope.ui.data.MapViewModel.Shown;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.AccessibleRole;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;

/**
 * The points of a map, painted in the background. The wheel zooms, dragging moves, a double click
 * shows all; the point under the mouse shows its image, and a click chooses it. With the lasso, or
 * with Shift, dragging catches the points that it goes around.
 */
final class MapCanvas extends Pane {
  private static final double REACH = 12;
  private static final double RING = 14;
  private static final double WHEEL_NOTCH = 40;
  private static final double ZOOM_A_NOTCH = 1.2;
  private static final double KEY_STEP = 0.1;

  private final Messages messages = Messages.of("data");
  private final DataViewModel model;
  private final ImageView picture = new ImageView();
  private final Region chosenRing = ring("map-chosen");
  private final Region hoveredRing = ring("map-hovered");
  private final HoverCard hoverCard = new HoverCard();
  private final BooleanProperty lasso = new SimpleBooleanProperty(this, "lasso");
  private final LassoLine line = new LassoLine();
  private Optional<Viewport> view = Optional.empty();
  private Optional<MapGlide> glide = Optional.empty();
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
    picture.setManaged(false);
    getChildren().setAll(picture, line, chosenRing, hoveredRing, hoverCard);
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
    model.map().coloringProperty().addListener(changed -> repaint());
    model.evaluationProperty().addListener(changed -> repaint());
    model.queryProperty().addListener(changed -> repaint());
    model.highlightedProperty().addListener(changed -> repaint());
    model.imageProperty().addListener(changed -> placeRing());
    setOnMouseMoved(event -> hover(event.getX(), event.getY()));
    setOnMouseExited(event -> hoverNothing());
    setOnMousePressed(this::press);
    setOnMouseDragged(this::drag);
    setOnMouseReleased(this::endLasso);
    setOnMouseClicked(this::click);
    setOnScroll(this::scroll);
    setOnKeyPressed(this::key);
    repaint();
  }

  /** Whether dragging catches points, and does not move the map. */
  BooleanProperty lassoProperty() {
    return lasso;
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
    boolean sameImages =
        before.isPresent()
            && now.isPresent()
            && before.get().source().isPresent()
            && now.get().source().isPresent()
            && now.get().map().isOfSameImages(before.get().map());
    boolean sameKind =
        before.isPresent()
            && now.isPresent()
            && (!before.get().isFinished() || sameImages)
            && before.get().map().data() == now.get().map().data();
    moved &= sameKind;
    glide.ifPresent(MapGlide::stop);
    glide = Optional.empty();
    if (sameImages && before.get().isFinished() && view.isPresent()) {
      MapGlide begun = new MapGlide(before.get().map(), view.get(), this::step);
      glide = Optional.of(begun);
      begun.setOnFinished(event -> glide = Optional.empty());
      begun.play();
    } else {
      refit();
    }
  }

  private void step(MapGlide running) {
    if (glide.filter(some -> some == running).isPresent()) {
      refit();
    }
  }

  private void refit() {
    Optional<Shown> shown = model.map().shownProperty().get();
    if (shown.isEmpty() || getWidth() < 1 || getHeight() < 1) {
      view = Optional.empty();
    } else if (view.isPresent() && moved) {
      view = Optional.of(view.get().sized(getWidth(), getHeight()));
    } else {
      Viewport all = whole(shown.get());
      view = Optional.of(glide.map(some -> some.seen(all)).orElse(all));
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
      MapPainter end = MapLook.painter(model, shown.get().map());
      Optional<SetMap> from = glide.map(MapGlide::from);
      double fraction = glide.map(MapGlide::fraction).orElse(1.0);
      double density = getScene() == null ? 1 : getScene().getWindow() == null ? 1 : scale();
      model
          .map()
          .background()
          .execute(
              () -> {
                MapPainter painter =
                    from.map(some -> MapGlide.painter(end, some, fraction)).orElse(end);
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

  private void hover(double x, double y) {
    OptionalInt point = nearest(x, y);
    if (point.isEmpty()) {
      hoverNothing();
      return;
    }
    SetMap map = model.map().shownProperty().get().orElseThrow().map();
    int image = map.images()[point.getAsInt()];
    Dataset data = map.data();
    place(hoveredRing, map, point.getAsInt());
    hoverCard.show(
        Pictures.of(data, image),
        messages.get("map.hover", data.classNames().get(data.label(image)), image));
    hoverCard.placeBeside(x, y, getWidth(), getHeight());
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
    if (event.isPrimaryButtonDown() && (lasso.get() || event.isShiftDown())) {
      line.begin(event.getX(), event.getY());
    }
  }

  private void drag(MouseEvent event) {
    hoverNothing();
    if (line.isDrawn()) {
      line.goTo(event.getX(), event.getY());
      return;
    }
    move(event.getX() - dragX, event.getY() - dragY);
    dragX = event.getX();
    dragY = event.getY();
  }

  /** The release has a place of its own, which no move before it need have had. */
  private void endLasso(MouseEvent event) {
    if (!line.isDrawn()) {
      return;
    }
    line.goTo(event.getX(), event.getY());
    boolean isClosed = line.isClosed();
    line.end();
    Optional<Shown> shown = model.map().shownProperty().get();
    if (isClosed && view.isPresent() && shown.isPresent()) {
      SetMap map = shown.get().map();
      double[] xs = line.xs(view.get());
      double[] ys = line.ys(view.get());
      model
          .map()
          .background()
          .execute(
              () -> {
                int[] caught = map.within(xs, ys);
                model.map().fxThread().execute(() -> take(map, caught));
              });
    }
  }

  private void take(SetMap of, int[] caught) {
    boolean isStillShown =
        model.map().shownProperty().get().filter(now -> now.map().isOfSameImages(of)).isPresent();
    if (isStillShown && caught.length > 0) {
      model.setLasso(caught);
    }
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
          .nearest(view.get().centerX(), view.get().centerY(), reach)
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
