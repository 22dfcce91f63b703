package digitscope.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/**
 * A recording of the window: the phases of its pulses, and the times of actions and responses. All
 * times are of one clock.
 *
 * <p>In a pulse, the thread of the window runs its animations, lays out, and copies what changed to
 * the thread that paints; if nothing changed, nothing is painted.
 *
 * @param phases of all pulses, in any order
 * @param moments in any order
 */
public record WindowRecording(List<Phase> phases, List<Moment> moments) {
  /** Name of the phase with which each pulse begins. */
  public static final String START = "Pulse start";

  /** Name of the phase in which a pulse hands over what is to be painted. */
  public static final String HAND_OVER = "Copy state to render graph";

  /** Name of what the window's thread does between pulses to answer mouse, wheel or keys. */
  public static final String INPUT = "Input";

  /**
   * A part of a pulse, or {@link #INPUT}.
   *
   * @param isPainting whether it is of the thread that paints
   * @param from nanoseconds
   * @param to nanoseconds
   */
  public record Phase(String name, boolean isPainting, long from, long to) {}

  /**
   * Something that was done, or that was laid out for the first time.
   *
   * @param number ties what is seen to what was done
   * @param at nanoseconds
   */
  public record Moment(Kind kind, int number, long at) {}

  /** What happens at a moment. */
  public enum Kind {
    /** From now on something is done without a break, and a pulse asked for every 60th second. */
    BUSY,
    CLICK,
    IMAGES,
    DOUBLE_CLICK,
    CARD,
    STROKE,
    PREDICTION,
    /** A stored step is moved to. */
    MOVE,
    /** Every view shows it. */
    MOVED
  }

  /**
   * One pulse.
   *
   * @param from nanoseconds
   * @param to nanoseconds
   * @param paints whether something changed
   */
  record Pulse(long from, long to, boolean paints) {
    long nanos() {
      return to - from;
    }
  }

  public WindowRecording {
    phases = phases.stream().sorted(Comparator.comparingLong(Phase::from)).toList();
    moments = moments.stream().sorted(Comparator.comparingLong(Moment::at)).toList();
  }

  /** How long each pulse that changed the picture held the window's thread. */
  public List<Long> pulses() {
    return allPulses().stream().filter(Pulse::paints).map(Pulse::nanos).toList();
  }

  /**
   * As {@link #pulses}, with the input that the window's thread answered since the pulse before.
   */
  public List<Long> pulsesWithInput() {
    List<Long> nanos = new ArrayList<>();
    long last = Long.MIN_VALUE;
    for (Pulse pulse : allPulses()) {
      if (pulse.paints()) {
        nanos.add(pulse.nanos() + inputBetween(last, pulse.from()));
      }
      last = pulse.from();
    }
    return nanos;
  }

  private long inputBetween(long from, long to) {
    return phases.stream()
        .filter(phase -> phase.name().equals(INPUT) && phase.from() >= from && phase.from() < to)
        .mapToLong(phase -> phase.to() - phase.from())
        .sum();
  }

  /** The times from the beginning of a pulse to that of the next, since {@link Kind#BUSY}. */
  public List<Long> gaps() {
    long busySince =
        moments.stream()
            .filter(moment -> moment.kind() == Kind.BUSY)
            .mapToLong(Moment::at)
            .findFirst()
            .orElse(Long.MAX_VALUE);
    List<Pulse> pulses = allPulses().stream().filter(pulse -> pulse.from() >= busySince).toList();
    List<Long> gaps = new ArrayList<>();
    for (int i = 1; i < pulses.size(); i++) {
      gaps.add(pulses.get(i).from() - pulses.get(i - 1).from());
    }
    return gaps;
  }

  /** From each deed until what it led to was painted; what was never painted is left out. */
  public List<Long> answers(Kind deed, Kind answer) {
    List<Long> nanos = new ArrayList<>();
    for (Moment done : moments) {
      for (Moment seen : moments) {
        if (done.kind() == deed && seen.kind() == answer && seen.number() == done.number()) {
          paintedAfter(seen.at()).ifPresent(painted -> nanos.add(painted - done.at()));
        }
      }
    }
    return nanos;
  }

  /** When the picture was painted that the pulse at this moment handed over. */
  private OptionalLong paintedAfter(long moment) {
    long[] handOvers =
        phases.stream()
            .filter(phase -> phase.from() >= moment && phase.name().equals(HAND_OVER))
            .mapToLong(Phase::from)
            .limit(2)
            .toArray();
    if (handOvers.length == 0) {
      return OptionalLong.empty();
    }
    // The next picture is handed over only when this one is painted.
    long end = handOvers.length == 2 ? handOvers[1] : Long.MAX_VALUE;
    return phases.stream()
        .filter(Phase::isPainting)
        .filter(phase -> phase.from() >= handOvers[0] && phase.from() < end)
        .mapToLong(Phase::to)
        .max();
  }

  private List<Pulse> allPulses() {
    List<Pulse> pulses = new ArrayList<>();
    for (Phase phase : phases) {
      if (phase.isPainting() || phase.name().equals(INPUT)) {
        continue;
      }
      if (phase.name().equals(START)) {
        pulses.add(new Pulse(phase.from(), phase.to(), false));
      } else if (!pulses.isEmpty()) {
        Pulse open = pulses.remove(pulses.size() - 1);
        boolean paints = open.paints() || phase.name().equals(HAND_OVER);
        pulses.add(new Pulse(open.from(), phase.to(), paints));
      }
    }
    return pulses;
  }
}
