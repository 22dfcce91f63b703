package digitscope.config;

/**
 * Everything that decides a run: with the same data it gives the same weights.
 *
 * @param name the preset it came from, or what a person called it
 * @param data {@code "digits"} or a directory that holds the four IDX files
 * @param limit use only the first so many training images; 0 for all
 * @param network the layers
 * @param training how to train them
 */
public record RunConfig(
    String name, String data, int limit, NetworkSpec network, TrainingSpec training) {
  public RunConfig {
    Checks.inRange("limit", limit, 0, Integer.MAX_VALUE);
  }

  public RunConfig withData(String changed) {
    return new RunConfig(name, changed, limit, network, training);
  }

  public RunConfig withLimit(int changed) {
    return new RunConfig(name, data, changed, network, training);
  }

  public RunConfig withNetwork(NetworkSpec changed) {
    return new RunConfig(name, data, limit, changed, training);
  }

  public RunConfig withTraining(TrainingSpec changed) {
    return new RunConfig(name, data, limit, network, changed);
  }
}
