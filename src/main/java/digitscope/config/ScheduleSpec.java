package digitscope.config;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How the learning rate changes over a run, as a factor of the rate that was set. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ScheduleSpec.Constant.class, name = "constant"),
  @JsonSubTypes.Type(value = ScheduleSpec.InverseDecay.class, name = "inverse-decay"),
  @JsonSubTypes.Type(value = ScheduleSpec.Step.class, name = "step"),
  @JsonSubTypes.Type(value = ScheduleSpec.Cosine.class, name = "cosine"),
  @JsonSubTypes.Type(value = ScheduleSpec.WarmRestarts.class, name = "warm-restarts"),
  @JsonSubTypes.Type(value = ScheduleSpec.OneCycle.class, name = "one-cycle")
})
public sealed interface ScheduleSpec {
  /**
   * What differs from one schedule to another: a method for each, none of which has a default.
   *
   * @param <R> what comes of it
   */
  interface Visitor<R> {
    R constant(Constant schedule);

    R inverseDecay(InverseDecay schedule);

    R step(Step schedule);

    R cosine(Cosine schedule);

    R warmRestarts(WarmRestarts schedule);

    R oneCycle(OneCycle schedule);
  }

  /** Calls the method of the kind that this is. */
  <R> R accept(Visitor<R> visitor);

  /** Factor 1 throughout. */
  record Constant() implements ScheduleSpec {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.constant(this);
    }
  }

  /** Factor 1 / (1 + decay · epochs), epochs counted with their fraction. */
  record InverseDecay(double decay) implements ScheduleSpec {
    public InverseDecay {
      Checks.inRange("decay", decay, 0, 1000);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.inverseDecay(this);
    }
  }

  /** Factor {@code factor} to the power of the number of whole {@code epochs} that have passed. */
  record Step(int epochs, double factor) implements ScheduleSpec {
    public Step {
      Checks.inRange("epochs between two drops", epochs, 1, 100_000);
      Checks.inRange("factor", factor, 1e-6, 1);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.step(this);
    }
  }

  /** From 1 down to {@code finalFactor} along half a cosine: Loshchilov and Hutter (2017). */
  record Cosine(double finalFactor) implements ScheduleSpec {
    public Cosine {
      Checks.inRange("final factor", finalFactor, 0, 1);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.cosine(this);
    }
  }

  /**
   * Cosines from 1 down to {@code finalFactor}, one after the other: the first takes {@code
   * epochs}, each later one {@code multiplier} times as long as the one before: Loshchilov and
   * Hutter (2017).
   */
  record WarmRestarts(double epochs, double multiplier, double finalFactor)
      implements ScheduleSpec {
    public WarmRestarts {
      Checks.inRange("epochs of the first period", epochs, 0.01, 100_000);
      Checks.inRange("multiplier of the period", multiplier, 1, 100);
      Checks.inRange("final factor", finalFactor, 0, 1);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.warmRestarts(this);
    }
  }

  /**
   * Up from {@code initialFactor} to 1 in the first {@code warmUp} part of the run, then down to
   * {@code finalFactor}, both along half a cosine: Smith and Topin (2018).
   */
  record OneCycle(double warmUp, double initialFactor, double finalFactor) implements ScheduleSpec {
    public OneCycle {
      Checks.inRange("warm-up fraction", warmUp, 0.001, 0.999);
      Checks.inRange("initial factor", initialFactor, 0, 1);
      Checks.inRange("final factor", finalFactor, 0, 1);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.oneCycle(this);
    }
  }
}
