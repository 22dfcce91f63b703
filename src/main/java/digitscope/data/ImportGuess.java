package digitscope.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Guesses from some pictures how to make images of them. */
final class ImportGuess {
  private static final int USUAL_GREY_SIDE = 28;
  private static final int USUAL_COLOUR_SIDE = 32;

  /** A pixel whose channels differ by more than this has a colour. */
  private static final int COLOUR = 24;

  /** Part of the pixels that must have a colour for a picture to be a coloured one. */
  private static final double COLOURED_PART = 0.02;

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
    ImportGuess guess = new ImportGuess(pictures);
    ImageShape shape = guess.shape();
    boolean inverted = shape.channels() == 1 && guess.isDarkOnLight();
    return new Result(
        new ImportChoices(shape, Fit.WHOLE, inverted, csv), List.copyOf(guess.reasons));
  }

  private ImageShape shape() {
    int coloured = (int) pictures.stream().filter(ImportGuess::isColoured).count();
    int channels = 10 * coloured >= pictures.size() ? 3 : 1;
    ImageShape first = pictures.get(0).shape();
    boolean same =
        pictures.stream()
            .map(Picture::shape)
            .allMatch(s -> s.height() == first.height() && s.width() == first.width());
    ImageShape shape;
    if (same && Math.max(first.height(), first.width()) <= ImportChoices.LARGEST_SIDE) {
      shape = new ImageShape(channels, first.height(), first.width());
      reasons.add("The images are %s, as the pictures are".formatted(shape));
    } else {
      int side = channels == 1 ? USUAL_GREY_SIDE : USUAL_COLOUR_SIDE;
      shape = new ImageShape(channels, side, side);
      reasons.add(
          "The pictures, which are %s, are scaled as a whole to images of %s"
              .formatted(same ? first.height() + "×" + first.width() : "of several sizes", shape));
    }
    return shape;
  }

  private static boolean isColoured(Picture picture) {
    ImageShape shape = picture.shape();
    if (shape.channels() == 1) {
      return false;
    }
    int plane = shape.height() * shape.width();
    int coloured = 0;
    for (int i = 0; i < plane; i++) {
      int red = picture.light()[i] & 0xff;
      int green = picture.light()[plane + i] & 0xff;
      int blue = picture.light()[2 * plane + i] & 0xff;
      int range = Math.max(red, Math.max(green, blue)) - Math.min(red, Math.min(green, blue));
      coloured += range > COLOUR ? 1 : 0;
    }
    return coloured > COLOURED_PART * plane;
  }

  /** Whether most pictures have a rim that is light and lighter than the whole. */
  private boolean isDarkOnLight() {
    int dark = 0;
    for (Picture picture : pictures) {
      dark += isDarkOnLight(picture.grey()) ? 1 : 0;
    }
    boolean most = 2 * dark > pictures.size();
    reasons.add(
        most
            ? "They are dark on light and are inverted, so that the background is 0"
            : "They are not inverted");
    return most;
  }

  static boolean isDarkOnLight(Picture grey) {
    double sum = 0;
    for (byte light : grey.light()) {
      sum += light & 0xff;
    }
    double rim = PictureFitting.rim(grey, 0);
    return rim > 127 && rim > sum / grey.light().length;
  }
}
