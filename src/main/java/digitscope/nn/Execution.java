package digitscope.nn;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network at work on batches of one size: every buffer and native operation that takes is made
 * once, and nothing is allocated in a pass. Belongs to one thread at a time; any number may work on
 * the same network while nobody writes its parameters.
 */
public final class Execution implements AutoCloseable {
  /** What the passes are for, which decides the gradients that are computed. */
  public enum Purpose {
    /** Forward only. */
    INFERENCE,
    /** Gradients for the parameters. */
    TRAINING,
    /** Gradients for the input too. */
    PROBING
  }

  private final Network network;
  private final List<Layer> layers;
  private final int batch;
  private final Buffers buffers;
  private final Noise noise = new Noise();
  private final @Nullable INDArray parameterGradient;

  /** {@code values.get(i)} goes into layer i, the last one comes out of the last layer. */
  private final List<INDArray> values = new ArrayList<>();

  /** The gradient for each of {@link #values} that needs one, null for the others. */
  private final List<@Nullable INDArray> gradients = new ArrayList<>();

  private final List<Runnable> forward = new ArrayList<>();
  private final List<Runnable> backward = new ArrayList<>();
  private final Values inputValues;
  private final Values outputValues;
  private final double[] logits;
  private final double[] logitGradient;
  private final float[] gradientCopy;

  /**
   * @param network whose parameters are used
   * @param layers the network's layers in one of its orders, or the first few of them
   * @param batch number of images
   */
  public Execution(Network network, List<Layer> layers, int batch, Purpose purpose) {
    this.network = network;
    this.layers = List.copyOf(layers);
    this.batch = batch;
    this.buffers = new Buffers(network.type());
    this.parameterGradient =
        purpose == Purpose.INFERENCE ? null : buffers.zeros(Math.max(1, network.parameterCount()));
    values.add(buffers.zeros(shape(layers.get(0).input())));
    gradients.add(purpose == Purpose.PROBING ? buffers.zeros(shape(layers.get(0).input())) : null);
    for (Layer layer : layers) {
      append(layer, purpose);
    }
    this.inputValues = Values.of(values.get(0));
    this.outputValues = Values.of(last(values));
    int outputs = layers.get(layers.size() - 1).output().size();
    this.logits = new double[outputs];
    this.logitGradient = new double[outputs];
    this.gradientCopy = new float[purpose == Purpose.TRAINING ? network.parameterCount() : 0];
  }

  private void append(Layer layer, Purpose purpose) {
    INDArray input = last(values);
    INDArray inputGradient = gradients.get(gradients.size() - 1);
    // Below the first parameters nobody needs a gradient, unless it is the input's that is wanted.
    boolean needed =
        purpose != Purpose.INFERENCE && (inputGradient != null || layer.parameterCount() > 0);
    if (layer.isReshape()) {
      values.add(input.reshape('c', shape(layer.output())));
      gradients.add(
          inputGradient == null ? null : inputGradient.reshape('c', shape(layer.output())));
      return;
    }
    INDArray output = buffers.zeros(shape(layer.output()));
    values.add(output);
    boolean hasParameters = layer.parameterCount() > 0;
    Binding binding =
        new Binding(
            batch, input, output, hasParameters ? network.parameters(layer) : null, noise, buffers);
    forward.add(layer.forward(binding));
    if (needed) {
      INDArray outputGradient = buffers.zeros(shape(layer.output()));
      gradients.add(outputGradient);
      INDArray own =
          hasParameters && parameterGradient != null
              ? network.part(parameterGradient, layer)
              : null;
      backward.add(
          0, layer.backward(binding, new Binding.Gradients(outputGradient, inputGradient, own)));
    } else {
      gradients.add(null);
    }
  }

  private long[] shape(MapShape shape) {
    return shape.area() == 1
        ? new long[] {batch, shape.channels()}
        : new long[] {batch, shape.height(), shape.width(), shape.channels()};
  }

  /** Number of images in a batch. */
  public int batch() {
    return batch;
  }

  /**
   * Puts one image in.
   *
   * @param position place in the batch
   * @param image unsigned bytes in [channels, height, width] order, which become 0 to 1
   */
  public void setImage(int position, byte[] image) {
    MapShape shape = layers.get(0).input();
    for (int c = 0; c < shape.channels(); c++) {
      for (int place = 0; place < shape.area(); place++) {
        inputValues.set(
            index(shape, position, c, place), (image[c * shape.area() + place] & 0xff) / 255.0);
      }
    }
  }

