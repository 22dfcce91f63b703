package digitscope.ui.control.images;

import digitscope.ui.control.Messages;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Orientation;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;

/**
 * Small pictures side by side, enlarged pixel by pixel, all painted on one canvas: hundreds of them
 * can be renewed many times a second. A click or an arrow key selects one.
 *
 * <p>Style class {@code map-grid}; parts {@code map-caption}, {@code map-selection}, {@code
 * map-hover} (frames) and {@code map-readout} (what is said of the pixel under the mouse).
 */
public final class MapGrid extends Region {
  private static final double READOUT_DISTANCE = 14;

  /** Dark on pictures in either theme, so that the white cross on it is seen. */
  private static final Color VEIL = Color.gray(0.15, 0.7);

  /** Pixels of the screen for a pixel of a tile from which on tiles are outlined. */
  private static final double OUTLINED_SCALE = 4;

  private static final double OUTLINE_OPACITY = 0.3;
  private static final double STRIKE_WIDTH = 2;

  private final Canvas canvas = new Canvas();
  private final Region selection = part("map-selection");
  private final Region hover = part("map-hover");
  private final Label readout = new Label();

  /** Takes the captions' font and color from the style sheet; never seen. */
  private final Label captionStyle = new Label();

  private final DoubleProperty tileSide = new SimpleDoubleProperty(this, "tileSide", 72);
  private final BooleanProperty even = new SimpleBooleanProperty(this, "even", true);
  private final ReadOnlyObjectWrapper<Optional<Spot>> hovered =
      new ReadOnlyObjectWrapper<>(this, "hovered", Optional.empty());
  private final ObjectProperty<OptionalInt> selected =
      new SimpleObjectProperty<>(this, "selected", OptionalInt.empty());
  private final String deadText = Messages.of("maps").get("map.dead");
  private Function<Spot, String> readoutText = spot -> "";
  private List<MapTile> tiles = List.of();
  private Set<Integer> struckOut = Set.of();
  private MapSheet sheet = new MapSheet(tiles);
  private MapGridLayout layout = fit(Double.MAX_VALUE);

  /** A pixel of a tile; all are counted from 0. */
  public record Spot(int tile, int row, int column) {}

  public MapGrid() {
    getStyleClass().add("map-grid");
    setFocusTraversable(true);
    readout.getStyleClass().addAll("map-readout", "tabular");
    readout.setMouseTransparent(true);
    readout.setManaged(false);
    readout.setWrapText(true);
    captionStyle.getStyleClass().add("map-caption");
    captionStyle.setVisible(false);
    captionStyle.setManaged(false);
    getChildren().setAll(canvas, selection, hover, readout, captionStyle);
    canvas.setManaged(false);
    tileSide.addListener((property, before, now) -> requestLayout());
    even.addListener((property, before, now) -> requestLayout());
    captionStyle.textFillProperty().addListener((property, before, now) -> requestLayout());
    captionStyle.fontProperty().addListener((property, before, now) -> requestLayout());
    selected.addListener((property, before, now) -> placeFrames());
    focusedProperty().addListener((property, before, now) -> placeFrames());
    setOnMouseMoved(this::hover);
    setOnMouseDragged(this::hover);
    setOnMouseExited(event -> showHover(Optional.empty(), 0, 0));
    setOnMousePressed(this::press);
    setOnKeyPressed(this::moveSelection);
    showHover(Optional.empty(), 0, 0);
  }

  private static Region part(String styleClass) {
    Region region = new Region();
    region.getStyleClass().add(styleClass);
    region.setMouseTransparent(true);
    region.setManaged(false);
    region.setVisible(false);
    return region;
  }

  /** Shows these tiles from now on. */
  public void setTiles(List<MapTile> shown) {
    tiles = List.copyOf(shown);
    sheet = new MapSheet(tiles);
    MapGridLayout changed = fit(innerWidth());
    if (changed.equals(layout)) {
      paint();
    } else {
      requestLayout();
    }
  }

  public List<MapTile> tiles() {
    return tiles;
  }

  /** About how wide and high a tile is on the screen, pixels. */
  public DoubleProperty tileSideProperty() {
    return tileSide;
  }

  /**
   * Whether each pixel of a tile covers a whole number of pixels of the screen, so that all look
   * alike; tiles are then only about as large as {@link #tileSideProperty} says.
   */
  public BooleanProperty evenProperty() {
    return even;
  }

  /** Number of the selected tile. */
  public ObjectProperty<OptionalInt> selectedProperty() {
    return selected;
  }

  /** Strikes out the tiles of these numbers, and no others. */
  public void setStruckOut(Set<Integer> struck) {
    if (!struck.equals(struckOut)) {
      struckOut = Set.copyOf(struck);
      paint();
    }
  }

  /** The pixel under the mouse. */
  public ReadOnlyObjectProperty<Optional<Spot>> hoveredProperty() {
    return hovered.getReadOnlyProperty();
  }

  /** Sets what is said of the pixel under the mouse; an empty text hides it. */
  public void setReadoutText(Function<Spot, String> text) {
    readoutText = text;
  }

  @Override
  public Orientation getContentBias() {
    return Orientation.HORIZONTAL;
  }

  @Override
  protected double computeMinWidth(double height) {
    return snappedLeftInset() + layout.pictureWidth() + snappedRightInset();
  }

  @Override
  protected double computePrefWidth(double height) {
    double all = fit(Double.MAX_VALUE).width();
    return snappedLeftInset() + all + snappedRightInset();
  }

  @Override
  protected double computePrefHeight(double width) {
    double inner = width < 0 ? Double.MAX_VALUE : width - snappedLeftInset() - snappedRightInset();
    double height = fit(inner).height();
    return snappedTopInset() + height + snappedBottomInset();
  }

