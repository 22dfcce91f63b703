package digitscope.io;

/** Something is asked for when it cannot be done; the message says to a user why. */
public final class UnreadyException extends IllegalStateException implements Worded {
  private static final long serialVersionUID = 1L;

  public UnreadyException(String message) {
    super(PlainText.sentence(message));
  }
}
