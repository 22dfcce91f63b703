package digitscope.data;

/** Watches a long piece of work from outside, and may end it. */
public interface Progress {
  /** Watches nothing and never ends the work. */
  Progress NONE =
      new Progress() {
        @Override
        public void advance(double fraction) {}

        @Override
        public boolean isCancelled() {
          return false;
        }
      };

  /** Hears, on any of the working threads, what fraction of the work is done: 0 to 1. */
  void advance(double fraction);

  /** Receives what was found out on the way that the user should know, in a sentence. */
  default void note(String sentence) {}

  /**
   * Hears how much of a download is here.
   *
   * @param bytes that have arrived
   * @param total approximate number of bytes that will
   */
  default void downloaded(long bytes, long total) {
    advance((double) bytes / total);
  }

  /**
   * Whether the work should end soon, with a {@link java.util.concurrent.CancellationException}.
   */
  boolean isCancelled();
}