  @Override
  protected double computeMinHeight(double width) {
    return computePrefHeight(width);
  }

  @Override
  protected void layoutChildren() {
    layout = fit(innerWidth());
    canvas.relocate(snappedLeftInset(), snappedTopInset());
    canvas.setWidth(layout.width());
    canvas.setHeight(layout.height());
    paint();
  }

  private MapGridLayout fit(double width) {
    return MapGridLayout.of(tiles, tileSide.get(), even.get(), width);
  }

  private double innerWidth() {
    return getWidth() - snappedLeftInset() - snappedRightInset();
  }

  private void paint() {
    GraphicsContext graphics = canvas.getGraphicsContext2D();
    graphics.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
    graphics.setImageSmoothing(false);
    graphics.setFont(captionStyle.getFont());
    graphics.setFill(captionStyle.getTextFill());
    graphics.setStroke(captionStyle.getTextFill());
    graphics.setTextAlign(TextAlignment.CENTER);
    for (int i = 0; i < tiles.size(); i++) {
      paint(graphics, i);
    }
    placeFrames();
  }

  private void paint(GraphicsContext graphics, int index) {
    MapTile tile = tiles.get(index);
    double x = layout.left(index);
    double y = layout.top(index);
    double width = tile.width() * layout.scale();
    double height = tile.height() * layout.scale();
    double middle = x + layout.pictureWidth() / 2;
    if (tile.dead()) {
      graphics.setLineDashes(3, 3);
      graphics.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1);
      graphics.setTextBaseline(VPos.CENTER);
      graphics.fillText(deadText, middle, y + height / 2, width);
    } else {
      graphics.drawImage(
          sheet.image(),
          sheet.left(index),
          sheet.top(index),
          tile.width(),
          tile.height(),
          x,
          y,
          width,
          height);
      outline(graphics, x, y, width, height);
    }
    if (struckOut.contains(index)) {
      strikeOut(graphics, x, y, width, height);
    }
    if (layout.captionHeight() > 0) {
      graphics.setTextBaseline(VPos.TOP);
      graphics.fillText(tile.caption(), middle, y + layout.pictureHeight() + 1);
    }
  }

  /** Sets a tile that ends in the color of the page off from it, if its pixels can spare a line. */
  private void outline(GraphicsContext graphics, double x, double y, double width, double height) {
    if (layout.scale() >= OUTLINED_SCALE) {
      graphics.setLineDashes();
      graphics.setGlobalAlpha(OUTLINE_OPACITY);
      graphics.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1);
      graphics.setGlobalAlpha(1);
    }
  }

  private static void strikeOut(
      GraphicsContext graphics, double x, double y, double width, double height) {
    graphics.save();
    graphics.setLineDashes();
    graphics.setFill(VEIL);
    graphics.fillRect(x, y, width, height);
    graphics.setStroke(Color.WHITE);
    graphics.setLineWidth(STRIKE_WIDTH);
    graphics.strokeLine(
        x + STRIKE_WIDTH, y + STRIKE_WIDTH, x + width - STRIKE_WIDTH, y + height - STRIKE_WIDTH);
    graphics.strokeLine(
        x + width - STRIKE_WIDTH, y + STRIKE_WIDTH, x + STRIKE_WIDTH, y + height - STRIKE_WIDTH);
    graphics.restore();
  }

  private void placeFrames() {
    int chosen = selected.get().orElse(-1);
    frame(selection, chosen);
    frame(hover, hovered.get().map(Spot::tile).filter(tile -> tile != chosen).orElse(-1));
  }

  private void frame(Node frame, int tile) {
    boolean shown = tile >= 0 && tile < tiles.size();
    frame.setVisible(shown);
    if (shown) {
      frame.resizeRelocate(
          canvas.getLayoutX() + layout.left(tile) - 2,
          canvas.getLayoutY() + layout.top(tile) - 2,
          layout.pictureWidth() + 4,
          layout.pictureHeight() + 4);
    }
  }

  private void hover(MouseEvent event) {
    showHover(spotAt(event), event.getX(), event.getY());
  }

  private Optional<Spot> spotAt(MouseEvent event) {
    return layout.spotAt(event.getX() - canvas.getLayoutX(), event.getY() - canvas.getLayoutY());
  }

  private void showHover(Optional<Spot> spot, double x, double y) {
    hovered.set(spot);
    String text = spot.map(readoutText).orElse("");
    readout.setText(text);
    readout.setVisible(!text.isEmpty());
    if (readout.isVisible()) {
      readout.setMaxWidth(getWidth());
      readout.autosize();
      double right = Math.max(0, getWidth() - readout.getWidth());
      double below = y + READOUT_DISTANCE;
      boolean fits = below + readout.getHeight() <= getHeight();
      readout.relocate(
          Math.min(x + READOUT_DISTANCE, right),
          fits ? below : y - READOUT_DISTANCE - readout.getHeight());
    }
    placeFrames();
  }

  private void press(MouseEvent event) {
    requestFocus();
    // A scroll pane around would take the focus away again.
    event.consume();
    spotAt(event).ifPresent(spot -> selected.set(OptionalInt.of(spot.tile())));
  }

  private void moveSelection(KeyEvent event) {
    int move =
        switch (event.getCode()) {
          case LEFT -> -1;
          case RIGHT -> 1;
          case UP -> -layout.columns();
          case DOWN -> layout.columns();
          default -> 0;
        };
    int target = selected.get().orElse(move > 0 ? -move : 0) + move;
    if (move != 0 && target >= 0 && target < tiles.size()) {
      selected.set(OptionalInt.of(target));
      event.consume();
    }
  }
}
