package digitscope.config;

import digitscope.data.ImageShape;
import java.util.List;
import java.util.Locale;

/**
 * Everything that decides a run: with the same data it gives the same weights.
 *
 * @param name the preset it came from, or what a user called it
 * @param data {@code "digits"} or a directory that holds the four IDX files
 * @param corrections whether the labels are as a user corrected them, or as they were read
 * @param limit use only this many of the first training images; 0 for all
 * @param network the layers
 * @param training how to train them
 */
public record RunConfig(
    String name,
    String data,
    boolean corrections,
    int limit,
    NetworkSpec network,
    TrainingSpec training) {
  public RunConfig {
    Checks.inRange("limit", limit, 0, Integer.MAX_VALUE);
  }

  /** With the labels as a user corrected them. */
  public RunConfig(
      String name, String data, int limit, NetworkSpec network, TrainingSpec training) {
    this(name, data, true, limit, network, training);
  }

  /**
   * Infers every layer, and refuses what could not be trained on such images.
   *
   * @param images shape of one image
   * @param classes number of classes
   * @throws InvalidNetworkException if a layer or the loss does not fit, with the reason
   */
  public List<LayerSummary> check(ImageShape images, int classes) {
    List<LayerSummary> layers = network.summarize(images, classes);
    network.checkLoss(training.loss());
    int weights = training.classWeights().size();
    if (weights != 0 && weights != classes) {
      throw new InvalidNetworkException(
          0,
          String.format(
              Locale.ROOT,
              "There are %d class weights for %d classes; give one per class, or none",
              weights,
              classes));
    }
    return layers;
  }

  /** This with {@link NetworkSpec#adaptedTo} of the network. */
  public RunConfig adaptedTo(ImageShape images, int classes) {
    return withNetwork(network.adaptedTo(images, classes));
  }

  public RunConfig withData(String changed) {
    return new RunConfig(name, changed, corrections, limit, network, training);
  }

  public RunConfig withCorrections(boolean changed) {
    return new RunConfig(name, data, changed, limit, network, training);
  }

  public RunConfig withLimit(int changed) {
    return new RunConfig(name, data, corrections, changed, network, training);
  }

  public RunConfig withNetwork(NetworkSpec changed) {
    return new RunConfig(name, data, corrections, limit, changed, training);
  }

  public RunConfig withTraining(TrainingSpec changed) {
    return new RunConfig(name, data, corrections, limit, network, changed);
  }
}
