package digitscope.cli;

import digitscope.probe.SaliencyMethod;
import digitscope.run.Provenance;
import digitscope.session.TrainedNetwork;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** Options for the class and method of a saliency map. */
final class SaliencyOptions {
  @Option(
      names = "--class",
      paramLabel = "N",
      description =
          "For saliency: index of the class, counted from 0; default: the predicted class.")
  private Optional<Integer> label = Optional.empty();

  /**
   * Writes what a network says of an image.
   *
   * @param provenance of the network's run
   * @param method by which it is asked
   * @param image unsigned bytes in [channels, height, width] order
   * @throws CommandException if there is no such class, the method does not fit the network, or the
   *     file cannot be written
   */
  void write(
      TrainedNetwork network, Provenance provenance, SaliencyMethod method, byte[] image, Path out)
      throws CommandException {
    int classes = provenance.classNames().size();
    if (label.filter(wanted -> wanted < 0 || wanted >= classes).isPresent()) {
      throw new CommandException(
          String.format(
              Locale.ROOT,
              "There is no class %d: --class must be from 0 to %d",
              label.get(),
              classes - 1));
    }
    SaliencyExport.write(network.explain(image, wanted(), method), provenance.imageShape(), out);
  }

  private OptionalInt wanted() {
    return label.map(OptionalInt::of).orElse(OptionalInt.empty());
  }
}
