package digitscope.bench;

import digitscope.engine.Hardware;

/**
 * Memory of this process at one step of a training.
 *
 * @param heapBytes of live objects, after a collection
 * @param arrayBytes of native arrays
 * @param residentBytes of everything, as the system counts it
 */
public record MemorySample(long step, long heapBytes, long arrayBytes, long residentBytes) {
  @SuppressWarnings("GarbageCollector") // only what is left after a collection can be compared
  static MemorySample now(long step) {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return new MemorySample(
        step,
        runtime.totalMemory() - runtime.freeMemory(),
        Hardware.arrayBytes(),
        Hardware.residentBytes());
  }
}
