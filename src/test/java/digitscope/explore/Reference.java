package digitscope.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;

/** The images of explore.py, and what NumPy says of them. */
final class Reference {
  static final double TOLERANCE = 1e-5;

  private static final int COUNT = 40;

  private final JsonNode expected;

  Reference() throws IOException {
    try (InputStream json = Reference.class.getResourceAsStream("explore.json")) {
      expected = new ObjectMapper().readTree(Objects.requireNonNull(json));
    }
  }

  static Dataset images() {
    ImageShape shape = new ImageShape(1, 5, 4);
    byte[] pixels = new byte[COUNT * shape.size()];
    byte[] labels = new byte[COUNT];
    for (int i = 0; i < COUNT; i++) {
      labels[i] = (byte) (i % 3);
      for (int p = 0; p < shape.size(); p++) {
        int value = (31 * i + 17 * p + i * p) % 251;
        pixels[i * shape.size() + p] = (byte) (p % 4 == 1 ? 0 : value);
      }
    }
    return new Dataset("made up", shape, List.of("a", "b", "c"), pixels, labels);
  }

  double[] numbers(String key) {
    return new ObjectMapper().convertValue(expected.get(key), double[].class);
  }

  double[][] rows(String key) {
    return new ObjectMapper().convertValue(expected.get(key), double[][].class);
  }

  double number(String key) {
    return expected.get(key).asDouble();
  }

  static void assertClose(float[] values, double[] expected) {
    assertThat(values).hasSize(expected.length);
    for (int i = 0; i < values.length; i++) {
      assertThat((double) values[i]).as("value %d", i).isCloseTo(expected[i], within(TOLERANCE));
    }
  }
}
