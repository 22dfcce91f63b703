package digitscope.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exports what speaks for a class in a convolutional and a dense network on drawn digits. */
class SaliencyExportTest {
  @TempDir private static Path shared = Path.of("");
  @TempDir private Path temp = Path.of("");

  private static Terminal terminal() {
    return new Terminal(shared.resolve("home"));
  }

  private static Path run(String preset) {
    return shared.resolve(preset);
  }

  @BeforeAll
  static void trainOnDrawnDigits() {
    Path digits = shared.resolve("digits");
    assertThat(terminal().run("data", "make", "--out", digits, "--count", 300).status()).isZero();
    for (String preset : List.of("cnn", "mlp")) {
      Terminal.Result trained =
          terminal()
              .run(
                  "train",
                  "--preset",
                  preset,
                  "--data",
                  digits,
                  "--batch",
                  50,
                  "--epochs",
                  1,
                  "--threads",
                  2,
                  "--run",
                  run(preset));
      assertThat(trained.status()).isZero();
    }
  }

  private static Terminal.Result export(String preset, Path file, Object... more) {
    List<Object> arguments =
        new ArrayList<>(List.of("export", run(preset), "--format", "saliency", "--out", file));
    arguments.addAll(List.of(more));
    return terminal().run(arguments.toArray());
  }

  /** A header says the shape; the numbers stand at the end of each entry. */
  private record Array(String header, float[] values) {
    double number() {
      assertThat(header).contains("'shape': ()");
      return values[0];
    }

    static Array of(byte[] bytes) {
      ByteBuffer all = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      int start = 10 + all.getShort(8);
      float[] values = new float[(bytes.length - start) / Float.BYTES];
      all.position(start).slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
      return new Array(new String(bytes, 10, start - 10, StandardCharsets.US_ASCII), values);
    }
  }

  private static Array get(Map<String, Array> arrays, String name) {
    return Objects.requireNonNull(arrays.get(name), name);
  }

  private static Map<String, Array> read(Path file) throws IOException {
    Map<String, Array> arrays = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        arrays.put(
            entry.getName().replace(".npy", ""),
            Array.of(zip.getInputStream(entry).readAllBytes()));
      }
    }
    return arrays;
  }

  @Test
  void everyMethodGivesANumberForEachPixel() throws Exception {
    Set<Integer> different = new HashSet<>();
    for (String method : List.of("gradient", "integrated", "smooth", "gradcam", "occlusion")) {
      Path file = temp.resolve(method + ".npz");
      Terminal.Result result = export("cnn", file, "--image", 4, "--class", 7, "--method", method);
      assertThat(result.err()).isEmpty();
      assertThat(result.out()).isEqualToIgnoringNewLines(file + ": cnn, step 6");
      Array saliency = get(read(file), "saliency");
      assertThat(saliency.header()).contains("'<f4'", "'shape': (28, 28)");
      assertThat(saliency.values()).hasSize(784).isNotEqualTo(new float[784]);
      different.add(Arrays.hashCode(saliency.values()));
    }
    assertThat(different).hasSize(5);
  }

  @Test
  void integratedGradientsComeWithWhatTheyAddUpTo() throws Exception {
    Path file = temp.resolve("integrated.npz");
    assertThat(export("cnn", file, "--image", 4, "--class", 7).status()).isZero();
    Map<String, Array> arrays = read(file);
    assertThat(arrays.keySet())
        .containsExactly("saliency", "baseline", "sum", "difference", "logit", "baseline_logit");
    assertThat(get(arrays, "baseline").values()).isEqualTo(new float[784]);
    assertThat(get(arrays, "baseline").header()).contains("'shape': (1, 28, 28)");
    float[] saliency = get(arrays, "saliency").values();
    double sum = IntStream.range(0, 784).mapToDouble(i -> saliency[i]).sum();
    double difference = get(arrays, "difference").number();
    assertThat(get(arrays, "sum").number()).isCloseTo(sum, within(1e-5));
    assertThat(get(arrays, "logit").number() - get(arrays, "baseline_logit").number())
        .isCloseTo(difference, within(1e-5));
    assertThat(sum).isCloseTo(difference, within(0.01 * Math.abs(difference)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--image 60 --class 1 | 1 | There is no test image 60",
        "--image 0 --class 10 | 1 | There is no class 10: --class must be from 0 to 9",
        "--image 0 --class -1 | 1 | There is no class -1: --class must be from 0 to 9",
        "--image 0 --method gradcam | 1 | Grad-CAM needs a convolution, and this network has none",
        "--class 1 | 2 | Give the index of a test image, counted from 0, with --image",
        "--image -3 | 2 | Give the index of a test image, counted from 0, with --image",
        "--image 0 --method magic | 2 | --method",
      })
  void refusesWhatIsNotThere(String options, int status, String sentence) {
    Path file = temp.resolve("none.npz");
    Terminal.Result refused = export("mlp", file, (Object[]) options.split(" "));
    assertThat(refused.status()).isEqualTo(status);
    assertThat(refused.err()).contains(sentence);
    assertThat(file).doesNotExist();
  }
}
