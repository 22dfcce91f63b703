package digitscope.cli;

import static digitscope.config.Activation.RELU;
import static digitscope.config.Activation.SOFTMAX;
import static digitscope.config.Activation.TANH;

import digitscope.config.AveragePool2d;
import digitscope.config.BatchNorm;
import digitscope.config.ConfigException;
import digitscope.config.ConfigFiles;
import digitscope.config.Conv2d;
import digitscope.config.Conv2dTranspose;
import digitscope.config.Dense;
import digitscope.config.Dropout;
import digitscope.config.Flatten;
import digitscope.config.GroupNorm;
import digitscope.config.KMeans;
import digitscope.config.NetworkSpec;
import digitscope.config.Padding;
import digitscope.config.RunConfig;
import digitscope.config.SeparableConv2d;
import digitscope.data.ImageShape;
import digitscope.network.PlannedLayer;
import java.util.ArrayList;
import java.util.List;

/** Layers of all kinds, to show what computes what on this machine. */
final class SampleLayers {
  private static final int CLASSES = 10;

  private SampleLayers() {}

  /** The layers of two presets and of networks of other kinds, each with its network's name. */
  static List<PlannedLayer> planned() {
    List<PlannedLayer> all = new ArrayList<>();
    ConfigFiles files = new ConfigFiles();
    try {
      RunConfig cnn = files.preset("cnn");
      add(all, "cnn", cnn);
      add(all, "mlp", files.preset("mlp"));
      add(all, "other", cnn.withNetwork(kinds()));
      add(all, "k-means", cnn.withNetwork(kMeans()));
    } catch (ConfigException e) {
      throw new IllegalStateException("The presets come with the program", e);
    }
    return all;
  }

  private static void add(List<PlannedLayer> all, String network, RunConfig config) {
    PlannedLayer.of(config, ImageShape.MNIST, CLASSES).stream()
        .map(row -> new PlannedLayer(network + ": " + row.layer(), row.backend(), row.why()))
        .forEach(all::add);
  }

  private static NetworkSpec kinds() {
    return new NetworkSpec(
        List.of(
            new Conv2d(16, 3, 3, 1, Padding.SAME, RELU),
            new Conv2d(16, 3, 3, 1, Padding.SAME, RELU),
            new BatchNorm(RELU),
            new Conv2d(32, 5, 5, 2, Padding.VALID, TANH),
            new GroupNorm(8, RELU),
            new SeparableConv2d(32, 3, 3, 1, Padding.VALID, RELU),
            new Conv2dTranspose(16, 4, 4, 2, Padding.SAME, RELU),
            new AveragePool2d(2, 2),
            new Flatten(),
            new Dropout(0.3),
            new Dense(1024, RELU),
            new Dense(CLASSES, SOFTMAX)));
  }

  private static NetworkSpec kMeans() {
    return new NetworkSpec(List.of(new KMeans(100), new Dense(CLASSES, SOFTMAX)));
  }
}
