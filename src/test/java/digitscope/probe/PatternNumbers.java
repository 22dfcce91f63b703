package digitscope.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;

/** What {@code patterns.py} got from PyTorch and NumPy. */
final class PatternNumbers {
  private PatternNumbers() {}

  static JsonNode all() {
    try (InputStream json = PatternNumbers.class.getResourceAsStream("patterns.json")) {
      return new ObjectMapper().readTree(Objects.requireNonNull(json));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static List<JsonNode> cases(String name) {
    return StreamSupport.stream(all().get(name).spliterator(), false).toList();
  }

  static float[] floats(JsonNode list) {
    float[] values = new float[list.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) list.get(i).doubleValue();
    }
    return values;
  }

  /** Image {@code n} of some that lie side by side. */
  static float[] image(float[] all, int images, int n) {
    float[] own = new float[all.length / images];
    for (int i = 0; i < own.length; i++) {
      own[i] = all[i * images + n];
    }
    return own;
  }

  /** Puts an image among some that lie side by side. */
  static void put(float[] image, float[] all, int images, int n) {
    for (int i = 0; i < image.length; i++) {
      all[i * images + n] = image[i];
    }
  }

  static double product(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
