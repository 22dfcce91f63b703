package digitscope.ui.setup;

import digitscope.config.OptimizerSpec;
import digitscope.config.OptimizerSpec.Adam;
import digitscope.config.OptimizerSpec.AdamW;
import digitscope.config.OptimizerSpec.Momentum;
import digitscope.config.OptimizerSpec.Nesterov;
import digitscope.config.OptimizerSpec.RmsProp;
import digitscope.config.OptimizerSpec.Sgd;
import java.util.List;

/** The optimizers that a person can choose, and their parameters. */
final class Optimizers {
  static final List<OptimizerSpec> INITIAL =
      List.of(
          new Sgd(),
          new Momentum(0.9),
          new Nesterov(0.9),
          new RmsProp(0.9, 1e-8),
          Adam.standard(),
          AdamW.standard());

  private Optimizers() {}

  static void addParameters(SpecForm<OptimizerSpec> form, OptimizerSpec current) {
    if (current instanceof Momentum) {
      form.real("momentum", Momentum.class, Momentum::momentum, (old, v) -> new Momentum(v));
    } else if (current instanceof Nesterov) {
      form.real("momentum", Nesterov.class, Nesterov::momentum, (old, v) -> new Nesterov(v));
    } else if (current instanceof RmsProp) {
      Class<RmsProp> kind = RmsProp.class;
      form.real("decay", kind, RmsProp::decay, (old, v) -> new RmsProp(v, old.epsilon()));
      form.real("epsilon", kind, RmsProp::epsilon, (old, v) -> new RmsProp(old.decay(), v));
    } else if (current instanceof Adam) {
      addAdam(form);
    } else if (current instanceof AdamW) {
      addAdamW(form);
    }
  }

  private static void addAdam(SpecForm<OptimizerSpec> form) {
    Class<Adam> kind = Adam.class;
    form.real("beta1", kind, Adam::beta1, (old, v) -> new Adam(v, old.beta2(), old.epsilon()));
    form.real("beta2", kind, Adam::beta2, (old, v) -> new Adam(old.beta1(), v, old.epsilon()));
    form.real("epsilon", kind, Adam::epsilon, (old, v) -> new Adam(old.beta1(), old.beta2(), v));
  }

  private static void addAdamW(SpecForm<OptimizerSpec> form) {
    Class<AdamW> kind = AdamW.class;
    form.real(
        "weightDecay",
        kind,
        AdamW::weightDecay,
        (old, v) -> new AdamW(old.beta1(), old.beta2(), old.epsilon(), v));
    form.real(
        "beta1",
        kind,
        AdamW::beta1,
        (old, v) -> new AdamW(v, old.beta2(), old.epsilon(), old.weightDecay()));
    form.real(
        "beta2",
        kind,
        AdamW::beta2,
        (old, v) -> new AdamW(old.beta1(), v, old.epsilon(), old.weightDecay()));
    form.real(
        "epsilon",
        kind,
        AdamW::epsilon,
        (old, v) -> new AdamW(old.beta1(), old.beta2(), v, old.weightDecay()));
  }
}
