package digitscope.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * How fast the program starts.
 *
 * @param rounds at least one
 */
public record StartResult(List<StartRound> rounds) {
  /** How many times as long as an empty window the program's may take. */
  public static final double RATIO_AIM = 1.6;

  /** How long the first step may take after Train is pressed. */
  public static final double FIRST_STEP_AIM_MILLIS = 500;

  public StartResult {
    if (rounds.isEmpty()) {
      throw new IllegalArgumentException("There must be at least one round");
    }
    rounds = List.copyOf(rounds);
  }

  /** From the launch to the painted window. */
  public Latencies windows() {
    return latencies(StartRound::windowNanos);
  }

  /** From the launch to an empty window. */
  public Latencies emptyWindows() {
    return latencies(StartRound::emptyWindowNanos);
  }

  /** From the painted window to the first training step. */
  public Latencies firstSteps() {
    return latencies(StartRound::firstStepNanos);
  }

  /** From the launch to a test accuracy of 97 %; empty if that was not waited for. */
  public Optional<Latencies> accuracies() {
    List<Long> nanos =
        rounds.stream().flatMapToLong(round -> round.accuracyNanos().stream()).boxed().toList();
    return nanos.isEmpty() ? Optional.empty() : Optional.of(new Latencies(nanos));
  }

  /** Median of the rounds' ratios of the two windows, which a busy machine slows down alike. */
  public double ratio() {
    List<Double> ratios = rounds.stream().map(StartRound::ratio).sorted().toList();
    int middle = ratios.size() / 2;
    return ratios.size() % 2 == 1
        ? ratios.get(middle)
        : (ratios.get(middle - 1) + ratios.get(middle)) / 2;
  }

  /** What falls short of its aim, in a sentence each. */
  public List<String> missedAims() {
    List<String> missed = new ArrayList<>();
    if (ratio() > RATIO_AIM) {
      missed.add(
          String.format(
              Locale.ROOT,
              "Missed: the window takes %.2f times as long as an empty one, the aim is %.1f",
              ratio(),
              RATIO_AIM));
    }
    double firstStep = firstSteps().percentileMillis(50);
    if (firstStep > FIRST_STEP_AIM_MILLIS) {
      missed.add(
          String.format(
              Locale.ROOT,
              "Missed: the first step takes %.0f ms, the aim is %.0f ms",
              firstStep,
              FIRST_STEP_AIM_MILLIS));
    }
    return missed;
  }

  private Latencies latencies(ToLongFunction<StartRound> part) {
    return new Latencies(rounds.stream().map(part::applyAsLong).toList());
  }
}
