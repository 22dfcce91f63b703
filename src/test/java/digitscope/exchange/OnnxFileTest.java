package digitscope.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a file holds, reading it ends in a model or in a sentence. */
class OnnxFileTest {
  @TempDir private Path temp = Path.of("");

  @Test
  void readsAModelAndItsChecksum() throws Exception {
    OnnxFile file = OnnxFile.read(PyTorchImportTest.resource("torch_cnn.onnx"));
    assertThat(file.model().getProducerName()).isEqualTo("pytorch");
    assertThat(file.sha256())
        .isEqualTo(sha256(Files.readAllBytes(PyTorchImportTest.resource("torch_cnn.onnx"))));
  }

  @Test
  void refusesWhatIsNoFile() {
    assertThatThrownBy(() -> OnnxFile.read(temp.resolve("none.onnx")))
        .isInstanceOf(ExchangeException.class)
        .hasMessage("There is no file %s; check the path", temp.resolve("none.onnx"));
    assertThatThrownBy(() -> OnnxFile.read(temp)).hasMessageStartingWith("There is no file");
  }

  @Test
  void refusesEveryTruncation() throws Exception {
    byte[] whole = Files.readAllBytes(PyTorchImportTest.resource("torch_residual.onnx"));
    for (int length = 0; length < whole.length; length += 97) {
      assertRefused(Arrays.copyOf(whole, length));
    }
  }

  @Test
  void refusesWhatIsNoModel() throws Exception {
    assertRefused("{\"not\": \"a model\"}".getBytes(StandardCharsets.UTF_8));
    assertRefused(new byte[1000]);
    byte[] noise = new byte[10_000];
    new Random(1).nextBytes(noise);
    assertRefused(noise);
  }

  @Test
  void refusesALengthThatPromisesGigabytes() throws Exception {
    // Field 7, the graph, of 2^31 - 1 bytes.
    assertRefused(new byte[] {0x3a, -1, -1, -1, -1, 7, 1, 2, 3});
  }

  @Test
  void refusesBottomlessNesting() throws Exception {
    // Groups of an unknown field in one another.
    byte[] groups = new byte[1_000_000];
    Arrays.fill(groups, (byte) 0x7b);
    assertRefused(groups);
  }

  @Test
  void refusesAFileThatIsTooLargeWithoutReadingIt() throws Exception {
    Path file = temp.resolve("large.onnx");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(3L << 30);
    }
    assertThatThrownBy(() -> OnnxFile.read(file))
        .isInstanceOf(ExchangeException.class)
        .hasMessageContaining("has 3072 MB, more than the");
  }

  private void assertRefused(byte[] content) throws Exception {
    Path file = Files.write(temp.resolve("bad.onnx"), content);
    assertThatThrownBy(() -> OnnxFile.read(file))
        .as("%d bytes", content.length)
        .isInstanceOf(ExchangeException.class)
        .hasMessageStartingWith(file + " is no ONNX model")
        .hasMessageNotContaining("\n");
  }

  private static String sha256(byte[] bytes) throws Exception {
    return java.util.HexFormat.of()
        .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
