package digitscope.peer;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import digitscope.config.OptimizerSpec;
import digitscope.config.TrainingSpec;
import java.util.List;

/** The optimizers of the presets, in as few native calls as there are for it. */
abstract class PyTorchOptimizer {
  private final List<PyTorchNetwork.Parameter> parameters;

  private PyTorchOptimizer(List<PyTorchNetwork.Parameter> parameters) {
    this.parameters = parameters;
  }

  static PyTorchOptimizer of(TrainingSpec training, List<PyTorchNetwork.Parameter> parameters) {
    if (training.optimizer() instanceof OptimizerSpec.Adam adam && training.l2() == 0) {
      return new Adam(adam, training.learningRate(), parameters);
    } else if (training.optimizer() instanceof OptimizerSpec.Momentum momentum) {
      return new Momentum(momentum, training, parameters);
    }
    throw new IllegalArgumentException("PyTorch's training is not written for this optimizer");
  }

  /** Changes every parameter by its gradient, and clears that. */
  void step() {
    begin();
    for (int i = 0; i < parameters.size(); i++) {
      PtNDArray values = parameters.get(i).values();
      try (PtNDArray gradient = JniUtils.getGradient(values)) {
        update(i, values, gradient);
        gradient.muli(0);
      }
    }
  }

  abstract void begin();

  abstract void update(int index, PtNDArray values, PtNDArray gradient);

  private static List<PtNDArray> zeros(List<PyTorchNetwork.Parameter> parameters) {
    return parameters.stream()
        .map(parameter -> (PtNDArray) parameter.values().zerosLike())
        .toList();
  }

  private static final class Adam extends PyTorchOptimizer {
    private final OptimizerSpec.Adam adam;
    private final double learningRate;
    private final List<PtNDArray> means;
    private final List<PtNDArray> squares;
    private double step;
    private float rate;

    Adam(OptimizerSpec.Adam adam, double learningRate, List<PyTorchNetwork.Parameter> parameters) {
      super(parameters);
      this.adam = adam;
      this.learningRate = learningRate;
      this.means = zeros(parameters);
      this.squares = zeros(parameters);
    }

    @Override
    void begin() {
      step++;
      rate =
          (float)
              (learningRate
                  * Math.sqrt(1 - Math.pow(adam.beta2(), step))
                  / (1 - Math.pow(adam.beta1(), step)));
    }

    @Override
    void update(int index, PtNDArray values, PtNDArray gradient) {
      JniUtils.adamUpdate(
          values,
          gradient,
          means.get(index),
          squares.get(index),
          rate,
          rate,
          0,
          1,
          -1,
          (float) adam.beta1(),
          (float) adam.beta2(),
          (float) adam.epsilon(),
          false);
    }
  }

  private static final class Momentum extends PyTorchOptimizer {
    private final List<PyTorchNetwork.Parameter> parameters;
    private final double momentum;
    private final double learningRate;
    private final double decay;
    private final List<PtNDArray> velocities;

    Momentum(
        OptimizerSpec.Momentum momentum,
        TrainingSpec training,
        List<PyTorchNetwork.Parameter> parameters) {
      super(parameters);
      this.parameters = parameters;
      this.momentum = momentum.momentum();
      this.learningRate = training.learningRate();
      this.decay = training.l2();
      this.velocities = zeros(parameters);
    }

    @Override
    void begin() {}

    @Override
    void update(int index, PtNDArray values, PtNDArray gradient) {
      PtNDArray velocity = velocities.get(index);
      velocity.muli(momentum);
      velocity.addi(gradient);
      if (decay > 0 && parameters.get(index).decays()) {
        try (PtNDArray decayed = values.mul(decay)) {
          velocity.addi(decayed);
        }
      }
      try (PtNDArray change = velocity.mul(learningRate)) {
        values.subi(change);
      }
    }
  }
}
