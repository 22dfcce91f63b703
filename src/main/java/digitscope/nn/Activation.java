package digitscope.nn;

/**
 * The functions f that a layer applies to its pre-activation x. All of them never fall as x grows,
 * so max pooling may be done before them as well as after.
 */
public enum Activation {
  /** f(x) = x. */
  LINEAR,
  /** f(x) = max(0, x): Nair and Hinton (2010). */
  RELU,
  /** f(x) = x for x &gt; 0, else 0.01 x: Maas et al. (2013). */
  LEAKY_RELU,
  /** f(x) = x for x &gt; 0, else eˣ − 1: Clevert et al. (2016). */
  ELU,
  /** f(x) = λ x for x &gt; 0, else λ α (eˣ − 1): Klambauer et al. (2017). */
  SELU,
  /** f(x) = 1 / (1 + e⁻ˣ). */
  SIGMOID,
  /** f(x) = tanh x. */
  TANH;

  public static final double LEAK = 0.01;
  private static final double SELU_SCALE = 1.0507009873554805;
  private static final double SELU_ALPHA = 1.6732632423543772;

  /** f(x). */
  public double apply(double x) {
    return switch (this) {
      case LINEAR -> x;
      case RELU -> Math.max(0, x);
      case LEAKY_RELU -> x > 0 ? x : LEAK * x;
      case ELU -> x > 0 ? x : Math.expm1(x);
      case SELU -> SELU_SCALE * (x > 0 ? x : SELU_ALPHA * Math.expm1(x));
      case SIGMOID -> 1 / (1 + Math.exp(-x));
      case TANH -> Math.tanh(x);
    };
  }

  /** f′(x), given y = f(x) rather than x. */
  public double slope(double y) {
    return switch (this) {
      case LINEAR -> 1;
      case RELU -> y > 0 ? 1 : 0;
      case LEAKY_RELU -> y > 0 ? 1 : LEAK;
      case ELU -> y > 0 ? 1 : y + 1;
      case SELU -> y > 0 ? SELU_SCALE : y + SELU_SCALE * SELU_ALPHA;
      case SIGMOID -> y * (1 - y);
      case TANH -> 1 - y * y;
    };
  }
}
