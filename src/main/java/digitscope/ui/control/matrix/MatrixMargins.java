package digitscope.ui.control.matrix;

import digitscope.eval.ClassMeasures;
import digitscope.eval.ConfusionMatrix;
import digitscope.ui.control.Messages;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/**
 * What stands at the margins of a matrix: at the right the images of each class and its recall,
 * below the images that were read as it and its precision, in the corner all images and the
 * accuracy. Where cells are too small for numbers, bars show the parts that are errors.
 */
final class MatrixMargins {
  private static final double LEAST_HEIGHT_FOR_TEXT = 13;
  private static final double LEAST_WIDTH_FOR_TEXT = 36;
  private static final double TOTAL_WIDTH = 44;
  private static final double MEASURE_WIDTH = 52;
  private static final double LINE_HEIGHT = 18;
  private static final double BARS = 48;
  private static final double GAP = 6;
  private static final double CAPTION_WIDTH = 64;
  private static final String UNDEFINED = "–";

  private final Messages messages = Messages.of("control");
  private final Side rows = new Side("recall");
  private final Side columns = new Side("precision");
  private final Label total = label("matrix-total");
  private final Label accuracy = label("matrix-total");

  /** One of the two margins. */
  private final class Side {
    private final List<Label> totals = new ArrayList<>();
    private final List<Label> measures = new ArrayList<>();
    private final List<Region> bars = new ArrayList<>();
    private final Label totalCaption = label("matrix-total");
    private final Label measureCaption = label("matrix-total");
    private final Label barsCaption = label("matrix-total");
    private final String measure;
    private double[] errors = new double[0];
    private double worst;

    Side(String measure) {
      this.measure = measure;
      totalCaption.setText(messages.get("matrix.margin.total"));
      measureCaption.setText(messages.get("matrix.margin." + measure));
    }

    List<Node> rebuild(int classes) {
      List.of(totals, measures, bars).forEach(List::clear);
      for (int label = 0; label < classes; label++) {
        totals.add(label("matrix-total"));
        measures.add(label("matrix-total"));
        measures.get(label).setId(measure + "-" + label);
        Region bar = new Region();
        bar.getStyleClass().add("matrix-bar");
        bar.setMouseTransparent(true);
        bars.add(bar);
      }
      List<Node> nodes = new ArrayList<>(List.of(totalCaption, measureCaption, barsCaption));
      nodes.addAll(totals);
      nodes.addAll(measures);
      nodes.addAll(bars);
      return nodes;
    }

    void show(int label, int images, double part) {
      totals.get(label).setText(messages.get("matrix.count", images));
      measures.get(label).setText(percent(part));
      errors[label] = Double.isNaN(part) ? 0 : 1 - part;
      worst = Math.max(worst, errors[label]);
    }

    void begin(int classes) {
      errors = new double[classes];
      worst = 0;
    }

    void end() {
      barsCaption.setText(messages.get("matrix.margin.bars", worst));
    }

    void setText(boolean isText, boolean isInSight, int label) {
      totals.get(label).setVisible(isText && isInSight);
      measures.get(label).setVisible(isText && isInSight);
      bars.get(label).setVisible(!isText && isInSight && errors[label] > 0);
    }

    void setText(boolean isText) {
      totalCaption.setVisible(isText);
      measureCaption.setVisible(isText);
      barsCaption.setVisible(!isText);
    }

    /** Length of a bar, of which the worst class has the whole. */
    double length(int label) {
      return worst == 0 ? 0 : Math.max(1, Math.rint(BARS * errors[label] / worst));
    }
  }

  private static Label label(String styleClass) {
    Label label = new Label();
    label.getStyleClass().add(styleClass);
    label.setMouseTransparent(true);
    return label;
  }

  List<Node> rebuild(int classes) {
    List<Node> nodes = new ArrayList<>(List.of(total, accuracy));
    nodes.addAll(rows.rebuild(classes));
    nodes.addAll(columns.rebuild(classes));
    return nodes;
  }

  void show(ConfusionMatrix matrix) {
    rows.begin(matrix.classes());
    columns.begin(matrix.classes());
    for (ClassMeasures own : matrix.measures()) {
      rows.show(own.label(), own.actual(), own.recall());
      int read = own.truePositives() + own.falsePositives();
      columns.show(own.label(), read, own.precision());
    }
    rows.end();
    columns.end();
    total.setText(messages.get("matrix.count", matrix.total()));
    accuracy.setText(percent(matrix.accuracy()));
  }

