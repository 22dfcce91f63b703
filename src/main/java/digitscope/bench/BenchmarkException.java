package digitscope.bench;

import digitscope.io.WordedException;

/** A benchmark could not be run; the message is one sentence that says why. */
public final class BenchmarkException extends WordedException {
  private static final long serialVersionUID = 1L;

  public BenchmarkException(String message) {
    super(message);
  }

  public BenchmarkException(String message, Throwable cause) {
    super(message, cause);
  }
}
