package digitscope.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The results of one long training session and many short ones.
 *
 * @param steps of the long training
 * @param endings of the short ones
 * @param loadedEndings the same while another process kept a core busy
 * @param threadsLeft threads of sessions after the last has ended
 * @param arrayBytesLeft bytes of native arrays after the last has ended, beyond those after the
 *     first
 */
public record SoakResult(
    long steps,
    LongTraining training,
    Endings endings,
    Endings loadedEndings,
    int threadsLeft,
    long arrayBytesLeft) {
  /** Milliseconds within which a session must end. */
  public static final double ALLOWED_MILLIS = 100;

  /** The log of metrics is meant to grow, by 48 bytes a step, and doubles its room now and then. */
  private static final long HEAP_TOLERANCE = 4 << 20;

  /** Descriptions of shapes wait for a collection to be freed. */
  private static final long ARRAY_TOLERANCE = 1 << 16;

  /** The system hands out memory in large pieces, and Java's compiler goes on working. */
  private static final long RESIDENT_TOLERANCE = 32 << 20;

  public Growth heap() {
    return Growth.of(training.samples(), MemorySample::heapBytes, HEAP_TOLERANCE);
  }

  public Growth arrays() {
    return Growth.of(training.samples(), MemorySample::arrayBytes, ARRAY_TOLERANCE);
  }

  public Growth resident() {
    return Growth.of(training.samples(), MemorySample::residentBytes, RESIDENT_TOLERANCE);
  }

  /** What is not as it should be, a sentence each; empty if memory is flat and all ends at once. */
  public List<String> faults() {
    return Stream.of(
            growth("The Java heap", heap()),
            growth("Native array memory", arrays()),
            growth("Process memory", resident()),
            slowness("Stopping", endings.stop()),
            slowness("Cancelling", endings.cancel()),
            slowness("Stopping under load", loadedEndings.stop()),
            slowness("Cancelling under load", loadedEndings.cancel()),
            leftover("threads", threadsLeft),
            leftover(
                "bytes of native arrays", arrayBytesLeft <= ARRAY_TOLERANCE ? 0 : arrayBytesLeft))
        .flatMap(List::stream)
        .toList();
  }

  private static List<String> growth(String what, Growth growth) {
    return growth.isFlat()
        ? List.of()
        : List.of(
            String.format(
                Locale.ROOT,
                "%s grew by %,d bytes; the limit is %,d",
                what,
                growth.laterBytes() - growth.earlierBytes(),
                growth.allowedBytes()));
  }

  private static List<String> slowness(String what, Latencies latencies) {
    return latencies.slowestMillis() <= ALLOWED_MILLIS
        ? List.of()
        : List.of(
            String.format(
                Locale.ROOT,
                "%s took up to %.0f ms; the limit is %.0f",
                what,
                latencies.slowestMillis(),
                ALLOWED_MILLIS));
  }

  private static List<String> leftover(String what, long count) {
    return count == 0
        ? List.of()
        : List.of(String.format(Locale.ROOT, "The sessions left %,d %s behind", count, what));
  }
}
