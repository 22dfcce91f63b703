package digitscope.engine;

import digitscope.config.Activation;
import digitscope.config.AugmentationSpec;
import digitscope.config.AveragePool2d;
import digitscope.config.BatchNorm;
import digitscope.config.ConfigException;
import digitscope.config.ConfigFiles;
import digitscope.config.Conv2d;
import digitscope.config.Dense;
import digitscope.config.Dropout;
import digitscope.config.Flatten;
import digitscope.config.GlobalAveragePool2d;
import digitscope.config.KMeans;
import digitscope.config.MaxPool2d;
import digitscope.config.NetworkSpec;
import digitscope.config.OptimizerSpec;
import digitscope.config.Padding;
import digitscope.config.Residual;
import digitscope.config.RunConfig;
import digitscope.config.SeparableConv2d;
import digitscope.config.TrainingSpec;
import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A network with a few images to learn from, by settings in which all that can go with a step does.
 * The numbers of images are such that nothing divides them.
 */
public record NetworkSample(String name, RunConfig config, Dataset data) {
  private static final int IMAGES = 37;
  private static final AugmentationSpec VARIED = new AugmentationSpec(1, 10, 0.1, 5, 0.5, 0.2);

  /** Every preset, and networks in which every kind of layer occurs. */
  public static List<NetworkSample> all() {
    List<NetworkSample> samples = new ArrayList<>();
    ConfigFiles files = new ConfigFiles();
    for (String preset : files.presets()) {
      samples.add(of(preset, preset(preset).network(), ImageShape.MNIST, 10));
    }
    samples.add(of("every layer for maps", forMaps(), new ImageShape(2, 11, 9), 5));
    samples.add(of("every layer for vectors", forVectors(), new ImageShape(2, 4, 5), 5));
    return samples;
  }

  private static RunConfig preset(String name) {
    try {
      return new ConfigFiles().preset(name);
    } catch (ConfigException e) {
      throw new AssertionError(e);
    }
  }

  private static NetworkSample of(String name, NetworkSpec network, ImageShape shape, int classes) {
    TrainingSpec training =
        preset("cnn")
            .training()
            .with(
                draft -> {
                  draft.learningRate = 0.01;
                  draft.optimizer = new OptimizerSpec.Momentum(0.9);
                  draft.labelSmoothing = 0.1;
                  draft.l2 = 1e-3;
                  draft.gradientClipping = 2;
                  draft.augmentation = VARIED;
                  draft.threads = 2;
                });
    RunConfig config = preset("cnn").withNetwork(network).withTraining(training);
    return new NetworkSample(name, config, images(shape, classes));
  }

  private static NetworkSpec forMaps() {
    return new NetworkSpec(
        List.of(
            new Conv2d(6, 3, 2, 1, Padding.SAME, Activation.LINEAR),
            new BatchNorm(Activation.LEAKY_RELU),
            new SeparableConv2d(7, 3, 3, 1, Padding.VALID, Activation.ELU),
            new Residual(7, 1),
            new Dropout(0.2),
            new MaxPool2d(2, 1),
            new Residual(9, 2),
            new AveragePool2d(2, 1),
            new Conv2d(5, 2, 2, 1, Padding.SAME, Activation.SELU),
            new GlobalAveragePool2d(),
            new Dense(8, Activation.TANH),
            new Dense(5, Activation.SOFTMAX)));
  }

  private static NetworkSpec forVectors() {
    return new NetworkSpec(
        List.of(
            new KMeans(11),
            new Dense(13, Activation.LINEAR),
            new BatchNorm(Activation.RELU),
            new Flatten(),
            new Dropout(0.3),
            new Dense(7, Activation.SIGMOID),
            new Dense(5, Activation.SOFTMAX)));
  }

  /** Noise, in which a bright row tells the class. */
  private static Dataset images(ImageShape shape, int classes) {
    Random random = new Random(3);
    byte[] pixels = new byte[IMAGES * shape.size()];
    byte[] labels = new byte[IMAGES];
    for (int n = 0; n < IMAGES; n++) {
      labels[n] = (byte) random.nextInt(classes);
      for (int i = 0; i < shape.size(); i++) {
        boolean bright = i / shape.width() % shape.height() == labels[n] % shape.height();
        pixels[n * shape.size() + i] = (byte) ((bright ? 130 : 0) + random.nextInt(120));
      }
    }
    List<String> names = IntStream.range(0, classes).mapToObj(String::valueOf).toList();
    return new Dataset("rows", shape, names, pixels, labels);
  }

  /** The untrained network at work. */
  public Engine engine(int threads) {
    TrainingSpec training = config.training().withThreads(threads);
    Engine engine = new Engine(config.network(), training, data.shape(), data.classes());
    engine.fit(data);
    return engine;
  }

  /** A step with a mini-batch of its own; the sizes take turns. */
  public Engine.Step step(int step, int... sizes) {
    int size = sizes[step % sizes.length];
    int[] batch = IntStream.range(0, size).map(i -> (5 * step + 3 * i) % IMAGES).toArray();
    return new Engine.Step(batch, step, config.training().learningRate());
  }

  /** Takes a step. */
  public StepResult step(Engine engine, int step, int... sizes) {
    engine.startSteps(data, List.of(step(step, sizes)), () -> {});
    return engine.finishSteps().get(0);
  }

  @Override
  public String toString() {
    return name;
  }
}
