package digitscope.ui.control;

import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;

/**
 * The middle of a page with a side, which is at the right of it, or below it where the page is
 * narrow. Then the side is {@code :narrow}, for a style sheet to say how high it is.
 */
public final class SidedPane extends BorderPane {
  private static final PseudoClass NARROW = PseudoClass.getPseudoClass("narrow");

  private final double narrow;
  private Optional<Region> side = Optional.empty();

  /**
   * @param narrow width in pixels below which the side is below the middle
   */
  public SidedPane(double narrow) {
    this.narrow = narrow;
    widthProperty().addListener(changed -> arrange());
  }

  /** Shows a middle and its side; with empty, the middle alone. */
  public void show(Node middle, Optional<Region> beside) {
    setCenter(middle);
    side = beside;
    arrange();
  }

  private void arrange() {
    boolean isNarrow = getWidth() < narrow;
    setRight(null);
    setBottom(null);
    side.ifPresent(
        node -> {
          node.pseudoClassStateChanged(NARROW, isNarrow);
          if (isNarrow) {
            setBottom(node);
          } else {
            setRight(node);
          }
        });
  }
}
