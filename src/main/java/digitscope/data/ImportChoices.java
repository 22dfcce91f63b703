package digitscope.data;

import digitscope.io.InvalidValueException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * How pictures become images for a network.
 *
 * @param shape of the images: 1 or 3 channels, at most {@link #LARGEST_SIDE} rows and columns
 * @param fit how pictures of other sizes are brought to it
 * @param inverted whether what is dark becomes ink, as for pictures that are dark on light
 * @param csv how a row is to be read; only for CSV
 * @param behind light behind what is transparent, 0 to 255, before it is inverted
 */
public record ImportChoices(
    ImageShape shape, Fit fit, boolean inverted, Optional<CsvLayout> csv, int behind) {
  /** Most rows and columns of an image. */
  public static final int LARGEST_SIDE = 64;

  public ImportChoices {
    if (Math.max(shape.height(), shape.width()) > LARGEST_SIDE
        || (shape.channels() != 1 && shape.channels() != 3)) {
      throw new InvalidValueException(
          String.format(
              Locale.ROOT,
              "Images must have 1 or 3 channels and at most %d×%d pixels, not %s",
              LARGEST_SIDE,
              LARGEST_SIDE,
              shape));
    }
    if (fit == Fit.INK && !shape.equals(ImageShape.MNIST)) {
      throw new InvalidValueException(
          "Ink can be centered only in images of %s, not %s".formatted(ImageShape.MNIST, shape));
    }
  }

  public ImportChoices withShape(ImageShape other) {
    Fit possible = fit == Fit.INK && !other.equals(ImageShape.MNIST) ? Fit.WHOLE : fit;
    return new ImportChoices(other, possible, inverted, csv, behind);
  }

  /** Another fit; {@link Fit#INK} brings its shape along. */
  public ImportChoices withFit(Fit other) {
    return new ImportChoices(
        other == Fit.INK ? ImageShape.MNIST : shape, other, inverted, csv, behind);
  }

  public ImportChoices withInverted(boolean other) {
    return new ImportChoices(shape, fit, other, csv, behind);
  }

  public ImportChoices withCsv(CsvLayout other) {
    return new ImportChoices(shape, fit, inverted, Optional.of(other), behind);
  }

  /**
   * Reads a picture, as large as these choices need it.
   *
   * @throws DataException as {@link ImageFiles#readPicture}
   */
  public Picture read(Path file) throws DataException {
    return fit == Fit.INK ? ImageFiles.readLarge(file) : ImageFiles.readPicture(file);
  }
}
