package digitscope.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import digitscope.data.idx.IdxFiles;
import digitscope.nn.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Exports maps of a network of PyTorch's. {@code make_torch_maps.py} says what PyTorch computes.
 */
class ExportMapsTest {
  private static final int IMAGES = 5;

  @TempDir private static Path shared = Path.of("");
  @TempDir private Path temp = Path.of("");

  /** An array as it stands in a file. */
  private record Stored(List<Integer> shape, float[] values) {}

  private static Terminal terminal() {
    return new Terminal(shared.resolve("home"));
  }

  private static Path run() {
    return shared.resolve("run");
  }

  @BeforeAll
  static void importANetworkOfPyTorch() throws Exception {
    IdxFiles.write(
        new DataSplits("formula", images("train"), images("test")), shared.resolve("data"));
    Path network =
        Path.of(
            Objects.requireNonNull(
                    ExportMapsTest.class.getResource("/digitscope/exchange/torch_cnn.onnx"))
                .toURI());
    assertThat(
            terminal()
                .run("import", network, "--data", shared.resolve("data"), "--run", run())
                .status())
        .isZero();
  }

  /** The images of {@code make_torch_models.py}, and some classes. */
  private static Dataset images(String name) {
    byte[] pixels = new byte[IMAGES * 784];
    byte[] labels = new byte[IMAGES];
    for (int i = 0; i < pixels.length; i++) {
      int image = i / 784;
      int row = i % 784 / 28;
      int column = i % 28;
      pixels[i] = (byte) ((row / 5 * (3 + image) + column / 4 * 5 + image * 7) * 53 % 256);
      labels[image] = (byte) image;
    }
    List<String> names = IntStream.range(0, 10).mapToObj(Integer::toString).toList();
    return new Dataset(name, ImageShape.MNIST, names, pixels, labels);
  }

  @Test
  void writesWhatPyTorchComputesInEachLayer() throws Exception {
    Path file = temp.resolve("maps.npz");
    Terminal.Result result =
        terminal().run("export", run(), "--format", "maps", "--image", 2, "--out", file);
    assertThat(result.out()).startsWith(file + ": ");
    Map<String, Stored> arrays = arrays(file);
    JsonNode expected;
    try (InputStream json =
        ExportMapsTest.class.getResourceAsStream("/digitscope/exchange/torch_cnn_maps.json")) {
      expected = new ObjectMapper().readTree(Objects.requireNonNull(json));
    }
    assertThat(arrays.keySet())
        .containsExactlyInAnyOrderElementsOf(
            expected.properties().stream().map(Map.Entry::getKey).toList());
    for (Map.Entry<String, JsonNode> one : expected.properties()) {
      Stored array = array(arrays, one.getKey());
      double[] digest = Reference.numbers(one.getValue().get("digest"));
      assertThat(array.shape())
          .as(one.getKey())
          .isEqualTo(
              Arrays.stream(Reference.numbers(one.getValue().get("shape")))
                  .mapToObj(size -> (int) size)
                  .toList());
      assertThat(Reference.digest(array.values()))
          .as(one.getKey())
          .containsExactly(digest, within(1e-5 * Math.max(1, digest[0])));
    }
    float[] probabilities = array(arrays, "probabilities").values();
    assertThat(array(arrays, "7.dense/out").values()).isEqualTo(probabilities);
    assertThat(array(arrays, "7.dense/pre").values()).isEqualTo(array(arrays, "logits").values());
  }

  private static Stored array(Map<String, Stored> arrays, String name) {
    return Objects.requireNonNull(arrays.get(name), name);
  }

  @Test
  void refusesAnImageThatThereIsNot() {
    assertRefused(2, "Give the index of a test image, counted from 0, with --image");
    assertRefused(2, "Give the index of a test image, counted from 0, with --image", "--image", -1);
    assertRefused(1, "There is no test image 5: --image must be from 0 to 4", "--image", 5);
  }

  private void assertRefused(int status, String sentence, Object... more) {
    Path file = temp.resolve("refused.npz");
    Object[] arguments = {"export", run(), "--format", "maps", "--out", file};
    Object[] all = Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    Terminal.Result result = terminal().run(all);
    assertThat(result.status()).isEqualTo(status);
    assertThat(result.err()).contains(sentence).doesNotContain("\tat ");
    assertThat(file).doesNotExist();
  }

  private static Map<String, Stored> arrays(Path file) throws IOException {
    Map<String, Stored> arrays = new HashMap<>();
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        arrays.put(entry.getName().replaceFirst("\\.npy$", ""), array(zip.readAllBytes()));
      }
    }
    return arrays;
  }

  private static Stored array(byte[] npy) {
    ByteBuffer bytes = ByteBuffer.wrap(npy).order(ByteOrder.LITTLE_ENDIAN);
    int start = 10 + bytes.getShort(8);
    String header = new String(npy, 10, start - 10, StandardCharsets.US_ASCII);
    assertThat(header).contains("'<f4'").contains("'fortran_order': False");
    String shape = header.replaceFirst("(?s).*'shape': \\((.*?)\\).*", "$1");
    List<Integer> sizes =
        Arrays.stream(shape.split(",", -1))
            .map(String::strip)
            .filter(size -> !size.isEmpty())
            .map(Integer::valueOf)
            .toList();
    float[] values = new float[(npy.length - start) / Float.BYTES];
    bytes.position(start);
    bytes.asFloatBuffer().get(values);
    return new Stored(sizes, values);
  }
}
