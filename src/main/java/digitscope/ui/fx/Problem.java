package digitscope.ui.fx;

import digitscope.io.Reason;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/**
 * Something that went wrong, for the user to read.
 *
 * @param message one sentence: what, where, what to do
 * @param cause where it comes from, for those who want the details
 */
public record Problem(String message, Optional<Throwable> cause) {
  /** The problem that an exception is. */
  public static Problem of(Throwable error) {
    return new Problem(Reason.of(error), Optional.of(error));
  }

  /** The exception that a future wrapped in one of its own. */
  public static Throwable unwrap(Throwable error) {
    return error instanceof CompletionException && error.getCause() != null
        ? error.getCause()
        : error;
  }

  /** Everything that is known, for a report; empty if the message says it all. */
  public String details() {
    StringWriter text = new StringWriter();
    cause.ifPresent(error -> error.printStackTrace(new PrintWriter(text)));
    return text.toString();
  }
}
