package digitscope.ui.control.matrix;

import digitscope.eval.CellChoice;
import digitscope.ui.control.matrix.MatrixLayout.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.text.Font;
import javafx.scene.text.Text;

/**
 * The names of the classes at the rows and columns of a matrix, and its corner. Where cells are
 * lower than letters, names stand in several lanes, each row's in the next one.
 */
final class MatrixHeads {
  private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
  private static final PseudoClass POINTED = PseudoClass.getPseudoClass("pointed");
  private static final double LEAST_WIDTH = 28;
  private static final double MOST_WIDTH = 96;
  private static final double HEIGHT = 24;

  /** Lines of names may not stand closer. */
  private static final double LEAST_PITCH = 11;

  private static final double LANE_HEIGHT = 14;
  private static final int MOST_LANES = 4;

  /**
   * Longer names would take too much room in lanes: of them only every second or third is shown.
   */
  private static final double WIDEST_IN_LANES = 24;

  /** Names that are wider than this many cells, at their usual size, are turned. */
  private static final double UPRIGHT_FROM = 1.25;

  private static final double PADDING = 12;
  private static final double LANE_PADDING = 5;
  private static final double LANE_GAP = 2;

  private final MatrixFonts fonts;
  private final List<Label> rows = new ArrayList<>();
  private final List<Label> columns = new ArrayList<>();
  private final Label corner;
  private Optional<Font> measuredIn = Optional.empty();
  private double widest;

  MatrixHeads(MatrixFonts fonts) {
    this.fonts = fonts;
    corner = head("≠", "all-errors", true);
  }

  /** Rebuilds the headers. */
  List<Node> rebuild(MatrixView view, int classes) {
    measuredIn = Optional.empty();
    rows.clear();
    columns.clear();
    for (int label = 0; label < classes; label++) {
      Label row = head(view.className(label), "row-" + label, true);
      row.setAlignment(Pos.CENTER_RIGHT);
      rows.add(row);
      Label column = head(view.className(label), "column-" + label, false);
      columns.add(column);
    }
    List<Node> nodes = new ArrayList<>(List.of(corner));
    nodes.addAll(rows);
    nodes.addAll(columns);
    return nodes;
  }

  private Label head(String name, String id, boolean isRow) {
    Label head = new Label(name);
    head.getStyleClass().add("matrix-head");
    head.fontProperty().bind(isRow ? fonts.head() : fonts.columnHead());
    head.setId(id);
    head.setMouseTransparent(true);
    return head;
  }

  int classes() {
    return rows.size();
  }

  List<String> names() {
    return columns.stream().map(Label::getText).toList();
  }

  /** Width of the heads of rows that are so high. */
  double width(double cellHeight) {
    double widest = widest();
    return lanes(cellHeight) > 1 && widest <= WIDEST_IN_LANES
        ? lanes(cellHeight) * (widest + LANE_PADDING) + LANE_GAP
        : Math.max(LEAST_WIDTH, Math.min(MOST_WIDTH, widest + PADDING));
  }

  /** Height of the heads of columns that are so wide. */
  double height(double cellWidth) {
    if (isUpright(cellWidth)) {
      return Math.min(MOST_WIDTH, widest() + LANE_PADDING);
    }
    int lanes = lanes(cellWidth);
    return lanes == 1 ? HEIGHT : lanes * LANE_HEIGHT + 2;
  }

  /** Whether the names of columns are so long that they must stand upright. */
  private boolean isUpright(double cellWidth) {
    return widest() > Math.max(WIDEST_IN_LANES, cellWidth * UPRIGHT_FROM);
  }

  private double widest() {
    if (!measuredIn.equals(Optional.of(fonts.head().get()))) {
      measuredIn = Optional.of(fonts.head().get());
      // Labels do not know their width before they are styled.
      Text sample = new Text();
      sample.setFont(fonts.head().get());
      widest = 0;
      for (Label row : rows) {
        sample.setText(row.getText());
        widest = Math.max(widest, sample.getLayoutBounds().getWidth());
      }
    }
    return widest;
  }

