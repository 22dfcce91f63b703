package digitscope.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzFileTest {
  private static final float[] VECTOR = {1.5f, -0.0f, Float.MAX_VALUE, Float.MIN_VALUE, Float.NaN};

  @TempDir private Path folder = Path.of("");

  @Test
  void readsWhatNumPyWrote() throws IOException, URISyntaxException {
    Path file = Path.of(Objects.requireNonNull(NpzFileTest.class.getResource("numpy.npz")).toURI());
    Map<String, NpyArray> arrays = NpzFile.read(file);
    assertThat(array(arrays, "vector").floats()).isEqualTo(VECTOR);
    assertThat(array(arrays, "rate").doubleScalar()).isEqualTo(0.1);
    assertThat(array(arrays, "step").longScalar()).isEqualTo(1_234_567_890_123L);
  }

  @Test
  void readsBackWhatItWrote() throws IOException {
    Path file = folder.resolve("a.npz");
    NpzFile.write(
        file,
        Map.of(
            "vector", NpyArray.of(VECTOR),
            "empty", NpyArray.of(new float[0]),
            "rate", NpyArray.of(0.1),
            "step", NpyArray.of(7L)));
    Map<String, NpyArray> arrays = NpzFile.read(file);
    assertThat(array(arrays, "vector").floats()).isEqualTo(VECTOR);
    assertThat(array(arrays, "empty").floats()).isEmpty();
    assertThat(array(arrays, "rate").doubleScalar()).isEqualTo(0.1);
    assertThat(array(arrays, "step").longScalar()).isEqualTo(7);
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void writesTheBytesThatNumPyWrites() throws IOException, URISyntaxException {
    Path file = Path.of(Objects.requireNonNull(NpzFileTest.class.getResource("numpy.npz")).toURI());
    byte[] ours = NpyArray.of(VECTOR).format();
    assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
        .contains(new String(ours, StandardCharsets.ISO_8859_1));
  }

  @Test
  void saysWhatIsWrongWithAnArray() {
    byte[] good = NpyArray.of(VECTOR).format();
    assertThatThrownBy(() -> NpyArray.parse("no array at all".getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("does not begin like a NumPy array");
    assertThatThrownBy(() -> NpyArray.parse(java.util.Arrays.copyOf(good, good.length - 3)))
        .hasMessageContaining("17 bytes of values, not 20");
    assertThatThrownBy(() -> NpyArray.parse(java.util.Arrays.copyOf(good, 40)))
        .hasMessageContaining("header is cut off");
    assertThatThrownBy(() -> NpyArray.parse(withHeader(good, "<f4", ">f4")))
        .hasMessageContaining("'>f4' are not known");
    assertThatThrownBy(() -> NpyArray.parse(withHeader(good, "False", "True ")))
        .hasMessageContaining("Fortran");
    assertThatThrownBy(() -> NpyArray.of(VECTOR).longScalar()).hasMessageContaining("<f4");
  }

  private static byte[] withHeader(byte[] array, String from, String to) {
    return new String(array, StandardCharsets.ISO_8859_1)
        .replace(from, to)
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static NpyArray array(Map<String, NpyArray> arrays, String name) {
    return Objects.requireNonNull(arrays.get(name));
  }
}