  private String percent(double part) {
    return Double.isNaN(part) ? UNDEFINED : messages.get("matrix.margin.part", part);
  }

  /** Width of the margin at the right of rows that are so high. */
  static double width(double cellHeight) {
    return cellHeight >= LEAST_HEIGHT_FOR_TEXT ? TOTAL_WIDTH + MEASURE_WIDTH : GAP + CAPTION_WIDTH;
  }

  /** Height of the margin below columns that are so wide. */
  static double height(double cellWidth) {
    return cellWidth >= LEAST_WIDTH_FOR_TEXT ? 2 * LINE_HEIGHT : GAP + BARS;
  }

  void place(MatrixLayout layout, MatrixOrder order) {
    boolean rowText = layout.cellHeight() >= LEAST_HEIGHT_FOR_TEXT;
    boolean columnText = layout.cellWidth() >= LEAST_WIDTH_FOR_TEXT;
    rows.setText(rowText);
    columns.setText(columnText);
    double right = layout.right();
    double below = layout.bottom();
    double captions = layout.top() - LINE_HEIGHT;
    rows.totalCaption.resizeRelocate(right, captions, TOTAL_WIDTH, LINE_HEIGHT);
    rows.measureCaption.resizeRelocate(right + TOTAL_WIDTH, captions, MEASURE_WIDTH, LINE_HEIGHT);
    rows.barsCaption.setAlignment(Pos.CENTER_LEFT);
    rows.barsCaption.resizeRelocate(right + GAP, captions, CAPTION_WIDTH, LINE_HEIGHT);
    for (Label caption : List.of(columns.totalCaption, columns.measureCaption)) {
      caption.setAlignment(Pos.CENTER_RIGHT);
    }
    double captionLeft = layout.left() - CAPTION_WIDTH - 4;
    columns.totalCaption.resizeRelocate(captionLeft, below, CAPTION_WIDTH, LINE_HEIGHT);
    columns.measureCaption.resizeRelocate(
        captionLeft, below + LINE_HEIGHT, CAPTION_WIDTH, LINE_HEIGHT);
    columns.barsCaption.setAlignment(Pos.CENTER_LEFT);
    columns.barsCaption.resizeRelocate(right + GAP, below + GAP, CAPTION_WIDTH, LINE_HEIGHT);
    for (int label = 0; label < rows.totals.size(); label++) {
      int at = order.placeOf(label);
      rows.setText(rowText, layout.window().hasRow(at), label);
      columns.setText(columnText, layout.window().hasColumn(at), label);
      placeRow(layout, at, label);
      placeColumn(layout, at, label);
    }
    total.setVisible(rowText && columnText);
    total.resizeRelocate(right, below, TOTAL_WIDTH, LINE_HEIGHT);
    accuracy.setVisible(rowText && columnText);
    accuracy.resizeRelocate(right + TOTAL_WIDTH, below + LINE_HEIGHT, MEASURE_WIDTH, LINE_HEIGHT);
  }

  private void placeRow(MatrixLayout layout, int at, int label) {
    double right = layout.right();
    double y = layout.y(at);
    rows.totals.get(label).resizeRelocate(right, y, TOTAL_WIDTH, layout.cellHeight());
    rows.measures
        .get(label)
        .resizeRelocate(right + TOTAL_WIDTH, y, MEASURE_WIDTH, layout.cellHeight());
    rows.bars
        .get(label)
        .resizeRelocate(
            right + GAP, y + 1, rows.length(label), Math.max(1, layout.cellHeight() - 2));
  }

  private void placeColumn(MatrixLayout layout, int at, int label) {
    double below = layout.bottom();
    double x = layout.x(at);
    columns.totals.get(label).resizeRelocate(x, below, layout.cellWidth(), LINE_HEIGHT);
    columns
        .measures
        .get(label)
        .resizeRelocate(x, below + LINE_HEIGHT, layout.cellWidth(), LINE_HEIGHT);
    columns
        .bars
        .get(label)
        .resizeRelocate(
            x + 1, below + GAP, Math.max(1, layout.cellWidth() - 2), columns.length(label));
  }
}
