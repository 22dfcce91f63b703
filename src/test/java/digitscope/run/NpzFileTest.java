package digitscope.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import digitscope.io.WordedIOException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpzFileTest {
  private static final float[] VECTOR = {1.5f, -0.0f, Float.MAX_VALUE, Float.MIN_VALUE, Float.NaN};

  private static final NpyArray VECTOR_ARRAY = NpyArray.of(VECTOR, List.of(5));

  @TempDir private Path folder = Path.of("");

  @Test
  void readsWhatNumPyWrote() throws IOException, URISyntaxException {
    Path file = Path.of(Objects.requireNonNull(NpzFileTest.class.getResource("numpy.npz")).toURI());
    try (NpzReader arrays = NpzReader.open(file)) {
      assertThat(arrays.floats("vector", List.of(5))).isEqualTo(VECTOR);
      assertThat(arrays.number("rate")).isEqualTo(0.1);
      assertThat(arrays.whole("step", 0, 1L << 50)).isEqualTo(1_234_567_890_123L);
    }
  }

  @Test
  void compressesOnlyTheArraysItIsToldToAndDatesNone() throws IOException {
    Path file = folder.resolve("a.npz");
    NpyArray even = NpyArray.of(new float[1000], List.of(1000));
    NpzFile.writeCompressed(file, Map.of("small", even, "plain", even), "small"::equals);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      ZipEntry small = zip.getEntry("small.npy");
      ZipEntry plain = zip.getEntry("plain.npy");
      assertThat(small.getCompressedSize()).isLessThan(small.getSize() / 10);
      assertThat(plain.getMethod()).isEqualTo(ZipEntry.STORED);
      assertThat(plain.getCompressedSize()).isEqualTo(plain.getSize());
      assertThat(plain.getTime())
          .isEqualTo(small.getTime())
          .isLessThan(Instant.EPOCH.plus(Duration.ofDays(3660)).toEpochMilli());
    }
    try (NpzReader arrays = NpzReader.open(file)) {
      assertThat(arrays.floats("small", List.of(1000))).isEqualTo(new float[1000]);
    }
  }

  @Test
  void tellsWhichArraysThereAre() throws IOException {
    Path file = folder.resolve("a.npz");
    NpzFile.write(file, Map.of("rate", NpyArray.of(0.5)));
    try (NpzReader arrays = NpzReader.open(file)) {
      assertThat(arrays.names()).containsExactly("rate");
      assertThat(arrays.has("rate")).isTrue();
      assertThat(arrays.has("step")).isFalse();
    }
  }

  @Test
  void readsBackWhatItWrote() throws IOException {
    Path file = folder.resolve("a.npz");
    NpzFile.write(
        file,
        Map.of(
            "vector", VECTOR_ARRAY,
            "empty", NpyArray.of(new float[0], List.of(0)),
            "rate", NpyArray.of(0.1),
            "step", NpyArray.of(7L)));
    try (NpzReader arrays = NpzReader.open(file)) {
      assertThat(arrays.floats("vector", List.of(5))).isEqualTo(VECTOR);
      assertThat(arrays.floats("empty", List.of(0))).isEmpty();
      assertThat(arrays.number("rate")).isEqualTo(0.1);
      assertThat(arrays.whole("step", 7, 7)).isEqualTo(7);
    }
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void writesTheBytesThatNumPyWrites() throws IOException, URISyntaxException {
    Path file = Path.of(Objects.requireNonNull(NpzFileTest.class.getResource("numpy.npz")).toURI());
    byte[] ours = VECTOR_ARRAY.format();
    assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
        .contains(new String(ours, StandardCharsets.ISO_8859_1));
  }

  private static float[] floats(byte[] array) throws IOException {
    return NpyReader.floats(new ByteArrayInputStream(array), List.of(5));
  }

  @Test
  void saysWhatIsWrongWithAnArray() {
    byte[] good = VECTOR_ARRAY.format();
    assertThatThrownBy(() -> floats("no array at all".getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("does not start like a NumPy array");
    assertThatThrownBy(() -> floats(Arrays.copyOf(good, good.length - 3)))
        .hasMessageContaining("17 bytes of values, not 20");
    assertThatThrownBy(() -> floats(Arrays.copyOf(good, good.length + 1)))
        .hasMessageContaining("more than 20 bytes");
    assertThatThrownBy(() -> floats(Arrays.copyOf(good, 40)))
        .hasMessageContaining("header is incomplete");
    assertThatThrownBy(() -> floats(withHeader(good, "<f4", ">f4")))
        .hasMessageContaining("type '>f4', not '<f4'");
    assertThatThrownBy(() -> floats(withHeader(good, "False", "True ")))
        .hasMessageContaining("Fortran");
    assertThatThrownBy(() -> NpyReader.longScalar(new ByteArrayInputStream(good)))
        .hasMessageContaining("<f4");
    assertThatThrownBy(() -> NpyReader.floats(new ByteArrayInputStream(good), List.of(4)))
        .hasMessageContaining("shape is [5], not [4]");
  }

  private static ByteArrayInputStream in(byte[] array) {
    return new ByteArrayInputStream(array);
  }

  @Test
  void refusesOtherTypesAndShapesThanAnArrayHas() throws IOException {
    byte[] bytes = NpyArray.ofBytes(new byte[] {1, 2, 3}).format();
    assertThat(NpyReader.bytes(in(bytes), 3)).containsExactly(1, 2, 3);
    assertThatThrownBy(() -> NpyReader.bytes(in(bytes), 2)).hasMessageContaining("3 values");
    assertThatThrownBy(() -> NpyReader.bytes(in(withHeader(bytes, "|u1", "|i1")), 3))
        .hasMessageContaining("type '|i1', not '|u1'");
    assertThatThrownBy(() -> NpyReader.bytes(in(withHeader(bytes, "(3,)", "(-3,)")), 3))
        .hasMessageContaining("negative");
    assertThatThrownBy(() -> NpyReader.bytes(in(withHeader(bytes, "(3,)", "(3,1)")), 3))
        .hasMessageContaining("shape is [3, 1], not [3]");
    byte[] shorts = NpyArray.ofShorts(new short[] {1, 2, 3, 4}, 2).format();
    assertThat(NpyReader.shorts(in(shorts), 2, 2)).containsExactly(1, 2, 3, 4);
    assertThatThrownBy(() -> NpyReader.shorts(in(shorts), 4, 1))
        .hasMessageContaining("shape is [2, 2], not [4, 1]");
    assertThatThrownBy(() -> NpyReader.shorts(in(withHeader(shorts, "<u2", "<i2")), 2, 2))
        .hasMessageContaining("type '<i2', not '<u2'");
    byte[] whole = NpyArray.of(7L).format();
    byte[] real = NpyArray.of(0.5).format();
    assertThat(NpyReader.longScalar(in(whole))).isEqualTo(7);
    assertThat(NpyReader.doubleScalar(in(real))).isEqualTo(0.5);
    assertThatThrownBy(() -> NpyReader.doubleScalar(in(whole)))
        .hasMessageContaining("type '<i8', not '<f8'");
    assertThatThrownBy(() -> NpyReader.longScalar(in(real)))
        .hasMessageContaining("type '<f8', not '<i8'");
    assertThatThrownBy(() -> NpyReader.longScalar(in(withHeader(whole, "()", "(1,)"))))
        .hasMessageContaining("shape is [1], not []");
    assertThatThrownBy(() -> NpyReader.doubleScalar(in(withHeader(real, "()", "(1,)"))))
        .hasMessageContaining("shape is [1], not []");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-5,", "2147483647,", "4611686018427387904,", "65536, 65536", "x,", "5, 1"})
  void refusesShapesThatAreNotMeant(String shape) {
    byte[] array = withHeader(VECTOR_ARRAY.format(), "(5,)", "(" + shape + ")");
    assertThatThrownBy(() -> floats(array))
        .isInstanceOf(WordedIOException.class)
        .hasMessageContaining("shape");
  }

  @ParameterizedTest
  @ValueSource(ints = {0x7fffffff, -1, 20_000, 0})
  void refusesLengthsOfHeadersThatNoneHas(int length) {
    byte[] array = VECTOR_ARRAY.format();
    array[6] = 2;
    ByteBuffer.wrap(array).order(ByteOrder.LITTLE_ENDIAN).putInt(8, length);
    assertThatThrownBy(() -> floats(array))
        .isInstanceOf(WordedIOException.class)
        .hasMessageContaining("header");
  }

  /** The vector behind a header of this many bytes, most of them blank. */
  private static byte[] withHeaderOf(int length) {
    byte[] array = VECTOR_ARRAY.format();
    int start = 10;
    int end = start + Short.toUnsignedInt(little(array).getShort(8));
    byte[] longer = new byte[array.length + length - (end - start)];
    Arrays.fill(longer, (byte) ' ');
    System.arraycopy(array, 0, longer, 0, end);
    System.arraycopy(array, end, longer, start + length, array.length - end);
    little(longer).putShort(8, (short) length);
    return longer;
  }

  private static ByteBuffer little(byte[] array) {
    return ByteBuffer.wrap(array).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Test
  void readsHeadersAsLongAsNumPyWouldTakeThem() throws IOException {
    assertThat(floats(withHeaderOf(400))).isEqualTo(VECTOR);
    assertThat(floats(withHeaderOf(10_000))).isEqualTo(VECTOR);
    assertThatThrownBy(() -> floats(withHeaderOf(10_001)))
        .hasMessageContaining("header is too long");
  }

  /** 200 MB that take 200 KB, in a machine that would have no room for them. */
  @Test
  void readsNoFurtherThanAnArrayCanBe() throws IOException {
    Path file = folder.resolve("bomb.npz");
    byte[] array = VECTOR_ARRAY.format();
    Archives.write(file, Map.of("vector.npy", Arrays.copyOf(array, array.length + (200 << 20))));
    long before = allocatedBytes();
    try (NpzReader arrays = NpzReader.open(file)) {
      assertThatThrownBy(() -> arrays.floats("vector", List.of(5)))
          .isInstanceOf(WordedIOException.class)
          .hasMessageContaining("array 'vector': it has more than 20 bytes");
      assertThatThrownBy(() -> arrays.bytes("vector", 5)).isInstanceOf(WordedIOException.class);
      assertThatThrownBy(() -> arrays.number("vector")).isInstanceOf(WordedIOException.class);
    }
    assertThat(allocatedBytes() - before).isLessThan(4 << 20);
  }

  private static long allocatedBytes() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  @Test
  void refusesWhatIsNoArchive() throws IOException {
    Path file = folder.resolve("a.npz");
    Files.writeString(file, "no archive");
    assertThatThrownBy(() -> NpzReader.open(file)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> NpzReader.open(folder)).isInstanceOf(IOException.class);
    NpzFile.write(file, Map.of("vector", VECTOR_ARRAY));
    byte[] bytes = Files.readAllBytes(file);
    bytes[100]++;
    Files.write(file, bytes);
    try (NpzReader arrays = NpzReader.open(file)) {
      assertThatThrownBy(() -> arrays.floats("vector", List.of(5)))
          .isInstanceOf(WordedIOException.class);
      assertThatThrownBy(() -> arrays.floats("other", List.of(5)))
          .hasMessageContaining("no array 'other'");
    }
  }

  private static byte[] withHeader(byte[] array, String from, String to) {
    String text = new String(array, StandardCharsets.ISO_8859_1);
    int longer = to.length() - from.length();
    return text.replace(from, to)
        .replace("}" + " ".repeat(Math.max(0, longer)), "}")
        .getBytes(StandardCharsets.ISO_8859_1);
  }
}
