package digitscope.nn;

import digitscope.Close;
import digitscope.nn.plan.Planner;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleConsumer;
import java.util.function.LongToDoubleFunction;

/**
 * Compares the gradients of a small network of random weights with central differences, (L(w + ε) −
 * L(w − ε)) / 2ε, in double precision.
 */
final class GradientCheck {
  static final int BATCH = 3;
  private static final double EPSILON = 1e-5;

  private final Network network;
  private final Loss loss;
  private final float[] images;
  private final Targets targets;
  private boolean inInference;

  GradientCheck(List<Layer> layers, Loss loss) {
    this(network(layers, Precision.DOUBLE), loss);
  }

  GradientCheck(Network network, Loss loss) {
    this(network, loss, Targets.plain(classes(network)));
  }

  /**
   * @param targets of the classes; image n is of class n modulo the classes
   */
  GradientCheck(Network network, Loss loss, Targets targets) {
    this.network = network;
    this.loss = loss;
    this.images = images(network.layers());
    this.targets = targets;
  }

  private static int classes(Network network) {
    return network.layers().get(network.layers().size() - 1).output().size();
  }

  /** Checks the pass of a trained network instead, as patterns are searched for. */
  GradientCheck inInference() {
    inInference = true;
    return this;
  }

  /** A network with weights and biases drawn from ±0.5. */
  static Network network(List<Layer> layers, Precision type) {
    Network network = new Network(layers, type, Planner.auto());
    Random random = new Random(7);
    float[] parameters = new float[network.valueCount()];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = random.nextFloat() - 0.5f;
    }
    network.write(parameters);
    return network;
  }

  /** A batch of values in ±1. */
  static float[] images(List<Layer> layers) {
    Random random = new Random(8);
    float[] images = new float[BATCH * layers.get(0).input().size()];
    for (int i = 0; i < images.length; i++) {
      images[i] = 2 * random.nextFloat() - 1;
    }
    return images;
  }

  void run() {
    try (network;
        Execution training = execution(Execution.Purpose.TRAINING);
        Execution probing = execution(Execution.Purpose.PROBING)) {
      // The loss is the same function of the weights whatever the passes are for.
      Close.assertClose("loss", 0, loss(probing), loss(training), 1e-12);
      check(training, probing);
      float[] inputGradient = probing.inputGradient();
      checkInput(probing, inputGradient);
    }
  }

  private Execution execution(Execution.Purpose purpose) {
    Execution execution = new Execution(network, network.layers(), BATCH, purpose);
    execution.setInput(images);
    loss(execution);
    execution.backward();
    return execution;
  }

  /** The mean over the batch of the loss with its class's weight. */
  private double loss(Execution execution) {
    if (inInference) {
      execution.forward();
    } else {
      execution.forwardInTraining(5, 6, 0);
    }
    double sum = 0;
    for (int n = 0; n < BATCH; n++) {
      int label = n % targets.classes();
      double scale = targets.weight(label) / BATCH;
      sum += scale * execution.loss(n, loss, targets.target(label), scale);
    }
    return sum;
  }

  private void check(Execution training, Execution probing) {
    float[] values = network.values();
    for (int i = 0; i < network.parameterCount(); i++) {
      int index = i;
      double numeric = numeric(training, x -> network.set(index, x), values[i]);
      compare("parameter", i, training.gradient().get(i), numeric);
      compare("parameter", i, probing.gradient().get(i), numeric);
    }
  }

  private void checkInput(Execution execution, float[] analytic) {
    MapShape shape = network.layers().get(0).input();
    LongToDoubleFunction atChannelsLast =
        i -> {
          int c = (int) (i % shape.channels());
          int place = (int) (i / shape.channels() % shape.area());
          int n = (int) (i / shape.size());
          return analytic[n * shape.size() + c * shape.area() + place];
        };
    for (int i = 0; i < images.length; i++) {
      long at = i;
      Values inputs = execution.inputValues();
      double numeric = numeric(execution, x -> inputs.set(at, x), inputs.get(i));
      compare("input", i, atChannelsLast.applyAsDouble(i), numeric);
    }
  }

  private double numeric(Execution execution, DoubleConsumer variable, double value) {
    variable.accept(value + EPSILON);
    double above = loss(execution);
    variable.accept(value - EPSILON);
    double below = loss(execution);
    variable.accept(value);
    return (above - below) / (2 * EPSILON);
  }

  private static void compare(String what, int index, double analytic, double numeric) {
    double tolerance = 1e-6 * Math.max(0.1, Math.abs(numeric));
    Close.assertClose(what, index, analytic, numeric, tolerance);
  }
}
