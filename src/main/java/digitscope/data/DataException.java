package digitscope.data;

/**
 * Data could not be read. The message is one sentence for a person: what was wrong, where, and what
 * to do.
 */
public final class DataException extends Exception {
  private static final long serialVersionUID = 1L;

  public DataException(String message) {
    super(message);
  }

  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
