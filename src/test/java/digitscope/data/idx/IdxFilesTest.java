package digitscope.data.idx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.data.ImageShape;
import digitscope.data.PixelCache;
import digitscope.data.Progress;
import digitscope.data.digits.Glyphs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdxFilesTest {
  private static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
  private static final String TRAIN_LABELS = "train-labels-idx1-ubyte";
  private static final String TEST_IMAGES = "t10k-images-idx3-ubyte";
  private static final String TEST_LABELS = "t10k-labels-idx1-ubyte";
  private static final int SIDE = 4;

  private final Path directory;

  /** Twelve training and five test images of 4×4 pixels, plain. */
  IdxFilesTest(@TempDir Path directory) throws IOException {
    this.directory = directory;
    write(TRAIN_IMAGES, images(12));
    write(TRAIN_LABELS, labels(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1));
    write(TEST_IMAGES, images(5));
    write(TEST_LABELS, labels(9, 8, 7, 6, 5));
  }

  @Test
  void leavesOutTheMarkThatSomeEditorsBeginAFileWith() throws Exception {
    Path marked = Files.createDirectory(directory.resolve("marked"));
    DataSplits few = Glyphs.generator().generate(20, 10, 2, Progress.NONE);
    IdxFiles.writePlain(few, marked);
    Path classes = marked.resolve(IdxFiles.CLASSES);
    Files.writeString(classes, "\ufeff" + Files.readString(classes));

    assertThat(IdxFiles.read(marked).train().classNames()).isEqualTo(few.train().classNames());
  }

  @Test
  void readsPlainFiles() throws DataException {
    DataSplits splits = IdxFiles.read(directory);

    assertThat(splits.train().size()).isEqualTo(12);
    assertThat(splits.train().shape()).isEqualTo(new ImageShape(1, SIDE, SIDE));
    assertThat(splits.train().classNames())
        .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    assertThat(splits.train().label(11)).isEqualTo(1);
    assertThat(splits.train().image(11)).isEqualTo(image(11));
    assertThat(splits.test().label(0)).isEqualTo(9);
    assertThat(splits.test().image(4)).isEqualTo(image(4));
    assertThat(splits.source()).isEqualTo(directory.toString());
  }

  @Test
  void readsGzippedFilesWhateverTheirNamesSay() throws Exception {
    write(TRAIN_IMAGES, gzip(images(12)));
    Files.delete(directory.resolve(TEST_LABELS));
    write("t10k-labels.idx1-ubyte.gz", gzip(labels(9, 8, 7, 6, 5)));
    Files.delete(directory.resolve(TEST_IMAGES));
    write("t10k-images.idx3-ubyte.gz", images(5));

    DataSplits splits = IdxFiles.read(directory);

    assertThat(splits.train().image(3)).isEqualTo(image(3));
    assertThat(splits.test().label(4)).isEqualTo(5);
  }

  @Test
  void writesWhatItReads() throws Exception {
    DataSplits splits = IdxFiles.read(directory);
    Path copy = directory.resolve("copies/first");

    IdxFiles.write(splits, copy);

    assertThat(IdxFiles.read(copy).sha256()).isEqualTo(splits.sha256());
    try (var files = Files.list(copy)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              TRAIN_IMAGES + ".gz", TRAIN_LABELS + ".gz", TEST_IMAGES + ".gz", TEST_LABELS + ".gz");
    }
    byte[] images = Files.readAllBytes(copy.resolve(TEST_IMAGES + ".gz"));
    assertThat(new GZIPInputStream(new ByteArrayInputStream(images)).readAllBytes())
        .isEqualTo(images(5));
  }

  @Test
  void takesMoreClassesIfAllTheirLabelsAreInUse() throws Exception {
    write(TRAIN_LABELS, labels(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12));

    assertThat(IdxFiles.read(directory).train().classes()).isEqualTo(13);
  }

  @Test
  void rejectsALabelOutOfRange() throws IOException {
    write(TRAIN_LABELS, labels(0, 1, 2, 3, 4, 5, 6, 200, 8, 9, 0, 1));

    assertRejected(TRAIN_LABELS, "expected labels 0 to 9, but label number 7 is 200");
  }

  @Test
  void rejectsATestLabelThatTrainingDoesNotKnow() throws IOException {
    write(TEST_LABELS, labels(9, 8, 10, 6, 5));

    assertRejected(TEST_LABELS, "expected labels 0 to 9, but label number 2 is 10");
  }

  @Test
  void rejectsMoreLabelsThanImages() throws IOException {
    write(TEST_LABELS, labels(9, 8, 7, 6, 5, 4));

    assertRejected(
        TEST_LABELS,
        "expected 5 labels, one for each image of t10k-images-idx3-ubyte, but found 6");
  }

  @Test
  void rejectsTestImagesOfAnotherSize() throws IOException {
    write(TEST_IMAGES, concat(header(0x803, 5, 2, 8), new byte[80]));

    assertRejected(TEST_IMAGES, "the images must be 1×4×4 as in the training set, but are 1×2×8");
  }

  @Test
  void rejectsImagesWhereLabelsShouldBe() throws IOException {
    write(TRAIN_LABELS, images(12));
    write(TRAIN_IMAGES, labels(1));

    assertRejected(
        TRAIN_IMAGES,
        "expected images, but it contains labels; check whether the files are swapped");
  }

  @Test
  void rejectsTruncatedPlainFiles() throws IOException {
    write(TRAIN_IMAGES, Arrays.copyOf(images(12), 100));
    assertRejected(
        TRAIN_IMAGES, "its header says 12 images, which need 208 bytes, but the file has 100");

    write(TRAIN_IMAGES, Arrays.copyOf(images(12), 10));
    assertRejected(TRAIN_IMAGES, "it ends within its header");

    write(TRAIN_IMAGES, new byte[0]);
    assertRejected(TRAIN_IMAGES, "expected an IDX file of images, but it has only 0 bytes");
  }

  @Test
  void rejectsTruncatedGzippedFiles() throws IOException {
    byte[] whole = gzip(images(12));
    write(TRAIN_IMAGES, Arrays.copyOf(whole, whole.length - 20));
    assertRejected(TRAIN_IMAGES, "its gzip data ends too early");

    write(TRAIN_IMAGES, gzip(Arrays.copyOf(images(12), 100)));
    assertRejected(TRAIN_IMAGES, "expected 192 bytes of images, but it ends after 84");
  }

  @Test
  void rejectsDamagedGzipData() throws IOException {
    byte[] damaged = gzip(images(12));
    damaged[damaged.length - 6] ^= 0x55;
    write(TRAIN_IMAGES, damaged);

    assertRejected(TRAIN_IMAGES, "its gzip data is damaged");
  }

  @Test
  void rejectsTrailingBytes() throws IOException {
    write(TEST_LABELS, gzip(concat(labels(9, 8, 7, 6, 5), new byte[1])));

    assertRejected(TEST_LABELS, "expected it to end after 5 bytes of labels, but more follows");
  }

  @Test
  void rejectsWhatIsNoIdxFile() throws IOException {
    write(TRAIN_IMAGES, "<html>Not found</html>".getBytes(StandardCharsets.US_ASCII));

    assertRejected(TRAIN_IMAGES, "magic number 00000803, but found 3c68746d");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void refusesAHugeHeaderBeforeTakingMemory(boolean gzipped) throws IOException {
    byte[] huge = concat(header(0x803, Integer.MAX_VALUE, 1024, 1024), new byte[1000]);
    write(TRAIN_IMAGES, gzipped ? gzip(huge) : huge);

    assertRejected(TRAIN_IMAGES, "its header says 2,147,483,647 images");
  }

  @Test
  void refusesCountsAndSidesThatAreNoSizes() throws IOException {
    write(TRAIN_IMAGES, header(0x803, 0x80000000, 28, 28));
    assertRejected(TRAIN_IMAGES, "below 2^31 images, but its header says 2,147,483,648");

    write(TRAIN_IMAGES, header(0x803, 1, 28, 0));
    assertRejected(TRAIN_IMAGES, "expected from 1 to 1,024 rows and columns per image");
  }

  @Test
  void takesNoMoreMemoryThanAGzippedFileReallyHolds() throws IOException {
    // Zeros pack a thousandfold, so the claim is possible; only reading on shows that it is false.
    byte[] zeros = new byte[1_000_000];
    byte[] packed = gzip(concat(header(0x803, 1_500_000, 28, 28), zeros));
    Random random = new Random(7);
    byte[] noise = new byte[1_200_000];
    random.nextBytes(noise);
    // A second gzip member that is not read makes the file large.
    write(TRAIN_IMAGES, concat(packed, noise));

    assertThatThrownBy(() -> IdxFiles.read(directory, new PixelCache(directory, 1 << 20)))
        .isInstanceOf(DataException.class);
  }

  @Test
  void namesTheFileThatIsMissing() throws IOException {
    Files.delete(directory.resolve(TEST_LABELS));

    assertThatThrownBy(() -> IdxFiles.read(directory))
        .isInstanceOf(DataException.class)
        .hasMessage(
            directory
                + " has no t10k-labels-idx1-ubyte; all four IDX files are needed, gzipped or "
                + "not");
  }

  @Test
  void answersEveryMutationWithASentenceOrTheRightData() throws Exception {
    Random random = new Random(20260);
    DataSplits whole = IdxFiles.read(directory);
    List<String> names = List.of(TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS);
    for (int mutation = 0; mutation < 200; mutation++) {
      String name = names.get(random.nextInt(names.size()));
      byte[] before = Files.readAllBytes(directory.resolve(name));
      boolean gzipped = random.nextBoolean();
      byte[] mutated = mutate(gzipped ? gzip(before) : before, random);
      write(name, mutated);
      try {
        DataSplits read = IdxFiles.read(directory);
        assertThat(read.train().size()).isEqualTo(whole.train().size());
        assertThat(read.test().shape()).isEqualTo(whole.test().shape());
      } catch (DataException e) {
        assertThat(e.getMessage()).contains(directory.toString()).doesNotContain("\n", "Exception");
      }
      write(name, before);
    }
  }

  private static byte[] mutate(byte[] bytes, Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length));
      case 1 -> concat(bytes, new byte[1 + random.nextInt(50)]);
      case 2 -> {
        bytes[random.nextInt(Math.min(16, bytes.length))] = (byte) random.nextInt();
        yield bytes;
      }
      default -> {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        yield bytes;
      }
    };
  }

  private void assertRejected(String name, String what) {
    assertThatThrownBy(() -> IdxFiles.read(directory))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(directory.resolve(name) + ": ")
        .hasMessageContaining(what);
  }

  private void write(String name, byte[] bytes) throws IOException {
    Files.write(directory.resolve(name), bytes);
  }

  private static byte[] images(int count) {
    byte[][] parts = new byte[count + 1][];
    parts[0] = header(0x803, count, SIDE, SIDE);
    for (int i = 0; i < count; i++) {
      parts[i + 1] = image(i);
    }
    return concat(parts);
  }

  private static byte[] image(int index) {
    byte[] pixels = new byte[SIDE * SIDE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (37 * i + 11 * index);
    }
    return pixels;
  }

  private static byte[] labels(int... labels) {
    byte[] bytes = new byte[labels.length];
    IntStream.range(0, labels.length).forEach(i -> bytes[i] = (byte) labels[i]);
    return concat(header(0x801, labels.length), bytes);
  }

  private static byte[] header(int... values) {
    ByteBuffer buffer = ByteBuffer.allocate(4 * values.length);
    for (int value : values) {
      buffer.putInt(value);
    }
    return buffer.array();
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}
