package digitscope.ui.features;

import digitscope.probe.Connections;
import digitscope.probe.FeatureMaps.Kernels;
import digitscope.probe.MapPlace;
import digitscope.probe.ValueComputation;
import digitscope.ui.control.images.MapSheet;
import digitscope.ui.control.images.MapTile;
import digitscope.ui.control.images.PixelImages;
import digitscope.ui.features.NetworkEdges.Edge;
import digitscope.ui.features.NetworkLayout.Area;
import digitscope.ui.features.NetworkLayout.Box;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.Point2D;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/** Draws columns, lines and receptive fields. */
final class NetworkPainter {
  /** Before anything is known. */
  static final NetworkPainter NOTHING = new NetworkPainter();

  private static final int MOST_LINES = 96;
  private static final int MOST_LINES_OF_ONE = 40;
  private static final Color POSITIVE = Color.web("#e07b17");
  private static final Color NEGATIVE = Color.web("#4f8fd0");
  private static final double STRIP = 4;

  private final List<NetworkColumn> columns;
  private final List<Optional<Kernels>> weights;
  private final NetworkLayout layout;
  private final NetworkEdges edges;
  private final boolean isCommonScale;

  /** For each column the numbers of the maps that are shown, in their order. */
  private final List<List<Integer>> shown;

  /**
   * What things look like.
   *
   * @param font of captions
   * @param caption color of captions
   * @param line color of lines without a sign
   * @param field color of receptive fields
   * @param names what stands beside the dot of a class
   */
  record Look(Font font, Paint caption, Paint line, Paint field, Names names) {}

  /** Names dots. */
  interface Names {
    String of(NetworkColumn column, int map);
  }

  private NetworkPainter() {
    columns = List.of();
    weights = List.of();
    layout = new NetworkLayout(List.of());
    edges = new NetworkEdges(columns, Optional.empty());
    isCommonScale = true;
    shown = List.of();
  }

