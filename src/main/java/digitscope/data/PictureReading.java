package digitscope.data;

import digitscope.io.InvalidValueException;
import digitscope.io.Reason;
import java.util.Optional;

/**
 * The way in which the pictures of a data set were read for training, so that later pictures are
 * read alike.
 *
 * @param preparation what the network's run recorded
 * @param shape of the network's images
 */
public record PictureReading(Preparation preparation, ImageShape shape) {
  /** How pictures were read for images of a shape; empty if those were not made of pictures. */
  public static Optional<PictureReading> of(Preparation preparation, ImageShape shape) {
    return preparation.behind().map(light -> new PictureReading(preparation, shape));
  }

  /**
   * The choices with which the set was made.
   *
   * @param csv how a row is to be read; only for CSV
   * @throws DataException if there are no such choices
   */
  public ImportChoices choices(Optional<CsvLayout> csv) throws DataException {
    try {
      return new ImportChoices(
          shape,
          preparation.fit(),
          preparation.polarity() == Preparation.Polarity.INVERTED,
          csv,
          preparation.behind().orElse(Picture.WHITE));
    } catch (InvalidValueException e) {
      throw new DataException(
          "The picture preparation saved with the run is not valid: " + Reason.of(e), e);
    }
  }
}
