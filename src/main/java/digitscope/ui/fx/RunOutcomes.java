package digitscope.ui.fx;

import digitscope.eval.ConfusionAt;
import digitscope.run.RunException;
import digitscope.run.RunFolder;
import java.nio.file.Path;
import java.util.List;

/**
 * What came of the evaluations of a run on disk, to be compared with.
 *
 * @param name how the user knows the run: the name of its folder
 * @param classNames of its data, in the order of the labels
 * @param confusions of the evaluations of its test set up to the weights that it is opened with, by
 *     rising step; at least one
 */
public record RunOutcomes(
    Path path, String name, List<String> classNames, List<ConfusionAt> confusions) {
  /**
   * Reads a run, off the JavaFX thread.
   *
   * @throws RunException if it cannot be read or was never evaluated, in a sentence for the user
   */
  public static RunOutcomes read(Path path) throws RunException {
    RunFolder folder = RunFolder.open(path);
    String name = String.valueOf(path.toAbsolutePath().normalize().getFileName());
    long last = folder.resultStep().orElse(Long.MAX_VALUE);
    List<ConfusionAt> confusions =
        folder.evaluations().stream()
            .filter(found -> found.step() <= last)
            .map(found -> new ConfusionAt(found.step(), found.confusion()))
            .toList();
    if (confusions.isEmpty()) {
      throw new RunException(
          "The run %s ended before its first evaluation; choose another run to compare with"
              .formatted(name));
    }
    return new RunOutcomes(path, name, folder.provenance().classNames(), confusions);
  }

  public ConfusionAt last() {
    return confusions.get(confusions.size() - 1);
  }

  /** The evaluation of a step, or the last one before it, or else the first one. */
  public ConfusionAt at(long step) {
    ConfusionAt found = confusions.get(0);
    for (ConfusionAt some : confusions) {
      found = some.step() <= step ? some : found;
    }
    return found;
  }
}
