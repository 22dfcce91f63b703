package digitscope.bench;

import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Growth of a kind of memory during training: the largest value of the second half against that of
 * the first half.
 *
 * @param earlierBytes largest value of the first half
 * @param laterBytes largest value of the second half
 * @param allowedBytes by which it may be larger and still be called flat
 */
public record Growth(long earlierBytes, long laterBytes, long allowedBytes) {
  static Growth of(
      List<MemorySample> samples, ToLongFunction<MemorySample> kind, long allowedBytes) {
    int half = samples.size() / 2;
    return new Growth(
        largest(samples.subList(0, half), kind),
        largest(samples.subList(half, samples.size()), kind),
        allowedBytes);
  }

  private static long largest(List<MemorySample> samples, ToLongFunction<MemorySample> kind) {
    return samples.stream().mapToLong(kind).max().orElseThrow();
  }

  public boolean isFlat() {
    return laterBytes - earlierBytes <= allowedBytes;
  }
}
