package digitscope.bench;

import java.util.concurrent.Callable;

/** A contestant, which does a task as fast as possible. */
public interface Contestant extends AutoCloseable {
  /**
   * Works for at least so long, until the step or the pass over the set that is under way ends.
   *
   * @throws Exception whatever goes wrong; it ends the contest
   */
  Measurement work(long nanos) throws Exception;

  @Override
  void close();

  /**
   * A contestant that repeats one piece of work.
   *
   * @param once does it and returns how many images it was
   */
  static Contestant repeating(Callable<Integer> once) {
    return new Contestant() {
      @Override
      public Measurement work(long nanos) throws Exception {
        long begunAt = System.nanoTime();
        long images = 0;
        while (System.nanoTime() - begunAt < nanos) {
          images += once.call();
        }
        return new Measurement(images, System.nanoTime() - begunAt);
      }

      @Override
      public void close() {}
    };
  }
}
