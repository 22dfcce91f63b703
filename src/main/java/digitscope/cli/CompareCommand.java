package digitscope.cli;

import digitscope.compare.LayerAlignment;
import digitscope.compare.UnitMatcher;
import digitscope.compare.UnitMatching;
import digitscope.config.Dropout;
import digitscope.config.LayerSpec;
import digitscope.config.LayerSummary;
import digitscope.config.Shape;
import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.eval.Evaluation;
import digitscope.eval.MatrixDifference;
import digitscope.eval.PairedOutcomes;
import digitscope.io.InvalidValueException;
import digitscope.io.Reason;
import digitscope.probe.IncrementalProbe;
import digitscope.run.RunException;
import digitscope.session.TrainedNetwork;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "compare",
    description = {
      "Finds out whether two networks of the same architecture have the same filters.",
      "The filters or units of a layer are paired one to one by the correlation of their "
          + "activations over all test images and positions. The same with the images in another "
          + "order tells what chance gives. Also: how alike every two layers are (linear CKA), and "
          + "which test images only one of the networks predicts correctly (McNemar's test)."
    },
    mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
  private final Environment environment;

  @Parameters(
      index = "0",
      paramLabel = "RUN[@STEP]",
      converter = RunAt.Converter.class,
      description = "Folder of a run; with @STEP, one of its stored steps.")
  private Optional<RunAt> first = Optional.empty();

  @Parameters(
      index = "1",
      paramLabel = "RUN[@STEP]",
      converter = RunAt.Converter.class,
      description = "The run to compare it with; may be the same one.")
  private Optional<RunAt> second = Optional.empty();

  @Option(
      names = "--layer",
      paramLabel = "NAME",
      description =
          "Layer to compare, named as in 'export --format npz', such as 3.convolution; default: "
              + "the last convolution, or the last hidden layer if there is none.")
  private Optional<String> layer = Optional.empty();

  @Option(
      names = "--data",
      paramLabel = "SOURCE",
      description = "Images to compare on instead of the runs' own, as for 'train --data'.")
  private Optional<String> data = Optional.empty();

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  @Mixin private Trust trust = new Trust();

  CompareCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws RunException, DataException, CommandException {
    OpenedRun one = first.orElseThrow().open(environment);
    OpenedRun other = second.orElseThrow().open(environment);
    List<LayerSummary> layers = sameLayers(one, other);
    LayerSummary chosen = chosen(layers);
    Dataset images = images(one, other).test();
    CompareReport report;
    try (TrainedNetwork a = one.network();
        TrainedNetwork b = other.network()) {
      Evaluation ofFirst = a.evaluate(images);
      Evaluation ofSecond = b.evaluate(images);
      report =
          new CompareReport(
              first.orElseThrow().title(one),
              second.orElseThrow().title(other),
              chosen,
              matching(a, b, chosen, layers, images),
              compared(layers),
              alignment(a, b, layers, images),
              PairedOutcomes.of(ofFirst, ofSecond),
              new MatrixDifference(ofFirst.confusion(), ofSecond.confusion()));
    }
    environment.out().println(json ? JsonOutput.format(report.toJson()) : report.toText());
    return CommandLine.ExitCode.OK;
  }

  /** The layers of both networks. */
  private static List<LayerSummary> sameLayers(OpenedRun one, OpenedRun other)
      throws CommandException {
    List<LayerSummary> layers = one.layers();
    List<LayerSummary> others = other.layers();
    if (layers.size() != others.size()) {
      throw new CommandException(
          String.format(
              Locale.ROOT,
              "The networks have different architectures: %d and %d layers; choose two runs of one "
                  + "architecture",
              layers.size(),
              others.size()));
    }
    for (int i = 0; i < layers.size(); i++) {
      LayerSpec here = layers.get(i).spec();
      LayerSpec there = others.get(i).spec();
      boolean drop = here instanceof Dropout && there instanceof Dropout;
      if (!drop && !here.equals(there)) {
        throw new CommandException(
            String.format(
                Locale.ROOT,
                "The networks have different architectures: layer %d is %s in one and %s in the "
                    + "other%s; choose two runs of one architecture",
                i + 1,
                here.title(),
                there.title(),
                here.title().equals(there.title()) ? " with other settings" : ""));
      } else if (!layers.get(i).output().equals(others.get(i).output())) {
        throw new CommandException(
            "The networks were trained on images of different sizes or numbers of classes; choose "
                + "two runs of one architecture");
      }
    }
    return layers;
  }

  private LayerSummary chosen(List<LayerSummary> layers) throws CommandException {
    if (layer.isPresent()) {
      return PatternExport.layer(layers, layer.get());
    }
    List<LayerSummary> hidden = layers.stream().filter(one -> one.spec().hasFilters()).toList();
    hidden = hidden.subList(0, Math.max(0, hidden.size() - 1));
    Optional<LayerSummary> last = hidden.stream().reduce((before, after) -> after);
    return hidden.stream()
        .filter(one -> one.output() instanceof Shape.Maps)
        .reduce((before, after) -> after)
        .or(() -> last)
        .orElseThrow(
            () ->
                new CommandException(
                    "The network has no hidden layer; choose its output layer with --layer. "
                        + PatternExport.names(layers)));
  }

  private DataSplits images(OpenedRun one, OpenedRun other) throws DataException, CommandException {
    String ofOne = one.folder().config().data();
    String ofOther = other.folder().config().data();
    String checksum = one.folder().provenance().dataSha256();
    boolean isSame =
        ofOne.equals(ofOther)
            || (!checksum.isEmpty() && checksum.equals(other.folder().provenance().dataSha256()));
    if (data.isEmpty() && !isSame) {
      throw new CommandException(
          "The runs were trained on different data, %s and %s; choose the images to compare on with --data"
              .formatted(ofOne, ofOther));
    }
    if (data.isPresent()) {
      var unused = other.data(data, trust, environment);
    }
    return one.data(data, trust, environment);
  }

  private UnitMatching matching(
      TrainedNetwork a,
      TrainedNetwork b,
      LayerSummary chosen,
      List<LayerSummary> layers,
      Dataset images)
      throws CommandException {
    List<Integer> index = List.of(chosen.answeringIndex(layers));
    int batch = UnitMatcher.batch(chosen.output().size());
    try {
      return finish(
          new UnitMatcher(
              a.layerReader(index, batch),
              b.layerReader(index, batch),
              images.size(),
              images::image),
          "Filters");
    } catch (InvalidValueException e) {
      throw new CommandException("%s: %s".formatted(chosen.name(), Reason.of(e)), e);
    }
  }

  private LayerAlignment.Result alignment(
      TrainedNetwork a, TrainedNetwork b, List<LayerSummary> layers, Dataset images) {
    List<Integer> indexes =
        compared(layers).stream().map(one -> one.answeringIndex(layers)).toList();
    int batch = LayerAlignment.batch(layers.stream().mapToLong(one -> one.output().size()).sum());
    return finish(
        new LayerAlignment(
            a.layerReader(indexes, batch),
            b.layerReader(indexes, batch),
            images.size(),
            images::image),
        "Layers");
  }

  /** The layers that have filters or units. */
  private static List<LayerSummary> compared(List<LayerSummary> layers) {
    return layers.stream().filter(one -> one.spec().hasFilters()).toList();
  }

  private <R> R finish(IncrementalProbe<R> work, String what) {
    WorkProgress progress = new WorkProgress(what, environment.err(), environment.isInteractive());
    try (work) {
      while (work.advance()) {
        progress.advance(work.progress());
      }
      return work.result();
    }
  }
}