  private static int lanes(double pitch) {
    return (int) Math.max(1, Math.min(MOST_LANES, Math.ceil(LEAST_PITCH / Math.max(1, pitch))));
  }

  void place(MatrixLayout layout, MatrixOrder order) {
    double cornerHeight = Math.min(HEIGHT, layout.headHeight());
    corner.resizeRelocate(
        layout.x(-1), layout.top() - cornerHeight, layout.headWidth(), cornerHeight);
    boolean isShort = widest() <= WIDEST_IN_LANES;
    int rowLanes = lanes(layout.cellHeight());
    int columnLanes = lanes(layout.cellWidth());
    double laneWidth =
        isShort ? (layout.headWidth() - LANE_GAP) / rowLanes : layout.headWidth() - LANE_GAP;
    for (int label = 0; label < rows.size(); label++) {
      int at = order.placeOf(label);
      Label row = rows.get(label);
      double high = Math.max(LEAST_PITCH, layout.cellHeight());
      double right = layout.left() - (isShort ? at % rowLanes * laneWidth : 0);
      row.setVisible(
          layout.window().hasRow(at) && (isShort || (at % rowLanes) == 0 || isPointed(row)));
      row.resizeRelocate(
          right - laneWidth - LANE_GAP,
          layout.y(at) - (high - layout.cellHeight()) / 2,
          laneWidth,
          high);
      row.setTextOverrun(isShort ? OverrunStyle.CLIP : OverrunStyle.ELLIPSIS);
      Label column = columns.get(label);
      column.setTextOverrun(columnLanes > 1 ? OverrunStyle.CLIP : OverrunStyle.ELLIPSIS);
      column.setVisible(
          layout.window().hasColumn(at) && (isShort || at % columnLanes == 0 || isPointed(column)));
      if (isUpright(layout.cellWidth())) {
        placeUpright(column, layout, at);
        continue;
      }
      column.setRotate(0);
      column.setAlignment(Pos.CENTER);
      double wide = layout.cellWidth() * columnLanes;
      double laneHeight = columnLanes == 1 ? layout.headHeight() : LANE_HEIGHT;
      column.resizeRelocate(
          layout.x(at) - (wide - layout.cellWidth()) / 2,
          layout.top() - laneHeight - at % columnLanes * LANE_HEIGHT,
          wide,
          laneHeight);
    }
  }

  private static void placeUpright(Label column, MatrixLayout layout, int at) {
    double length = layout.headHeight();
    double thickness = Math.max(LEAST_PITCH, layout.cellWidth());
    column.setRotate(-90);
    column.setAlignment(Pos.CENTER_LEFT);
    column.resizeRelocate(
        layout.x(at) + (layout.cellWidth() - length) / 2,
        layout.top() - (length + thickness) / 2,
        length,
        thickness);
  }

  private static boolean isPointed(Label head) {
    return head.getPseudoClassStates().contains(POINTED);
  }

  void showChoice(Optional<CellChoice> choice) {
    for (int label = 0; label < rows.size(); label++) {
      mark(rows.get(label), choice, new CellChoice.FalseNegatives(label));
      mark(columns.get(label), choice, new CellChoice.FalsePositives(label));
    }
    mark(corner, choice, new CellChoice.AllErrors());
  }

  private static void mark(Label head, Optional<CellChoice> choice, CellChoice own) {
    boolean whole =
        choice.filter(some -> some.equals(own) || some.parts().contains(own)).isPresent();
    head.pseudoClassStateChanged(SELECTED, whole);
  }

  /** Lights up the names of the row and column of a place. */
  void point(Optional<Place> at, MatrixOrder order) {
    for (int label = 0; label < rows.size(); label++) {
      int own = order.placeOf(label);
      rows.get(label)
          .pseudoClassStateChanged(POINTED, at.filter(place -> place.row() == own).isPresent());
      columns
          .get(label)
          .pseudoClassStateChanged(POINTED, at.filter(place -> place.column() == own).isPresent());
    }
  }
}
