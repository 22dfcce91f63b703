package digitscope.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network at work on batches of one size: every buffer and native operation that takes is made
 * once, and nothing is allocated in a pass. Belongs to one thread at a time; any number may work on
 * the same network while its parameters are not written.
 */
public final class Execution implements AutoCloseable {
  /** What the passes are for, which decides the gradients that are computed. */
  public enum Purpose {
    /** Forward only. */
    INFERENCE,
    /** Gradients for the parameters. */
    TRAINING,
    /** Gradients for the input too. */
    PROBING,
    /** Gradients for the input; those for the parameters are left out where that saves time. */
    INPUT_GRADIENT;

    boolean wantsInputGradient() {
      return this == PROBING || this == INPUT_GRADIENT;
    }
  }

  private final Network network;
  private final List<Layer> layers;
  private final int batch;
  private final Memory memory;
  private final List<Memory> onDemand = new ArrayList<>();
  private final List<Plan.Item> plan;
  private final Noise noise = new Noise();
  private final @Nullable Values gradient;
  private final Values input;
  private final @Nullable Values inputGradient;
  private final Chain chain;
  private final @Nullable ImageInput imageInput;
  private final Values outputValues;
  private final @Nullable Values outputGradientValues;
  private final float[] pixels;
  private final double[] logits;
  private final double[] logitGradient;

  /** Of the image whose loss was computed last. */
  private final double[] imageOutputs;

  private final float[] gradientCopy;

  /** Of parameters on which nothing depends in training. */
  private final List<Network.Span> zeroGradients;

  /**
   * @param network whose parameters are used
   * @param layers the network's layers in one of its orders, or the first few of them
   * @param batch number of images
   */
  public Execution(Network network, List<Layer> layers, int batch, Purpose purpose) {
    this(network, layers, batch, purpose, SharedSums.alone(), null);
  }

  /**
   * One whose passes in training are timed.
   *
   * @param batch number of images
   * @param clock takes the time of each block of the {@link #plan}, in that order
   */
  public static Execution timed(Network network, List<Layer> layers, int batch, BlockClock clock) {
    return new Execution(network, layers, batch, Purpose.TRAINING, SharedSums.alone(), clock);
  }

  /**
   * One execution for each slice of a mini-batch, which may be computed by several threads, stage
   * by stage. What layers need to know of the whole mini-batch, these executions tell each other.
   *
   * @param sizes number of images of each slice
   */
  public static List<Execution> ofSlices(Network network, List<Layer> layers, int[] sizes) {
    SharedSums sums = new SharedSums(sizes.length);
    List<Execution> slices = new ArrayList<>();
    for (int i = 0; i < sizes.length; i++) {
      slices.add(new Execution(network, layers, sizes[i], Purpose.TRAINING, sums.view(i), null));
    }
    return List.copyOf(slices);
  }

  private Execution(
      Network network,
      List<Layer> layers,
      int batch,
      Purpose purpose,
      SharedSums.View sums,
      @Nullable BlockClock clock) {
    this.network = network;
    this.layers = List.copyOf(layers);
    this.batch = batch;
    this.plan =
        Plan.of(network, layers, purpose != Purpose.INFERENCE, purpose.wantsInputGradient());
    this.memory = network.planning().memory(plan(), network.precision());
    this.gradient = purpose == Purpose.INFERENCE ? null : memory.zeros(network.valueCount());
    Chain.Setting setting =
        new Chain.Setting(
            network,
            batch,
            gradient,
            purpose != Purpose.INPUT_GRADIENT,
            noise,
            sums,
            memory,
            onDemand,
            clock);
    MapShape first = layers.get(0).input();
    this.input = setting.zeros(first);
    this.inputGradient = purpose.wantsInputGradient() ? setting.zeros(first) : null;
    this.chain = new Chain(setting, plan, input, inputGradient);
    this.imageInput = chain.imageInput();
    this.pixels = new float[first.size()];
    this.outputValues = chain.output();
    this.outputGradientValues = chain.outputGradient();
    int outputs = layers.get(layers.size() - 1).output().size();
    this.logits = new double[outputs];
    this.logitGradient = new double[outputs];
    this.imageOutputs = new double[outputs];
    this.zeroGradients = network.biasesBeforeNormalization();
    this.gradientCopy = new float[purpose == Purpose.TRAINING ? network.valueCount() : 0];
  }

