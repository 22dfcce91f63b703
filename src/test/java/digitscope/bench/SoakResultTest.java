package digitscope.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SoakResultTest {
  private static final long MEGABYTE = 1 << 20;
  private static final Endings QUICK = endings(5_000_000, 100_000_000);
  private static final List<MemorySample> FLAT =
      List.of(sample(1, 50, 10, 300), sample(2, 52, 10, 310), sample(3, 49, 10, 320));

  @Test
  void flatMemoryAndQuickEndsHaveNoFault() {
    assertThat(result(FLAT, QUICK, QUICK, 0, 0).faults()).isEmpty();
  }

  @Test
  void growthIsTheLargestOfTheSecondHalfAgainstTheLargestOfTheFirst() {
    List<MemorySample> samples =
        List.of(
            sample(1, 50, 10, 300),
            sample(2, 40, 10, 300),
            sample(3, 60, 10, 300),
            sample(4, 45, 10, 300));
    Growth heap = result(samples, QUICK, QUICK, 0, 0).heap();
    assertThat(heap.earlierBytes()).isEqualTo(50 * MEGABYTE);
    assertThat(heap.laterBytes()).isEqualTo(60 * MEGABYTE);
    assertThat(heap.isFlat()).isFalse();
  }

  @Test
  void eachKindOfMemoryThatGrowsIsAFault() {
    List<MemorySample> growing = List.of(sample(1, 40, 10, 300), sample(2, 45, 11, 340));
    assertThat(result(growing, QUICK, QUICK, 0, 0).faults())
        .containsExactly(
            "The Java heap grew by 5,242,880 bytes; the limit is 4,194,304",
            "Native array memory grew by 1,048,576 bytes; the limit is 65,536",
            "Process memory grew by 41,943,040 bytes; the limit is 33,554,432");
  }

  @Test
  void oneSlowEndIsAFault() {
    Endings slow = endings(5_000_000, 101_000_000);
    assertThat(result(FLAT, QUICK, slow, 0, 0).faults())
        .containsExactly(
            "Stopping under load took up to 101 ms; the limit is 100",
            "Cancelling under load took up to 101 ms; the limit is 100");
  }

  @Test
  void whatSessionsLeaveBehindIsAFault() {
    assertThat(result(FLAT, QUICK, QUICK, 2, 100_000).faults())
        .containsExactly(
            "The sessions left 2 threads behind",
            "The sessions left 100,000 bytes of native arrays behind");
  }

  @Test
  void latenciesAreSorted() {
    Latencies latencies = new Latencies(List.of(9_000_000L, 1_000_000L, 2_000_000L));
    assertThat(latencies.medianMillis()).isEqualTo(2);
    assertThat(latencies.slowestMillis()).isEqualTo(9);
  }

  private static SoakResult result(
      List<MemorySample> samples, Endings endings, Endings loaded, int threads, long bytes) {
    return new SoakResult(100, new LongTraining(samples, 0, 0), endings, loaded, threads, bytes);
  }

  private static Endings endings(long... nanos) {
    Latencies latencies = new Latencies(Arrays.stream(nanos).boxed().toList());
    return new Endings(latencies, latencies);
  }

  private static MemorySample sample(long step, long heap, long arrays, long resident) {
    return new MemorySample(step, heap * MEGABYTE, arrays * MEGABYTE, resident * MEGABYTE);
  }
}
