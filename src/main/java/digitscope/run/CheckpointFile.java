package digitscope.run;

import digitscope.config.FormatVersion;
import digitscope.config.InvalidNetworkException;
import digitscope.config.RunConfig;
import digitscope.io.WordedIOException;
import digitscope.network.BestWeights;
import digitscope.network.Checkpoint;
import digitscope.network.NamedArray;
import digitscope.network.OptimizerLayout;
import digitscope.network.ParameterLayout;
import digitscope.network.ParameterLayout.ArrayPlace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A checkpoint in NumPy's format .npz.
 *
 * <pre>
 * version, step, learning_rate
 * 1.convolution/weights                          the network's arrays, as its export has them
 * optimizer/first_moment/1.convolution/weights   what the optimizer remembers of each parameter
 * optimizer/steps                                the steps that it counts, if it does
 * best/1.convolution/weights                     the best weights, if early stopping knows any
 * best_step, best_loss, validated_step, best_restored
 * </pre>
 *
 * Version 1 had flat vectors instead: {@code parameters}, {@code optimizer_state} and {@code
 * best_parameters}.
 */
final class CheckpointFile {
  private static final double HIGHEST_RATE = 1e6;
  private static final String BEST = "best/";
  private static final String OPTIMIZER = "optimizer/";
  private static final String OPTIMIZER_STEPS = "optimizer/steps";

  private final ParameterLayout network;
  private final OptimizerLayout optimizer;

  private CheckpointFile(ParameterLayout network, OptimizerLayout optimizer) {
    this.network = network;
    this.optimizer = optimizer;
  }

  /**
   * The form of the checkpoints of a run.
   *
   * @throws InvalidNetworkException if its network is none
   */
  static CheckpointFile of(RunConfig config, Provenance provenance) {
    return new CheckpointFile(
        ParameterLayout.of(
            config.network(), provenance.imageShape(), provenance.classNames().size()),
        OptimizerLayout.of(config.training().optimizer()));
  }

  void write(Path file, Checkpoint checkpoint) throws IOException {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put(FormatVersion.NAME, NpyArray.of((long) FormatVersion.CURRENT));
    arrays.put("step", NpyArray.of(checkpoint.step()));
    arrays.put("learning_rate", NpyArray.of(checkpoint.learningRate()));
    add("", network.arrays(), checkpoint.parameters(), arrays);
    float[] state = checkpoint.optimizerState();
    int from = 0;
    for (String name : optimizer.vectors()) {
      float[] vector = Arrays.copyOfRange(state, from, from + network.trained());
      add(OPTIMIZER + name + "/", network.trainedArrays(), vector, arrays);
      from += network.trained();
    }
    if (optimizer.countsSteps()) {
      arrays.put(OPTIMIZER_STEPS, NpyArray.of((long) state[from]));
    }
    checkpoint.best().ifPresent(best -> add(best, arrays));
    NpzFile.write(file, arrays);
  }

  private void add(BestWeights best, Map<String, NpyArray> arrays) {
    arrays.put("best_step", NpyArray.of(best.step()));
    arrays.put("best_loss", NpyArray.of(best.loss()));
    arrays.put("validated_step", NpyArray.of(best.validatedStep()));
    arrays.put("best_restored", NpyArray.of(best.restored() ? 1L : 0L));
    add(BEST, network.arrays(), best.parameters(), arrays);
  }

  static void add(
      String prefix, List<ArrayPlace> places, float[] vector, Map<String, NpyArray> arrays) {
    for (ArrayPlace place : places) {
      NamedArray array = place.read(vector);
      arrays.put(prefix + array.name(), NpyArray.of(array.values(), array.shape()));
    }
  }

  /**
   * Reads a checkpoint of any version.
   *
   * @param step that it must be of
   * @throws IOException if it is damaged, or of another network
   */
  Checkpoint read(Path file, long step) throws IOException {
    try (NpzReader arrays = NpzReader.open(file)) {
      boolean isNamed = arrays.version() > 1;
      arrays.whole("step", step, step);
      double rate = arrays.number("learning_rate");
      if (!(rate > 0 && rate <= HIGHEST_RATE)) {
        throw new WordedIOException("its learning rate can't be %s".formatted(rate));
      }
      return new Checkpoint(
          step,
          rate,
          isNamed ? network("", arrays) : flat("parameters", network.size(), arrays),
          isNamed ? state(arrays) : flat("optimizer_state", stateSize(), arrays),
          arrays.has("best_step") ? Optional.of(best(arrays, isNamed, step)) : Optional.empty());
    }
  }

  /**
   * What a checkpoint says of itself besides its arrays.
   *
   * @param step steps taken
   * @param bestStep of the lowest validation loss; empty if nothing held out was evaluated
   * @param validatedStep at which the held-out images were evaluated last; 0 if they were not
   * @param restored whether the run brought back the weights of that step at its end
   */
  record Outline(long step, OptionalLong bestStep, long validatedStep, boolean restored) {
    /** Step of the weights that the run is opened with. */
    long resultStep() {
      return restored ? bestStep.orElse(step) : step;
    }
  }

  /**
   * Reads what a checkpoint says of itself, and none of its arrays.
   *
   * @param step that it must be of
   * @throws IOException if it is damaged
   */
  static Outline outline(Path file, long step) throws IOException {
    try (NpzReader arrays = NpzReader.open(file)) {
      arrays.version();
      arrays.whole("step", step, step);
      if (!arrays.has("best_step")) {
        return new Outline(step, OptionalLong.empty(), 0, false);
      }
      long validated = arrays.whole("validated_step", 0, step);
      return new Outline(
          step,
          OptionalLong.of(arrays.whole("best_step", 0, validated)),
          validated,
          arrays.whole("best_restored", 0, 1) != 0);
    }
  }

  private BestWeights best(NpzReader arrays, boolean isNamed, long step) throws IOException {
    long validated = arrays.whole("validated_step", 0, step);
    return new BestWeights(
        arrays.whole("best_step", 0, validated),
        arrays.number("best_loss"),
        isNamed ? network(BEST, arrays) : flat("best_parameters", network.size(), arrays),
        validated,
        arrays.whole("best_restored", 0, 1) != 0);
  }

  private float[] network(String prefix, NpzReader arrays) throws IOException {
    return vector(prefix, network.arrays(), network.size(), arrays);
  }

  private float[] state(NpzReader arrays) throws IOException {
    float[] state = new float[stateSize()];
    int from = 0;
    for (String name : optimizer.vectors()) {
      String prefix = OPTIMIZER + name + "/";
      float[] part = vector(prefix, network.trainedArrays(), network.trained(), arrays);
      System.arraycopy(part, 0, state, from, part.length);
      from += part.length;
    }
    if (optimizer.countsSteps()) {
      state[from] = arrays.whole(OPTIMIZER_STEPS, 0, Long.MAX_VALUE);
    }
    return state;
  }

  private int stateSize() {
    return optimizer.vectors().size() * network.trained() + (optimizer.countsSteps() ? 1 : 0);
  }

  static float[] vector(String prefix, List<ArrayPlace> places, int size, NpzReader arrays)
      throws IOException {
    float[] vector = new float[size];
    for (ArrayPlace place : places) {
      place.write(arrays.floats(prefix + place.fullName(), place.fileShape()), vector);
    }
    return vector;
  }

  private static float[] flat(String name, int size, NpzReader arrays) throws IOException {
    return arrays.floats(name, List.of(size));
  }
}
