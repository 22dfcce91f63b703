package digitscope.nn.vector.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class CacheLineTest {
  private static final int BYTES = 64;

  /** Objects begin at multiples of 8 bytes; a reference may be of any sign. */
  @Test
  void theFirstLineBeginsAtTheFirstMultipleOf64Bytes() {
    for (long address = -512; address <= 512; address += 8) {
      long values = address;
      int first =
          IntStream.range(0, BYTES)
              .filter(i -> (values + (long) i * Float.BYTES) % BYTES == 0)
              .findFirst()
              .orElseThrow();
      assertThat(CacheLine.firstIndexAt(address)).isEqualTo(first);
    }
  }

  /**
   * Arrays of 72 bytes cannot all lie alike, wherever the collector puts them, and all begin at a
   * multiple of 8 bytes.
   */
  @Test
  void tellsArraysApartThatLieDifferently() {
    int[] found =
        IntStream.range(0, 1_000)
            .map(i -> CacheLine.firstIndex(new float[14]))
            .distinct()
            .toArray();
    assertThat(found).hasSizeGreaterThan(1);
    assertThat(IntStream.of(found))
        .allMatch(first -> first % 2 == 0 && first <= CacheLine.mostIndex());
  }
}
