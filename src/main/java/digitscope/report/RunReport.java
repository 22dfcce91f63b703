package digitscope.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import digitscope.config.ConfigFiles;
import digitscope.config.LayerSummary;
import digitscope.data.Dataset;
import digitscope.data.HeldOut;
import digitscope.data.Progress;
import digitscope.engine.Hardware;
import digitscope.eval.Calibration;
import digitscope.eval.Evaluation;
import digitscope.io.OutputFile;
import digitscope.io.Reason;
import digitscope.network.ParameterLayout;
import digitscope.probe.FilterPatterns;
import digitscope.probe.PatternSettings;
import digitscope.probe.UnitResponses;
import digitscope.run.Provenance;
import digitscope.run.RunException;
import digitscope.session.TrainedNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a run came to as one HTML page that asks nothing of any network: its numbers as JSON,
 * its pictures as sheets, and a script that lays them out.
 */
public final class RunReport {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** As many ranges of confidence as the window has. */
  private static final int BINS = 10;

  /** Part of the work that is done when the test set is evaluated. */
  private static final double EVALUATED = 0.2;

  private final ReportSource source;
  private final Progress progress;
  private final Dataset images;
  private final List<LayerSummary> layers;

  private RunReport(ReportSource source, Progress progress) {
    this.source = source;
    this.progress = progress;
    this.images = source.data().test();
    this.layers = source.config().network().summarize(images.shape(), images.classes());
  }

