package digitscope.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import digitscope.data.digits.Glyphs;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Scanner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrawingPreparationTest {
  private static final int FIELD = 28;

  @Test
  void leavesAnEmptyDrawingEmpty() {
    byte[] field = DrawingPreparation.prepare(new GrayImage(280, 280, new byte[280 * 280]));

    assertThat(field).isEqualTo(new byte[FIELD * FIELD]);
  }

  @ParameterizedTest
  @CsvSource({
    "40, 20, 100, 200",
    "3, 5, 260, 120",
    "100, 100, 30, 30",
    "0, 0, 280, 280",
    "7, 9, 40, 20"
  })
  void fitsInkIntoTheBoxKeepingItsAspect(int left, int top, int width, int height) {
    byte[] field = DrawingPreparation.prepare(rectangle(left, top, width, height));

    double scale = 20.0 / Math.max(width, height);
    assertThat(mass(field) / 255).isCloseTo(width * scale * height * scale, within(0.05 * 400));
    assertThat(extent(field, true)).isBetween(width * scale - 0.01, width * scale + 2);
    assertThat(extent(field, false)).isBetween(height * scale - 0.01, height * scale + 2);
    assertThat(Math.max(extent(field, true), extent(field, false))).isEqualTo(20);
  }

  @Test
  void bringsTheCenterOfMassToTheCenter() {
    GrayImage heavyCorner = rectangle(20, 20, 200, 200);
    Arrays.fill(heavyCorner.ink(), (byte) 0);
    for (int i = 20; i < 220; i++) {
      Arrays.fill(heavyCorner.ink(), i * 280 + 20, i * 280 + 20 + (i < 120 ? 200 : 40), (byte) 255);
    }

    byte[] field = DrawingPreparation.prepare(heavyCorner);

    assertThat(center(field, true)).isCloseTo(14, within(0.5));
    assertThat(center(field, false)).isCloseTo(14, within(0.5));
  }

  @Test
  void leavesAPreparedImageAsItIs() {
    byte[] digit = Glyphs.generator().generate(10, 1, 3, Progress.NONE).train().image(4);

    assertThat(DrawingPreparation.prepare(new GrayImage(FIELD, FIELD, digit))).isEqualTo(digit);
  }

  @Test
  void bringsAnEnlargedDigitBack() {
    Dataset digits = Glyphs.generator().generate(50, 1, 3, Progress.NONE).train();
    for (int i = 0; i < digits.size(); i++) {
      byte[] digit = digits.image(i);
      GrayImage enlarged = enlarge(digit, 9);

      byte[] field = DrawingPreparation.prepare(enlarged);

      for (int p = 0; p < field.length; p++) {
        assertThat(field[p] & 0xff).isCloseTo(digit[p] & 0xff, within(1));
      }
    }
  }

  /** The expected values were made by preparation.py, which lies beside the resource. */
  @Test
  void agreesWithAnIndependentComputation() throws Exception {
    try (InputStream in =
            DrawingPreparationTest.class.getResourceAsStream("/preparation/expected.txt");
        Scanner scanner = new Scanner(in, StandardCharsets.US_ASCII)) {
      byte[] field = DrawingPreparation.prepare(spiral());

      for (byte value : field) {
        assertThat(value & 0xff).isCloseTo(scanner.nextInt(), within(1));
      }
      assertThat(scanner.hasNext()).isFalse();
    }
  }

  @Test
  void givesFaintInkItsFullStrength() {
    GrayImage faint = rectangle(10, 10, 100, 200);
    for (int i = 0; i < faint.ink().length; i++) {
      faint.ink()[i] = (byte) ((faint.ink()[i] & 0xff) / 4);
    }

    assertThat(DrawingPreparation.prepare(faint))
        .isEqualTo(DrawingPreparation.prepare(rectangle(10, 10, 100, 200)));
  }

  /** A spiral of 233×187 pixels whose ink grows along it; preparation.py draws the same. */
  private static GrayImage spiral() {
    int width = 233;
    int height = 187;
    byte[] ink = new byte[width * height];
    for (int t = 0; t < 3000; t++) {
      double angle = t / 250.0;
      int x = (int) (120 + angle * 8 * Math.cos(angle));
      int y = (int) (80 + angle * 6 * Math.sin(angle));
      for (int dy = -4; dy <= 4; dy++) {
        for (int dx = -4; dx <= 4; dx++) {
          int at = (y + dy) * width + x + dx;
          ink[at] = (byte) Math.max(ink[at] & 0xff, 55 + t / 15);
        }
      }
    }
    return new GrayImage(width, height, ink);
  }

  private static GrayImage rectangle(int left, int top, int width, int height) {
    byte[] ink = new byte[280 * 280];
    for (int y = top; y < top + height; y++) {
      Arrays.fill(ink, y * 280 + left, y * 280 + left + width, (byte) 255);
    }
    return new GrayImage(280, 280, ink);
  }

  private static GrayImage enlarge(byte[] field, int factor) {
    int side = FIELD * factor;
    byte[] ink = new byte[side * side];
    for (int i = 0; i < ink.length; i++) {
      ink[i] = field[i / side / factor * FIELD + i % side / factor];
    }
    return new GrayImage(side, side, ink);
  }

  private static double mass(byte[] field) {
    double mass = 0;
    for (byte value : field) {
      mass += value & 0xff;
    }
    return mass;
  }

  private static double center(byte[] field, boolean across) {
    double moment = 0;
    for (int i = 0; i < field.length; i++) {
      moment += (field[i] & 0xff) * (across ? i % FIELD : i / FIELD);
    }
    return moment / mass(field);
  }

  private static double extent(byte[] field, boolean across) {
    int first = FIELD;
    int last = -1;
    for (int i = 0; i < field.length; i++) {
      if (field[i] != 0) {
        first = Math.min(first, across ? i % FIELD : i / FIELD);
        last = Math.max(last, across ? i % FIELD : i / FIELD);
      }
    }
    return last - first + 1;
  }
}
