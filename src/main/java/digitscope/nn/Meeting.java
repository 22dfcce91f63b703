package digitscope.nn;

/**
 * A layer's pass in two parts: before the second, the first must be done for all slices of the
 * mini-batch.
 */
public record Meeting(Runnable before, Runnable after) implements Runnable {
  /** Does both, for a mini-batch that is computed as a whole. */
  @Override
  public void run() {
    before.run();
    after.run();
  }
}
