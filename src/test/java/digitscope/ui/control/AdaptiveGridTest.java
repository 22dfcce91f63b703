package digitscope.ui.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.Test;

class AdaptiveGridTest {
  private static final double GAP = 10;

  @Test
  void hasAsManyColumnsAsFit() {
    AdaptiveGrid grid = new AdaptiveGrid(100, 3, GAP, boxes(4, 20));

    assertThat(grid.columns(50)).isEqualTo(1);
    assertThat(grid.columns(209)).isEqualTo(1);
    assertThat(grid.columns(210)).isEqualTo(2);
    assertThat(grid.columns(320)).isEqualTo(3);
    assertThat(grid.columns(5000)).isEqualTo(3);
  }

  @Test
  void sharesTheRoomEvenly() {
    AdaptiveGrid grid = laidOut(new AdaptiveGrid(100, 2, GAP, boxes(4, 20)), 310, 210);

    assertBox(grid, 0, 0, 0, 150, 100);
    assertBox(grid, 1, 160, 0, 150, 100);
    assertBox(grid, 2, 0, 110, 150, 100);
    assertBox(grid, 3, 160, 110, 150, 100);
  }

  @Test
  void stacksWhereItIsNarrowAndNeedsTheHeightOfAll() {
    AdaptiveGrid grid = new AdaptiveGrid(100, 2, GAP, boxes(3, 40));

    assertThat(grid.minHeight(300)).isEqualTo(2 * 40 + GAP);
    assertThat(grid.minHeight(150)).isEqualTo(3 * 40 + 2 * GAP);
    laidOut(grid, 150, 140);
    assertBox(grid, 2, 0, 100, 150, 40);
  }

  @Test
  void givesARowWhatItNeedsAndSharesTheRest() {
    Node[] boxes = boxes(3, 10);
    ((Region) boxes[1]).setMinHeight(80);
    AdaptiveGrid grid = laidOut(new AdaptiveGrid(100, 1, GAP, boxes), 100, 160);

    assertBox(grid, 0, 0, 0, 100, 30);
    assertBox(grid, 1, 0, 40, 100, 80);
    assertBox(grid, 2, 0, 130, 100, 30);
  }

  @Test
  void leavesOutWhatIsNotManaged() {
    Node[] boxes = boxes(2, 10);
    boxes[0].setManaged(false);
    AdaptiveGrid grid = laidOut(new AdaptiveGrid(100, 2, GAP, boxes), 300, 50);

    assertBox(grid, 1, 0, 0, 300, 50);
  }

  private static AdaptiveGrid laidOut(AdaptiveGrid grid, double width, double height) {
    grid.resize(width, height);
    grid.layout();
    return grid;
  }

  private static Node[] boxes(int count, double minHeight) {
    return IntStream.range(0, count)
        .mapToObj(
            index -> {
              Region box = new Region();
              box.setMinHeight(minHeight);
              box.setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
              return box;
            })
        .toArray(Node[]::new);
  }

  private static void assertBox(
      AdaptiveGrid grid, int index, double x, double y, double width, double height) {
    Region box = (Region) grid.getChildren().get(index);
    assertThat(new double[] {box.getLayoutX(), box.getLayoutY(), box.getWidth(), box.getHeight()})
        .containsExactly(x, y, width, height);
  }
}
