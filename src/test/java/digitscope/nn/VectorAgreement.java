package digitscope.nn;

import digitscope.nn.plan.Planner;
import digitscope.nn.vector.kernels.VectorUnit;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A program that computes a network with a layer of each kind that vectors have kernels for, by
 * them and by the plain loops, and prints the width of the vectors in bits, the number of blocks
 * that they compute, and the largest difference of outputs and gradients, relative to the largest.
 */
final class VectorAgreement {
  private static final int BATCH = 3;

  private VectorAgreement() {}

  /** Takes no arguments. */
  public static void main(String[] arguments) {
    List<Layer> layers = layers();
    double difference = 0;
    long blocks = 0;
    try (Network vector = network(layers, Planner.vector());
        Network plain = network(layers, Planner.plain())) {
      blocks = vector.plan().stream().filter(block -> block.backend() == Backend.VECTOR).count();
      double[][] found = pass(vector);
      double[][] expected = pass(plain);
      for (int i = 0; i < found.length; i++) {
        difference = Math.max(difference, difference(found[i], expected[i]));
      }
    }
    System.out.println(VectorUnit.bits() + " " + blocks + " " + difference);
  }

  private static List<Layer> layers() {
    int channels = VectorUnit.productColumns();
    Convolution pixels = new Convolution(new MapShape(1, 14, 14), channels, 3, 3, 1, false);
    MaxPooling pooling = new MaxPooling(pixels.output(), 2, 2);
    ActivationLayer rectifier = new ActivationLayer(pooling.output(), Activation.RELU);
    Convolution maps = new Convolution(pooling.output(), 2 * channels, 3, 3, 1, true);
    MaxPooling apart = new MaxPooling(maps.output(), 2, 3);
    ActivationLayer sigmoid = new ActivationLayer(apart.output(), Activation.SIGMOID);
    Flatten flatten = new Flatten(apart.output());
    return List.of(
        pixels,
        pooling,
        rectifier,
        maps,
        apart,
        sigmoid,
        flatten,
        new Dense(flatten.output().size(), 5));
  }

  private static Network network(List<Layer> layers, Planner planner) {
    Network network = new Network(layers, Precision.FLOAT, planner);
    Random random = new Random(7);
    float[] values = new float[network.valueCount()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian() / 8;
    }
    network.write(values);
    return network;
  }

  /** Outputs, gradients for the parameters. */
  private static double[][] pass(Network network) {
    Random random = new Random(8);
    float[] images = new float[BATCH * network.layers().get(0).input().size()];
    for (int i = 0; i < images.length; i++) {
      images[i] = random.nextInt(3) == 0 ? random.nextFloat() : 0;
    }
    float[] outputGradient = new float[BATCH * 5];
    for (int i = 0; i < outputGradient.length; i++) {
      outputGradient[i] = (float) random.nextGaussian();
    }
    float[] gradient = new float[network.valueCount()];
    try (Execution execution =
        new Execution(network, network.layers(), BATCH, Execution.Purpose.TRAINING)) {
      execution.setInput(images);
      execution.forward();
      execution.setOutputGradient(outputGradient);
      execution.backward();
      execution.copyGradientTo(gradient, 1);
      return new double[][] {
        execution.logits(0).clone(),
        execution.logits(BATCH - 1).clone(),
        IntStream.range(0, gradient.length).mapToDouble(i -> gradient[i]).toArray()
      };
    }
  }

  private static double difference(double[] found, double[] expected) {
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < found.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      difference = Math.max(difference, Math.abs(found[i] - expected[i]));
    }
    return difference / largest;
  }
}
