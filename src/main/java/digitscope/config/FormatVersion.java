package digitscope.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digitscope.io.WordedIOException;
import java.util.Locale;

/**
 * The version of the files that the program writes, one for all of them. It rises when a file may
 * hold what an earlier program would not understand. Files that say none are of the first.
 */
public final class FormatVersion {
  /** What this program writes. The second is the first that files say. */
  public static final int CURRENT = 2;

  /** What the field, array or point is called that says it. */
  public static final String NAME = "version";

  private FormatVersion() {}

  /**
   * Refuses a version that this program does not know.
   *
   * @throws WordedIOException saying why, to go on after the file's name
   */
  public static void check(long version) throws WordedIOException {
    if (version > CURRENT) {
      throw new WordedIOException(
          String.format(
              Locale.ROOT,
              "its format %d is newer than this program, which supports up to %d; update "
                  + "the program",
              version,
              CURRENT));
    } else if (version < 1) {
      throw new WordedIOException(
          String.format(
              Locale.ROOT, "format %d does not exist; download or create the file again", version));
    }
  }

  /**
   * Takes the version out of an object.
   *
   * @throws WordedIOException as {@link #check}
   */
  public static void take(ObjectNode object) throws WordedIOException {
    JsonNode version = object.remove(NAME);
    if (version == null) {
      return;
    } else if (!version.isIntegralNumber() || !version.canConvertToLong()) {
      throw new WordedIOException(
          String.format(Locale.ROOT, "its version must be a whole number, such as %d", CURRENT));
    }
    check(version.longValue());
  }

  /** The object with the version of this program, as its first field. */
  public static ObjectNode put(ObjectNode object) {
    ObjectNode all = object.objectNode();
    all.put(NAME, CURRENT);
    all.setAll(object);
    return all;
  }
}
