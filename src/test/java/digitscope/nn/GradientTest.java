package digitscope.nn;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.Close;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class GradientTest {
  private static final Loss LOSS = new Loss.SoftmaxCrossEntropy();
  private static final MapShape IMAGE = new MapShape(2, 7, 6);

  static Stream<Arguments> layers() {
    List<Arguments> cases = new ArrayList<>();
    for (boolean same : new boolean[] {false, true}) {
      for (int stride = 1; stride <= 3; stride++) {
        for (int[] kernel : new int[][] {{1, 1}, {3, 3}, {2, 4}, {5, 2}}) {
          Layer layer = new Convolution(IMAGE, 3, kernel[0], kernel[1], stride, same);
          String name =
              String.format(
                  Locale.ROOT,
                  "convolution %d×%d stride %d %s",
                  kernel[0],
                  kernel[1],
                  stride,
                  same ? "same" : "valid");
          cases.add(Arguments.of(name, layer));
        }
      }
    }
    for (int size = 1; size <= 3; size++) {
      for (int stride = 1; stride <= 3; stride++) {
        String windows = String.format(Locale.ROOT, " pooling %d stride %d", size, stride);
        cases.add(Arguments.of("max" + windows, new MaxPooling(IMAGE, size, stride)));
        cases.add(Arguments.of("average" + windows, new AveragePooling(IMAGE, size, stride)));
      }
    }
    for (boolean same : new boolean[] {false, true}) {
      for (int stride = 1; stride <= 2; stride++) {
        String name =
            String.format(Locale.ROOT, "depthwise stride %d %s", stride, same ? "same" : "valid");
        cases.add(Arguments.of(name, new DepthwiseConvolution(IMAGE, 3, 2, stride, same)));
      }
    }
    for (boolean same : new boolean[] {false, true}) {
      for (int stride = 1; stride <= 3; stride++) {
        for (int[] kernel : new int[][] {{1, 1}, {3, 3}, {4, 4}, {2, 3}, {2, 1}}) {
          String name =
              String.format(
                  Locale.ROOT,
                  "transposed convolution %d×%d stride %d %s",
                  kernel[0],
                  kernel[1],
                  stride,
                  same ? "same" : "valid");
          MapShape small = new MapShape(2, 3, 4);
          cases.add(
              Arguments.of(
                  name, new TransposedConvolution(small, 3, kernel[0], kernel[1], stride, same)));
        }
      }
    }
    cases.add(Arguments.of("global average pooling", AveragePooling.global(IMAGE)));
    cases.add(Arguments.of("convolution to 1×1", new Convolution(IMAGE, 3, 7, 6, 1, false)));
    cases.add(Arguments.of("batch normalization", new BatchNormalization(IMAGE)));
    for (int groups = 1; groups <= 2; groups++) {
      String name = String.format(Locale.ROOT, "group normalization %d", groups);
      cases.add(Arguments.of(name, new GroupNormalization(IMAGE, groups)));
    }
    cases.add(Arguments.of("residual", residual()));
    cases.add(Arguments.of("projecting residual", projectingResidual()));
    cases.add(Arguments.of("flatten", new Flatten(IMAGE)));
    cases.add(Arguments.of("dropout", new Dropout(IMAGE, 0.4, 1)));
    for (Activation activation : Activation.values()) {
      cases.add(Arguments.of(activation.toString(), new ActivationLayer(IMAGE, activation)));
    }
    return cases.stream();
  }

  /** As the first layer, where a convolution computes no gradient for its input while training. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("layers")
  void isRightForAFirstLayer(String name, Layer layer) {
    new GradientCheck(followedByDense(List.of(layer)), LOSS).run();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("layers")
  void isRightForALayerBehindAConvolution(String name, Layer layer) {
    Layer first = new Convolution(layer.input(), layer.input().channels(), 3, 3, 1, true);
    new GradientCheck(followedByDense(List.of(first, layer)), LOSS).run();
  }

  /** Single precision runs other native code than double precision, so it is held against it. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("layers")
  void isTheSameInSinglePrecision(String name, Layer layer) {
    Layer first = new Convolution(layer.input(), layer.input().channels(), 3, 3, 1, true);
    List<Layer> layers = followedByDense(List.of(first, layer));
    for (Execution.Purpose purpose :
        List.of(Execution.Purpose.TRAINING, Execution.Purpose.PROBING)) {
      try (Network single = GradientCheck.network(layers, Precision.FLOAT);
          Network twice = GradientCheck.network(layers, Precision.DOUBLE)) {
        float[] expected = gradient(twice, purpose);
        Close.assertClose("gradient", gradient(single, purpose), expected, 1e-4);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void isRightForMeanSquaredErrorOf(Activation activation) {
    OutputFunction output = new OutputFunction.ElementWise(activation);
    new GradientCheck(List.of(new Dense(5, 4)), new Loss.MeanSquaredError(output)).run();
  }

  static Stream<Loss> losses() {
    return Stream.of(
        new Loss.SoftmaxCrossEntropy(),
        new Loss.SigmoidCrossEntropy(),
        new Loss.MeanSquaredError(new OutputFunction.Softmax()));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void isRightForDenseLayersUnder(Loss loss) {
    Layer hidden = new ActivationLayer(MapShape.vector(4), Activation.TANH);
    new GradientCheck(List.of(new Dense(5, 4), hidden, new Dense(4, 3)), loss).run();
  }

  @Test
  void isRightForBatchNormalizationOfVectors() {
    Layer normalization = new BatchNormalization(MapShape.vector(4));
    new GradientCheck(List.of(new Dense(5, 4), normalization, new Dense(4, 3)), LOSS).run();
  }

  @Test
  void isRightForGroupNormalizationOfVectors() {
    Layer normalization = new GroupNormalization(MapShape.vector(6), 3);
    new GradientCheck(List.of(new Dense(5, 6), normalization, new Dense(6, 3)), LOSS).run();
  }

  @Test
  void isRightForTargetsThatAreSmoothed() {
    Targets targets = new Targets(3, 0.2, List.of());
    for (Loss loss : losses().toList()) {
      double[] logits = {0.3, -1.2, 0.7};
      double[] gradient = new double[3];
      loss.evaluate(logits, targets.target(1), gradient, new double[3]);
      for (int k = 0; k < 3; k++) {
        double difference = shifted(loss, logits, k, 1e-6) - shifted(loss, logits, k, -1e-6);
        assertThat(gradient[k]).isCloseTo(difference / 2e-6, Offset.offset(1e-8));
      }
    }
  }

  @Test
  void isRightForClassesThatCountUnequally() {
    Targets targets = new Targets(3, 0.2, List.of(0.5, 3.0, 0.0));
    for (Loss loss : losses().toList()) {
      Network network = GradientCheck.network(List.of(new Dense(5, 3)), Precision.DOUBLE);
      new GradientCheck(network, loss, targets).run();
    }
  }

  static Stream<Arguments> wholeNetworks() {
    return Stream.of(
        Arguments.of("cnn", cnn()),
        Arguments.of("mlp", mlp()),
        Arguments.of("lenet5", lenet5()),
        Arguments.of("cnn-bn", normalizedCnn()),
        Arguments.of("resnet-mini", resnet()),
        Arguments.of("separable", separable()));
  }

  /** Small ones that are built as the presets are. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("wholeNetworks")
  void isRightForWholeNetworks(String name, List<Layer> layers) {
    new GradientCheck(layers, LOSS).run();
  }

  /** Where dropout lets all pass and the running statistics normalize. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("wholeNetworks")
  void isRightForWholeNetworksInInference(String name, List<Layer> layers) {
    new GradientCheck(sound(layers), LOSS).inInference().run();
  }

  /** Where pooling has been put before the activation. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("wholeNetworks")
  void isRightForWholeNetworksInTheFastestOrder(String name, List<Layer> layers) {
    new GradientCheck(Network.poolingFirst(layers), LOSS).run();
  }

  static Stream<Arguments> layersThatTrainOtherwise() {
    return Stream.of(
        Arguments.of("batch normalization", new BatchNormalization(IMAGE)),
        Arguments.of("group normalization", new GroupNormalization(IMAGE, 1)),
        Arguments.of("residual", residual()),
        Arguments.of("projecting residual", projectingResidual()),
        Arguments.of("dropout", new Dropout(IMAGE, 0.4, 1)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("layersThatTrainOtherwise")
  void isRightForALayerInInference(String name, Layer layer) {
    new GradientCheck(sound(followedByDense(List.of(layer))), LOSS).inInference().run();
  }

  /** A network whose values are random, but whose running variances are positive. */
  private static Network sound(List<Layer> layers) {
    Network network = GradientCheck.network(layers, Precision.DOUBLE);
    float[] values = network.values();
    for (Network.Span span : network.runningStatistics()) {
      for (int i = (span.from() + span.to()) / 2; i < span.to(); i++) {
        values[i] = 1 + values[i];
      }
    }
    network.write(values);
    return network;
  }

  private static List<Layer> cnn() {
    Convolution first = new Convolution(IMAGE, 3, 3, 3, 1, false);
    MaxPooling pooling = new MaxPooling(first.output(), 2, 2);
    Convolution second = new Convolution(pooling.output(), 4, 2, 2, 1, false);
    return followedByDense(
        List.of(
            first,
            new ActivationLayer(first.output(), Activation.RELU),
            pooling,
            second,
            new ActivationLayer(second.output(), Activation.RELU)));
  }

  private static List<Layer> mlp() {
    Dense first = new Dense(IMAGE.size(), 5);
    Dense second = new Dense(5, 4);
    return followedByDense(
        List.of(
            new Flatten(IMAGE),
            first,
            new ActivationLayer(first.output(), Activation.SIGMOID),
            second,
            new ActivationLayer(second.output(), Activation.SIGMOID)));
  }

  private static List<Layer> lenet5() {
    Convolution first = new Convolution(IMAGE, 3, 5, 5, 1, true);
    AveragePooling pooling = new AveragePooling(first.output(), 2, 2);
    Convolution second = new Convolution(pooling.output(), 4, 3, 2, 1, false);
    Dense dense = new Dense(second.output().size(), 5);
    return followedByDense(
        List.of(
            first,
            new ActivationLayer(first.output(), Activation.TANH),
            pooling,
            second,
            new ActivationLayer(second.output(), Activation.TANH),
            new Flatten(second.output()),
            dense,
            new ActivationLayer(dense.output(), Activation.TANH)));
  }

  private static List<Layer> normalizedCnn() {
    Convolution first = new Convolution(IMAGE, 3, 3, 3, 1, false);
    MaxPooling pooling = new MaxPooling(first.output(), 2, 2);
    Convolution second = new Convolution(pooling.output(), 4, 3, 3, 1, true);
    return followedByDense(
        List.of(
            first,
            new BatchNormalization(first.output()),
            new ActivationLayer(first.output(), Activation.RELU),
            pooling,
            second,
            new BatchNormalization(second.output()),
            new ActivationLayer(second.output(), Activation.RELU),
            new Dropout(second.output(), 0.3, 1)));
  }

  private static List<Layer> resnet() {
    MapShape half = new MapShape(3, 4, 3);
    return followedByDense(
        List.of(
            new Convolution(IMAGE, 2, 3, 3, 1, true),
            new BatchNormalization(IMAGE),
            new ActivationLayer(IMAGE, Activation.RELU),
            residual(),
            new ActivationLayer(IMAGE, Activation.RELU),
            projectingResidual(),
            new ActivationLayer(half, Activation.RELU),
            AveragePooling.global(half)));
  }

  private static List<Layer> separable() {
    Layer depthwise = new DepthwiseConvolution(IMAGE, 3, 3, 1, true);
    Convolution pointwise = new Convolution(depthwise.output(), 3, 1, 1, 1, false);
    Layer second = new DepthwiseConvolution(pointwise.output(), 3, 2, 2, false);
    return followedByDense(
        List.of(
            depthwise,
            pointwise,
            new ActivationLayer(pointwise.output(), Activation.LEAKY_RELU),
            second,
            new Convolution(second.output(), 4, 1, 1, 1, false)));
  }

  private static double shifted(Loss loss, double[] logits, int k, double by) {
    double[] changed = logits.clone();
    changed[k] += by;
    return loss.evaluate(
        changed, new Targets(3, 0.2, List.of()).target(1), new double[3], new double[3]);
  }

  private static Layer residual() {
    Layer first = new Convolution(IMAGE, 2, 3, 3, 1, true);
    return new Residual(List.of(first, new ActivationLayer(IMAGE, Activation.TANH)), List.of());
  }

  private static Layer projectingResidual() {
    Layer first = new Convolution(IMAGE, 3, 3, 3, 2, true);
    Layer normalization = new BatchNormalization(first.output());
    Layer second = new Convolution(first.output(), 3, 3, 3, 1, true);
    Layer projection = new Convolution(IMAGE, 3, 1, 1, 2, true);
    return new Residual(List.of(first, normalization, second), List.of(projection));
  }

  private static float[] gradient(Network network, Execution.Purpose purpose) {
    float[] gradient = new float[network.parameterCount()];
    try (Execution execution =
        new Execution(network, network.layers(), GradientCheck.BATCH, purpose)) {
      execution.setInput(GradientCheck.images(network.layers()));
      execution.forwardInTraining(5, 6, 0);
      for (int n = 0; n < GradientCheck.BATCH; n++) {
        execution.loss(n, LOSS, Targets.plain(4).target(n), 1);
      }
      execution.backward();
      execution.gradient().read(gradient);
    }
    return gradient;
  }

  static List<Layer> followedByDense(List<Layer> layers) {
    List<Layer> all = new ArrayList<>(layers);
    MapShape output = layers.get(layers.size() - 1).output();
    if (output.area() > 1) {
      all.add(new Flatten(output));
    }
    all.add(new Dense(output.size(), 4));
    return all;
  }
}
