package digitscope.io;

import org.jspecify.annotations.Nullable;

/** Something failed; the message says to a user what, where, and what to do. */
public abstract class WordedException extends Exception implements Worded {
  private static final long serialVersionUID = 1L;

  /**
   * @param message one or two sentences; control characters are taken out of them, and what is
   *     longer than {@value PlainText#LONGEST} characters is cut
   */
  protected WordedException(String message) {
    super(PlainText.sentence(message));
  }

  /** An exception with what it comes from. */
  protected WordedException(String message, @Nullable Throwable cause) {
    super(PlainText.sentence(message), cause);
  }
}
