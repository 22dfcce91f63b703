package digitscope.exchange;

import digitscope.config.Activation;
import digitscope.config.ConfigException;
import digitscope.config.ConfigFiles;
import digitscope.config.Dense;
import digitscope.config.GlyphFiles;
import digitscope.config.LayerSpec;
import digitscope.config.Loss;
import digitscope.config.NetworkSpec;
import digitscope.config.RunConfig;
import digitscope.config.TrainingSpec;
import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import digitscope.data.Progress;
import digitscope.data.digits.DigitGenerator;
import digitscope.network.Checkpoint;
import digitscope.network.ParameterLayout;
import digitscope.network.ParameterLayout.ArrayPlace;
import digitscope.session.TrainedNetwork;
import java.util.List;
import java.util.Random;

/** Networks in which no number is 0 or 1 by chance, and what the program says with them. */
final class RandomNetworks {
  private RandomNetworks() {}

  /** As many drawn digits as asked for, in the test set. */
  static DataSplits digits(int count) {
    return new DigitGenerator(new GlyphFiles().bundled()).generate(100, count, 5, Progress.NONE);
  }

  /** A preset's network with random parameters. */
  static PortableNetwork preset(String name) throws ConfigException {
    return of(name, new ConfigFiles().preset(name).network());
  }

  /** A network of these layers for gray 28×28 images in ten classes, with random parameters. */
  static PortableNetwork of(LayerSpec... layers) {
    return of("random", new NetworkSpec(List.of(layers)));
  }

  private static PortableNetwork of(String name, NetworkSpec network) {
    ParameterLayout layout = ParameterLayout.of(network, ImageShape.MNIST, 10);
    float[] parameters = new float[layout.size()];
    Random random = new Random(3);
    for (ArrayPlace place : layout.arrays()) {
      int units = place.shape().get(place.shape().size() - 1);
      double scale = Math.sqrt(2.0 * units / place.size());
      for (int i = 0; i < place.size(); i++) {
        parameters[place.offset() + i] =
            (float)
                switch (place.role()) {
                  case KERNELS, DEPTHWISE_KERNELS, TRANSPOSED_KERNELS, MATRIX ->
                      scale * random.nextGaussian();
                  case BIASES, SHIFTS, MEANS -> 0.2 * random.nextGaussian();
                  case SCALES, VARIANCES -> 0.5 + random.nextDouble();
                  case CENTROIDS -> random.nextDouble();
                  case CENTROID_NORMS -> squares(parameters, layout, units, i);
                };
      }
    }
    return new PortableNetwork(
        name, network, ImageShape.MNIST, digits(10).test().classNames(), parameters);
  }

  /** The squared norm of a mean image, which are the first statistics. */
  private static double squares(float[] parameters, ParameterLayout layout, int clusters, int k) {
    int size = ImageShape.MNIST.size();
    int from = layout.size() - clusters * (size + 1) + k * size;
    double sum = 0;
    for (int i = from; i < from + size; i++) {
      sum += (double) parameters[i] * parameters[i];
    }
    return sum;
  }

  /** A configuration in which the network can be trained on. */
  static RunConfig config(PortableNetwork network) throws ConfigException {
    RunConfig config = new ConfigFiles().preset("cnn").withNetwork(network.network());
    List<LayerSpec> layers = network.network().layers();
    Activation output = ((Dense) layers.get(layers.size() - 1)).activation();
    TrainingSpec training = config.training().withThreads(1);
    return config.withTraining(
        output == Activation.SOFTMAX ? training : training.withLoss(Loss.MEAN_SQUARED_ERROR));
  }

  /** The probabilities that the program gives, image by image. */
  static float[][] probabilities(PortableNetwork network, Dataset images) throws ConfigException {
    RunConfig config = config(network);
    Checkpoint checkpoint =
        Checkpoint.beginning(config.training(), network.layout(), network.parameters());
    float[][] probabilities = new float[images.size()][];
    try (TrainedNetwork trained =
        new TrainedNetwork(config, network.image(), network.classNames().size(), checkpoint)) {
      for (int i = 0; i < probabilities.length; i++) {
        probabilities[i] = trained.predict(images.image(i)).probabilities();
      }
    }
    return probabilities;
  }
}