  /**
   * Writes a report; a file of that name is replaced, at once and only when the new one is
   * complete. Takes a while: the network reads all test images and the patterns of all filters are
   * searched.
   *
   * @throws RunException if the run is damaged, or the file cannot be written
   * @throws CancellationException if {@code progress} asked for the end
   */
  public static void write(ReportSource source, Path file, Progress progress) throws RunException {
    Path target = file.toAbsolutePath();
    Path folder = target.getParent();
    if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(target)) {
      throw new RunException(
          "%s cannot be written: give the name of a file in an existing folder".formatted(file));
    }
    try {
      RunReport report = new RunReport(source, progress);
      String page = ReportPage.of(source.config().name(), JSON.writeValueAsString(report.make()));
      OutputFile.write(target, page);
    } catch (IOException e) {
      throw new RunException("%s cannot be written: %s".formatted(file, Reason.of(e)), e);
    } catch (IllegalArgumentException e) {
      throw new RunException("The run is damaged: " + Reason.of(e), e);
    }
  }

  private Map<String, @Nullable Object> make() throws IOException {
    try (TrainedNetwork network =
        new TrainedNetwork(source.config(), images.shape(), images.classes(), source.weights())) {
      Evaluation evaluation = network.evaluate(images);
      advance(EVALUATED);
      Map<String, Curve> curves = Curve.all(source.metrics(), source.weights().step());
      Map<String, @Nullable Object> report = new LinkedHashMap<>();
      report.put("run", run(evaluation));
      report.put("made", made());
      report.put("notes", notes());
      report.put("evaluation", EvaluationJson.summary(evaluation));
      report.put("calibration", calibration(evaluation));
      report.put("curves", curves);
      report.put("curvesNote", note(curves));
      report.put("images", ShownImages.of(evaluation, images));
      report.put("kernels", kernels());
      report.put("filters", filters(network));
      report.put("layers", layers.stream().map(RunReport::layer).toList());
      report.put("config", JSON.readTree(new ConfigFiles().format(source.config())));
      return report;
    }
  }

  private Map<String, @Nullable Object> run(Evaluation evaluation) {
    Provenance provenance = source.provenance();
    double fraction = source.config().training().validation().fraction();
    long seed = source.config().training().seed();
    int trained = HeldOut.of(source.data().train(), fraction, seed).training().size();
    int batch = source.config().training().batchSize();
    int stepsPerEpoch = (trained + batch - 1) / batch;
    Map<String, @Nullable Object> run = new LinkedHashMap<>();
    run.put("name", source.config().name());
    run.put("data", source.config().data());
    run.put("created", provenance.created());
    run.put("program", provenance.program());
    run.put("dataSha256", provenance.dataSha256());
    run.put("trainingImages", trained);
    run.put("imageShape", images.shape().toString());
    run.put("classNames", images.classNames());
    run.put("weightsSha256", source.weights().sha256());
    run.put("parameters", layers.stream().mapToLong(LayerSummary::parameters).sum());
    run.put("statistics", layers.stream().mapToLong(LayerSummary::statistics).sum());
    run.put("stepsPerEpoch", stepsPerEpoch);
    run.put("epoch", (double) evaluation.step() / stepsPerEpoch);
    return run;
  }

  private static Map<String, Object> made() {
    Map<String, Object> made = new LinkedHashMap<>();
    made.put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    made.put("program", Provenance.programVersion());
    made.put("java", Runtime.version().toString());
    made.put("hardware", Hardware.detect().description());
    made.put("system", System.getProperty("os.name") + ", " + System.getProperty("os.arch"));
    return made;
  }

  /** What a reader must know lest the numbers mislead. */
  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (!source.data().sha256().equals(source.provenance().dataSha256())) {
      notes.add(
          "The images in this report (%s) are not those of the run: the checksums differ."
              .formatted(source.data().source()));
    }
    return notes;
  }

  private static Map<String, @Nullable Object> calibration(Evaluation evaluation) {
    Calibration calibration = Calibration.of(evaluation, BINS);
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("expectedError", EvaluationJson.number(calibration.expectedError()));
    json.put("largestError", EvaluationJson.number(calibration.largestError()));
    json.put("bins", calibration.bins().stream().map(RunReport::bin).toList());
    return json;
  }

  private static Map<String, @Nullable Object> bin(Calibration.Bin bin) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("from", bin.from());
    json.put("to", bin.to());
    json.put("images", bin.images());
    json.put("confidence", EvaluationJson.number(bin.confidence()));
    json.put("accuracy", EvaluationJson.number(bin.accuracy()));
    return json;
  }

  private static String note(Map<String, Curve> curves) {
    int merged = curves.values().stream().mapToInt(Curve::merged).max().orElse(1);
    return merged == 1
        ? ""
        : String.format(
            Locale.ROOT,
            "Mini-batch lines show means of %,d steps; the band spans the lowest to the highest"
                + " value.",
            merged);
  }

  private @Nullable FirstKernels kernels() {
    ParameterLayout layout =
        ParameterLayout.of(source.config().network(), images.shape(), images.classes());
    return FirstKernels.of(layout, source.weights().parameters()).orElse(null);
  }

  private FilterPatterns patterns(TrainedNetwork network, LayerSummary layer) {
    int index = layer.answeringIndex(layers);
    Dataset training = source.data().train();
    UnitResponses real = network.responses(index, training, progress::isCancelled);
    PatternSettings settings = PatternSettings.quick(source.config().training().seed());
    return network.patterns(index, settings, real, training, new Cancelling(progress));
  }

  /** Ends the work with the whole, which says how far it is by itself. */
  private record Cancelling(Progress whole) implements Progress {
    @Override
    public void advance(double fraction) {}

    @Override
    public boolean isCancelled() {
      return whole.isCancelled();
    }
  }

  private List<FilterPictures> filters(TrainedNetwork network) {
    List<FilterPictures> filters = new ArrayList<>();
    List<LayerSummary> searched =
        layers.stream().filter(layer -> layer.spec().hasFilters()).toList();
    for (LayerSummary layer : searched) {
      filters.add(
          FilterPictures.count(layer) > FilterPictures.MOST
              ? FilterPictures.tooMany(layer)
              : FilterPictures.of(layer, patterns(network, layer)));
      advance(EVALUATED + (1 - EVALUATED) * filters.size() / searched.size());
    }
    return filters;
  }

  private static Map<String, Object> layer(LayerSummary layer) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("number", layer.number());
    json.put("title", layer.spec().title());
    json.put("output", layer.output().toString());
    json.put("parameters", layer.parameters());
    json.put("statistics", layer.statistics());
    return json;
  }

  private void advance(double fraction) {
    if (progress.isCancelled()) {
      throw new CancellationException("Canceled while the report was being created");
    }
    progress.advance(fraction);
  }
}
