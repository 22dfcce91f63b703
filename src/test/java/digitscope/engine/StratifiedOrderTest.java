package digitscope.engine;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StratifiedOrderTest {
  /** Of ten images in a row seven are of class 0, two of class 1 and one of class 2. */
  private static Dataset data(int count) {
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) (i % 10 < 7 ? 0 : i % 10 < 9 ? 1 : 2);
    }
    ImageShape shape = new ImageShape(1, 1, 1);
    return new Dataset("made up", shape, List.of("a", "b", "c"), new byte[count], labels);
  }

  @Test
  void everyBeginningHasAllClassesInTheirParts() {
    Dataset data = data(1000);
    int[] order = StratifiedOrder.of(data);
    assertThat(order).hasSize(1000).doesNotHaveDuplicates();
    int[] counts = new int[3];
    for (int i = 0; i < order.length; i++) {
      counts[data.label(order[i])]++;
      assertThat((double) counts[0]).isBetween(0.7 * (i + 1) - 1.5, 0.7 * (i + 1) + 1.5);
      assertThat((double) counts[2]).isBetween(0.1 * (i + 1) - 1.5, 0.1 * (i + 1) + 1.5);
    }
  }

  @Test
  void isTheSameEachTimeButNotTheOrderOfTheFile() {
    int[] order = StratifiedOrder.of(data(1000));
    assertThat(StratifiedOrder.of(data(1000))).isEqualTo(order);
    assertThat(order).isNotEqualTo(IntStream.range(0, 1000).toArray());
  }

  @Test
  void takesSomeFromAllOverAVeryLargeSet() {
    int[] order = StratifiedOrder.of(data(3 * StratifiedOrder.MOST));
    assertThat(order).hasSize(StratifiedOrder.MOST).doesNotHaveDuplicates();
    assertThat(IntStream.of(order).filter(i -> i >= 2 * StratifiedOrder.MOST).count())
        .isBetween(StratifiedOrder.MOST / 3 - 1L, StratifiedOrder.MOST / 3 + 1L);
  }
}
