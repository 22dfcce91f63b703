package digitscope.nn;

import java.util.List;

/**
 * The rule that turns a gradient g into a change of the parameters w, with the learning rate η.
 * What it remembers between steps lies in one flat vector, so that a run can be saved and go on.
 */
public sealed interface Optimizer {
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

  /**
   * What is remembered of each parameter. The state vector has, one behind the other, a vector of
   * each, as long as the parameters, and then the number of steps if that is {@linkplain
   * #countsSteps() counted}.
   */
  List<String> stateNames();

  /** Whether the state ends with the number of steps. */
  default boolean countsSteps() {
    return false;
  }

  /** Length of the state vector for this many parameters; the state starts as zeros. */
  default int stateSize(int parameters) {
    return stateNames().size() * parameters + (countsSteps() ? 1 : 0);
  }

  /**
   * Takes one step of all parameters: changes {@code w} and {@code state}.
   *
   * @param w the parameters; what lies behind the first {@code n} values stays
   * @param n number of parameters
   * @param g gradient, at least as long
   */
  default void step(float[] w, int n, float[] g, float[] state, double learningRate) {
    begin(state);
    step(w, 0, n, g, state, learningRate);
  }

  /** To be called once a step, before its parts are taken. */
  default void begin(float[] state) {}

  /** Takes the part of a step that changes the parameters {@code from} to {@code to - 1}. */
  void step(float[] w, int from, int to, float[] g, float[] state, double learningRate);

  /** Part of the weights, per learning rate, that they lose in a step beside it. */
  default double weightDecay() {
    return 0;
  }

  /** Stochastic gradient descent: w ← w − η g. */
  record Sgd() implements Optimizer {
    @Override
    public List<String> stateNames() {
      return List.of();
    }

    @Override
    public void step(float[] w, int from, int to, float[] g, float[] state, double learningRate) {
      float eta = (float) learningRate;
      for (int i = from; i < to; i++) {
        w[i] -= eta * g[i];
      }
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.sgd(this);
    }
  }

  /**
   * The heavy ball of Polyak (1964): v ← μ v + η g, w ← w − v; the state holds −v. The rate stands
   * within v, so a change of it scales only what is yet to come.
   */
  record Momentum(double momentum) implements Optimizer {
    @Override
    public List<String> stateNames() {
      return List.of("velocity");
    }

    @Override
    public void step(float[] w, int from, int to, float[] g, float[] v, double learningRate) {
      float eta = (float) learningRate;
      float mu = (float) momentum;
      for (int i = from; i < to; i++) {
        v[i] = mu * v[i] - eta * g[i];
        w[i] += v[i];
      }
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.momentum(this);
    }
  }

  /**
   * Nesterov's accelerated gradient in the form of Sutskever et al. (2013), section 3, with the
   * parameters kept at the point looked ahead to: v ← μ v − η g, w ← w + μ v − η g.
   */
  record Nesterov(double momentum) implements Optimizer {
    @Override
    public List<String> stateNames() {
      return List.of("velocity");
    }

    @Override
    public void step(float[] w, int from, int to, float[] g, float[] v, double learningRate) {
      float eta = (float) learningRate;
      float mu = (float) momentum;
      for (int i = from; i < to; i++) {
        v[i] = mu * v[i] - eta * g[i];
        w[i] += mu * v[i] - eta * g[i];
      }
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.nesterov(this);
    }
  }

  /** Tieleman and Hinton (2012), lecture 6.5: s ← ρ s + (1 − ρ) g², w ← w − η g / (√s + ε). */
  record RmsProp(double decay, double epsilon) implements Optimizer {
    @Override
    public List<String> stateNames() {
      return List.of("square_average");
    }

    @Override
    public void step(float[] w, int from, int to, float[] g, float[] s, double learningRate) {
      float eta = (float) learningRate;
      float rho = (float) decay;
      float fresh = (float) (1 - decay);
      float eps = (float) epsilon;
      for (int i = from; i < to; i++) {
        s[i] = rho * s[i] + fresh * g[i] * g[i];
        w[i] -= eta * g[i] / ((float) Math.sqrt(s[i]) + eps);
      }
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.rmsProp(this);
    }
  }

  /**
   * Kingma and Ba (2015), algorithm 1: m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², w ← w − η m̂
   * / (√v̂ + ε) with m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ) at step t. The state is m, then v, then
   * t.
   */
  record Adam(double beta1, double beta2, double epsilon) implements Optimizer {
    @Override
    public List<String> stateNames() {
      return List.of("first_moment", "second_moment");
    }

    @Override
    public boolean countsSteps() {
      return true;
    }

    @Override
    public void begin(float[] state) {
      state[state.length - 1]++;
    }

    @Override
    public void step(float[] w, int from, int to, float[] g, float[] state, double learningRate) {
      int n = state.length / 2;
      double t = state[2 * n];
      // The corrections of both moments in one factor, as the paper proposes in section 2.
      double correction = Math.sqrt(1 - Math.pow(beta2, t));
      float eta = (float) (learningRate * correction / (1 - Math.pow(beta1, t)));
      float eps = (float) (epsilon * correction);
      float b1 = (float) beta1;
      float b2 = (float) beta2;
      float fresh1 = (float) (1 - beta1);
      float fresh2 = (float) (1 - beta2);
      for (int i = from; i < to; i++) {
        float m = b1 * state[i] + fresh1 * g[i];
        float v = b2 * state[n + i] + fresh2 * g[i] * g[i];
        state[i] = m;
        state[n + i] = v;
        w[i] -= eta * m / ((float) Math.sqrt(v) + eps);
      }
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.adam(this);
    }
  }

  /**
   * Adam with decoupled weight decay, Loshchilov and Hutter (2019), algorithm 2: the weights lose η
   * λ w beside Adam's step. Biases do not decay.
   */
  record AdamW(Adam adam, double weightDecay) implements Optimizer {
    @Override
    public List<String> stateNames() {
      return adam.stateNames();
    }

    @Override
    public boolean countsSteps() {
      return true;
    }

    @Override
    public void step(float[] w, int from, int to, float[] g, float[] state, double learningRate) {
      adam.step(w, from, to, g, state, learningRate);
    }

    @Override
    public void begin(float[] state) {
      adam.begin(state);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.adamW(this);
    }
  }
}
