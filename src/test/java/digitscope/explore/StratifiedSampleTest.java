package digitscope.explore;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StratifiedSampleTest {
  private final Dataset data = data();

  @Test
  void givesEachClassItsPart() {
    int[] picked = StratifiedSample.of(data, 100, 1);
    assertThat(picked).hasSize(100).isSorted().doesNotHaveDuplicates();
    assertThat(Arrays.stream(picked).filter(i -> data.label(i) == 0).count()).isEqualTo(75);
    assertThat(Arrays.stream(picked).filter(i -> data.label(i) == 200).count()).isEqualTo(25);
  }

  @Test
  void picksTheSameAgainAndOthersWithAnotherSeed() {
    assertThat(StratifiedSample.of(data, 100, 1)).isEqualTo(StratifiedSample.of(data, 100, 1));
    assertThat(StratifiedSample.of(data, 100, 1)).isNotEqualTo(StratifiedSample.of(data, 100, 2));
  }

  @Test
  void picksAllOfAFew() {
    assertThat(StratifiedSample.of(data, 1000, 1)).hasSize(1000).isSorted();
    assertThat(StratifiedSample.of(data, 2000, 1)).hasSize(1000).isSorted();
  }

  /** Three in four are of class 0, the others of class 200. */
  private static Dataset data() {
    byte[] labels = new byte[1000];
    for (int i = 750; i < labels.length; i++) {
      labels[i] = (byte) 200;
    }
    List<String> names = IntStream.range(0, 201).mapToObj(String::valueOf).toList();
    return new Dataset("made up", new ImageShape(1, 1, 1), names, new byte[1000], labels);
  }
}
