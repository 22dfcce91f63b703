package digitscope.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Scanner;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pictures and what is in them were made by pictures.py, which lies beside them. */
class PictureDecoderTest {
  private static final int ENOUGH = 256;
  private static final int SIDE = 28;

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ramp-gray.png",
        "ramp-rgb.png",
        "ramp-gray-alpha.png",
        "ramp-rgba.png",
        "ramp-indexed.png",
        "ramp-16-bit.png",
        "ramp-gray.jpg",
        "ramp-rgb.jpg",
        "ramp-cmyk.jpg"
      })
  void takesValuesAsTheyAreWhateverTheColorModel(String name) throws Exception {
    Picture picture = PictureDecoder.decode(resource(name), ENOUGH);

    assertThat(picture.shape()).isEqualTo(ImageShape.MNIST);
    assertThat(picture.opacity()).isEmpty();
    assertThat(picture.lossy()).isEqualTo(name.endsWith("jpg"));
    int tolerance = picture.lossy() ? 1 : 0;
    for (int i = 0; i < SIDE * SIDE; i++) {
      assertThat(picture.light()[i] & 0xff).isCloseTo(i % SIDE * 9, within(tolerance));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "levels-1.png, 255 0 255 255 0 0 0 255",
    "levels-2.png, 0 85 170 255",
    "levels-4.png, 0 119 153 255",
    "levels-16.png, 0 0 1 135 135 136 255",
    "levels-16-rgb.png, 1 200 2 100 3 0",
  })
  void scalesValuesOfOtherDepths(String name, String expected) throws Exception {
    assertThat(values(PictureDecoder.decode(resource(name), ENOUGH).light()))
        .containsExactlyElementsOf(
            Arrays.stream(expected.split(" ")).map(Integer::valueOf).toList());
  }

  @Test
  void makesTheGrayTransparentThatIsSaidToBe() throws Exception {
    Picture picture = PictureDecoder.decode(resource("levels-keyed.png"), ENOUGH);

    assertThat(values(picture.opacity().orElseThrow())).containsExactly(0, 255);
    assertThat(values(picture.over(255).light())).containsExactly(255, 136);
  }

  @ParameterizedTest
  @ValueSource(strings = {"colors-cmyk", "colors-ycck"})
  void turnsInksIntoLight(String name) throws Exception {
    Picture picture = PictureDecoder.decode(resource(name + ".jpg"), ENOUGH);

    assertThat(picture.shape()).isEqualTo(new ImageShape(3, 16, 24));
    try (Scanner expected = new Scanner(resource(name + ".txt"), StandardCharsets.US_ASCII)) {
      for (int place = 0; place < 6; place++) {
        for (int channel = 0; channel < 3; channel++) {
          assertThat(picture.light(channel, 4 + place / 3 * 8, 4 + place % 3 * 8))
              .isCloseTo(expected.nextInt(), within(2));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void turnsWhatACameraHeldAnotherWay(int orientation) throws Exception {
    Picture upright = PictureDecoder.decode(resource("upright.png"), ENOUGH);
    Picture png = PictureDecoder.decode(resource("exif-" + orientation + ".png"), ENOUGH);
    Picture jpeg = PictureDecoder.decode(resource("exif-" + orientation + ".jpg"), ENOUGH);

    assertThat(png.shape()).isEqualTo(jpeg.shape()).isEqualTo(upright.shape());
    assertThat(png.light()).isEqualTo(upright.light());
    for (int i = 0; i < upright.light().length; i++) {
      assertThat(jpeg.light()[i] & 0xff).isCloseTo(upright.light()[i] & 0xff, within(2));
    }
  }

  @Test
  void readsAPictureWhoseMetadataIsDamaged() throws Exception {
    byte[] bytes = Files.readAllBytes(resource("exif-6.jpg"));
    int exif = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("Exif");
    for (int change = 6; change < 30; change++) {
      byte[] damaged = bytes.clone();
      damaged[exif + change] ^= (byte) 0xff;
      Path file = Files.write(folder.resolve("damaged.jpg"), damaged);

      assertThat(PictureDecoder.decode(file, ENOUGH).light()).hasSize(48 * 32);
    }
  }

  /** A line of three pixels across 1,024: an eighth of a pixel of 28 remains as gray. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void keepsThinLinesOfLargePictures(boolean across) throws Exception {
    for (int offset = 0; offset < 9; offset++) {
      BufferedImage image = new BufferedImage(1024, 1024, BufferedImage.TYPE_BYTE_GRAY);
      for (int i = 0; i < 3 * 1024; i++) {
        int along = i % 1024;
        int line = 500 + offset + i / 1024;
        image.getRaster().setSample(across ? along : line, across ? line : along, 0, 255);
      }
      Path file = folder.resolve("line.png");
      ImageIO.write(image, "png", file.toFile());

      Picture picture = PictureDecoder.decode(file, ENOUGH);
      byte[] small = PictureFitting.fit(picture, ImageShape.MNIST, Fit.WHOLE, false);

      int crossed = 0;
      for (int i = 0; i < SIDE; i++) {
        crossed += small[across ? i * SIDE + 14 : 14 * SIDE + i] & 0xff;
      }
      assertThat(crossed).isCloseTo(255 * 3 * SIDE / 1024, within(2));
    }
  }

  @Test
  void readsAPictureTooLargeForOnePassAsTheSameValues() throws Exception {
    int width = 6000;
    int height = 4600;
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    byte[] row = new byte[width];
    for (int y = 0; y < height; y++) {
      Arrays.fill(row, (byte) (y / 46));
      image.getRaster().setDataElements(0, y, width, 1, row);
    }
    Path file = folder.resolve("large.png");
    ImageIO.write(image, "png", file.toFile());

    Picture picture = PictureDecoder.decode(file, 100);

    assertThat(picture.shape()).isEqualTo(new ImageShape(1, 100, 131));
    for (int y = 0; y < 100; y++) {
      assertThat(picture.light(0, y, 7)).isEqualTo(y);
    }
  }

  @Test
  void saysThatAPictureIsCutOffWhereverItIs() throws Exception {
    BufferedImage noise = new BufferedImage(60, 60, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 3600; i++) {
      noise.setRGB(i % 60, i / 60, i * 977 * 31);
    }
    List<Path> files = new ArrayList<>();
    for (String format : List.of("png", "jpg")) {
      files.add(folder.resolve("whole." + format));
      ImageIO.write(noise, format, files.get(files.size() - 1).toFile());
    }
    files.add(writeProgressive(noise));
    for (Path file : files) {
      byte[] whole = Files.readAllBytes(file);
      assertThat(PictureDecoder.decode(file, ENOUGH).shape().height()).isEqualTo(60);
      for (int tenths = 3; tenths < 10; tenths++) {
        Files.write(file, Arrays.copyOf(whole, whole.length * tenths / 10));
        assertThatThrownBy(() -> PictureDecoder.decode(file, ENOUGH))
            .as("%d tenths of %s", tenths, file)
            .isInstanceOf(DataException.class)
            .hasMessage(file + " is incomplete; copy or save it again");
      }
    }
  }

  @Test
  void readsAJpegWithoutItsLastMark() throws Exception {
    byte[] whole = Files.readAllBytes(resource("exif-1.jpg"));
    Path file = Files.write(folder.resolve("a.jpg"), Arrays.copyOf(whole, whole.length - 2));

    assertThat(PictureDecoder.decode(file, ENOUGH).light())
        .isEqualTo(PictureDecoder.decode(resource("exif-1.jpg"), ENOUGH).light());
  }

  private Path writeProgressive(BufferedImage image) throws IOException {
    Path file = folder.resolve("progressive.jpg");
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam progressive = writer.getDefaultWriteParam();
    progressive.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    try (var out = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), progressive);
    } finally {
      writer.dispose();
    }
    return file;
  }

  private static List<Integer> values(byte[] bytes) {
    List<Integer> values = new ArrayList<>();
    for (byte value : bytes) {
      values.add(value & 0xff);
    }
    return values;
  }

  private static Path resource(String name) throws URISyntaxException {
    return Path.of(PictureDecoderTest.class.getResource("/pictures/" + name).toURI());
  }
}
