package digitscope.ui.setup;

import digitscope.config.ScheduleSpec;
import digitscope.config.ScheduleSpec.Constant;
import digitscope.config.ScheduleSpec.Cosine;
import digitscope.config.ScheduleSpec.InverseDecay;
import digitscope.config.ScheduleSpec.OneCycle;
import digitscope.config.ScheduleSpec.Step;
import digitscope.config.ScheduleSpec.WarmRestarts;
import java.util.List;

/** The schedules that the user can choose, and their parameters. */
final class Schedules implements ScheduleSpec.Visitor<SpecForm<ScheduleSpec>> {
  static final List<ScheduleSpec> INITIAL =
      List.of(
          new Constant(),
          new InverseDecay(0.5),
          new Step(1, 0.5),
          new Cosine(0),
          new WarmRestarts(1, 2, 0),
          new OneCycle(0.3, 0.04, 0));

  private final SpecForm<ScheduleSpec> form;

  private Schedules(SpecForm<ScheduleSpec> form) {
    this.form = form;
  }

  static void addParameters(SpecForm<ScheduleSpec> form, ScheduleSpec current) {
    current.accept(new Schedules(form));
  }

  @Override
  public SpecForm<ScheduleSpec> constant(Constant constant) {
    return form;
  }

  @Override
  public SpecForm<ScheduleSpec> inverseDecay(InverseDecay inverse) {
    form.real(
        "inverseDecay", InverseDecay.class, InverseDecay::decay, (old, v) -> new InverseDecay(v));
    return form;
  }

  @Override
  public SpecForm<ScheduleSpec> step(Step step) {
    form.integer("stepEpochs", Step.class, Step::epochs, (old, v) -> new Step(v, old.factor()));
    form.percent("stepFactor", Step.class, Step::factor, (old, v) -> new Step(old.epochs(), v));
    return form;
  }

  @Override
  public SpecForm<ScheduleSpec> cosine(Cosine cosine) {
    form.percent("finalFactor", Cosine.class, Cosine::finalFactor, (old, v) -> new Cosine(v));
    return form;
  }

  @Override
  public SpecForm<ScheduleSpec> warmRestarts(WarmRestarts restarts) {
    Class<WarmRestarts> kind = WarmRestarts.class;
    form.real(
        "firstPeriod",
        kind,
        WarmRestarts::epochs,
        (old, v) -> new WarmRestarts(v, old.multiplier(), old.finalFactor()));
    form.real(
        "periodMultiplier",
        kind,
        WarmRestarts::multiplier,
        (old, v) -> new WarmRestarts(old.epochs(), v, old.finalFactor()));
    form.percent(
        "finalFactor",
        kind,
        WarmRestarts::finalFactor,
        (old, v) -> new WarmRestarts(old.epochs(), old.multiplier(), v));
    return form;
  }

  @Override
  public SpecForm<ScheduleSpec> oneCycle(OneCycle cycle) {
    Class<OneCycle> kind = OneCycle.class;
    form.percent(
        "warmUp",
        kind,
        OneCycle::warmUp,
        (old, v) -> new OneCycle(v, old.initialFactor(), old.finalFactor()));
    form.percent(
        "initialFactor",
        kind,
        OneCycle::initialFactor,
        (old, v) -> new OneCycle(old.warmUp(), v, old.finalFactor()));
    form.percent(
        "finalFactor",
        kind,
        OneCycle::finalFactor,
        (old, v) -> new OneCycle(old.warmUp(), old.initialFactor(), v));
    return form;
  }
}
