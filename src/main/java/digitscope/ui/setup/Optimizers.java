package digitscope.ui.setup;

import digitscope.config.OptimizerSpec;
import digitscope.config.OptimizerSpec.Adam;
import digitscope.config.OptimizerSpec.AdamW;
import digitscope.config.OptimizerSpec.Momentum;
import digitscope.config.OptimizerSpec.Nesterov;
import digitscope.config.OptimizerSpec.RmsProp;
import digitscope.config.OptimizerSpec.Sgd;
import java.util.List;

/** The optimizers that the user can choose, and their parameters. */
final class Optimizers implements OptimizerSpec.Visitor<SpecForm<OptimizerSpec>> {
  static final List<OptimizerSpec> INITIAL =
      List.of(
          new Sgd(),
          new Momentum(0.9),
          new Nesterov(0.9),
          new RmsProp(0.9, 1e-8),
          Adam.standard(),
          AdamW.standard());

  private final SpecForm<OptimizerSpec> form;

  private Optimizers(SpecForm<OptimizerSpec> form) {
    this.form = form;
  }

  static void addParameters(SpecForm<OptimizerSpec> form, OptimizerSpec current) {
    current.accept(new Optimizers(form));
  }

  @Override
  public SpecForm<OptimizerSpec> sgd(Sgd sgd) {
    return form;
  }

  @Override
  public SpecForm<OptimizerSpec> momentum(Momentum momentum) {
    form.real("momentum", Momentum.class, Momentum::momentum, (old, v) -> new Momentum(v));
    return form;
  }

  @Override
  public SpecForm<OptimizerSpec> nesterov(Nesterov nesterov) {
    form.real("momentum", Nesterov.class, Nesterov::momentum, (old, v) -> new Nesterov(v));
    return form;
  }

  @Override
  public SpecForm<OptimizerSpec> rmsProp(RmsProp rmsProp) {
    Class<RmsProp> kind = RmsProp.class;
    form.advanced("decay", kind, RmsProp::decay, (old, v) -> new RmsProp(v, old.epsilon()));
    form.advanced("epsilon", kind, RmsProp::epsilon, (old, v) -> new RmsProp(old.decay(), v));
    return form;
  }

  @Override
  public SpecForm<OptimizerSpec> adam(Adam adam) {
    Class<Adam> kind = Adam.class;
    form.advanced("beta1", kind, Adam::beta1, (old, v) -> new Adam(v, old.beta2(), old.epsilon()));
    form.advanced("beta2", kind, Adam::beta2, (old, v) -> new Adam(old.beta1(), v, old.epsilon()));
    form.advanced(
        "epsilon", kind, Adam::epsilon, (old, v) -> new Adam(old.beta1(), old.beta2(), v));
    return form;
  }

  @Override
  public SpecForm<OptimizerSpec> adamW(AdamW adamW) {
    Class<AdamW> kind = AdamW.class;
    form.real(
        "weightDecay",
        kind,
        AdamW::weightDecay,
        (old, v) -> new AdamW(old.beta1(), old.beta2(), old.epsilon(), v));
    form.advanced(
        "beta1",
        kind,
        AdamW::beta1,
        (old, v) -> new AdamW(v, old.beta2(), old.epsilon(), old.weightDecay()));
    form.advanced(
        "beta2",
        kind,
        AdamW::beta2,
        (old, v) -> new AdamW(old.beta1(), v, old.epsilon(), old.weightDecay()));
    form.advanced(
        "epsilon",
        kind,
        AdamW::epsilon,
        (old, v) -> new AdamW(old.beta1(), old.beta2(), v, old.weightDecay()));
    return form;
  }
}
