package digitscope.config;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How the learning rate changes over a run, as a factor of the rate that was set. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ScheduleSpec.Constant.class, name = "constant"),
  @JsonSubTypes.Type(value = ScheduleSpec.InverseDecay.class, name = "inverse-decay"),
  @JsonSubTypes.Type(value = ScheduleSpec.Step.class, name = "step"),
  @JsonSubTypes.Type(value = ScheduleSpec.Cosine.class, name = "cosine")
})
public sealed interface ScheduleSpec {
  /** Factor 1 throughout. */
  record Constant() implements ScheduleSpec {}

  /** Factor 1 / (1 + decay · epochs), epochs counted with their fraction. */
  record InverseDecay(double decay) implements ScheduleSpec {
    public InverseDecay {
      Checks.inRange("decay", decay, 0, 1000);
    }
  }

  /** Factor {@code factor} to the power of the number of whole {@code epochs} that have passed. */
  record Step(int epochs, double factor) implements ScheduleSpec {
    public Step {
      Checks.inRange("epochs between two steps", epochs, 1, 100_000);
      Checks.inRange("factor", factor, 1e-6, 1);
    }
  }

  /** From 1 down to {@code finalFactor} along half a cosine: Loshchilov and Hutter (2017). */
  record Cosine(double finalFactor) implements ScheduleSpec {
    public Cosine {
      Checks.inRange("final factor", finalFactor, 0, 1);
    }
  }
}
