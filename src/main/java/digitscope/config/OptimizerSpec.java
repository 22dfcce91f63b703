package digitscope.config;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** The rule that turns a gradient into a step. The learning rate is given apart from it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = OptimizerSpec.Sgd.class, name = "sgd"),
  @JsonSubTypes.Type(value = OptimizerSpec.Momentum.class, name = "momentum"),
  @JsonSubTypes.Type(value = OptimizerSpec.Nesterov.class, name = "nesterov"),
  @JsonSubTypes.Type(value = OptimizerSpec.RmsProp.class, name = "rmsprop"),
  @JsonSubTypes.Type(value = OptimizerSpec.Adam.class, name = "adam"),
  @JsonSubTypes.Type(value = OptimizerSpec.AdamW.class, name = "adamw")
})
public sealed interface OptimizerSpec {
  /** Plain stochastic gradient descent. */
  record Sgd() implements OptimizerSpec {}

  /** Polyak's heavy ball; {@code momentum} in [0, 1). */
  record Momentum(double momentum) implements OptimizerSpec {
    public Momentum {
      Checks.inRange("momentum", momentum, 0, 0.9999);
    }
  }

  /** Nesterov's accelerated gradient; {@code momentum} in [0, 1). */
  record Nesterov(double momentum) implements OptimizerSpec {
    public Nesterov {
      Checks.inRange("momentum", momentum, 0, 0.9999);
    }
  }

  /** Tieleman and Hinton (2012); {@code decay} of the running square in [0, 1). */
  record RmsProp(double decay, double epsilon) implements OptimizerSpec {
    public RmsProp {
      Checks.inRange("decay", decay, 0, 0.9999);
      Checks.inRange("epsilon", epsilon, 1e-12, 1);
    }
  }

  /** Kingma and Ba (2015); both decay rates in [0, 1). */
  record Adam(double beta1, double beta2, double epsilon) implements OptimizerSpec {
    public Adam {
      Checks.inRange("beta1", beta1, 0, 0.9999);
      Checks.inRange("beta2", beta2, 0, 0.99999);
      Checks.inRange("epsilon", epsilon, 1e-12, 1);
    }

    /** The settings of the paper: 0.9, 0.999 and 1e-8. */
    public static Adam standard() {
      return new Adam(0.9, 0.999, 1e-8);
    }
  }

  /**
   * Loshchilov and Hutter (2019): Adam with a decay of the weights (biases are free) apart from the
   * gradient; {@code weightDecay} is multiplied by the learning rate at each step.
   */
  record AdamW(double beta1, double beta2, double epsilon, double weightDecay)
      implements OptimizerSpec {
    public AdamW {
      Checks.inRange("beta1", beta1, 0, 0.9999);
      Checks.inRange("beta2", beta2, 0, 0.99999);
      Checks.inRange("epsilon", epsilon, 1e-12, 1);
      Checks.inRange("weight decay", weightDecay, 0, 10);
    }

    /** Adam's usual settings and a decay of 0.01. */
    public static AdamW standard() {
      return new AdamW(0.9, 0.999, 1e-8, 0.01);
    }
  }
}