  /** What computes what, in the order of the layers. */
  public List<PlannedBlock> plan() {
    return Plan.blocks(plan).toList();
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
      Binding.required(imageInput).setImage(position, image);
      return;
    }
    MapShape shape = layers.get(0).input();
    Arrays.fill(pixels, 0);
    for (int c = 0; c < shape.channels(); c++) {
      setChannel(c, image, c * shape.area(), (c + 1) * shape.area());
    }
    input.write((long) position * pixels.length, pixels, pixels.length);
  }

  /** Whether the network may be given {@link SparseImages}. */
  public boolean takesSparseImages() {
    return imageInput != null && layers.get(0).input().channels() == 1;
  }

  /**
   * Puts one image in, if the network {@linkplain #takesSparseImages takes it so}.
   *
   * @param position place in the batch
   * @param image number among the images
   */
  public void setImage(int position, SparseImages images, int image) {
    Binding.required(imageInput).setImage(position, images, image);
  }

  /**
   * Takes what another execution gave as the input of this one.
   *
   * @param before of the layers before these, in batches of the same size
   */
  public void takeOutputOf(Execution before) {
    forgetImages();
    input.copy(before.outputValues);
  }

  /**
   * Multiplies one channel of the whole input, which {@link #takeOutputOf} or {@link #setInput}
   * set.
   *
   * @param factor 0 makes it 0, even where it is no number
   */
  public void scaleInput(int channel, double factor) {
    int channels = layers.get(0).input().channels();
    for (long i = channel; i < input.length(); i += channels) {
      input.set(i, factor == 0 ? 0 : factor * input.get(i));
    }
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
    forgetImages();
    copyIn(images, input, layers.get(0).input());
  }

  private void forgetImages() {
    if (imageInput != null) {
      imageInput.forgetImages();
    }
  }

  /**
   * Computes the output as a trained network gives it, and with it those of the layers before, but
   * for what is only computed when {@link #output} asks for it.
   */
  public void forward() {
    noise.turnOff();
    chain.forward().runAll();
  }

  /**
   * Computes the output of every layer as it is trained: with dropout, and normalized by the
   * statistics of this batch.
   *
   * @param seed of the run
   * @param step number of the training step
   * @param firstImage place of the batch's first image in the whole mini-batch
   */
  public void forwardInTraining(long seed, long step, int firstImage) {
    beginTraining(seed, step, firstImage);
    chain.forward().runAll();
  }

  /** Prepares for {@link #forward(int)} as {@link #forwardInTraining} does. */
  public void beginTraining(long seed, long step, int firstImage) {
    noise.turnOn(seed, step, firstImage);
  }

  /** Stages of the pass forward: more than one where layers look at the whole mini-batch. */
  public int forwardStages() {
    return chain.forward().count();
  }

  /** Does one stage of the pass forward, after the one before has been done for all slices. */
  public void forward(int stage) {
    chain.forward().run(stage);
  }

  /** Stages of the pass backward. */
  public int backwardStages() {
    return chain.backward().count();
  }

  /** Does one stage of the pass backward, after the one before has been done for all slices. */
  public void backward(int stage) {
    chain.backward().run(stage);
  }

  /**
   * A copy of what a layer gave for one image, in [channels, height, width] order. Some are
   * computed only now, for the whole batch, from the network as it is.
   */
  public float[] output(int layer, int position) {
    MapShape shape = layers.get(layer).output();
    float[] copy = new float[shape.size()];
    Values source = chain.output(layer);
    for (int c = 0; c < shape.channels(); c++) {
      for (int place = 0; place < shape.area(); place++) {
        copy[c * shape.area() + place] = (float) source.get(index(shape, position, c, place));
      }
    }
    return copy;
  }

  /**
   * Copies what the last layer gave for one image, as it lies: in [height, width, channels] order.
   *
   * @param target as long as that
   */
  public void readOutput(int position, float[] target) {
    outputValues.read((long) position * target.length, target, target.length);
  }

  /**
   * A copy of what a layer gave for the whole batch, in [image, channels, height, width] order.
   * Some are computed only now, from the network as it is.
   */
  public float[] outputs(int layer) {
    MapShape shape = layers.get(layer).output();
    float[] source = new float[batch * shape.size()];
    chain.output(layer).read(source);
    float[] copy = new float[source.length];
    for (int n = 0; n < batch; n++) {
      int image = n * shape.size();
      for (int place = 0; place < shape.area(); place++) {
        for (int c = 0; c < shape.channels(); c++) {
          copy[image + c * shape.area() + place] = source[image + place * shape.channels() + c];
        }
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
    double value = loss.evaluate(logits(position), target, logitGradient, imageOutputs);
    Values gradients = Binding.required(outputGradientValues);
    for (int k = 0; k < logitGradient.length; k++) {
      gradients.set((long) position * logitGradient.length + k, scale * logitGradient[k]);
    }
    return value;
  }

  /**
   * Σ |y − t| over the outputs y of the image whose {@link #loss} was computed last, where t is 1
   * for its class and 0 for the others.
   */
  public double absoluteError(int label) {
    double sum = 0;
    for (int k = 0; k < imageOutputs.length; k++) {
      sum += Math.abs(imageOutputs[k] - (k == label ? 1 : 0));
    }
    return sum;
  }

  /** Sets the gradient that {@link #backward} starts from; [image, channels, height, width]. */
  public void setOutputGradient(float[] gradient) {
    copyIn(
        gradient, Binding.required(chain.outputGradient()), layers.get(layers.size() - 1).output());
  }

  /**
   * Sets the gradient that {@link #backward} starts from: for each image 0 but for one value of the
   * last layer.
   *
   * @param channels which channel, for each image
   * @param places which place in it, counted row by row
   * @param values the gradient there
   */
  public void setOutputGradient(int[] channels, int[] places, float[] values) {
    MapShape shape = layers.get(layers.size() - 1).output();
    Values gradients = Binding.required(chain.outputGradient());
    gradients.write(new float[batch * shape.size()]);
    for (int n = 0; n < batch; n++) {
      gradients.set(index(shape, n, channels[n], places[n]), values[n]);
    }
  }

  /**
   * One value of the last layer.
   *
   * @param position of the image
   * @param place in the channel, counted row by row
   */
  public double value(int position, int channel, int place) {
    MapShape shape = layers.get(layers.size() - 1).output();
    return outputValues.get(index(shape, position, channel, place));
  }

  /** Carries the gradient of the last layer's output back to the parameters and the input. */
  public void backward() {
    chain.backward().runAll();
  }

  /** As {@link #addGradientTo}, but whatever {@code sum} held is forgotten. */
  public void copyGradientTo(float[] sum, float share) {
    readGradient(sum);
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
    readGradient(gradientCopy);
    int parameters = network.parameterCount();
    for (int i = 0; i < parameters; i++) {
      sum[i] += gradientCopy[i];
    }
    for (int i = parameters; i < sum.length; i++) {
      sum[i] += share * gradientCopy[i];
    }
  }

  /**
   * Where the gradient is known to be 0 it is, rather than what rounding leaves of it: of that an
   * optimizer that divides by the gradient's size, such as Adam, would make whole steps.
   */
  private void readGradient(float[] target) {
    Binding.required(gradient).read(target);
    if (noise.isOn()) {
      for (Network.Span span : zeroGradients) {
        Arrays.fill(target, span.from(), span.to(), 0);
      }
    }
  }

  /** A copy of the gradient for the input, [image, channels, height, width]. */
  public float[] inputGradient() {
    MapShape shape = layers.get(0).input();
    Values source = Binding.required(inputGradient);
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
    return input;
  }

  private void copyIn(float[] source, Values target, MapShape shape) {
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
    onDemand.forEach(Memory::close);
    memory.close();
  }
}
