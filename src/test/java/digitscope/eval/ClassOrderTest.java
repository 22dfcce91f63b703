package digitscope.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClassOrderTest {
  /** 0 and 3 are taken for one another, as are 1 and 4; 4 also for 3. Class 5 is empty. */
  private static final ConfusionMatrix MATRIX =
      new ConfusionMatrix(
          new int[][] {
            {80, 0, 0, 20, 0, 0},
            {0, 90, 0, 0, 10, 0},
            {0, 0, 100, 0, 0, 0},
            {15, 0, 0, 85, 0, 0},
            {0, 30, 0, 2, 68, 0},
            {0, 0, 0, 0, 0, 0}
          });

  @Test
  void leavesLabelsAsTheyAreNumbered() {
    assertThat(ClassOrder.LABEL.of(MATRIX)).containsExactly(0, 1, 2, 3, 4, 5);
  }

  @Test
  void putsTheWorstClassFirstAndEmptyOnesLast() {
    assertThat(ClassOrder.ERROR.of(MATRIX)).containsExactly(4, 0, 3, 1, 2, 5);
  }

  @Test
  void putsClassesThatAreTakenForOneAnotherTogether() {
    List<Integer> order = ClassOrder.CONFUSION.of(MATRIX);
    assertThat(order).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
    assertThat(Math.abs(order.indexOf(0) - order.indexOf(3))).isEqualTo(1);
    assertThat(Math.abs(order.indexOf(1) - order.indexOf(4))).isEqualTo(1);
    // The two pairs meet where 4 is taken for 3.
    assertThat(Math.abs(order.indexOf(4) - order.indexOf(3))).isEqualTo(1);
  }

  @Test
  void ordersNoClassesAtAll() {
    assertThat(ClassOrder.CONFUSION.of(new ConfusionMatrix(new int[0][0]))).isEmpty();
  }
}
