package digitscope.config;

import digitscope.io.WordedException;

/** A configuration could not be read; the message says what is wrong, where, and what to do. */
public final class ConfigException extends WordedException {
  private static final long serialVersionUID = 1L;

  public ConfigException(String message) {
    super(message);
  }

  public ConfigException(String message, Throwable cause) {
    super(message, cause);
  }
}
