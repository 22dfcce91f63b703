package digitscope.data.own;

import digitscope.data.Background;
import digitscope.data.CsvLayout;
import digitscope.data.Fit;
import digitscope.data.ImageShape;
import digitscope.data.ImportChoices;
import digitscope.data.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Guesses from some pictures how to make images of them. */
final class ImportGuess {
  private static final int USUAL_GRAY_SIDE = 28;
  private static final int USUAL_COLOR_SIDE = 32;

  /** A pixel whose channels differ by more than this has a color. */
  private static final int COLOR = 24;

  /** Part of the pixels that must have a color for a picture to be a colored one. */
  private static final double COLORED_PART = 0.02;

  private final List<Picture> pictures;
  private final List<String> reasons = new ArrayList<>();

  private ImportGuess(List<Picture> pictures) {
    this.pictures = pictures;
  }

  /** A guess, and what it is in sentences. */
  record Result(ImportChoices choices, List<String> reasons) {}

  /**
   * Guesses.
   *
   * @param pictures at least one
   */
  static Result of(List<Picture> pictures, Optional<CsvLayout> csv) {
    int behind = behind(pictures);
    ImportGuess guess = new ImportGuess(pictures.stream().map(p -> p.over(behind)).toList());
    ImageShape shape = guess.shape();
    boolean inverted = shape.channels() == 1 && guess.isDarkOnLight();
    return new Result(
        new ImportChoices(shape, Fit.WHOLE, inverted, csv, behind), List.copyOf(guess.reasons));
  }

  /** One background for all that is transparent: white if most of what is opaque is dark. */
  private static int behind(List<Picture> pictures) {
    List<Picture> transparent = pictures.stream().filter(p -> p.opacity().isPresent()).toList();
    long dark = transparent.stream().filter(Picture::isDarkWhereOpaque).count();
    return 2 * dark >= transparent.size() ? Picture.WHITE : Picture.BLACK;
  }

  private ImageShape shape() {
    int colored = (int) pictures.stream().filter(ImportGuess::isColored).count();
    int channels = 10 * colored >= pictures.size() ? 3 : 1;
    ImageShape first = pictures.get(0).shape();
    boolean same =
        pictures.stream()
            .map(Picture::shape)
            .allMatch(s -> s.height() == first.height() && s.width() == first.width());
    ImageShape shape;
    if (same && Math.max(first.height(), first.width()) <= ImportChoices.LARGEST_SIDE) {
      shape = new ImageShape(channels, first.height(), first.width());
      reasons.add("The images are %s, like the pictures".formatted(shape));
    } else {
      int side = channels == 1 ? USUAL_GRAY_SIDE : USUAL_COLOR_SIDE;
      shape = new ImageShape(channels, side, side);
      reasons.add(
          "The pictures, which are %s, are scaled as a whole to images of %s"
              .formatted(
                  same ? first.height() + "×" + first.width() : "of different sizes", shape));
    }
    return shape;
  }

  private static boolean isColored(Picture picture) {
    ImageShape shape = picture.shape();
    if (shape.channels() == 1) {
      return false;
    }
    int plane = shape.height() * shape.width();
    int colored = 0;
    for (int i = 0; i < plane; i++) {
      int red = picture.light()[i] & 0xff;
      int green = picture.light()[plane + i] & 0xff;
      int blue = picture.light()[2 * plane + i] & 0xff;
      int range = Math.max(red, Math.max(green, blue)) - Math.min(red, Math.min(green, blue));
      colored += range > COLOR ? 1 : 0;
    }
    return colored > COLORED_PART * plane;
  }

  /** Whether most pictures have a light background. */
  private boolean isDarkOnLight() {
    int dark = 0;
    for (Picture picture : pictures) {
      dark += Background.isLight(picture) ? 1 : 0;
    }
    boolean most = 2 * dark > pictures.size();
    reasons.add(most ? "Dark on light, so inverted: the background becomes 0" : "Not inverted");
    int others = most ? pictures.size() - dark : dark;
    if (others > 0) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "%,d of %,d sampled pictures are %s; all are treated alike",
              others,
              pictures.size(),
              most ? "light on dark" : "dark on light"));
    }
    return most;
  }
}
