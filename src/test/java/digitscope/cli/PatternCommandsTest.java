package digitscope.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import digitscope.data.Dataset;
import digitscope.data.idx.IdxFiles;
import digitscope.run.RunFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports and measures the patterns of a small run on drawn digits. */
class PatternCommandsTest {
  private static final int FILTERS = 32;

  @TempDir private static Path shared = Path.of("");
  @TempDir private Path temp = Path.of("");

  private static Path digits() {
    return shared.resolve("digits");
  }

  private static Path run() {
    return shared.resolve("run");
  }

  private static Terminal terminal() {
    return new Terminal(shared.resolve("home"));
  }

  @BeforeAll
  static void makeDigitsAndARun() {
    assertThat(terminal().run("data", "make", "--out", digits(), "--count", 240).status()).isZero();
    Terminal.Result trained =
        terminal().run("train", "--data", digits(), "--epochs", 1, "--batch", 20, "--run", run());
    assertThat(trained.status()).as(trained.err()).isZero();
  }

  /** Of a first layer the optimum is known: 1 where a weight is positive, else 0. */
  @Test
  void exportsPatternsWhoseNumbersCanBeRecomputed() throws Exception {
    Path patterns = temp.resolve("patterns.npz");
    Path weights = temp.resolve("weights.npz");
    Terminal.Result result = export(patterns, "--layer", "1.convolution");
    assertThat(result.status()).as(result.err()).isZero();
    assertThat(result.out()).contains("patterns.npz: cnn, step");
    assertThat(terminal().run("export", run(), "--format", "npz", "--out", weights).status())
        .isZero();
    float[] images = array(patterns, "1.convolution");
    float[] activations = array(patterns, "1.convolution/activation");
    float[] best = array(patterns, "1.convolution/best_real");
    float[] kernels = array(weights, "1.convolution/weights");
    float[] biases = array(weights, "1.convolution/biases");
    assertThat(images).hasSize(FILTERS * 784);
    Dataset training = IdxFiles.read(digits()).train();
    for (int filter = 0; filter < FILTERS; filter++) {
      double optimum = biases[filter];
      for (int tap = 0; tap < 9; tap++) {
        optimum += Math.max(0, kernels[filter * 9 + tap]);
      }
      assertThat(activations[filter]).isCloseTo((float) optimum, within(1e-4f));
      int image = (int) array(patterns, "1.convolution/best_image")[filter];
      assertThat(largest(training.image(image), kernels, biases[filter], filter))
          .isCloseTo(best[filter], within(1e-3f));
      assertThat(array(patterns, "1.convolution/dead")[filter]).isEqualTo(best[filter] > 0 ? 0 : 1);
    }
  }

  private static float largest(byte[] image, float[] kernels, float bias, int filter) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int place = 0; place < 26 * 26; place++) {
      double sum = bias;
      for (int tap = 0; tap < 9; tap++) {
        int pixel = image[(place / 26 + tap / 3) * 28 + place % 26 + tap % 3] & 0xff;
        sum += kernels[filter * 9 + tap] * pixel / 255;
      }
      largest = Math.max(largest, sum);
    }
    return (float) largest;
  }

  private Terminal.Result export(Path file, Object... more) {
    Object[] arguments = new Object[6 + more.length];
    List<Object> first = List.of("export", run(), "--format", "patterns", "--out", file);
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = i < 6 ? first.get(i) : more[i - 6];
    }
    return terminal().run(arguments);
  }

  /** One of {@code <f4}. */
  private static float[] array(Path file, String name) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      byte[] bytes = zip.getInputStream(zip.getEntry(name + ".npy")).readAllBytes();
      ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      int from = 10 + buffer.getShort(8);
      float[] values = new float[(bytes.length - from) / Float.BYTES];
      buffer.position(from).slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
      return values;
    }
  }

  @Test
  void exportsAFilmOverTheStoredSteps() throws Exception {
    int steps = RunFolder.open(run()).timeline().marks().size();
    assertThat(steps).isGreaterThan(1);
    for (String name : List.of("film.gif", "film.png")) {
      Path file = temp.resolve(name);
      Terminal.Result result =
          terminal()
              .run("export", run(), "--format", "film", "--layer", "1.convolution", "--out", file);
      assertThat(result.status()).as(result.err()).isZero();
      try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
        ImageReader reader = ImageIO.getImageReaders(in).next();
        reader.setInput(in);
        assertThat(reader.getNumImages(true)).isEqualTo(name.endsWith("gif") ? steps : 1);
        assertThat(reader.read(0).getHeight()).isGreaterThan(72);
        reader.dispose();
      }
    }
  }

  @Test
  void refusesAFilmInAnotherForm() {
    Terminal.Result result =
        terminal().run("export", run(), "--format", "film", "--out", temp.resolve("film.avi"));
    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).contains("must end in .gif for an animated GIF, or in .png");
  }

  @Test
  void refusesLayersAndMethodsThatAreNotThere() {
    Path file = temp.resolve("patterns.npz");
    Terminal.Result layer = export(file, "--layer", "2.max-pooling");
    assertThat(layer.status()).isEqualTo(1);
    assertThat(layer.err()).contains("no layer '2.max-pooling'", "Choose one of: 1.convolution, ");
    Terminal.Result method = export(file, "--method", "magic");
    assertThat(method.status()).isEqualTo(2);
    assertThat(method.err()).contains("--method must be one of unit, channel, noise, not 'magic'");
    assertThat(Files.exists(file)).isFalse();
  }

  @Test
  void measuresTheSearchForPatterns() throws Exception {
    Terminal.Result result =
        terminal()
            .run(
                "bench",
                "filters",
                "--run",
                run(),
                "--layer",
                "3.convolution",
                "--steps",
                8,
                "--restarts",
                2,
                "--json");
    assertThat(result.status()).as(result.err()).isZero();
    JsonNode json = result.json();
    assertThat(json.get("layer").textValue()).isEqualTo("3.convolution");
    assertThat(json.get("units").intValue()).isEqualTo(64);
    assertThat(json.get("steps").intValue()).isEqualTo(8);
    assertThat(json.get("seconds").doubleValue()).isPositive();
    assertThat(json.get("median_ratio").doubleValue()).isGreaterThanOrEqualTo(1);
    assertThat(json.get("least_ratio").doubleValue()).isGreaterThan(0.999);
    assertThat(json.get("dead").intValue()).isBetween(0, 63);
    assertThat(json.get("layers")).hasSize(1);
  }

  @Test
  void refusesNumbersOfStepsThatMakeNoSense() {
    Terminal.Result result = terminal().run("bench", "filters", "--steps", 0);
    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).contains("--steps must be from 1 to 10000");
  }
}
