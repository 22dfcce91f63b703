package digitscope.data.download;

import digitscope.io.InvalidValueException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * What the bytes of a file were published to be.
 *
 * @param algorithm how they are summed up
 * @param of of which bytes: mirrors may compress the same file differently
 * @param hex the sum in lower-case hexadecimal digits
 */
public record Checksum(Algorithm algorithm, Of of, String hex) {
  /** A way of summing up, by its strength. */
  public enum Algorithm {
    MD5("MD5", 32),
    SHA256("SHA-256", 64);

    private final String standardName;
    private final int digits;

    Algorithm(String standardName, int digits) {
      this.standardName = standardName;
      this.digits = digits;
    }

    @Override
    public String toString() {
      return standardName;
    }

    MessageDigest begin() {
      try {
        return MessageDigest.getInstance(standardName);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("Every Java platform has " + standardName, e);
      }
    }
  }

  /** Which bytes are summed up. */
  public enum Of {
    /** The file as it is downloaded. */
    PACKED,
    /** What is left when it is unpacked. */
    UNPACKED
  }

  public Checksum {
    if (!hex.matches("[0-9a-f]{" + algorithm.digits + "}")) {
      throw new InvalidValueException(
          String.format(
              Locale.ROOT,
              "%s has %d lowercase hexadecimal digits, not '%s'",
              algorithm,
              algorithm.digits,
              hex));
    }
  }

  /** Whether a digest of the algorithm, that has seen all bytes, came to this sum. */
  boolean matches(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest()).equals(hex);
  }

  /** Such as {@code SHA-256 of the unpacked bytes}. */
  @Override
  public String toString() {
    return algorithm + (of == Of.PACKED ? " of the download" : " of the unpacked bytes");
  }
}
