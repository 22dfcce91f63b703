package digitscope.io;

/** A value cannot be used; the message says to a user which, and why. */
public class InvalidValueException extends IllegalArgumentException implements Worded {
  private static final long serialVersionUID = 1L;

  public InvalidValueException(String message) {
    super(PlainText.sentence(message));
  }

  public InvalidValueException(String message, Throwable cause) {
    super(PlainText.sentence(message), cause);
  }
}
