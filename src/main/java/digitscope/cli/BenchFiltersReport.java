package digitscope.cli;

import digitscope.config.LayerSpec;
import digitscope.config.LayerSummary;
import digitscope.data.DataSplits;
import digitscope.data.Progress;
import digitscope.probe.FilterPatterns;
import digitscope.probe.FilterPatterns.Pattern;
import digitscope.probe.PatternSettings;
import digitscope.probe.UnitResponses;
import digitscope.session.TrainedNetwork;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The results of {@code bench filters}.
 *
 * @param settings of the searches
 * @param layers what was measured, at least one
 */
record BenchFiltersReport(PatternSettings settings, List<Measured> layers) {
  /**
   * What was measured of one layer.
   *
   * @param seconds of a search, after one that Java's compiler learned from
   * @param firstSeconds of that first one
   * @param readingSeconds of the look at all training images that the patterns are held against
   * @param flat patterns of live filters that show no more than brightness
   * @param belowTest patterns of live filters that come to less than the best test image
   */
  record Measured(
      LayerSummary layer,
      FilterPatterns patterns,
      double seconds,
      double firstSeconds,
      double readingSeconds,
      int flat,
      int belowTest) {}

  /**
   * Measures.
   *
   * @param index place of what answers for the layer's filters, counted from 0
   */
  static Measured measure(
      TrainedNetwork network,
      LayerSummary layer,
      int index,
      PatternSettings settings,
      DataSplits images) {
    long begunAt = System.nanoTime();
    UnitResponses real = network.responses(index, images.train(), () -> false);
    double readingSeconds = secondsSince(begunAt);
    UnitResponses test = network.responses(index, images.test(), () -> false);
    begunAt = System.nanoTime();
    FilterPatterns unused = network.patterns(index, settings, real, images.train(), Progress.NONE);
    double firstSeconds = secondsSince(begunAt);
    begunAt = System.nanoTime();
    FilterPatterns patterns =
        network.patterns(index, settings, real, images.train(), Progress.NONE);
    double seconds = secondsSince(begunAt);
    int flat = 0;
    int belowTest = 0;
    for (Pattern pattern : patterns.patterns()) {
      boolean isFlat = patterns.plainness(pattern) != FilterPatterns.Plainness.SHAPE;
      double best =
          test.units().get(pattern.unit()).best().map(found -> found.preActivation()).orElse(0f);
      flat += !pattern.dead() && isFlat ? 1 : 0;
      belowTest += !pattern.dead() && pattern.activation() < best ? 1 : 0;
    }
    return new Measured(layer, patterns, seconds, firstSeconds, readingSeconds, flat, belowTest);
  }

  private static double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }

  /** The last convolution, or the last layer if there is none, stands at the top. */
  private Measured first() {
    Measured first = layers.get(layers.size() - 1);
    for (Measured one : layers) {
      first = one.layer().spec() instanceof LayerSpec.Convolution ? one : first;
    }
    return first;
  }

  Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>(toJson(first()));
    json.put("method", settings.method().name().toLowerCase(Locale.ROOT));
    json.put("restarts", settings.restarts());
    json.put("cores", Runtime.getRuntime().availableProcessors());
    json.put("layers", layers.stream().map(this::toJson).toList());
    return json;
  }

  private Map<String, @Nullable Object> toJson(Measured one) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("layer", one.layer().name());
    json.put("units", one.patterns().patterns().size());
    json.put("steps", settings.steps());
    json.put("seconds", one.seconds());
    json.put("median_ratio", orNull(one.patterns().medianRatio()));
    json.put("dead", one.patterns().dead());
    json.put("least_ratio", orNull(leastRatio(one.patterns())));
    json.put("flat", one.flat());
    json.put("below_best_test_image", one.belowTest());
    json.put("first_seconds", one.firstSeconds());
    json.put("reading_seconds", one.readingSeconds());
    return json;
  }

  private static @Nullable Double orNull(OptionalDouble value) {
    return JsonOutput.number(value.orElse(Double.NaN));
  }

  private static OptionalDouble leastRatio(FilterPatterns patterns) {
    return patterns.patterns().stream()
        .filter(pattern -> !pattern.dead() && pattern.ratio().isPresent())
        .mapToDouble(pattern -> pattern.ratio().getAsDouble())
        .min();
  }

  String toText() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "layer", "units", "seconds", "median ratio", "least", "flat", "below test", "dead"));
    for (Measured one : layers) {
      rows.add(
          List.of(
              one.layer().name(),
              String.valueOf(one.patterns().patterns().size()),
              String.format(Locale.ROOT, "%.2f", one.seconds()),
              text(one.patterns().medianRatio()),
              text(leastRatio(one.patterns())),
              String.valueOf(one.flat()),
              String.valueOf(one.belowTest()),
              String.valueOf(one.patterns().dead())));
    }
    return String.format(
        Locale.ROOT,
        "Patterns after %d steps from %d starting points. Ratio: the filter's activation "
            + "for the pattern, divided by that for the best training image.%n%n%s",
        settings.steps(),
        settings.restarts(),
        TextTable.markdown(rows, 1));
  }

  private static String text(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%.2f", value.getAsDouble()) : "–";
  }
}
