package digitscope.data;

import digitscope.io.InvalidValueException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A training set and the test set that belongs to it.
 *
 * @param source what the user typed or chose: {@code "digits"} or a directory
 * @param train images that the network learns from
 * @param test images that it never learns from, of the same shape and classes
 * @param corrected what label corrections have changed in both
 * @param recorded how pictures become images like these; empty if that is to be seen from them
 */
public record DataSplits(
    String source,
    Dataset train,
    Dataset test,
    Corrected corrected,
    Optional<Preparation> recorded) {
  public DataSplits {
    if (!train.shape().equals(test.shape())) {
      throw new InvalidValueException(
          "%s: training images are %s, but test images are %s"
              .formatted(source, train.shape(), test.shape()));
    }
  }

  /** Sets as they were read, without a correction. */
  public DataSplits(String source, Dataset train, Dataset test) {
    this(source, train, test, Corrected.NOTHING, Optional.empty());
  }

  /** Sets as they were read, with corrections. */
  public DataSplits(String source, Dataset train, Dataset test, Corrected corrected) {
    this(source, train, test, corrected, Optional.empty());
  }

  /** These sets, of which is known how they were made of pictures. */
  public DataSplits made(Optional<Preparation> preparation) {
    return new DataSplits(source, train, test, corrected, preparation);
  }

  /** These sets, for a network that wants pictures prepared in a certain way. */
  public DataSplits prepared(Preparation preparation) {
    return made(Optional.of(preparation));
  }

  /** How a picture becomes an image like these: as recorded, or by what the images look like. */
  public Preparation preparation() {
    return recorded.orElseGet(() -> Preparation.of(train));
  }

  /** SHA-256 of the checksums of both sets, as 64 hexadecimal digits. */
  public String sha256() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((train.sha256() + test.sha256()).getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** The same test set with the first {@code count} training images only. */
  public DataSplits limit(int count) {
    return new DataSplits(source, train.limit(count), test, corrected, recorded);
  }
}
