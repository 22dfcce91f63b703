package digitscope.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PenaltyTest {
  private static final int IMAGES = 2;

  static List<JsonNode> cases() {
    return PatternNumbers.cases("penalty");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void hasTheValueAndGradientThatPyTorchFinds(JsonNode expected) {
    Penalty penalty =
        new Penalty(
            expected.get("channels").intValue(),
            expected.get("height").intValue(),
            expected.get("width").intValue(),
            IMAGES,
            expected.get("energy").doubleValue());
    float[] image = PatternNumbers.floats(expected.get("image"));
    float[] images = new float[IMAGES * image.length];
    PatternNumbers.put(image, images, IMAGES, 1);
    assertThat(penalty.of(images, 1)).isCloseTo(expected.get("value").doubleValue(), within(1e-6));

    float[] gradient = new float[images.length];
    penalty.subtractGradient(images, gradient);
    float[] found = PatternNumbers.image(gradient, IMAGES, 1);
    float[] wanted = PatternNumbers.floats(expected.get("gradient"));
    for (int i = 0; i < wanted.length; i++) {
      assertThat(found[i]).isEqualTo(-wanted[i], Offset.offset(1e-6f));
    }
  }
}
