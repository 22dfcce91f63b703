package digitscope.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AugmentationTest {
  private static final ImageShape COLOR = new ImageShape(3, 12, 20);

  private static byte[] noise(ImageShape shape) {
    byte[] image = new byte[shape.size()];
    new Random(1).nextBytes(image);
    return image;
  }

  /** A disc with soft edges, far from the borders. */
  private static byte[] disc() {
    byte[] image = new byte[28 * 28];
    for (int y = 0; y < 28; y++) {
      for (int x = 0; x < 28; x++) {
        double distance = Math.hypot(x - 15.2, y - 12.4);
        image[y * 28 + x] = (byte) (255 * Math.max(0, Math.min(1, 6 - distance)));
      }
    }
    return image;
  }

  private static double mass(byte[] image) {
    double sum = 0;
    for (byte value : image) {
      sum += value & 0xff;
    }
    return sum;
  }

  private static int at(byte[] image, ImageShape shape, int channel, int y, int x) {
    boolean inside = y >= 0 && y < shape.height() && x >= 0 && x < shape.width();
    return inside ? image[(channel * shape.height() + y) * shape.width() + x] & 0xff : 0;
  }

  @Test
  void leavesAnImageAsItIsWhereNothingIsToChange() {
    byte[] image = noise(COLOR);
    byte[] varied = image.clone();
    new Augmentation(COLOR, 0, 0, 0, 0, 0, 0).apply(varied, 5, 6);
    assertThat(varied).isEqualTo(image);
  }

  @Test
  void shiftsByWholePixelsExactly() {
    byte[] image = noise(COLOR);
    ImageWarp warp = new ImageWarp(COLOR);
    for (int shiftX = -21; shiftX <= 21; shiftX += 3) {
      for (int shiftY = -13; shiftY <= 13; shiftY += 2) {
        byte[] shifted = image.clone();
        warp.setAffine(shiftX, shiftY, 0, 1, 0);
        warp.apply(shifted);
        for (int i = 0; i < image.length; i++) {
          int x = i % 20;
          int y = i / 20 % 12;
          assertThat(shifted[i] & 0xff)
              .isEqualTo(at(image, COLOR, i / 240, y - shiftY, x - shiftX));
        }
      }
    }
  }

  @Test
  void turnsByARightAngleExactly() {
    ImageShape square = new ImageShape(2, 9, 9);
    byte[] image = noise(square);
    byte[] turned = image.clone();
    ImageWarp warp = new ImageWarp(square);
    warp.setAffine(0, 0, Math.PI / 2, 1, 0);
    warp.apply(turned);
    for (int i = 0; i < image.length; i++) {
      int x = i % 9;
      int y = i / 9 % 9;
      assertThat(turned[i] & 0xff).isEqualTo(at(image, square, i / 81, 8 - x, y));
    }
  }

  @Test
  void keepsTheInkWhenItRotates() {
    byte[] image = disc();
    ImageWarp warp = new ImageWarp(ImageShape.MNIST);
    for (int degrees = -180; degrees <= 180; degrees += 15) {
      byte[] rotated = image.clone();
      warp.setAffine(0, 0, Math.toRadians(degrees), 1, 0);
      warp.apply(rotated);
      assertThat(mass(rotated)).isCloseTo(mass(image), within(0.01 * mass(image)));
    }
  }

  @Test
  void scalesTheInkWithTheSquareOfTheSize() {
    byte[] image = disc();
    ImageWarp warp = new ImageWarp(ImageShape.MNIST);
    for (double size : new double[] {0.7, 0.9, 1.1, 1.5}) {
      byte[] scaled = image.clone();
      warp.setAffine(0, 0, 0, size, 0);
      warp.apply(scaled);
      double expected = mass(image) * size * size;
      assertThat(mass(scaled)).isCloseTo(expected, within(0.02 * expected));
    }
  }

  @Test
  void displacesByTheGivenRootMeanSquare() {
    DisplacementField field = new DisplacementField(28, 28);
    Randomness random = new Randomness(3, 4);
    long[] row = new long[28];
    double squares = 0;
    int fields = 400;
    for (int i = 0; i < fields; i++) {
      field.draw(2, random);
      for (int y = 0; y < 28; y++) {
        field.row(y, row);
        for (long displacement : row) {
          double dx = DisplacementField.x(displacement) / 65536.0;
          double dy = DisplacementField.y(displacement) / 65536.0;
          squares += dx * dx + dy * dy;
        }
      }
    }
    assertThat(Math.sqrt(squares / (fields * 28 * 28))).isCloseTo(2, within(0.05));
  }

  @Test
  void erasesOneRectangleOfEveryChannelAsOftenAsItShould() {
    byte[] ink = new byte[COLOR.size()];
    java.util.Arrays.fill(ink, (byte) 255);
    Augmentation augmentation = new Augmentation(COLOR, 0, 0, 0, 0, 0, 0.3);
    int erased = 0;
    for (int drawing = 0; drawing < 2000; drawing++) {
      byte[] image = ink.clone();
      augmentation.apply(image, 9, drawing);
      int blank = COLOR.size() - (int) (mass(image) / 255);
      erased += blank > 0 ? 1 : 0;
      assertThat(blank % 3).isZero();
      assertThat(blank / 3).isLessThanOrEqualTo(6 * 10);
    }
    assertThat(erased).isBetween(520, 680);
  }

  @Test
  void givesTheSameForTheSameNumbersWhateverCameBefore() {
    byte[] image = disc();
    Augmentation augmentation = new Augmentation(ImageShape.MNIST, 2, 10, 0.1, 5, 1, 0.5);
    byte[] first = image.clone();
    augmentation.apply(first, 1, 2);
    byte[] other = image.clone();
    augmentation.apply(other, 1, 3);
    byte[] otherSeed = image.clone();
    augmentation.apply(otherSeed, 2, 2);
    byte[] again = image.clone();
    augmentation.apply(again, 1, 2);
    assertThat(again).isEqualTo(first);
    assertThat(first).isNotEqualTo(other).isNotEqualTo(otherSeed).isNotEqualTo(image);
  }

  /** The script beside the expected values says how they were made. */
  @Test
  void agreesWithScipyToRounding() throws IOException {
    JsonNode cases;
    try (InputStream in = AugmentationTest.class.getResourceAsStream("augmentation.json")) {
      cases = new ObjectMapper().readTree(Objects.requireNonNull(in));
    }
    assertThat(cases).hasSize(9);
    for (JsonNode example : cases) {
      JsonNode shape = example.get("shape");
      JsonNode amounts = example.get("parameters");
      Augmentation augmentation =
          new Augmentation(
              new ImageShape(shape.get(0).asInt(), shape.get(1).asInt(), shape.get(2).asInt()),
              amounts.get(0).asDouble(),
              amounts.get(1).asDouble(),
              amounts.get(2).asDouble(),
              amounts.get(3).asDouble(),
              amounts.get(4).asDouble(),
              amounts.get(5).asDouble());
      byte[] image = new byte[example.get("image").size()];
      for (int i = 0; i < image.length; i++) {
        image[i] = (byte) example.get("image").get(i).asInt();
      }
      augmentation.apply(image, example.get("seed").asLong(), example.get("drawing").asLong());
      for (int i = 0; i < image.length; i++) {
        assertThat(image[i] & 0xff).isCloseTo(example.get("expected").get(i).asInt(), within(1));
      }
    }
  }
}
