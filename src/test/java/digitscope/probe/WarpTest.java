package digitscope.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WarpTest {
  static List<JsonNode> cases() {
    return PatternNumbers.cases("warp");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void samplesAsPyTorchDoes(JsonNode expected) {
    float[] image = PatternNumbers.floats(expected.get("image"));
    float[] box = new float[number(expected, "boxHeight") * number(expected, "boxWidth")];
    Warp warp =
        new Warp(
            number(expected, "height"),
            number(expected, "width"),
            number(expected, "top"),
            number(expected, "left"),
            number(expected, "boxHeight"),
            number(expected, "boxWidth"));
    warp.set(
        expected.get("down").doubleValue(),
        expected.get("right").doubleValue(),
        expected.get("scale").doubleValue(),
        Math.toRadians(expected.get("degrees").doubleValue()));
    warp.apply(image, 0, 1, box, 0);
    assertThat(box)
        .containsExactly(PatternNumbers.floats(expected.get("box")), Offset.offset(1e-5f));
  }

  private static int number(JsonNode node, String name) {
    return node.get(name).intValue();
  }

  /** ⟨A x, y⟩ = ⟨x, Aᵀ y⟩, for images that lie side by side. */
  @Test
  void carriesGradientsBackByTheExactAdjoint() {
    SplittableRandom random = new SplittableRandom(7);
    for (int[] shape : List.of(new int[] {9, 7}, new int[] {1, 6}, new int[] {5, 1})) {
      Warp warp = new Warp(shape[0], shape[1], 0, 0, shape[0], shape[1]);
      warp.draw(random, 1);
      int size = shape[0] * shape[1];
      float[] x = noise(2 * size, 1);
      float[] y = noise(size, 2);
      float[] forward = new float[size];
      float[] back = new float[2 * size];
      warp.apply(x, 1, 2, forward, 0);
      warp.adjoint(y, 0, back, 1, 2);
      assertThat(PatternNumbers.product(forward, y))
          .isCloseTo(PatternNumbers.product(x, back), within(1e-5));
      assertThat(PatternNumbers.image(back, 2, 0)).containsOnly(0f);
    }
  }

  @Test
  void leavesABoxAsItIsWithoutStrength() {
    Warp warp = new Warp(6, 6, 1, 2, 3, 4);
    warp.draw(new SplittableRandom(1), 0);
    float[] image = noise(36, 3);
    float[] box = new float[12];
    warp.apply(image, 0, 1, box, 0);
    for (int i = 0; i < 12; i++) {
      assertThat(box[i]).isEqualTo(image[(1 + i / 4) * 6 + 2 + i % 4], Offset.offset(1e-6f));
    }
  }

  private static float[] noise(int length, long seed) {
    Random random = new Random(seed);
    float[] noise = new float[length];
    for (int i = 0; i < length; i++) {
      noise[i] = (float) random.nextGaussian();
    }
    return noise;
  }
}
