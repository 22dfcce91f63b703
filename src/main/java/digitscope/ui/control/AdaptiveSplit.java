package digitscope.ui.control;

import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;

/**
 * Two parts of a page with a divider between them: beside each other, or, where the page is narrow,
 * one below the other, to be scrolled if that is too high.
 */
public final class AdaptiveSplit extends LiveScrollPane {
  private final SplitPane parts;
  private double narrow;
  private final double stackedHeight;
  private final double besideAt;
  private final double belowAt;

  /**
   * @param narrow width in pixels below which the parts stand below each other
   * @param stackedHeight least height of both together then, pixels
   * @param besideAt part of the width that the first one gets
   * @param belowAt part of the height that the first one gets
   */
  public AdaptiveSplit(
      double narrow,
      double stackedHeight,
      double besideAt,
      double belowAt,
      Node first,
      Node second) {
    super(new SplitPane(first, second));
    this.parts = (SplitPane) getContent();
    this.narrow = narrow;
    this.stackedHeight = stackedHeight;
    this.besideAt = besideAt;
    this.belowAt = belowAt;
    getStyleClass().add("adaptive-split");
    setFitToWidth(true);
    setFitToHeight(true);
    parts.setDividerPositions(besideAt);
    widthProperty().addListener(changed -> arrange());
  }

  /** The parts themselves, to be styled. */
  public SplitPane parts() {
    return parts;
  }

  /** Scrolls to the second part, if it stands below the first one and is not whole in view. */
  public void revealSecond() {
    layout();
    double hidden = parts.getHeight() - getViewportBounds().getHeight();
    if (parts.getOrientation() == Orientation.VERTICAL && hidden > 0) {
      // Each part is in a pane of the skin's.
      double top = parts.sceneToLocal(parts.getItems().get(1).localToScene(0, 0)).getY();
      setVvalue(Math.min(1, top / hidden));
    }
  }

  /** Below which width the parts stand below each other from now on, pixels. */
  public void setNarrow(double width) {
    narrow = width;
    arrange();
  }

  private void arrange() {
    boolean isNarrow = getWidth() < narrow;
    Orientation wanted = isNarrow ? Orientation.VERTICAL : Orientation.HORIZONTAL;
    if (parts.getOrientation() != wanted) {
      parts.setOrientation(wanted);
      parts.setMinHeight(isNarrow ? stackedHeight : 0);
      parts.setDividerPositions(isNarrow ? belowAt : besideAt);
    }
  }
}
