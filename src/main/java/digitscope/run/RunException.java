package digitscope.run;

import digitscope.io.WordedException;

/** A run could not be read or written; the message says what is wrong, where, and what to do. */
public final class RunException extends WordedException {
  private static final long serialVersionUID = 1L;

  public RunException(String message) {
    super(message);
  }

  public RunException(String message, Throwable cause) {
    super(message, cause);
  }
}
