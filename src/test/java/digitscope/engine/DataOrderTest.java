package digitscope.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DataOrderTest {
  @Test
  void showsEachImageOncePerEpoch() {
    DataOrder order = new DataOrder(10, 4, 1);
    assertThat(order.stepsPerEpoch()).isEqualTo(3);
    assertThat(order.batch(2)).hasSize(2);
    assertThat(IntStream.range(3, 6).flatMap(step -> IntStream.of(order.batch(step))))
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 10).boxed().toList());
  }

  @Test
  void givesTheSameBatchHoweverItIsReached() {
    int[] walked = {};
    DataOrder order = new DataOrder(1000, 100, 5);
    for (int step = 0; step <= 25; step++) {
      walked = order.batch(step);
    }
    assertThat(new DataOrder(1000, 100, 5).batch(25)).isEqualTo(walked);
  }

  @Test
  void changesWithSeedAndEpoch() {
    DataOrder order = new DataOrder(1000, 1000, 5);
    int[] first = order.batch(0);
    assertThat(order.batch(1)).isNotEqualTo(first);
    assertThat(new DataOrder(1000, 1000, 6).batch(0)).isNotEqualTo(first);
  }
}
