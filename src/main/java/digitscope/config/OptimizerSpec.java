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
  /**
   * What differs from one optimizer to another: a method for each, none of which has a default.
   *
   * @param <R> what comes of it
   */
  interface Visitor<R> {
    R sgd(Sgd optimizer);

    R momentum(Momentum optimizer);

    R nesterov(Nesterov optimizer);

    R rmsProp(RmsProp optimizer);

    R adam(Adam optimizer);

    R adamW(AdamW optimizer);
  }

  /** Calls the method of the kind that this is. */
  <R> R accept(Visitor<R> visitor);

  /** Plain stochastic gradient descent. */
  record Sgd() implements OptimizerSpec {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.sgd(this);
    }
  }

  /**
   * Polyak's heavy ball: v ← μ v + η g, w ← w − v, with {@code momentum} μ in [0, 1). The learning
   * rate η stands within v: a rate that changes meanwhile does not scale what v has gathered
   * before, unlike with v ← μ v + g, w ← w − η v, which is the same as long as η stays.
   */
  record Momentum(double momentum) implements OptimizerSpec {
    public Momentum {
      Checks.inRange("momentum", momentum, 0, 0.9999);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.momentum(this);
    }
  }

  /**
   * Nesterov's accelerated gradient: v ← μ v + η g, w ← w − (μ v + η g), with {@code momentum} μ in
   * [0, 1); η stands within v as in {@link Momentum}.
   */
  record Nesterov(double momentum) implements OptimizerSpec {
    public Nesterov {
      Checks.inRange("momentum", momentum, 0, 0.9999);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.nesterov(this);
    }
  }

  /** Tieleman and Hinton (2012); {@code decay} of the running square in [0, 1). */
  record RmsProp(double decay, double epsilon) implements OptimizerSpec {
    public RmsProp {
      Checks.inRange("decay", decay, 0, 0.9999);
      Checks.inRange("epsilon", epsilon, 1e-12, 1);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.rmsProp(this);
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

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.adam(this);
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

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.adamW(this);
    }
  }
}