  /** Puts the whole batch in; [image, channels, height, width] order. */
  public void setInput(float[] images) {
    copyIn(images, values.get(0), layers.get(0).input());
  }

  /** Computes the output of every layer, without dropout. */
  public void forward() {
    noise.turnOff();
    forward.forEach(Runnable::run);
  }

  /**
   * Computes the output of every layer, with dropout.
   *
   * @param seed of the run
   * @param step number of the training step
   * @param firstImage place of the batch's first image in the whole mini-batch
   */
  public void forwardWithDropout(long seed, long step, int firstImage) {
    noise.turnOn(seed, step, firstImage);
    forward.forEach(Runnable::run);
  }

  /** A copy of what a layer gave for one image, in [channels, height, width] order. */
  public float[] output(int layer, int position) {
    MapShape shape = layers.get(layer).output();
    float[] copy = new float[shape.size()];
    Values source = Values.of(values.get(layer + 1));
    for (int c = 0; c < shape.channels(); c++) {
      for (int place = 0; place < shape.area(); place++) {
        copy[c * shape.area() + place] = (float) source.get(index(shape, position, c, place));
      }
    }
    return copy;
  }

  /** The last layer's values for one image, valid until the next call. */
  public double[] logits(int position) {
    for (int k = 0; k < logits.length; k++) {
      logits[k] = outputValues.get((long) position * logits.length + k);
    }
    return logits;
  }

  /**
   * The loss of one image after a forward pass; sets the gradient that {@link #backward} starts
   * from.
   *
   * @param scale factor of the gradient: 1 / size of the mini-batch for a mean
   */
  public double loss(int position, Loss loss, int label, double scale) {
    double value = loss.evaluate(logits(position), label, logitGradient);
    Values target = Values.of(Binding.required(gradients.get(gradients.size() - 1)));
    for (int k = 0; k < logitGradient.length; k++) {
      target.set((long) position * logitGradient.length + k, scale * logitGradient[k]);
    }
    return value;
  }

  /** Sets the gradient that {@link #backward} starts from; [image, channels, height, width]. */
  public void setOutputGradient(float[] gradient) {
    copyIn(
        gradient,
        Binding.required(gradients.get(gradients.size() - 1)),
        layers.get(layers.size() - 1).output());
  }

  /** Carries the gradient of the last layer's output back to the parameters and the input. */
  public void backward() {
    backward.forEach(Runnable::run);
  }

  /** Adds the gradient for the parameters, laid out as they are, to {@code sum}. */
  public void addGradientTo(float[] sum) {
    Values.of(Binding.required(parameterGradient)).read(gradientCopy);
    for (int i = 0; i < sum.length; i++) {
      sum[i] += gradientCopy[i];
    }
  }

  /** A copy of the gradient for the input, [image, channels, height, width]. */
  public float[] inputGradient() {
    MapShape shape = layers.get(0).input();
    Values source = Values.of(Binding.required(gradients.get(0)));
    float[] copy = new float[batch * shape.size()];
    for (int n = 0; n < batch; n++) {
      for (int c = 0; c < shape.channels(); c++) {
        for (int place = 0; place < shape.area(); place++) {
          copy[n * shape.size() + c * shape.area() + place] =
              (float) source.get(index(shape, n, c, place));
        }
      }
    }
    return copy;
  }

  Values parameterGradient() {
    return Values.of(Binding.required(parameterGradient));
  }

  Values inputValues() {
    return inputValues;
  }

  private void copyIn(float[] source, INDArray array, MapShape shape) {
    Values target = Values.of(array);
    for (int n = 0; n < batch; n++) {
      for (int c = 0; c < shape.channels(); c++) {
        for (int place = 0; place < shape.area(); place++) {
          target.set(
              index(shape, n, c, place), source[n * shape.size() + c * shape.area() + place]);
        }
      }
    }
  }

  /** Index of a value in a channels-last array. */
  private static long index(MapShape shape, int image, int channel, int place) {
    return ((long) image * shape.area() + place) * shape.channels() + channel;
  }

  private static INDArray last(List<INDArray> arrays) {
    return arrays.get(arrays.size() - 1);
  }

  @Override
  public void close() {
    buffers.close();
  }
}
