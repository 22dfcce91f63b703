package digitscope.peer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import digitscope.config.Activation;
import digitscope.config.Conv2d;
import digitscope.config.Dense;
import digitscope.config.Flatten;
import digitscope.config.LayerSpec;
import digitscope.config.MaxPool2d;
import digitscope.config.NetworkSpec;
import digitscope.config.Padding;
import digitscope.data.ImageShape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A network of this program's description in PyTorch's operations; the output is logits. */
final class PyTorchNetwork {
  private static final Shape NONE = new Shape(0, 0);
  private static final Shape ONE = new Shape(1, 1);

  /**
   * Weights or biases.
   *
   * @param decays whether the regularization is for them
   */
  record Parameter(PtNDArray values, boolean decays) {}

  private final PtNDManager manager;
  private final boolean channelsLast;
  private final List<Parameter> parameters = new ArrayList<>();
  private final List<UnaryOperator<PtNDArray>> operations = new ArrayList<>();

  PyTorchNetwork(
      PtNDManager manager, NetworkSpec network, ImageShape images, boolean channelsLast) {
    this.manager = manager;
    this.channelsLast = channelsLast;
    Shape shape = new Shape(images.channels(), images.height(), images.width());
    for (LayerSpec layer : network.layers()) {
      shape = append(layer, shape);
    }
  }

  List<Parameter> parameters() {
    return parameters;
  }

  PtNDArray forward(PtNDArray images) {
    PtNDArray values = images;
    for (UnaryOperator<PtNDArray> operation : operations) {
      values = operation.apply(values);
    }
    return values;
  }

  private Shape append(LayerSpec layer, Shape in) {
    if (layer instanceof Conv2d conv && conv.padding() == Padding.VALID) {
      return appendConvolution(conv, in);
    } else if (layer instanceof MaxPool2d pool) {
      Shape window = new Shape(pool.size(), pool.size());
      Shape stride = new Shape(pool.stride(), pool.stride());
      operations.add(values -> JniUtils.maxPool(values, window, stride, NONE, false));
      return new Shape(
          in.get(0),
          (in.get(1) - pool.size()) / pool.stride() + 1,
          (in.get(2) - pool.size()) / pool.stride() + 1);
    } else if (layer instanceof Flatten) {
      operations.add(values -> (PtNDArray) values.reshape(values.getShape().get(0), in.size()));
      return new Shape(in.size());
    } else if (layer instanceof Dense dense) {
      PtNDArray weights = parameter(true, in.size(), dense.units(), in.size());
      PtNDArray biases = parameter(false, in.size(), dense.units());
      operations.add(values -> JniUtils.linear(values, weights, biases));
      activate(dense.activation());
      return new Shape(dense.units());
    }
    throw new IllegalArgumentException("PyTorch's network is not written for " + layer.title());
  }

  private Shape appendConvolution(Conv2d conv, Shape in) {
    int height = conv.kernelHeight();
    int width = conv.kernelWidth();
    long fanIn = in.get(0) * height * width;
    PtNDArray kernels = parameter(true, fanIn, conv.filters(), in.get(0), height, width);
    PtNDArray biases = parameter(false, fanIn, conv.filters());
    Shape stride = new Shape(conv.stride(), conv.stride());
    operations.add(values -> JniUtils.convolution(values, kernels, biases, stride, NONE, ONE, 1));
    activate(conv.activation());
    return new Shape(
        conv.filters(),
        (in.get(1) - height) / conv.stride() + 1,
        (in.get(2) - width) / conv.stride() + 1);
  }

  private void activate(Activation activation) {
    switch (activation) {
      case RELU -> operations.add(JniUtils::relu);
      case SIGMOID -> operations.add(JniUtils::sigmoid);
      case LINEAR, SOFTMAX -> {} // the loss takes logits
      default ->
          throw new IllegalArgumentException("PyTorch's network is not written for " + activation);
    }
  }

  /** Drawn as torch.nn draws them: uniform in ±1/√fanIn. */
  private PtNDArray parameter(boolean decays, long fanIn, long... shape) {
    float bound = (float) (1 / Math.sqrt((double) fanIn));
    boolean reorder = channelsLast && shape.length == 4;
    NDArray values =
        reorder
            ? manager
                .randomUniform(-bound, bound, new Shape(shape[0], shape[2], shape[3], shape[1]))
                .transpose(0, 3, 1, 2)
            : manager.randomUniform(-bound, bound, new Shape(shape));
    values.setRequiresGradient(true);
    parameters.add(new Parameter((PtNDArray) values, decays));
    return (PtNDArray) values;
  }
}
