package digitscope.ui.control;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.HPos;
import javafx.geometry.Orientation;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.layout.Pane;

/**
 * Nodes in columns of one width, as many beside each other as there is room for; the rest goes to
 * the rows below. Rows share the height evenly, but none is lower than what is in it needs.
 *
 * <pre>{@code
 * AdaptiveGrid charts = new AdaptiveGrid(300, 2, 16, loss, accuracy);
 * // beside each other from a width of 616 pixels on, below each other before
 * }</pre>
 */
public final class AdaptiveGrid extends Pane {
  private final double leastColumn;
  private final int mostColumns;
  private final double gap;

  /**
   * @param leastColumn least width of a column, pixels, unless there is but one
   * @param mostColumns most columns
   * @param gap between columns and between rows, pixels
   */
  public AdaptiveGrid(double leastColumn, int mostColumns, double gap, Node... children) {
    this.leastColumn = leastColumn;
    this.mostColumns = mostColumns;
    this.gap = gap;
    getStyleClass().add("adaptive-grid");
    getChildren().setAll(children);
  }

  /** How many columns there are at a width, insets included. */
  public int columns(double width) {
    double inner = width - snappedLeftInset() - snappedRightInset();
    int fitting = (int) Math.floor((inner + gap) / (leastColumn + gap));
    return Math.max(1, Math.min(fitting, Math.min(mostColumns, getManagedChildren().size())));
  }

  @Override
  public Orientation getContentBias() {
    return Orientation.HORIZONTAL;
  }

  @Override
  protected double computeMinWidth(double height) {
    return widthInsets()
        + getManagedChildren().stream().mapToDouble(child -> child.minWidth(-1)).max().orElse(0);
  }

  @Override
  protected double computePrefWidth(double height) {
    int columns = Math.max(1, Math.min(mostColumns, getManagedChildren().size()));
    double widest =
        getManagedChildren().stream().mapToDouble(child -> child.prefWidth(-1)).max().orElse(0);
    return widthInsets() + columns * widest + (columns - 1) * gap;
  }

  @Override
  protected double computeMinHeight(double width) {
    return height(width, Node::minHeight);
  }

  @Override
  protected double computePrefHeight(double width) {
    return height(width, Node::prefHeight);
  }

  @Override
  protected void layoutChildren() {
    int columns = columns(getWidth());
    double columnWidth = columnWidth(getWidth(), columns);
    List<List<Node>> rows = rows(columns);
    double[] heights = rowHeights(rows, columnWidth);
    double y = snappedTopInset();
    for (int row = 0; row < heights.length; row++) {
      double x = snappedLeftInset();
      for (Node child : rows.get(row)) {
        layoutInArea(child, x, y, columnWidth, heights[row], 0, HPos.CENTER, VPos.CENTER);
        x += columnWidth + gap;
      }
      y += heights[row] + gap;
    }
  }

  /** A height of a node for its width. */
  private interface HeightOf {
    double of(Node node, double width);
  }

  private double height(double width, HeightOf heightOf) {
    double known = width < 0 ? prefWidth(-1) : width;
    int columns = columns(known);
    double columnWidth = columnWidth(known, columns);
    List<List<Node>> rows = rows(columns);
    double sum = rows.stream().mapToDouble(row -> highest(row, columnWidth, heightOf)).sum();
    return snappedTopInset() + sum + gap * Math.max(0, rows.size() - 1) + snappedBottomInset();
  }

  private double columnWidth(double width, int columns) {
    return Math.floor((width - widthInsets() - (columns - 1) * gap) / columns);
  }

  private double widthInsets() {
    return snappedLeftInset() + snappedRightInset();
  }

  private List<List<Node>> rows(int columns) {
    List<Node> children = getManagedChildren();
    List<List<Node>> rows = new ArrayList<>();
    for (int i = 0; i < children.size(); i += columns) {
      rows.add(children.subList(i, Math.min(children.size(), i + columns)));
    }
    return rows;
  }

  /** Even ones; where a row needs more than its part, the others share what is left. */
  private double[] rowHeights(List<List<Node>> rows, double columnWidth) {
    double[] least = new double[rows.size()];
    for (int row = 0; row < least.length; row++) {
      least[row] = highest(rows.get(row), columnWidth, Node::minHeight);
    }
    double left = getHeight() - snappedTopInset() - snappedBottomInset() - gap * (least.length - 1);
    double[] heights = new double[least.length];
    int open = least.length;
    boolean isSettled = false;
    while (!isSettled) {
      isSettled = true;
      double share = Math.floor(left / Math.max(1, open));
      for (int row = 0; row < least.length; row++) {
        if (heights[row] == 0 && least[row] > share) {
          heights[row] = least[row];
          left -= least[row];
          open--;
          isSettled = false;
          break;
        }
      }
    }
    for (int row = 0; row < heights.length; row++) {
      heights[row] = heights[row] == 0 ? Math.floor(left / open) : heights[row];
    }
    return heights;
  }

  private static double highest(List<Node> row, double width, HeightOf heightOf) {
    return row.stream().mapToDouble(node -> heightOf.of(node, width)).max().orElse(0);
  }
}
