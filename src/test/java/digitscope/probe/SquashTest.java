package digitscope.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SquashTest {
  @ParameterizedTest
  @ValueSource(floats = {0, 0.001f, 0.3f, 0.5f, 0.99f, 1})
  void reachesEveryPixelBlackAndWhiteAmongThem(float pixel) {
    assertThat(Squash.apply(Squash.inverse(pixel))).isCloseTo(pixel, within(1e-6f));
  }

  @ParameterizedTest
  @ValueSource(floats = {-4, -2, 0, 0.7f, 3})
  void hasTheSlopeOfItsDifferences(float u) {
    float difference = (Squash.apply(u + 0.01f) - Squash.apply(u - 0.01f)) / 0.02f;
    assertThat(Squash.slope(u)).isCloseTo(difference, within(1e-4f));
  }
}
