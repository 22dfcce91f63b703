package digitscope.data;

import digitscope.io.Reason;
import digitscope.io.WordedException;
import java.nio.file.Path;

/**
 * Data could not be read or written. The message is one sentence for a user: what was wrong, where,
 * and what to do.
 */
public final class DataException extends WordedException {
  private static final long serialVersionUID = 1L;

  public DataException(String message) {
    super(message);
  }

  public DataException(String message, Throwable cause) {
    super(message, cause);
  }

  public static DataException notRead(Path file, Throwable cause) {
    return new DataException("%s cannot be read: %s".formatted(file, Reason.of(cause)), cause);
  }

  public static DataException notWritten(Path file, Throwable cause) {
    return new DataException("%s cannot be written: %s".formatted(file, Reason.of(cause)), cause);
  }
}
