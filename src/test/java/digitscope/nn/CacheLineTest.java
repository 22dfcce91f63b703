package digitscope.nn;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.nn.vector.CacheLine;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CacheLineTest {
  /**
   * Arrays made one after the other: each takes a header of 16 bytes and its values. The collector
   * may have turned their order round.
   */
  private static long[] differences(int floats) {
    float[][] arrays = new float[100][floats];
    int[] first = IntStream.range(0, 100).map(i -> CacheLine.firstIndex(arrays[i])).toArray();
    return IntStream.range(1, 100)
        .mapToLong(i -> Math.floorMod(first[i - 1] - first[i], 16))
        .sorted()
        .toArray();
  }

  @Test
  void linesBeginAtTheSamePlaceOfArraysThatAreAsLongAsALine() {
    assertThat(differences(12)[50]).isZero();
  }

  @Test
  void aLineBeginsEarlierTheFartherTheArrayIsFromTheLast() {
    assertThat(differences(14)[50]).isIn(2L, 14L);
    assertThat(differences(20)[50]).isEqualTo(8);
  }

  @Test
  void theFirstLineBeginsWithinOneLine() {
    for (int length = 0; length < 100; length++) {
      assertThat(CacheLine.firstIndex(new float[length])).isBetween(0, CacheLine.mostIndex());
    }
  }
}
