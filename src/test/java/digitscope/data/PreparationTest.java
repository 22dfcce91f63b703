package digitscope.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digitscope.data.Preparation.Ground;
import digitscope.data.Preparation.Mode;
import digitscope.data.Preparation.Polarity;
import digitscope.data.digits.Glyphs;
import digitscope.data.own.OwnFiles;
import digitscope.data.own.OwnImages;
import digitscope.data.source.ImageLibrary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreparationTest {
  private static final int WHITE = 0xffffff;
  private static final int OPAQUE = 0xff000000;

  @TempDir private Path folder = Path.of("");

  private final Dataset digits = Glyphs.generator().generate(300, 1, 7, Progress.NONE).train();

  @Test
  void takesImagesOfTheSetAsTheyAre() throws Exception {
    Preparation preparation = Preparation.of(digits);
    for (int i = 0; i < digits.size(); i++) {
      Path file =
          Files.write(folder.resolve("a.png"), ImageFiles.png(digits.shape(), digits.image(i)));

      Preparation.Prepared prepared =
          preparation.prepare(preparation.read(file), digits.shape(), Mode.AUTO);

      assertThat(prepared.image()).isEqualTo(digits.image(i));
      assertThat(prepared.done()).isEqualTo("used as is");
    }
  }

  @Test
  void knowsDigitsCenteredAsThoseOfMnistFromOthers() {
    byte[] digit = digits.image(5);
    byte[] moved = new byte[digit.length];
    System.arraycopy(digit, 0, moved, 2, digit.length - 2);

    assertThat(DrawingPreparation.isPrepared(digit)).isTrue();
    assertThat(DrawingPreparation.isPrepared(moved)).isFalse();
    assertThat(Preparation.of(digits).centered()).isTrue();
    assertThat(Preparation.of(digits).fit()).isEqualTo(Fit.INK);
    assertThat(Preparation.of(digits).ground()).isEqualTo(Ground.DARK);
  }

  @Test
  void preparesOthersAsDrawings() throws Exception {
    Preparation preparation = Preparation.of(digits);
    byte[] negative = digits.image(5);
    for (int i = 0; i < negative.length; i++) {
      negative[i] = (byte) ~negative[i];
    }
    Picture picture = new Picture(digits.shape(), negative);

    Preparation.Prepared prepared = preparation.prepare(picture, digits.shape(), Mode.AUTO);

    assertThat(prepared.image()).isEqualTo(digits.image(5));
    assertThat(prepared.done())
        .isEqualTo("dark ink on light, separated, scaled to 20×20 and centered");
    assertThat(preparation.prepare(picture, digits.shape(), Mode.NEVER).image())
        .isEqualTo(negative);
    Picture large = new Picture(new ImageShape(1, 40, 30), new byte[1200]);
    assertThatThrownBy(() -> preparation.prepare(large, digits.shape(), Mode.NEVER))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("it has 30×40 pixels");
  }

  /** What a set of one's own was trained on is what its pictures are to the network later. */
  @ParameterizedTest
  @EnumSource(Own.class)
  void makesTheSameImageOfAPictureOnImportAndLater(Own own) throws Exception {
    for (int label = 0; label < 2; label++) {
      Path directory = Files.createDirectories(folder.resolve("set").resolve("c" + label));
      for (int i = 0; i < 9; i++) {
        int[] argb = OwnFiles.picture(label, own.side, own.side, 0, WHITE, 0xc0c0c0);
        for (int p = 0; p < argb.length; p++) {
          argb[p] = own.pixel(argb[p] & 0xff, i);
        }
        ImageFiles.writePng(directory.resolve("p" + i + ".png"), own.side, own.side, argb);
      }
    }
    OwnImages images = OwnImages.open(folder.resolve("set"));
    ImportChoices choices = images.survey().guess();
    DataSplits splits = images.read(choices, cache(), Progress.NONE).splits();
    Set<String> trained = new HashSet<>();
    for (Dataset set : List.of(splits.train(), splits.test())) {
      for (int i = 0; i < set.size(); i++) {
        trained.add(Arrays.toString(set.image(i)));
      }
    }

    try (var files = Files.walk(folder.resolve("set"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Preparation preparation = splits.preparation();
        Preparation.Prepared prepared =
            preparation.prepare(preparation.read(file), splits.train().shape(), Mode.AUTO);

        assertThat(trained)
            .as("%s: %s", file, prepared.done())
            .contains(Arrays.toString(prepared.image()));
        assertThat(prepared.blank()).isFalse();
      }
    }
  }

  /** Sets as people keep them; pixels are made of those of light bars on black. */
  enum Own {
    LIGHT_ON_DARK(16),
    DARK_ON_LIGHT(16),
    FAINT(28),
    LARGE(100),
    MIXED(28),
    TRANSPARENT(28);

    private final int side;

    Own(int side) {
      this.side = side;
    }

    private int pixel(int level, int picture) {
      return switch (this) {
        case LIGHT_ON_DARK, LARGE -> OPAQUE | level * 0x10101;
        case DARK_ON_LIGHT -> OPAQUE | (255 - level) * 0x10101;
        case FAINT -> OPAQUE | (100 + level / 8) * 0x10101;
        case MIXED -> OPAQUE | (picture % 3 == 0 ? level : 255 - level) * 0x10101;
        // Dark ink, but for a few pictures whose ink is light.
        case TRANSPARENT -> level << 24 | (picture == 4 ? 0xa0a0a0 : 0x303030);
      };
    }
  }

  @Test
  void putsTheSameBehindAllTransparentPicturesOfASet() throws Exception {
    for (int i = 0; i < 10; i++) {
      Path directory = Files.createDirectories(folder.resolve("set").resolve("c" + i % 2));
      int ink = i == 5 ? 0xffd0d0d0 : 0xff202020;
      int[] argb = new int[64];
      Arrays.fill(argb, 20, 40, ink);
      ImageFiles.writePng(directory.resolve(i + ".png"), 8, 8, argb);
    }

    DataSplits splits = OwnImages.load(folder.resolve("set"), Progress.NONE);

    assertThat(splits.recorded().orElseThrow().behind()).contains(255);
    for (int i = 0; i < splits.train().size(); i++) {
      assertThat(splits.train().image(i)[0]).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"white", "black", "transparent", "dot", "faint"})
  void saysThatNothingIsDrawn(String kind) throws Exception {
    int side = kind.equals("dot") ? 1 : 40;
    int[] argb = new int[side * side];
    for (int i = 0; i < argb.length; i++) {
      argb[i] =
          switch (kind) {
            case "white", "dot" -> OPAQUE | WHITE;
            case "black" -> OPAQUE;
            case "transparent" -> 0;
            default -> OPAQUE | (128 + i % 5) * 0x10101;
          };
    }
    Path file = folder.resolve("blank.png");
    ImageFiles.writePng(file, side, side, argb);
    Preparation whole =
        new Preparation(
            Fit.WHOLE, Polarity.KEPT, Optional.of(255), Ground.DARK, false, false, false);

    for (Preparation preparation : List.of(whole, Preparation.of(digits))) {
      Preparation.Prepared prepared =
          preparation.prepare(preparation.read(file), ImageShape.MNIST, Mode.AUTO);

      assertThat(prepared.blank()).isTrue();
      assertThat(prepared.done()).isEqualTo("nothing is drawn");
    }
  }

  @Test
  void readsBlankPicturesForASetThatHasThem() throws Exception {
    byte[] pixels = new byte[2 * 16];
    pixels[3] = (byte) 200;
    Dataset empties =
        new Dataset(
            "", new ImageShape(1, 4, 4), List.of("empty", "dot"), pixels, new byte[] {1, 0});
    Preparation preparation = Preparation.of(empties);

    assertThat(preparation.blanks()).isTrue();
    assertThat(
            preparation
                .prepare(new Picture(empties.shape(), new byte[16]), empties.shape(), Mode.AUTO)
                .blank())
        .isFalse();
  }

  @Test
  void fitsDrawingsToTheImagesOfTheSet() {
    GrayImage drawing = new GrayImage(56, 56, new byte[56 * 56]);
    Arrays.fill(drawing.ink(), 56 * 10 + 5, 56 * 10 + 25, (byte) 255);
    Preparation light =
        new Preparation(
            Fit.WHOLE, Polarity.KEPT, Optional.of(255), Ground.LIGHT, false, false, false);
    Preparation mnistFolder =
        new Preparation(
            Fit.WHOLE, Polarity.INVERTED, Optional.of(255), Ground.DARK, true, true, false);

    assertThat(Preparation.of(digits).prepare(drawing, ImageShape.MNIST))
        .isEqualTo(mnistFolder.prepare(drawing, ImageShape.MNIST))
        .isEqualTo(DrawingPreparation.prepare(drawing));
    byte[] field = light.prepare(drawing, ImageShape.MNIST);
    assertThat(field[0]).isEqualTo((byte) 255);
    assertThat(field[5 * 28 + 8] & 0xff).isLessThan(140);
  }

  /** Digits cropped to their ink, enlarged: the rim is ink in part. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void findsTheInkOfTightlyCroppedPictures(boolean dark) throws Exception {
    Preparation preparation = Preparation.of(digits);
    double sum = 0;
    for (int i = 0; i < 100; i++) {
      byte[] digit = digits.image(i);
      Picture cropped = cropped(digit, 6, dark);

      byte[] image = preparation.prepare(cropped, digits.shape(), Mode.AUTO).image();

      for (int p = 0; p < image.length; p++) {
        sum += Math.abs((image[p] & 0xff) - (digit[p] & 0xff)) / (100.0 * image.length);
      }
      assertThat(Background.isLight(cropped)).isEqualTo(dark);
    }
    // Enlarged and made small again, an image is not the same, but not a negative either.
    assertThat(sum).isLessThan(8);
  }

  private static Picture cropped(byte[] digit, int factor, boolean dark) {
    int top = 28;
    int left = 28;
    int bottom = 0;
    int right = 0;
    for (int i = 0; i < digit.length; i++) {
      if (digit[i] != 0) {
        top = Math.min(top, i / 28);
        left = Math.min(left, i % 28);
        bottom = Math.max(bottom, i / 28 + 1);
        right = Math.max(right, i % 28 + 1);
      }
    }
    ImageShape shape = new ImageShape(1, (bottom - top) * factor, (right - left) * factor);
    byte[] light = new byte[shape.size()];
    for (int i = 0; i < light.length; i++) {
      int y = i / shape.width() / factor + top;
      int x = i % shape.width() / factor + left;
      light[i] = dark ? (byte) ~digit[y * 28 + x] : digit[y * 28 + x];
    }
    return new Picture(shape, light);
  }

  @Test
  void isKeptBesideImportedImages() throws Exception {
    OwnFiles.writeFolder(
        folder.resolve("set"), List.of("a", "b"), 5, 16, 16, WHITE, 0x202020, 0x101010);
    OwnImages own = OwnImages.open(folder.resolve("set"));
    DataSplits splits = own.read(own.survey().guess(), cache(), Progress.NONE).splits();
    PixelCache tiny = new PixelCache(folder.resolve("tiny"), 10);

    ImageLibrary library = new ImageLibrary(folder.resolve("library"));

    assertThat(splits.recorded().orElseThrow().polarity()).isEqualTo(Polarity.INVERTED);
    assertThat(library.add("mine", splits).recorded()).isEqualTo(splits.recorded());
    assertThat(own.read(own.survey().guess(), tiny, Progress.NONE).splits().recorded())
        .isEqualTo(splits.recorded());
    assertThat(own.read(own.survey().guess(), tiny, Progress.NONE).splits().recorded())
        .isEqualTo(splits.recorded());
  }

  @Test
  void isReadAsItWasWritten() throws Exception {
    for (Preparation preparation :
        List.of(
            Preparation.of(digits),
            Preparation.ofShape(new ImageShape(3, 8, 8)),
            new Preparation(
                Fit.CROPPED, Polarity.INVERTED, Optional.of(0), Ground.MIXED, true, false, true))) {
      assertThat(PreparationFormat.parse(PreparationFormat.format(preparation)))
          .isEqualTo(preparation);
    }
  }

  @Test
  void saysWhatIsWrongWithARecord() {
    Map<String, String> good = PreparationFormat.format(Preparation.of(digits));
    for (String key : good.keySet()) {
      Map<String, String> bad = new HashMap<>(good);
      bad.put(key, key.equals("version") ? "2" : "-1");
      assertThatThrownBy(() -> PreparationFormat.parse(bad))
          .isInstanceOf(DataException.class)
          .hasMessageContaining(key.equals("version") ? "newer version" : "'" + key + "'");
      bad.remove(key);
      assertThatThrownBy(() -> PreparationFormat.parse(bad)).isInstanceOf(DataException.class);
    }
  }

  private PixelCache cache() {
    return new PixelCache(folder.resolve("cache"), 1 << 20);
  }
}
