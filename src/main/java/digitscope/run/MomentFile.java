package digitscope.run;

import digitscope.config.FormatVersion;
import digitscope.config.RunConfig;
import digitscope.eval.Evaluation;
import digitscope.network.ParameterLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A moment in NumPy's format .npz.
 *
 * <pre>
 * version, step
 * 1.convolution/weights                          the network's arrays, as its export has them
 * test/loss, test/probabilities                  evaluation of the test set, in 65,535ths
 * held_out/loss, held_out/probabilities          the same of the held-out images, if there is one
 * update_norms                                   ‖Δw‖ of the last step, one a trained array
 * </pre>
 *
 * The labels of the images are in a file of their own, as they are the same for all moments.
 */
final class MomentFile {
  private static final String TEST = "test";
  private static final String HELD_OUT = "held_out";
  private static final String UPDATES = "update_norms";
  private static final String LOSS = "/loss";
  private static final String PROBABILITIES = "/probabilities";

  private final ParameterLayout network;
  private final int classes;

  private MomentFile(ParameterLayout network, int classes) {
    this.network = network;
    this.classes = classes;
  }

  /**
   * Labels of the images that moments are evaluated on.
   *
   * @param test of the test set
   * @param heldOut of the held-out part of the training set
   */
  record Labels(Optional<byte[]> test, Optional<byte[]> heldOut) {
    static final Labels NONE = new Labels(Optional.empty(), Optional.empty());
  }

  /**
   * The form of the moments of a run.
   *
   * @throws digitscope.config.InvalidNetworkException if its network is none
   */
  static MomentFile of(RunConfig config, Provenance provenance) {
    int classes = provenance.classNames().size();
    return new MomentFile(
        ParameterLayout.of(config.network(), provenance.imageShape(), classes), classes);
  }

  void write(Path file, Moment moment) throws IOException {
    Map<String, NpyArray> arrays = header();
    arrays.put("step", NpyArray.of(moment.step()));
    moment
        .parameters()
        .ifPresent(values -> CheckpointFile.add("", network.arrays(), values, arrays));
    moment.test().ifPresent(found -> add(TEST, found, arrays));
    moment.heldOut().ifPresent(found -> add(HELD_OUT, found, arrays));
    moment
        .updateNorms()
        .ifPresent(norms -> arrays.put(UPDATES, NpyArray.of(norms, List.of(norms.length))));
    NpzFile.writeCompressed(file, arrays, name -> name.endsWith(PROBABILITIES));
  }

  private static Map<String, NpyArray> header() {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put(FormatVersion.NAME, NpyArray.of((long) FormatVersion.CURRENT));
    return arrays;
  }

  private static void add(String set, Evaluation evaluation, Map<String, NpyArray> arrays) {
    arrays.put(set + LOSS, NpyArray.of(evaluation.loss()));
    arrays.put(set + PROBABILITIES, Predictions.probabilities(evaluation));
  }

  /**
   * What tells the kind of a moment, without the rest of it.
   *
   * @param step that it must be of
   * @throws IOException if the file is no moment
   */
  static KnownStep outline(Path file, long step) throws IOException {
    try (NpzReader arrays = NpzReader.open(file)) {
      arrays.version();
      arrays.whole("step", step, step);
      return new KnownStep(step, true, loss(TEST, arrays), loss(HELD_OUT, arrays));
    }
  }

  private static double loss(String set, NpzReader arrays) throws IOException {
    return arrays.has(set + LOSS) ? arrays.number(set + LOSS) : Double.NaN;
  }

  /**
   * Reads a moment.
   *
   * @param step that it must be of
   * @param labels of the images; without those of a set its evaluation is left out
   * @throws IOException if it is damaged, or of another network
   */
  Moment read(Path file, long step, Labels labels) throws IOException {
    try (NpzReader arrays = NpzReader.open(file)) {
      arrays.version();
      arrays.whole("step", step, step);
      float[] parameters = CheckpointFile.vector("", network.arrays(), network.size(), arrays);
      return new Moment(
          step,
          Optional.of(parameters),
          evaluation(TEST, step, labels.test(), arrays),
          evaluation(HELD_OUT, step, labels.heldOut(), arrays),
          updateNorms(arrays));
    }
  }

  private Optional<float[]> updateNorms(NpzReader arrays) throws IOException {
    return arrays.has(UPDATES)
        ? Optional.of(arrays.floats(UPDATES, List.of(network.trainedArrays().size())))
        : Optional.empty();
  }

  private Optional<Evaluation> evaluation(
      String set, long step, Optional<byte[]> labels, NpzReader arrays) throws IOException {
    if (labels.isEmpty() || !arrays.has(set + LOSS)) {
      return Optional.empty();
    }
    byte[] known = labels.get();
    short[] parts = arrays.shorts(set + PROBABILITIES, known.length, classes);
    return Optional.of(
        Predictions.evaluation(step, classes, known, parts, arrays.number(set + LOSS)));
  }

  static void writeLabels(Path file, Labels labels) throws IOException {
    Map<String, NpyArray> arrays = header();
    labels.test().ifPresent(known -> arrays.put(TEST, NpyArray.ofBytes(known)));
    labels.heldOut().ifPresent(known -> arrays.put(HELD_OUT, NpyArray.ofBytes(known)));
    NpzFile.write(file, arrays);
  }

  /**
   * Reads the labels of the images.
   *
   * @param mostTest images that the test set can have
   * @param mostHeldOut images that can be held out
   * @throws IOException if the file is damaged
   */
  Labels readLabels(Path file, int mostTest, int mostHeldOut) throws IOException {
    try (NpzReader arrays = NpzReader.open(file)) {
      arrays.version();
      return new Labels(labels(TEST, mostTest, arrays), labels(HELD_OUT, mostHeldOut, arrays));
    }
  }

  private Optional<byte[]> labels(String set, int most, NpzReader arrays) throws IOException {
    if (!arrays.has(set)) {
      return Optional.empty();
    }
    byte[] labels = arrays.bytes(set, most);
    Predictions.check(labels, classes);
    return Optional.of(labels);
  }
}
