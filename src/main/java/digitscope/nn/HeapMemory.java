package digitscope.nn;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Arrays on Java's heap, which its collector frees. */
public final class HeapMemory implements Memory {
  private final Precision precision;

  public HeapMemory(Precision precision) {
    this.precision = precision;
  }

  @Override
  public Precision precision() {
    return precision;
  }

  @Override
  public Values zeros(long length) {
    long bytes = length * precision.bytes();
    if (bytes > Integer.MAX_VALUE) {
      throw new OutOfMemoryError("An array can take 2 GiB at most, not " + bytes + " bytes");
    }
    return Values.of(precision, ByteBuffer.allocate((int) bytes).order(ByteOrder.nativeOrder()));
  }

  @Override
  public Values part(Values whole, long from, long length) {
    return whole.part(from, length);
  }

  @Override
  public void close() {}
}
