package digitscope.ui.fx;

import digitscope.config.Activation;
import digitscope.config.Conv2d;
import digitscope.config.Dense;
import digitscope.config.Flatten;
import digitscope.config.LayerSummary;
import digitscope.config.MaxPool2d;
import digitscope.config.NetworkSpec;
import digitscope.config.Padding;
import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import digitscope.eval.Evaluation;
import digitscope.eval.EvaluationHistory;
import digitscope.eval.MetricLog;
import digitscope.probe.FeatureMaps;
import digitscope.probe.FeatureMaps.LayerMaps;
import digitscope.probe.FeatureMaps.Stage;
import digitscope.probe.FilterPatterns;
import digitscope.probe.PatternSettings;
import digitscope.probe.PatternSettings.Method;
import digitscope.probe.UnitFacets;
import digitscope.probe.UnitResponses;
import digitscope.probe.UnitResponses.Patch;
import digitscope.session.NetworkView;
import digitscope.session.Phase;
import digitscope.session.RunProgress;
import digitscope.session.Snapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Small data, layers and snapshots of a made-up session, for the views to show. */
public final class Samples {
  private static final RandomGenerator RANDOM = RandomGenerator.of("L64X128MixRandom");

  private Samples() {}

  /** 20 test images of 28×28 pixels, image i of class i % 10. */
  public static DataSplits data() {
    return new DataSplits("made up", images("training", 20), images("test", 20));
  }

