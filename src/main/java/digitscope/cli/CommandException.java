package digitscope.cli;

import digitscope.io.WordedException;

/** A command failed; the message is one sentence that says what and what to do. */
public final class CommandException extends WordedException {
  private static final long serialVersionUID = 1L;

  public CommandException(String message) {
    super(message);
  }

  public CommandException(String message, Throwable cause) {
    super(message, cause);
  }
}
