package digitscope.ui.features;

import digitscope.probe.FeatureMaps.Kernels;
import digitscope.probe.MapPlace;
import digitscope.probe.ValueComputation;
import digitscope.ui.control.Visibility;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import javafx.geometry.Point2D;
import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;

/**
 * The network as one picture: layers as columns from the image to the output, lines from each map
 * to the maps that it reads. What is under the mouse shows its lines and its receptive field; a
 * click keeps it.
 *
 * <p>Style class {@code network-picture}; parts {@code network-head} (of a column), {@code
 * network-caption}, {@code network-line} (color of lines without a sign), {@code network-field}
 * (color of receptive fields) and {@code map-readout}.
 */
final class NetworkPicture extends Region {
  private static final double READOUT_DISTANCE = 14;
  private static final double LEAST_HEIGHT = 240;

  private final FeaturesViewModel features;
  private final NetworkViewModel model;
  private final NetworkReadings readings;
  private final IntConsumer openLayer;
  private final Visibility sight = new Visibility(this, this::show);
  private final Canvas base = new Canvas();
  private final Canvas overlay = new Canvas();
  private final List<Button> heads = new ArrayList<>();
  private final Label readout = new Label();
  private final Label caption = hidden("network-caption");
  private final Label line = hidden("network-line");
  private final Label field = hidden("network-field");
  private NetworkPainter painter = NetworkPainter.NOTHING;
  private Optional<MapPlace> underMouse = Optional.empty();

  /**
   * @param openLayer is told the index of a layer whose head was clicked
   */
  NetworkPicture(FeaturesViewModel features, NetworkReadings readings, IntConsumer openLayer) {
    this.features = features;
    this.model = features.picture();
    this.readings = readings;
    this.openLayer = openLayer;
    getStyleClass().add("network-picture");
    setFocusTraversable(true);
    setAccessibleText(readings.get("picture.accessible"));
    base.setManaged(false);
    overlay.setManaged(false);
    overlay.setMouseTransparent(true);
    readout.getStyleClass().addAll("map-readout", "tabular");
    readout.setMouseTransparent(true);
    readout.setManaged(false);
    readout.setVisible(false);
    getChildren().setAll(base, overlay, caption, line, field, readout);
    model.columnsProperty().addListener((property, before, now) -> show());
    model.weightsProperty().addListener((property, before, now) -> show());
    model.connectionsProperty().addListener((property, before, now) -> show());
    features.commonScaleProperty().addListener((property, before, now) -> show());
    model.computationProperty().addListener((property, before, now) -> paintOverlay());
    model.hoveredProperty().addListener((property, before, now) -> paintOverlay());
    model.pinnedProperty().addListener((property, before, now) -> paintOverlay());
    List.of(caption, line, field)
        .forEach(
            label ->
                label.textFillProperty().addListener((property, before, now) -> requestLayout()));
    caption.fontProperty().addListener((property, before, now) -> requestLayout());
    setOnMouseMoved(this::hover);
    setOnMouseExited(event -> leave());
    setOnMousePressed(this::press);
    setOnKeyPressed(this::type);
    show();
  }

  private static Label hidden(String styleClass) {
    Label label = new Label();
    label.getStyleClass().add(styleClass);
    label.setVisible(false);
    label.setManaged(false);
    return label;
  }

  private void show() {
    if (!sight.isSeen()) {
      return;
    }
    List<NetworkColumn> columns = model.columnsProperty().get();
    if (heads.size() != columns.size()) {
      getChildren().removeAll(heads);
      heads.clear();
      columns.forEach(column -> heads.add(head(column)));
      getChildren().addAll(heads);
    }
    for (int i = 0; i < columns.size(); i++) {
      heads.get(i).setText(readings.head(columns.get(i), model.layers()));
    }
    requestLayout();
  }

  private Button head(NetworkColumn column) {
    Button head = new Button();
    head.getStyleClass().addAll("network-head");
    head.setManaged(false);
    if (column.layerIndex() == NetworkColumn.IMAGE) {
      head.setDisable(true);
    } else {
      head.setTooltip(new Tooltip(readings.get("picture.head.tip", column.stack().title())));
      head.setOnAction(event -> openLayer.accept(column.layerIndex()));
    }
    return head;
  }

  @Override
  protected double computeMinWidth(double height) {
    return NetworkLayout.leastWidth(model.columnsProperty().get());
  }

  @Override
  protected double computeMinHeight(double width) {
    return LEAST_HEIGHT;
  }

  @Override
  protected void layoutChildren() {
    double width = getWidth() - snappedLeftInset() - snappedRightInset();
    double height = getHeight() - snappedTopInset() - snappedBottomInset();
    for (Canvas canvas : List.of(base, overlay)) {
      canvas.relocate(snappedLeftInset(), snappedTopInset());
      canvas.setWidth(width);
      canvas.setHeight(height);
    }
    painter =
        new NetworkPainter(
            model.columnsProperty().get(),
            model.weightsProperty().get(),
            model.connectionsProperty().get(),
            features.commonScaleProperty().get(),
            width,
            height,
            painter,
            kept());
    for (int i = 0; i < heads.size(); i++) {
      NetworkLayout.Box box = painter.layout().boxes().get(i);
      Button head = heads.get(i);
      double wide = Math.min(width, Math.max(box.width(), head.prefWidth(-1)));
      double x = Math.max(0, Math.min(width - wide, box.left() + (box.width() - wide) / 2));
      head.resizeRelocate(snappedLeftInset() + x, snappedTopInset(), wide, NetworkLayout.HEAD - 6);
    }
    paint();
  }

