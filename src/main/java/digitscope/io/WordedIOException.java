package digitscope.io;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file is not as it must be; the message says how, and goes on after "NAME cannot be read: ". */
public final class WordedIOException extends IOException implements Worded {
  private static final long serialVersionUID = 1L;

  public WordedIOException(String message) {
    super(PlainText.sentence(message));
  }

  public WordedIOException(String message, @Nullable Throwable cause) {
    super(PlainText.sentence(message), cause);
  }
}
