package digitscope.data;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A training set and the test set that belongs to it.
 *
 * @param source what a person typed or chose: {@code "digits"} or a directory
 * @param train images that the network learns from
 * @param test images that it never learns from, of the same shape and classes
 * @param corrected what a person's decisions have changed in both
 */
public record DataSplits(String source, Dataset train, Dataset test, Corrected corrected) {
  public DataSplits {
    if (!train.shape().equals(test.shape())) {
      throw new IllegalArgumentException(
          "%s: training images are %s, but test images %s"
              .formatted(source, train.shape(), test.shape()));
    }
  }

  /** Sets as they were read, without a correction. */
  public DataSplits(String source, Dataset train, Dataset test) {
    this(source, train, test, Corrected.NOTHING);
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
    return new DataSplits(source, train.limit(count), test, corrected);
  }
}
