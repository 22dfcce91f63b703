package digitscope.run;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import digitscope.data.Corrected;
import digitscope.data.DataSplits;
import digitscope.data.ImageShape;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Where a run comes from, so that it can be judged and repeated.
 *
 * @param program version of the program that trained it
 * @param created when it began, in ISO 8601, UTC
 * @param dataSha256 checksum of the training images that were used and the test images
 * @param trainingImages number of training images that were used
 * @param imageShape shape of one image
 * @param corrections what a person's decisions had changed in those images
 * @param classNames names of the classes, in the order of the network's outputs
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Provenance(
    String program,
    String created,
    String dataSha256,
    int trainingImages,
    Corrected corrections,
    ImageShape imageShape,
    List<String> classNames) {
  public Provenance {
    classNames = List.copyOf(classNames);
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
        data.train().classNames());
  }

  /** Version of this program, as its archive says. */
  public static String programVersion() {
    return Optional.ofNullable(Provenance.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