  private Optional<MapPlace> kept() {
    return model.pinnedProperty().get();
  }

  private NetworkPainter.Look look() {
    return new NetworkPainter.Look(
        caption.getFont(),
        caption.getTextFill(),
        line.getTextFill(),
        field.getTextFill(),
        (column, map) -> readings.dot(features.classNames(), column, map));
  }

  private void paint() {
    var graphics = base.getGraphicsContext2D();
    graphics.clearRect(0, 0, base.getWidth(), base.getHeight());
    graphics.setImageSmoothing(false);
    graphics.setTextBaseline(VPos.CENTER);
    painter.paint(graphics, look());
    paintOverlay();
  }

  private void paintOverlay() {
    var graphics = overlay.getGraphicsContext2D();
    graphics.clearRect(0, 0, overlay.getWidth(), overlay.getHeight());
    model
        .place()
        .ifPresent(
            place -> {
              Optional<ValueComputation> found =
                  model
                      .computationProperty()
                      .get()
                      .filter(computation -> computation.place().equals(place));
              painter.point(graphics, look(), place, found);
            });
  }

  private void hover(MouseEvent event) {
    double x = event.getX() - base.getLayoutX();
    double y = event.getY() - base.getLayoutY();
    underMouse = painter.placeAt(x, y);
    model.hoveredProperty().set(underMouse);
    String text = underMouse.map(this::said).orElse("");
    readout.setText(text);
    readout.setVisible(!text.isEmpty());
    if (readout.isVisible()) {
      readout.autosize();
      double right = Math.max(0, getWidth() - readout.getWidth());
      double below = event.getY() + READOUT_DISTANCE;
      boolean fits = below + readout.getHeight() <= getHeight();
      readout.relocate(
          Math.min(event.getX() + READOUT_DISTANCE, right),
          fits ? below : event.getY() - READOUT_DISTANCE - readout.getHeight());
      readout.toFront();
    }
  }

  private String said(MapPlace place) {
    return painter
        .columnOf(place.layerIndex())
        .map(column -> readings.place(column.stack(), place))
        .orElse("");
  }

  private void leave() {
    underMouse = Optional.empty();
    readout.setVisible(false);
    model.hoveredProperty().set(Optional.empty());
  }

  private void press(MouseEvent event) {
    requestFocus();
    hover(event);
    boolean isSame = underMouse.equals(model.pinnedProperty().get());
    model.pinnedProperty().set(isSame ? Optional.empty() : underMouse);
    event.consume();
  }

  /** Where a value is drawn, if it is. */
  Optional<Point2D> middleOf(MapPlace place) {
    return painter.middleOf(place).map(point -> point.add(base.getLayoutX(), base.getLayoutY()));
  }

  /** Escape lets go; arrows move the chosen place within its map. */
  private void type(KeyEvent event) {
    Optional<MapPlace> chosen = model.pinnedProperty().get();
    if (event.getCode() == KeyCode.ESCAPE && chosen.isPresent()) {
      model.pinnedProperty().set(Optional.empty());
      event.consume();
    } else if (chosen.isPresent()) {
      moved(chosen.get(), event.getCode())
          .ifPresent(
              place -> {
                model.pinnedProperty().set(Optional.of(place));
                event.consume();
              });
    }
  }

  /** The place beside another one, in a map; among units, the unit before or after. */
  private Optional<MapPlace> moved(MapPlace place, KeyCode key) {
    int down = key == KeyCode.DOWN ? 1 : key == KeyCode.UP ? -1 : 0;
    int right = key == KeyCode.RIGHT ? 1 : key == KeyCode.LEFT ? -1 : 0;
    Optional<MapStack> stack = painter.columnOf(place.layerIndex()).map(NetworkColumn::stack);
    if (stack.isEmpty() || (down == 0 && right == 0)) {
      return Optional.empty();
    }
    MapStack maps = stack.get();
    int row = place.row() + (maps.isVector() ? 0 : down);
    int column = place.column() + (maps.isVector() ? 0 : right);
    int map = place.map() + (maps.isVector() ? down + right : 0);
    boolean isInside =
        row >= 0
            && row < maps.height()
            && column >= 0
            && column < maps.width()
            && map >= 0
            && map < maps.count();
    return isInside
        ? Optional.of(new MapPlace(place.layerIndex(), map, row, column))
        : Optional.empty();
  }

  /** The weights of a dense layer on pixels, by which its units are drawn. */
  static Optional<Kernels> weightsOf(NetworkColumn column, Map<Integer, Kernels> weights) {
    return Optional.ofNullable(weights.get(column.layerIndex()));
  }
}
