package digitscope.nn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;

/**
 * Numbers that a Python script beside them wrote, and what both sides agreed on so that only
 * results need be stored: inputs that follow a formula, and digests of large arrays.
 */
public final class Reference {
  private Reference() {}

  /** The cases of one file of this package's test resources. */
  public static List<JsonNode> cases(String file) {
    try (InputStream json = Reference.class.getResourceAsStream(file)) {
      JsonNode cases = new ObjectMapper().readTree(Objects.requireNonNull(json)).get("cases");
      return StreamSupport.stream(cases.spliterator(), false).toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** sin(i² + phase) for i = 1, 2, …, which has no pattern. */
  public static double wave(int i, double phase) {
    return Math.sin((double) i * i + phase);
  }

  /** The class of an image, counted from 0. */
  public static int label(int image, int classes) {
    return (7 * image + 3) % classes;
  }

  /** Unsigned bytes that follow the wave. */
  public static byte[] pixels(int count) {
    byte[] pixels = new byte[count];
    for (int i = 0; i < count; i++) {
      pixels[i] = (byte) Math.floor(127.5 + 127.5 * wave(i + 1, 0));
    }
    return pixels;
  }

  /** All values of a network, each array shift + scale · wave. */
  public static float[] values(JsonNode arrays) {
    JsonNode last = arrays.get(arrays.size() - 1);
    float[] values = new float[last.get("offset").intValue() + last.get("size").intValue()];
    for (JsonNode array : arrays) {
      int offset = array.get("offset").intValue();
      double shift = array.get("shift").doubleValue();
      double scale = array.get("scale").doubleValue();
      double phase = array.get("phase").doubleValue();
      for (int i = 0; i < array.get("size").intValue(); i++) {
        values[offset + i] = (float) (shift + scale * wave(i + 1, phase));
      }
    }
    return values;
  }

  /** Norm, projection on a wave, and the value in the middle. */
  public static double[] digest(float[] values) {
    double squares = 0;
    double projection = 0;
    for (int i = 0; i < values.length; i++) {
      squares += (double) values[i] * values[i];
      projection += values[i] * wave(i + 1, 0.5);
    }
    return new double[] {Math.sqrt(squares), projection, values[values.length / 2]};
  }

  /** A list of numbers. */
  public static double[] numbers(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .mapToDouble(JsonNode::doubleValue)
        .toArray();
  }
}
