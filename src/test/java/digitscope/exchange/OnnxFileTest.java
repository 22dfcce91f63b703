package digitscope.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto;
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
  void refusesATextOfNegativeLength() throws Exception {
    assertRefused(new byte[] {0x12, -8, -1, -1, -1, 15}); // the field, and -8 as a varint
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
        .hasMessageContaining("has 3,072 MB, more than the");
  }

  @Test
  void readsExternalDataOfTheOwnFolder() throws Exception {
    float[] here = weights(external("data.bin", "8", "16"));
    assertThat(here).containsExactly(2, 3, 4, 5);
    assertThat(weights(external("data.bin", "", "16"))).containsExactly(0, 1, 2, 3);
    assertThat(weights(external("data.bin", "48", ""))).containsExactly(12, 13, 14, 15);
  }

  @Test
  void neverReadsBeyondTheOwnFolder() throws Exception {
    Path secret = Files.createDirectories(temp.resolve("elsewhere")).resolve("secret.bin");
    Files.write(secret, new byte[64]);
    external("data.bin", "0", "16");
    Path own = temp.resolve("own");
    Files.createSymbolicLink(own.resolve("link.bin"), secret);
    Files.createSymbolicLink(own.resolve("folder"), secret.getParent());
    Files.createDirectories(own.resolve("inner"));
    Files.write(own.resolve("inner/data.bin"), new byte[64]);
    List<String> outside =
        List.of(
            "../elsewhere/secret.bin",
            secret.toString(),
            "folder/secret.bin",
            "inner/data.bin",
            "..",
            ".",
            "",
            "..\\elsewhere\\secret.bin",
            "C:secret.bin",
            "a\0b",
            "./data.bin");
    for (String location : outside) {
      assertThatThrownBy(() -> OnnxFile.read(external(location, "0", "16")))
          .as(location)
          .isInstanceOf(ExchangeException.class)
          .hasMessageContaining("not in the folder of the ONNX file")
          .hasMessageNotContaining("\0");
    }
    assertThatThrownBy(() -> OnnxFile.read(external("link.bin", "0", "16")))
        .hasMessageContaining("'link.bin' of its array 'weights' is a link or not a file");
    assertThatThrownBy(() -> OnnxFile.read(external("inner", "0", "16")))
        .hasMessageContaining("is a link or not a file");
    assertThatThrownBy(() -> OnnxFile.read(external("none.bin", "0", "16")))
        .hasMessageContaining("'none.bin' of its array 'weights' is missing");
  }

  @Test
  void refusesPlacesThatTheDataDoesNotHave() throws Exception {
    List<List<String>> places =
        List.of(
            List.of("0", "65"),
            List.of("61", "4"),
            List.of("65", ""),
            List.of("-1", "4"),
            List.of("0", "-4"),
            List.of("999999999999999999", "16"),
            List.of("16", "999999999999999999"),
            List.of("99999999999999999999", "4"),
            List.of("0x10", "4"),
            List.of("1e3", "4"));
    for (List<String> place : places) {
      assertThatThrownBy(() -> OnnxFile.read(external("data.bin", place.get(0), place.get(1))))
          .as(place.toString())
          .isInstanceOf(ExchangeException.class)
          .hasMessageContaining("its array 'weights'");
    }
  }

  @Test
  void refusesMoreDataThanFitsWithoutReadingIt() throws Exception {
    Path model = external("large.bin", "0", "");
    try (RandomAccessFile sparse =
        new RandomAccessFile(model.resolveSibling("large.bin").toFile(), "rw")) {
      sparse.setLength(3L << 30);
    }
    assertThatThrownBy(() -> OnnxFile.read(model))
        .isInstanceOf(ExchangeException.class)
        .hasMessageContaining("'large.bin' of its array 'weights' is too large");
  }

  /** A model with one array, beside a file with the numbers from 0 to 15. */
  private Path external(String location, String offset, String length) throws Exception {
    Path own = Files.createDirectories(temp.resolve("own"));
    ByteBuffer numbers = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 16; i++) {
      numbers.putFloat(i);
    }
    Files.write(own.resolve("data.bin"), numbers.array());
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName("weights")
            .setDataType(TensorProto.DataType.FLOAT_VALUE)
            .setDataLocation(TensorProto.DataLocation.EXTERNAL)
            .addDims(4)
            .addExternalData(entry("location", location));
    if (!offset.isEmpty()) {
      tensor.addExternalData(entry("offset", offset));
    }
    if (!length.isEmpty()) {
      tensor.addExternalData(entry("length", length));
    }
    ModelProto model =
        ModelProto.newBuilder()
            .setGraph(GraphProto.newBuilder().addInitializer(tensor))
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
            .build();
    return Files.write(own.resolve("model.onnx"), model.toByteArray());
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  private static float[] weights(Path model) throws Exception {
    return TensorFormat.floats(OnnxFile.read(model).model().getGraph().getInitializer(0)).values();
  }

  private void assertRefused(byte[] content) throws Exception {
    Path file = Files.write(temp.resolve("bad.onnx"), content);
    assertThatThrownBy(() -> OnnxFile.read(file))
        .as("%d bytes", content.length)
        .isInstanceOf(ExchangeException.class)
        .hasMessageStartingWith(file + " is not an ONNX model")
        .hasMessageNotContaining("\n");
  }

  private static String sha256(byte[] bytes) throws Exception {
    return java.util.HexFormat.of()
        .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
