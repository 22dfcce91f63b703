package digitscope.nn.nd4j;

import digitscope.nn.Precision;
import digitscope.nn.Values;

/** The values of an array that a GPU works on, in the processor's memory. */
final class MirroredValues extends Values {
  private final Values here;
  private final Runnable fetch;
  private final Runnable tell;

  /**
   * @param here the array's place in the processor's memory
   * @param fetch copies what the GPU has changed to that place, if it has
   * @param tell says that what is at that place has been changed
   */
  MirroredValues(Values here, Runnable fetch, Runnable tell) {
    this.here = here;
    this.fetch = fetch;
    this.tell = tell;
  }

  @Override
  public Precision precision() {
    return here.precision();
  }

  @Override
  public long length() {
    return here.length();
  }

  @Override
  public Values part(long from, long count) {
    return new MirroredValues(here.part(from, count), fetch, tell);
  }

  @Override
  public double get(long index) {
    fetch.run();
    return here.get(index);
  }

  @Override
  public void set(long index, double value) {
    change(() -> here.set(index, value));
  }

  @Override
  public void copyWherePositive(Values source, Values condition, long length) {
    change(() -> here.copyWherePositive(fetched(source), fetched(condition), length));
  }

  @Override
  public void reorder(Values source, long from, int[] places) {
    change(() -> here.reorder(fetched(source), from, places));
  }

  /** The values as they are now, of an array that a GPU works on like this one. */
  private static Values fetched(Values values) {
    MirroredValues other = (MirroredValues) values;
    other.fetch.run();
    return other.here;
  }

  @Override
  public void read(long from, double[] target, int count) {
    fetch.run();
    here.read(from, target, count);
  }

  @Override
  public void write(long from, double[] source, int count) {
    change(() -> here.write(from, source, count));
  }

  @Override
  public void read(long from, float[] target, int start, int count) {
    fetch.run();
    here.read(from, target, start, count);
  }

  @Override
  public void write(long from, float[] source, int start, int count) {
    change(() -> here.write(from, source, start, count));
  }

  /** What is left as it was must be the GPU's, too: it takes over the whole array. */
  private void change(Runnable change) {
    fetch.run();
    change.run();
    tell.run();
  }
}
