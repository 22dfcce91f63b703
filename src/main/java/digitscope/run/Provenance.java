package digitscope.run;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import digitscope.data.Corrected;
import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.data.ImageShape;
import digitscope.data.Preparation;
import digitscope.data.PreparationFormat;
import digitscope.io.InvalidValueException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The provenance of a run, so that it can be judged and repeated.
 *
 * @param program version of the program that trained it
 * @param created when it began, in ISO 8601, UTC
 * @param dataSha256 checksum of the training images that were used and the test images; empty if
 *     another program trained it, which does not know it
 * @param trainingImages number of training images that were used
 * @param imageShape shape of one image
 * @param corrections what a user's decisions had changed in those images
 * @param classNames names of the classes, in the order of the network's outputs
 * @param preparation how pictures become images for the network, as {@link PreparationFormat} has
 *     it; empty for runs from before it was recorded
 * @param computations what computed it, one after the other; empty if it was not recorded
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Provenance(
    String program,
    String created,
    String dataSha256,
    int trainingImages,
    Corrected corrections,
    ImageShape imageShape,
    List<String> classNames,
    Map<String, String> preparation,
    List<Computation> computations) {
  /** A label is a byte. */
  private static final int MOST_CLASSES = 256;

  /** Values of an image of 4,096 by 4,096 pixels. */
  private static final int LARGEST_IMAGE = 1 << 24;

  public Provenance {
    classNames = List.copyOf(classNames);
    computations = List.copyOf(computations);
    Map<String, String> recorded = new TreeMap<>(preparation);
    recorded.values().removeIf(Objects::isNull); // JSON may have a null where a word belongs
    preparation = Collections.unmodifiableMap(recorded);
    if (classNames.isEmpty() || classNames.size() > MOST_CLASSES) {
      throw new InvalidValueException(
          String.format(
              Locale.ROOT,
              "a run must have 1 to %d classes, not %d",
              MOST_CLASSES,
              classNames.size()));
    } else if (trainingImages < 0) {
      throw new InvalidValueException(
          String.format(Locale.ROOT, "trainingImages must be at least 0, not %d", trainingImages));
    } else if ((long) imageShape.channels() * imageShape.height() * imageShape.width()
        > LARGEST_IMAGE) {
      throw new InvalidValueException("the images are too large: " + imageShape);
    } else if (!isTime(created)) {
      throw new InvalidValueException("created must be a time such as 2026-12-31T23:59:59Z");
    }
  }

  private static boolean isTime(String text) {
    try {
      return Instant.parse(text).isBefore(Instant.parse("9999-01-01T00:00:00Z"));
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  /**
   * How pictures become images for the network: as recorded, or as it was done when nothing was.
   *
   * @throws DataException if what was recorded makes no sense
   */
  public Preparation ofPictures() throws DataException {
    return preparation.isEmpty()
        ? Preparation.ofShape(imageShape)
        : PreparationFormat.parse(preparation);
  }

  /**
   * The provenance of a run that begins now.
   *
   * @param data with the limit applied
   */
  public static Provenance now(DataSplits data) {
    return new Provenance(
        programVersion(),
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        data.sha256(),
        data.train().size(),
        data.corrected(),
        data.train().shape(),
        data.train().classNames(),
        PreparationFormat.format(data.preparation()),
        List.of());
  }

  /** This, with what computes it from now on. */
  public Provenance computedBy(Computation computation) {
    if (!computations.isEmpty() && computations.get(computations.size() - 1).equals(computation)) {
      return this;
    }
    List<Computation> all = new ArrayList<>(computations);
    all.add(computation);
    return new Provenance(
        program,
        created,
        dataSha256,
        trainingImages,
        corrections,
        imageShape,
        classNames,
        preparation,
        all);
  }

  /**
   * What a user should know of a run that continues, in a sentence: that it rounds differently from
   * now on. Empty if it does not, or if what computed it was not recorded.
   */
  public Optional<String> noteOnComputation(Computation now) {
    if (computations.isEmpty()) {
      return Optional.empty();
    }
    Computation before = computations.get(computations.size() - 1);
    return before.equals(now)
        ? Optional.empty()
        : Optional.of(
            "The run was trained with %s and continues with %s: its weights will differ in their last digits from those of an uninterrupted run."
                .formatted(before.description(), now.description()));
  }

  /**
   * Whether a user has corrected the data otherwise since. Then other images would be held out than
   * were, because that depends on the labels.
   */
  public boolean hasOtherCorrections(DataSplits data) {
    return !corrections.sha256().equals(data.corrected().sha256());
  }

  /**
   * What a user should know of images that are not those that were trained on, in a sentence; empty
   * if they are.
   *
   * @param source what the user calls the data
   * @param data with the run's limit applied, and no other corrections
   */
  public Optional<String> noteOnImages(String source, DataSplits data) {
    if (data.sha256().equals(dataSha256) || dataSha256.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        isFromOldReading(data)
            ? "Gray pictures are now read with their true brightness, or the files of %s have changed: the run was trained on other images. Train it again to compare results."
                .formatted(source)
            : "The images of %s have changed since the run was trained.".formatted(source));
  }

  /**
   * Whether a checksum other than that of {@code data} may come of how pictures were once read:
   * gray ones too light.
   */
  public boolean isFromOldReading(DataSplits data) {
    return preparation.isEmpty() && data.recorded().flatMap(Preparation::behind).isPresent();
  }

  /** Version of this program, as its archive says. */
  public static String programVersion() {
    return Optional.ofNullable(Provenance.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
