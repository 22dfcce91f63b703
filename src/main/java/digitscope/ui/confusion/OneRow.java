package digitscope.ui.confusion;

import javafx.geometry.HPos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.layout.Pane;

/** As many of its children as fit beside one another; the others are not shown. */
final class OneRow extends Pane {
  private static final double GAP = 4;

  @Override
  protected void layoutChildren() {
    double x = 0;
    for (Node child : getManagedChildren()) {
      double width = snapSizeX(child.prefWidth(-1));
      child.setVisible(x == 0 || x + width <= getWidth());
      layoutInArea(child, x, 0, width, getHeight(), 0, HPos.LEFT, VPos.TOP);
      x += width + GAP;
    }
  }

  @Override
  protected double computeMinWidth(double height) {
    return 0;
  }

  @Override
  protected double computeMinHeight(double width) {
    return computePrefHeight(width);
  }
}
