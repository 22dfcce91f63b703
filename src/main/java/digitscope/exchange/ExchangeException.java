package digitscope.exchange;

import digitscope.io.WordedException;

/** A network could not be written or read; the message says what is wrong, where, what to do. */
public final class ExchangeException extends WordedException {
  private static final long serialVersionUID = 1L;

  public ExchangeException(String message) {
    super(message);
  }

  public ExchangeException(String message, Throwable cause) {
    super(message, cause);
  }
}