  private static Dataset images(String name, int count) {
    byte[] pixels = new byte[count * ImageShape.MNIST.size()];
    RANDOM.nextBytes(pixels);
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) (i % 10);
    }
    List<String> names = IntStream.range(0, 10).mapToObj(Integer::toString).toList();
    return new Dataset(name, ImageShape.MNIST, names, pixels, labels);
  }

  /** A convolution of 4 filters, pooling, flatten and the output layer. */
  public static List<LayerSummary> layers() {
    return new NetworkSpec(
            List.of(
                new Conv2d(4, 3, 3, 1, Padding.VALID, Activation.RELU),
                new MaxPool2d(2, 2),
                new Flatten(),
                new Dense(10, Activation.SOFTMAX)))
        .summarize(ImageShape.MNIST, 10);
  }

  /** Maps of an image in these layers; value i of the first convolution is i. */
  public static FeatureMaps maps(long step, byte[] image) {
    List<LayerMaps> maps = new ArrayList<>();
    maps.add(maps(0, "convolution 3×3×4", Stage.PRE_ACTIVATION, 4, 26));
    maps.add(maps(0, "convolution 3×3×4", Stage.ACTIVATION, 4, 26));
    maps.add(maps(1, "max pooling 2×2", Stage.POOLED, 4, 13));
    maps.add(maps(2, "flatten", Stage.OUTPUT, 676, 1));
    maps.add(maps(3, "dense 10", Stage.PRE_ACTIVATION, 10, 1));
    maps.add(maps(3, "dense 10", Stage.ACTIVATION, 10, 1));
    var kernels = new FeatureMaps.Kernels(4, 1, 3, 3, new float[36]);
    return new FeatureMaps(step, image, List.copyOf(maps), Optional.of(kernels), surely(7));
  }

  private static LayerMaps maps(int layer, String title, Stage stage, int channels, int side) {
    float[] values = new float[channels * side * side];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    return new LayerMaps(layer, title, stage, channels, side, side, values);
  }

  /** Probabilities of a network that is rather sure of a class. */
  public static float[] surely(int label) {
    float[] probabilities = new float[10];
    Arrays.fill(probabilities, 0.01f);
    probabilities[label] = 0.91f;
    return probabilities;
  }

  /** Patterns of a layer, of which unit 1 is dead. */
  public static FilterPatterns patterns(long step, int layer, int units) {
    return patterns(step, layer, units, Method.UNIT);
  }

  /** As {@link #patterns(long, int, int)}, by a method. */
  public static FilterPatterns patterns(long step, int layer, int units, Method method) {
    List<FilterPatterns.Pattern> patterns =
        IntStream.range(0, units)
            .mapToObj(
                unit ->
                    new FilterPatterns.Pattern(
                        unit,
                        new float[ImageShape.MNIST.size()],
                        0.5 * unit,
                        OptionalDouble.of(unit == 1 ? -0.25 : 0.4 * unit),
                        OptionalInt.of(unit),
                        unit == 1,
                        new Patch(5, 5, 18, 18)))
            .toList();
    return new FilterPatterns(
        step, layer, 1, 28, 28, PatternSettings.standard(1).with(method), patterns);
  }

  /** Facets of a unit: as many of its pattern, of ever less activation. */
  public static UnitFacets facets(long step, int layer, int unit, int count) {
    FilterPatterns all = patterns(step, layer, unit + 1);
    FilterPatterns.Pattern own = all.patterns().get(unit);
    List<FilterPatterns.Pattern> facets =
        IntStream.range(0, count)
            .mapToObj(
                n ->
                    new FilterPatterns.Pattern(
                        unit,
                        own.pixels(),
                        own.activation() * (1 - 0.1 * n),
                        own.bestReal(),
                        own.bestImage(),
                        own.dead(),
                        own.field()))
            .toList();
    return new UnitFacets(
        unit, 32, new FilterPatterns(step, layer, 1, 28, 28, all.settings(), facets));
  }

  /** As {@link #patterns(long, int, int)}, of filters that see 3×3 pixels. */
  public static FilterPatterns smallPatterns(long step, int layer, int units) {
    FilterPatterns large = patterns(step, layer, units);
    return new FilterPatterns(
        step,
        layer,
        large.channels(),
        large.height(),
        large.width(),
        large.settings(),
        large.patterns().stream()
            .map(
                one ->
                    new FilterPatterns.Pattern(
                        one.unit(),
                        one.pixels(),
                        one.activation(),
                        one.bestReal(),
                        one.bestImage(),
                        one.dead(),
                        new Patch(5, 5, 3, 3)))
            .toList());
  }

  /**
   * What the units of a layer answer to the training images: unit 1 is dead, the others answer to
   * classes 3 and 7, and most to image 13 at row 2 and column 5.
   */
  public static UnitResponses responses(long step, int layer, int units) {
    return new UnitResponses(
        step,
        layer,
        20,
        IntStream.range(0, units)
            .mapToObj(unit -> responses(unit, unit == 1 ? -0.25f : 3))
            .toList());
  }

  private static UnitResponses.Unit responses(int unit, float most) {
    float[] means = new float[10];
    means[3] = Math.max(0, most);
    means[7] = Math.max(0, most - 1);
    List<UnitResponses.Excitation> strongest =
        IntStream.of(13, 7, 3, 17)
            .mapToObj(
                image ->
                    new UnitResponses.Excitation(
                        image, image % 10, 2, 5, most, new UnitResponses.Patch(2, 5, 3, 3)))
            .toList();
    return new UnitResponses.Unit(unit, strongest, means, most > 0 ? 4 : 0, true);
  }

  /** An evaluation of {@link #data} that takes every image for a 3. */
  public static Evaluation evaluation(long step) {
    Dataset test = data().test();
    byte[] labels = new byte[test.size()];
    float[] probabilities = new float[test.size() * 10];
    for (int i = 0; i < test.size(); i++) {
      labels[i] = (byte) test.label(i);
      System.arraycopy(surely(3), 0, probabilities, i * 10, 10);
    }
    return new Evaluation(step, 10, labels, probabilities, 1.5);
  }

  /** A snapshot that shows nothing yet. */
  public static Snapshot snapshot(long step, Phase phase, MetricLog session) {
    return snapshot(step, phase, session, Optional.empty(), Optional.empty());
  }

  /** A snapshot with an evaluation, and with maps and patterns if there are any. */
  public static Snapshot snapshot(
      long step,
      Phase phase,
      MetricLog session,
      Optional<FeatureMaps> maps,
      Optional<FilterPatterns> patterns) {
    return new Snapshot(
        new RunProgress(
            SampleSnapshots.session(session),
            step,
            1000,
            100,
            phase,
            Optional.empty(),
            0.001,
            2000,
            1,
            1,
            Optional.empty(),
            session),
        new NetworkView(
            SampleSnapshots.session(session),
            step,
            NetworkView.Activity.of(phase),
            100,
            EvaluationHistory.NONE.with(evaluation(step)),
            Optional.empty(),
            maps,
            patterns));
  }
}
