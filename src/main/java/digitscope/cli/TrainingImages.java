package digitscope.cli;

import static java.util.stream.Collectors.joining;

import digitscope.config.LayerSpec;
import digitscope.config.NetworkSpec;
import digitscope.config.RunConfig;
import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import java.util.Locale;

/** Loads the images of a run that is to be trained, and makes a preset's network fit them. */
final class TrainingImages {
  private TrainingImages() {}

  /** The images of a configuration with its limit, saying on {@code err} that they are loaded. */
  static DataSplits load(RunConfig config, Environment.DataLoader loader, Environment environment)
      throws DataException {
    environment.err().println("Loading " + config.data());
    environment.err().flush();
    DataSplits data = loader.load(config.data());
    return config.limit() > 0 ? data.limit(config.limit()) : data;
  }

  /** The configuration with a network that fits the images, saying so if that is another. */
  static RunConfig adapted(RunConfig config, Dataset images, Environment environment) {
    NetworkSpec network = config.network().adaptedTo(images.shape(), images.classes());
    if (!network.equals(config.network())) {
      environment
          .err()
          .println(
              String.format(
                  Locale.ROOT,
                  "The network is adapted to the %d classes of %s: %s",
                  images.classes(),
                  images.shape(),
                  network.layers().stream().map(LayerSpec::title).collect(joining(", "))));
    }
    return config.withNetwork(network);
  }
}