  /**
   * @param before which maps were shown; they stay where they are if they still can
   * @param kept a place whose map is shown in any case
   */
  NetworkPainter(
      List<NetworkColumn> columns,
      Map<Integer, Kernels> known,
      Optional<Connections> connections,
      boolean isCommonScale,
      double width,
      double height,
      NetworkPainter before,
      Optional<MapPlace> kept) {
    this.columns = columns;
    this.weights = columns.stream().map(column -> NetworkPicture.weightsOf(column, known)).toList();
    this.layout =
        NetworkLayout.of(
            columns, weights.stream().map(Optional::isPresent).toList(), width, height);
    this.edges = new NetworkEdges(columns, connections);
    this.isCommonScale = isCommonScale;
    this.shown = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      shown.add(choose(i, before, kept));
    }
  }

  private List<Integer> choose(int i, NetworkPainter before, Optional<MapPlace> kept) {
    NetworkColumn column = columns.get(i);
    int most = layout.boxes().get(i).shown();
    boolean wasSame =
        i < before.columns.size()
            && before.columns.get(i).resembles(column)
            && before.shown.get(i).size() == most;
    List<Integer> chosen = wasSame ? before.shown.get(i) : StrongestMaps.of(column, most);
    Optional<Integer> wanted =
        kept.filter(place -> place.layerIndex() == column.layerIndex()).map(MapPlace::map);
    if (wanted.isPresent() && !chosen.contains(wanted.get())) {
      chosen = new ArrayList<>(chosen);
      chosen.set(most - 1, wanted.get());
      chosen.sort(Integer::compare);
    }
    return List.copyOf(chosen);
  }

  NetworkLayout layout() {
    return layout;
  }

  Optional<NetworkColumn> columnOf(int layerIndex) {
    return columns.stream().filter(column -> column.layerIndex() == layerIndex).findFirst();
  }

  // ---- What is where

  /** The value at a place of the picture. */
  Optional<MapPlace> placeAt(double x, double y) {
    for (int i = 1; i < columns.size(); i++) {
      Box box = layout.boxes().get(i);
      Optional<Integer> slot = box.slotAt(x, y);
      if (slot.isPresent()) {
        Area tile = box.tile(slot.get());
        MapStack stack = columns.get(i).stack();
        int row = (int) ((y - tile.y()) / tile.height() * stack.height());
        int column = (int) ((x - tile.x()) / tile.width() * stack.width());
        return Optional.of(
            new MapPlace(
                stack.layerIndex(),
                shown.get(i).get(slot.get()),
                Math.min(stack.height() - 1, row),
                Math.min(stack.width() - 1, column)));
      }
    }
    return Optional.empty();
  }

  /** Where a value is drawn, if its map is shown. */
  Optional<Point2D> middleOf(MapPlace place) {
    return indexOf(place.layerIndex())
        .flatMap(
            i ->
                area(i, place.map())
                    .map(
                        tile -> {
                          MapStack stack = columns.get(i).stack();
                          return new Point2D(
                              tile.x() + (place.column() + 0.5) * tile.width() / stack.width(),
                              tile.y() + (place.row() + 0.5) * tile.height() / stack.height());
                        }));
  }

  // ---- What is always drawn

  void paint(GraphicsContext graphics, Look look) {
    for (int i = 1; i < columns.size(); i++) {
      for (Edge edge : edges.strongest(i, MOST_LINES)) {
        stroke(graphics, look, edge, 0.32, 1.6);
      }
    }
    for (int i = 0; i < columns.size(); i++) {
      paint(graphics, look, i);
    }
  }

  private void paint(GraphicsContext graphics, Look look, int i) {
    switch (columns.get(i).look()) {
      case IMAGE -> paintImage(graphics, i);
      case MAPS -> paintTiles(graphics, i, maps(i));
      case UNITS -> paintUnits(graphics, look, i);
      case CLASSES -> paintClasses(graphics, look, i);
    }
  }

  private void paintImage(GraphicsContext graphics, int i) {
    MapStack stack = columns.get(i).stack();
    int[] argb =
        PixelImages.pictureArgb(stack.values(), stack.count(), stack.height(), stack.width());
    paintTiles(graphics, i, List.of(new MapTile(stack.height(), stack.width(), argb, "")));
  }

  private List<MapTile> maps(int i) {
    MapStack stack = columns.get(i).stack();
    MapColors common = MapColors.of(stack);
    List<MapTile> tiles = new ArrayList<>();
    for (int map : shown.get(i)) {
      MapColors colors = isCommonScale ? common : MapColors.of(stack, map);
      tiles.add(colors.tile(stack, map, ""));
    }
    return tiles;
  }

  private void paintTiles(GraphicsContext graphics, int i, List<MapTile> tiles) {
    MapSheet sheet = new MapSheet(tiles);
    for (int slot = 0; slot < tiles.size(); slot++) {
      Area area = layout.boxes().get(i).tile(slot);
      graphics.drawImage(
          sheet.image(),
          sheet.left(slot),
          sheet.top(slot),
          tiles.get(slot).width(),
          tiles.get(slot).height(),
          area.x(),
          area.y(),
          area.width(),
          area.height());
    }
  }

  /** Dots, or the weights of a dense layer on pixels with the unit's value at their side. */
  private void paintUnits(GraphicsContext graphics, Look look, int i) {
    MapStack stack = columns.get(i).stack();
    MapColors colors = MapColors.of(stack);
    Optional<Kernels> kernels = weights.get(i);
    kernels.ifPresent(some -> paintTiles(graphics, i, pictures(some, i)));
    for (int slot = 0; slot < shown.get(i).size(); slot++) {
      Area area = layout.boxes().get(i).tile(slot);
      graphics.setFill(color(colors, stack.value(shown.get(i).get(slot), 0, 0)));
      if (kernels.isPresent()) {
        graphics.fillRect(area.x() + area.width() - STRIP, area.y(), STRIP, area.height());
      } else {
        dot(graphics, look, area);
      }
    }
  }

  /** A ring keeps dots apart from a background of their own color. */
  private static void dot(GraphicsContext graphics, Look look, Area area) {
    graphics.fillOval(area.x(), area.y(), area.width(), area.height());
    graphics.setStroke(look.line());
    graphics.setLineWidth(1);
    graphics.strokeOval(area.x() + 0.5, area.y() + 0.5, area.width() - 1, area.height() - 1);
  }

  private List<MapTile> pictures(Kernels kernels, int i) {
    MapStack stack =
        new MapStack(
            0,
            MapStack.Kind.KERNELS,
            "",
            kernels.filters() * kernels.inputs(),
            kernels.height(),
            kernels.width(),
            kernels.values());
    MapColors common = MapColors.of(stack);
    List<MapTile> tiles = new ArrayList<>();
    for (int unit : shown.get(i)) {
      int first = unit * kernels.inputs();
      tiles.add((isCommonScale ? common : MapColors.of(stack, first)).tile(stack, first, ""));
    }
    return tiles;
  }

  private void paintClasses(GraphicsContext graphics, Look look, int i) {
    MapStack stack = columns.get(i).stack();
    MapColors colors = MapColors.of(stack);
    graphics.setFont(look.font());
    graphics.setTextAlign(TextAlignment.LEFT);
    for (int slot = 0; slot < shown.get(i).size(); slot++) {
      Area area = layout.boxes().get(i).tile(slot);
      int map = shown.get(i).get(slot);
      graphics.setFill(color(colors, stack.value(map, 0, 0)));
      dot(graphics, look, area);
      graphics.setFill(look.caption());
      graphics.fillText(
          look.names().of(columns.get(i), map), area.x() + area.width() + 6, area.middle());
    }
  }

  private static Color color(MapColors colors, float value) {
    int argb =
        colors.diverging()
            ? PixelImages.divergingArgb(colors.high() > 0 ? value / colors.high() : 0)
            : PixelImages.sequentialArgb(
                colors.high() > colors.low()
                    ? (value - colors.low()) / (colors.high() - colors.low())
                    : 0);
    return Color.rgb(argb >> 16 & 0xff, argb >> 8 & 0xff, argb & 0xff);
  }

  // ---- What is drawn of the value that is pointed at

  /** Draws the lines of a value's map, and the receptive field on all maps before. */
  void point(
      GraphicsContext graphics, Look look, MapPlace place, Optional<ValueComputation> found) {
    Optional<Integer> at = indexOf(place.layerIndex());
    if (at.isEmpty()) {
      return;
    }
    int i = at.get();
    for (Edge edge : edges.into(i, place.map(), MOST_LINES_OF_ONE)) {
      stroke(graphics, look, edge, 0.95, 4);
    }
    for (Edge edge : edges.outOf(i, place.map(), MOST_LINES_OF_ONE)) {
      stroke(graphics, look, edge, 0.7, 2.5);
    }
    found.ifPresent(
        computation ->
            computation
                .fields()
                .forEach(field -> paintField(graphics, look, field, place, alone(i))));
    area(i, place.map())
        .ifPresent(
            area -> {
              graphics.setStroke(look.field());
              graphics.setLineWidth(2);
              graphics.strokeRect(
                  area.x() - 1.5, area.y() - 1.5, area.width() + 3, area.height() + 3);
            });
  }

  /** The first column of which the value depends on only one map. */
  private int alone(int column) {
    int first = column;
    while (edges.isOneToOne(first)) {
      first--;
    }
    return first;
  }

  private void paintField(
      GraphicsContext graphics,
      Look look,
      ValueComputation.Field field,
      MapPlace place,
      int alone) {
    Optional<Integer> at = indexOf(field.layerIndex());
    if (at.isEmpty() || columns.get(at.get()).stack().isVector()) {
      return;
    }
    int i = at.get();
    for (int slot = 0; slot < shown.get(i).size(); slot++) {
      if (i < alone || i == 0 || shown.get(i).get(slot) == place.map()) {
        frame(graphics, look, layout.boxes().get(i).tile(slot), field, columns.get(i).stack());
      }
    }
  }

  /** A frame around the part of a receptive field that lies on a picture. */
  private static void frame(
      GraphicsContext graphics,
      Look look,
      Area tile,
      ValueComputation.Field field,
      MapStack stack) {
    double scaleX = tile.width() / stack.width();
    double scaleY = tile.height() / stack.height();
    double left = Math.max(0, field.left()) * scaleX;
    double top = Math.max(0, field.top()) * scaleY;
    double right = Math.min(stack.width(), field.left() + field.width()) * scaleX;
    double bottom = Math.min(stack.height(), field.top() + field.height()) * scaleY;
    if (right <= left || bottom <= top) {
      return;
    }
    graphics.setLineWidth(3);
    graphics.setStroke(Color.color(0, 0, 0, 0.6));
    graphics.strokeRect(tile.x() + left, tile.y() + top, right - left, bottom - top);
    graphics.setLineWidth(1.5);
    graphics.setStroke(look.field());
    graphics.strokeRect(tile.x() + left, tile.y() + top, right - left, bottom - top);
  }

  private Optional<Integer> indexOf(int layerIndex) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).layerIndex() == layerIndex) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  private Optional<Area> area(int column, int map) {
    int slot =
        columns.get(column).look() == NetworkColumn.Look.IMAGE ? 0 : shown.get(column).indexOf(map);
    return slot < 0 ? Optional.empty() : Optional.of(layout.boxes().get(column).tile(slot));
  }

  private void stroke(
      GraphicsContext graphics, Look look, Edge edge, double opacity, double widest) {
    Optional<Area> from = area(edge.column() - 1, edge.from());
    Optional<Area> to = area(edge.column(), edge.to());
    if (from.isEmpty() || to.isEmpty()) {
      return;
    }
    double size = Math.abs(edge.strength());
    boolean isOneToOne = edges.isOneToOne(edge.column());
    graphics.setGlobalAlpha(opacity * (isOneToOne ? 0.7 : 0.15 + 0.85 * size));
    graphics.setStroke(isOneToOne ? look.line() : edge.strength() < 0 ? NEGATIVE : POSITIVE);
    graphics.setLineWidth(isOneToOne ? 1 : Math.max(0.5, widest * size));
    double x1 = from.get().x() + from.get().width();
    double x2 = to.get().x();
    double bend = Math.max(12, (x2 - x1) / 2);
    graphics.beginPath();
    graphics.moveTo(x1, from.get().middle());
    graphics.bezierCurveTo(
        x1 + bend, from.get().middle(), x2 - bend, to.get().middle(), x2, to.get().middle());
    graphics.stroke();
    graphics.setGlobalAlpha(1);
  }
}
