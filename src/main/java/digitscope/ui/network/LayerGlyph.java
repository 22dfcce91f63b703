package digitscope.ui.network;

import digitscope.config.Shape;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import javafx.scene.shape.Polyline;

/**
 * A layer's output as a drawing: maps as a stack of sheets, a vector as a bar, with the flow from
 * the layer above to the one below. Sides of sheets are proportional to the maps; how many sheets
 * there are, and how long a bar is, grows with the logarithm of the number of maps or units.
 */
final class LayerGlyph extends Region {
  private static final double WIDTH = 96;
  private static final double ABOVE = 14;
  private static final double BELOW = 4;
  private static final double SMALLEST_SHEET = 6;
  private static final double SHEETS = 42;
  private static final double SHEET_OFFSET = 3;
  private static final double BAR_HEIGHT = 9;
  private static final double SMALLEST_BAR = 8;
  private static final double BARS = 72;
  private static final double LINE = 2;
  private static final double ARROW = 4;
  private static final double LOOP = 10;

  private final double bodyWidth;
  private final double bodyHeight;
  private final List<Region> sheets = new ArrayList<>();
  private final Region above = new Region();
  private final Region below = new Region();
  private final Polyline arrow = new Polyline(-ARROW, -ARROW, 0, 0, ARROW, -ARROW);
  private final Polyline shortcut = new Polyline();

  /** What flows past or through the layer. */
  enum Flow {
    /** It is the input, to which nothing leads. */
    SOURCE,
    THROUGH,
    /** Its input is added to what it gives. */
    ADDED,
    /** It is the output, from which nothing leads. */
    END
  }

  /**
   * @param shape of the output
   * @param largestSide of all maps of the network, and of its images
   * @param largestVector of the network
   */
  LayerGlyph(Shape shape, int largestSide, int largestVector, Flow flow) {
    getStyleClass().add("layer-glyph");
    above.getStyleClass().add("glyph-flow");
    below.getStyleClass().add("glyph-flow");
    arrow.getStyleClass().add("glyph-arrow");
    shortcut.getStyleClass().add("glyph-arrow");
    double width;
    double height;
    int count = 1;
    if (shape instanceof Shape.Maps maps) {
      width = SMALLEST_SHEET + SHEETS * maps.width() / largestSide;
      height = SMALLEST_SHEET + SHEETS * maps.height() / largestSide;
      count = 1 + (int) Math.round(log2(maps.channels()));
    } else {
      width = SMALLEST_BAR + BARS * log2(1 + shape.size()) / log2(1 + largestVector);
      height = BAR_HEIGHT;
    }
    for (int i = 0; i < count; i++) {
      Region sheet = new Region();
      sheet.getStyleClass().add("glyph-sheet");
      sheet.resize(width, height);
      sheets.add(sheet);
    }
    bodyWidth = width + (count - 1) * SHEET_OFFSET;
    bodyHeight = height + (count - 1) * SHEET_OFFSET;
    above.setVisible(flow != Flow.SOURCE);
    arrow.setVisible(flow != Flow.SOURCE);
    below.setVisible(flow != Flow.END);
    shortcut.setVisible(flow == Flow.ADDED);
    List<Node> nodes = new ArrayList<>(List.of(above, below, shortcut));
    nodes.addAll(sheets);
    nodes.add(arrow);
    nodes.forEach(node -> node.setManaged(false));
    getChildren().setAll(nodes);
    setMouseTransparent(true);
  }

  private static double log2(double value) {
    return Math.log(value) / Math.log(2);
  }

  @Override
  protected double computePrefWidth(double height) {
    return WIDTH;
  }

  @Override
  protected double computeMinWidth(double height) {
    return WIDTH;
  }

  @Override
  protected double computePrefHeight(double width) {
    return ABOVE + bodyHeight + BELOW;
  }

  @Override
  protected double computeMinHeight(double width) {
    return computePrefHeight(width);
  }

  @Override
  protected void layoutChildren() {
    double middle = Math.rint(getWidth() / 2);
    double top = Math.rint((getHeight() - bodyHeight + ABOVE - BELOW) / 2);
    double left = Math.rint(middle - bodyWidth / 2);
    int last = sheets.size() - 1;
    for (int i = 0; i <= last; i++) {
      // The first sheet lies behind the others, to the right and above.
      sheets.get(i).relocate(left + (last - i) * SHEET_OFFSET, top + i * SHEET_OFFSET);
    }
    above.resizeRelocate(middle - LINE / 2, 0, LINE, Math.max(0, top - 1));
    below.resizeRelocate(
        middle - LINE / 2, top + bodyHeight, LINE, Math.max(0, getHeight() - top - bodyHeight));
    arrow.relocate(middle - ARROW, top - ARROW - 1);
    double right = getWidth() - LOOP / 2;
    shortcut
        .getPoints()
        .setAll(middle, 1.0, right, 1.0, right, getHeight() - 1, middle, getHeight() - 1);
  }
}
