package digitscope.nn;

import java.util.Arrays;
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
  private final @Nullable Values gradient;
  private final INDArray input;
  private final @Nullable INDArray inputGradient;
  private final Chain chain;
  private final @Nullable SparseDense sparse;
  private final Values inputValues;
  private final Values outputValues;
  private final @Nullable Values outputGradientValues;
  private final float[] pixels;
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
    INDArray vector =
        purpose == Purpose.INFERENCE ? null : buffers.zeros(Math.max(1, network.valueCount()));
    this.gradient = vector == null ? null : Values.of(vector);
    Chain.Setting setting = new Chain.Setting(network, batch, vector, noise, buffers);
    MapShape first = layers.get(0).input();
    this.input = setting.zeros(first);
    this.inputGradient = purpose == Purpose.PROBING ? setting.zeros(first) : null;
    this.chain = new Chain(setting, layers, input, inputGradient);
    this.sparse = chain.sparse();
    this.inputValues = Values.of(input);
    this.pixels = new float[first.size()];
    this.outputValues = Values.of(chain.output());
    INDArray outputGradient = chain.outputGradient();
    this.outputGradientValues = outputGradient == null ? null : Values.of(outputGradient);
    int outputs = layers.get(layers.size() - 1).output().size();
    this.logits = new double[outputs];
    this.logitGradient = new double[outputs];
    this.gradientCopy = new float[purpose == Purpose.TRAINING ? network.valueCount() : 0];
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
    if (takesSparseImages()) {
      Binding.required(sparse).setImage(position, image);
      return;
    }
    MapShape shape = layers.get(0).input();
    Arrays.fill(pixels, 0);
    for (int c = 0; c < shape.channels(); c++) {
      setChannel(c, image, c * shape.area(), (c + 1) * shape.area());
    }
    inputValues.write((long) position * pixels.length, pixels, pixels.length);
  }

  /** Whether the network may be given {@link SparseImages}. */
  public boolean takesSparseImages() {
    return sparse != null && layers.get(0).input().channels() == 1;
  }

  /**
   * Puts one image in, if the network {@linkplain #takesSparseImages takes it so}.
   *
   * @param position place in the batch
   * @param image number among the images
   */
  public void setImage(int position, SparseImages images, int image) {
    Binding.required(sparse).setImage(position, images, image);
  }

  /** Puts the bytes {@code from} to {@code to - 1} in as one channel, but for those that are 0. */
  private void setChannel(int channel, byte[] image, int from, int to) {
    int channels = layers.get(0).input().channels();
    for (int next = from; next < to; next += Pixels.GROUP) {
      if (!Pixels.isBlack(image, next)) {
        int end = Math.min(next + Pixels.GROUP, to);
        for (int i = next; i < end; i++) {
          pixels[(i - from) * channels + channel] = Pixels.brightness(image[i]);
        }
      }
    }
  }

  /** Puts the whole batch in; [image, channels, height, width] order. */
  public void setInput(float[] images) {
    if (sparse != null) {
      sparse.forgetImages();
    }
    copyIn(images, input, layers.get(0).input());
  }

  /**
   * Computes the output as a trained network gives it, and with it those of the layers before, but
   * for what is only computed when {@link #output} asks for it.
   */
  public void forward() {
    noise.turnOff();
    chain.forward();
  }

  /**
   * Computes the output of every layer as it is trained: with dropout, and normalised by the
   * statistics of this batch.
   *
   * @param seed of the run
   * @param step number of the training step
   * @param firstImage place of the batch's first image in the whole mini-batch
   */
  public void forwardInTraining(long seed, long step, int firstImage) {
    noise.turnOn(seed, step, firstImage);
    chain.forward();
  }

  /**
   * A copy of what a layer gave for one image, in [channels, height, width] order. Some are
   * computed only now, for the whole batch, from the network as it is.
   */
  public float[] output(int layer, int position) {
    MapShape shape = layers.get(layer).output();
    float[] copy = new float[shape.size()];
    Values source = Values.of(chain.output(layer));
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
   * @param target one value a class
   * @param scale factor of the gradient: 1 / size of the mini-batch for a mean
   */
  public double loss(int position, Loss loss, double[] target, double scale) {
    double value = loss.evaluate(logits(position), target, logitGradient);
    Values gradients = Binding.required(outputGradientValues);
    for (int k = 0; k < logitGradient.length; k++) {
      gradients.set((long) position * logitGradient.length + k, scale * logitGradient[k]);
    }
    return value;
  }

  /** Sets the gradient that {@link #backward} starts from; [image, channels, height, width]. */
  public void setOutputGradient(float[] gradient) {
    copyIn(
        gradient, Binding.required(chain.outputGradient()), layers.get(layers.size() - 1).output());
  }

  /** Carries the gradient of the last layer's output back to the parameters and the input. */
  public void backward() {
    chain.backward();
  }

  /** As {@link #addGradientTo}, but whatever {@code sum} held is forgotten. */
  public void copyGradientTo(float[] sum, float share) {
    Binding.required(gradient).read(sum);
    for (int i = network.parameterCount(); i < sum.length; i++) {
      sum[i] *= share;
    }
  }

  /**
   * Adds the gradient for the parameters, and behind it the batch's statistics, to {@code sum}.
   *
   * @param sum laid out like the network's vector
   * @param share this batch's part of the whole mini-batch, by which its statistics count
   */
  public void addGradientTo(float[] sum, float share) {
    Binding.required(gradient).read(gradientCopy);
    int parameters = network.parameterCount();
    for (int i = 0; i < parameters; i++) {
      sum[i] += gradientCopy[i];
    }
    for (int i = parameters; i < sum.length; i++) {
      sum[i] += share * gradientCopy[i];
    }
  }

  /** A copy of the gradient for the input, [image, channels, height, width]. */
  public float[] inputGradient() {
    MapShape shape = layers.get(0).input();
    Values source = Values.of(Binding.required(inputGradient));
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

  Values gradient() {
    return Binding.required(gradient);
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

  @Override
  public void close() {
    buffers.close();
  }
}
