package digitscope.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares with what {@code alignment.py} got from NumPy. */
final class AlignmentTest {
  static List<JsonNode> cases() throws IOException {
    try (InputStream json = AlignmentTest.class.getResourceAsStream("alignment.json")) {
      JsonNode cases = new ObjectMapper().readTree(Objects.requireNonNull(json)).get("cases");
      return StreamSupport.stream(cases.spliterator(), false).toList();
    }
  }

  private static Embedding embedding(JsonNode points) {
    float[] xs = new float[points.size()];
    float[] ys = new float[points.size()];
    for (int i = 0; i < xs.length; i++) {
      xs[i] = points.get(i).get(0).floatValue();
      ys[i] = points.get(i).get(1).floatValue();
    }
    return new Embedding(xs, ys);
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("cases")
  void comesAsNearAsNumPySays(JsonNode expected) {
    Embedding aligned =
        Alignment.align(embedding(expected.get("points")), embedding(expected.get("target")));
    Embedding wanted = embedding(expected.get("aligned"));
    assertThat(aligned.xs()).containsExactly(wanted.xs(), within(1e-4f));
    assertThat(aligned.ys()).containsExactly(wanted.ys(), within(1e-4f));
  }

  @Test
  void movesPointsThatAllLieInOnePlace() {
    Embedding one = new Embedding(new float[] {1, 1}, new float[] {2, 2});
    Embedding target = new Embedding(new float[] {5, 7}, new float[] {0, 0});
    Embedding aligned = Alignment.align(one, target);
    assertThat(aligned.xs()).containsExactly(6, 6);
    assertThat(aligned.ys()).containsExactly(0, 0);
  }
}
