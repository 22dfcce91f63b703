package digitscope.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import digitscope.data.digits.Glyphs;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntBinaryOperator;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFilesTest {
  private static final int FIELD = 28;
  private static final int WHITE = 0xffffffff;

  private final Path directory;
  private final byte[] digit =
      Glyphs.generator().generate(10, 1, 11, Progress.NONE).train().image(3);

  ImageFilesTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void readsLightOnDarkAndDarkOnLight(boolean lightOnDark) throws Exception {
    Path file =
        write("digit.png", FIELD, argb((x, y) -> lightOnDark ? ink(x, y) : 255 - ink(x, y)));

    assertReadsTheDigit(file, 6);
  }

  @Test
  void readsInkOnATransparentGround() throws Exception {
    Path dark = write("dark.png", FIELD, (x, y) -> ink(x, y) << 24);
    Path light = write("light.png", FIELD, (x, y) -> ink(x, y) << 24 | 0xffffff);

    assertReadsTheDigit(dark, 6);
    assertReadsTheDigit(light, 6);
  }

  @Test
  void readsColoredInk() throws Exception {
    Path file = write("blue.png", FIELD, (x, y) -> WHITE - (ink(x, y) << 16) - (ink(x, y) << 8));

    assertReadsTheDigit(file, 6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg"})
  void readsAPhotographOfADigit(String format) throws Exception {
    Random random = new Random(5);
    int factor = 24;
    BufferedImage photo =
        new BufferedImage(FIELD * factor, FIELD * factor, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < photo.getHeight(); y++) {
      for (int x = 0; x < photo.getWidth(); x++) {
        // A lamp at the upper left, grain, gray paper, and a grain of dust.
        double paper = 190 - 0.09 * x - 0.06 * y + 3 * random.nextGaussian();
        boolean dust = Math.hypot(x - 40, y - 600) < 5;
        double share = dust ? 0.9 : smoothInk(x / (double) factor, y / (double) factor);
        int level = (int) Math.max(0, Math.min(255, paper * (1 - 0.7 * share)));
        photo.setRGB(x, y, level * 0x10101);
      }
    }
    Path file = directory.resolve("photo." + format);
    assertThat(ImageIO.write(photo, format, file.toFile())).isTrue();

    byte[] field = DrawingPreparation.prepare(inkOf(file));

    // Noise may tip the rounding of the whole-pixel shift.
    double nearest = Double.MAX_VALUE;
    for (int shift = 0; shift < 9; shift++) {
      nearest = Math.min(nearest, meanDifference(field, shift % 3 - 1, shift / 3 - 1));
    }
    assertThat(nearest).isLessThan(12);
  }

  @Test
  void findsNoInkOnEmptyPaper() throws Exception {
    Random random = new Random(6);
    Path even = write("even.png", 50, (x, y) -> 0xff808080);
    Path grain = write("grain.png", 50, argb((x, y) -> 128 + random.nextInt(5)));

    assertThat(inkOf(even).ink()).containsOnly(0);
    assertThat(inkOf(grain).ink()).containsOnly(0);
  }

  @Test
  void readsPicturesOfOnePixelAndOfOneRow() throws Exception {
    int[] row = new int[40];
    Arrays.fill(row, WHITE);
    Arrays.fill(row, 10, 14, 0xff000000);
    ImageFiles.writePng(directory.resolve("row.png"), 40, 1, row);
    ImageFiles.writePng(directory.resolve("dot.png"), 1, 1, new int[] {WHITE});

    assertThat(inkOf(directory.resolve("row.png")).ink(11, 0)).isEqualTo(255);
    assertThat(inkOf(directory.resolve("dot.png")).ink()).containsExactly(0);
  }

  @Test
  void thinsALargePicture() throws Exception {
    int factor = 90;
    Path file = write("large.png", FIELD * factor, argb((x, y) -> ink(x / factor, y / factor)));

    GrayImage image = inkOf(file);

    assertThat(image.width()).isEqualTo(FIELD * factor / 2);
    assertReadsTheDigit(file, 6);
  }

  @Test
  void refusesAHugePictureFromItsHeader() throws Exception {
    ByteBuffer header = ByteBuffer.allocate(17);
    header.put("IHDR".getBytes(StandardCharsets.US_ASCII)).putInt(30_000).putInt(30_000);
    header.put(new byte[] {8, 2, 0, 0, 0});
    CRC32 checksum = new CRC32();
    checksum.update(header.array());
    ByteBuffer png = ByteBuffer.allocate(33);
    png.putLong(0x89504e470d0a1a0aL)
        .putInt(13)
        .put(header.array())
        .putInt((int) checksum.getValue());
    Path file = directory.resolve("huge.png");
    Files.write(file, png.array());

    assertRejected(file, " has 30,000×30,000 pixels; the limit is 60 million; scale it down");
  }

  @Test
  void refusesWhatIsNoImage() throws Exception {
    Path text = directory.resolve("text.png");
    Files.writeString(text, "not a picture");
    Path empty = Files.createFile(directory.resolve("empty.jpg"));
    Path gif = directory.resolve("picture.gif");
    ImageIO.write(new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB), "gif", gif.toFile());

    assertRejected(text, " is not a PNG or JPEG image; save it in one of these formats");
    assertRejected(empty, " is not a PNG or JPEG image; save it in one of these formats");
    assertRejected(gif, " is not a PNG or JPEG image; save it in one of these formats");
    assertThatThrownBy(() -> inkOf(directory.resolve("none.png")))
        .isInstanceOf(DataException.class)
        .hasMessage("There is no image file " + directory.resolve("none.png") + "; check the path");
  }

  @Test
  void answersEveryMutationWithASentenceOrAPicture() throws Exception {
    Random random = new Random(31);
    BufferedImage picture = new BufferedImage(FIELD, FIELD, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < FIELD * FIELD; i++) {
      picture.setRGB(i % FIELD, i / FIELD, ink(i % FIELD, i / FIELD) * 0x10101);
    }
    Path file = directory.resolve("mutated");
    for (int mutation = 0; mutation < 200; mutation++) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(picture, mutation % 2 == 0 ? "png" : "jpg", out);
      byte[] bytes = out.toByteArray();
      for (int change = random.nextInt(4); change >= 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      Files.write(file, random.nextInt(4) == 0 ? Arrays.copyOf(bytes, bytes.length / 2) : bytes);
      try {
        assertThat(inkOf(file).ink()).isNotEmpty();
      } catch (DataException e) {
        assertThat(e.getMessage()).startsWith(file + " ").doesNotContain("\n", "null");
      }
    }
  }

  @Test
  void writesWhatItReads() throws Exception {
    Path file = write("written.png", 3, (x, y) -> x == 1 && y == 2 ? 0x80102030 : WHITE);

    BufferedImage read = ImageIO.read(file.toFile());
    assertThat(read.getRGB(1, 2)).isEqualTo(0x80102030);
    assertThat(read.getRGB(2, 1)).isEqualTo(WHITE);
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void saysWhereAPictureCannotBeWritten() {
    Path file = directory.resolve("missing/picture.png");

    assertThatThrownBy(() -> ImageFiles.writePng(file, 1, 1, new int[1]))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(file + " cannot be written");
  }

  private static GrayImage inkOf(Path file) throws DataException {
    return InkSeparation.separate(ImageFiles.readLarge(file).opaque());
  }

  private double meanDifference(byte[] field, int right, int down) {
    double sum = 0;
    for (int i = 0; i < field.length; i++) {
      sum += Math.abs((field[i] & 0xff) - ink(i % FIELD + right, i / FIELD + down));
    }
    return sum / field.length;
  }

  private void assertReadsTheDigit(Path file, int tolerance) throws DataException {
    byte[] field = DrawingPreparation.prepare(inkOf(file));
    for (int i = 0; i < field.length; i++) {
      assertThat(field[i] & 0xff).isCloseTo(digit[i] & 0xff, within(tolerance));
    }
  }

  private void assertRejected(Path file, String what) {
    assertThatThrownBy(() -> inkOf(file)).isInstanceOf(DataException.class).hasMessage(file + what);
  }

  private Path write(String name, int side, IntBinaryOperator argb) throws DataException {
    int[] pixels = new int[side * side];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = argb.applyAsInt(i % side, i / side);
    }
    Path file = directory.resolve(name);
    ImageFiles.writePng(file, side, side, pixels);
    return file;
  }

  private static IntBinaryOperator argb(IntBinaryOperator gray) {
    return (x, y) -> 0xff000000 | gray.applyAsInt(x, y) * 0x10101;
  }

  private int ink(int x, int y) {
    return x < 0 || y < 0 || x >= FIELD || y >= FIELD ? 0 : digit[y * FIELD + x] & 0xff;
  }

  /** Ink from 0 to 1 between the pixels, as a pen would have left it. */
  private double smoothInk(double x, double y) {
    int left = (int) Math.floor(x - 0.5);
    int top = (int) Math.floor(y - 0.5);
    double u = x - 0.5 - left;
    double v = y - 0.5 - top;
    double upper = ink(left, top) * (1 - u) + ink(left + 1, top) * u;
    double lower = ink(left, top + 1) * (1 - u) + ink(left + 1, top + 1) * u;
    return (upper * (1 - v) + lower * v) / 255;
  }
}
