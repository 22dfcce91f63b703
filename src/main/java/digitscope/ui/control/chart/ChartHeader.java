package digitscope.ui.control.chart;

import javafx.geometry.HPos;
import javafx.geometry.Orientation;
import javafx.geometry.VPos;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/**
 * The title of a chart, with its legend beside it, or below it where not even the widest entry of
 * the legend has room beside it.
 *
 * <p>Style class {@code chart-header}.
 */
final class ChartHeader extends Pane {
  private static final double GAP = 8;

  private final Region title;
  private final Region legend;

  /**
   * @param legend takes no room while it is not managed
   */
  ChartHeader(Region title, Region legend) {
    this.title = title;
    this.legend = legend;
    getStyleClass().add("chart-header");
    getChildren().setAll(title, legend);
  }

  @Override
  public Orientation getContentBias() {
    return Orientation.HORIZONTAL;
  }

  @Override
  protected double computeMinWidth(double height) {
    return insets() + Math.max(title.minWidth(-1), isLegendShown() ? legend.minWidth(-1) : 0);
  }

  @Override
  protected double computePrefHeight(double width) {
    double inner = width - insets();
    double below = snappedTopInset() + snappedBottomInset();
    if (!isLegendShown()) {
      return below + title.prefHeight(-1);
    }
    double legendHeight = legend.prefHeight(legendWidth(inner));
    return below
        + (isBeside(inner)
            ? Math.max(title.prefHeight(-1), legendHeight)
            : title.prefHeight(-1) + legendHeight);
  }

  @Override
  protected void layoutChildren() {
    double x = snappedLeftInset();
    double y = snappedTopInset();
    double width = getWidth() - insets();
    double height = getHeight() - snappedTopInset() - snappedBottomInset();
    boolean beside = !isLegendShown() || isBeside(width);
    double titleHeight = beside ? height : title.prefHeight(-1);
    layoutInArea(title, x, y, width, titleHeight, 0, HPos.LEFT, VPos.CENTER);
    if (isLegendShown()) {
      double legendWidth = legendWidth(width);
      double top = beside ? 0 : titleHeight;
      layoutInArea(
          legend,
          x + width - legendWidth,
          y + top,
          legendWidth,
          height - top,
          0,
          HPos.RIGHT,
          VPos.CENTER);
    }
  }

  private boolean isLegendShown() {
    return legend.isManaged();
  }

  private boolean isBeside(double width) {
    return width < 0 || title.prefWidth(-1) + GAP + legend.minWidth(-1) <= width;
  }

  private double legendWidth(double width) {
    return isBeside(width) ? width - title.prefWidth(-1) - GAP : width;
  }

  private double insets() {
    return snappedLeftInset() + snappedRightInset();
  }
}
