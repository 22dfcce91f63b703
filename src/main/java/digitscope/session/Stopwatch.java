package digitscope.session;

/** Counts the time during which it runs. */
final class Stopwatch {
  private long countedNanos;
  private long startedAt;
  private boolean running;

  /** Starts or stops counting. */
  void setRunning(boolean wanted) {
    long now = System.nanoTime();
    if (running) {
      countedNanos += now - startedAt;
    }
    startedAt = now;
    running = wanted;
  }

  long elapsedNanos() {
    return countedNanos + (running ? System.nanoTime() - startedAt : 0);
  }
}
