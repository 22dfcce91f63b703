package digitscope.session;

import digitscope.network.ParameterLayout;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Measures how far single steps move the parameters. Only steps before an evaluation are measured,
 * one at a time: that takes two copies of the parameters, which an evaluation outweighs by far.
 */
final class UpdateMeter {
  private final Supplier<ParameterLayout> layout;
  private float @Nullable [] before;
  private long measured = -1;

  /**
   * @param layout of the network's parameters; asked for only when there is a network
   */
  UpdateMeter(Supplier<ParameterLayout> layout) {
    this.layout = layout;
  }

  /** Whether the step that leads to this number of steps was measured last. */
  boolean leadsTo(long step) {
    return before != null && measured == step;
  }

  /**
   * Takes note of the parameters before a step is taken.
   *
   * @param step number of steps taken so far
   * @param parameters a copy of them
   */
  void begin(long step, float[] parameters) {
    before = parameters;
    measured = step + 1;
  }

  /**
   * The length ‖Δw‖ of the change of each array that is trained, in their order.
   *
   * @param parameters behind the step that was measured last
   * @throws IllegalStateException if none was
   */
  float[] norms(float[] parameters) {
    if (before == null) {
      throw new IllegalStateException("No step was measured");
    }
    return layout.get().distances(before, parameters);
  }

  /** Forgets what was measured, as the parameters are those of another step now. */
  void forget() {
    before = null;
  }
}
