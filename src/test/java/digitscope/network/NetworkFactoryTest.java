package digitscope.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import digitscope.config.Activation;
import digitscope.config.AveragePool2d;
import digitscope.config.ConfigException;
import digitscope.config.ConfigFiles;
import digitscope.config.Conv2d;
import digitscope.config.Dense;
import digitscope.config.Dropout;
import digitscope.config.LayerSummary;
import digitscope.config.Loss;
import digitscope.config.NetworkSpec;
import digitscope.config.OptimizerSpec;
import digitscope.config.Padding;
import digitscope.config.RunConfig;
import digitscope.config.ScheduleSpec;
import digitscope.config.TrainingSpec;
import digitscope.data.ImageShape;
import digitscope.nn.Convolution;
import digitscope.nn.MapShape;
import digitscope.nn.Optimizer;
import digitscope.probe.FeatureMaps.Stage;
import digitscope.probe.ProbedNetwork;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkFactoryTest {
  private static final ImageShape SHAPE = new ImageShape(1, 9, 8);

  private static TrainingSpec training() {
    return preset("cnn").training();
  }

  private static RunConfig preset(String name) {
    try {
      return new ConfigFiles().preset(name);
    } catch (ConfigException e) {
      throw new AssertionError(e);
    }
  }

  private static NetworkSpec endingIn(Activation activation) {
    return new NetworkSpec(List.of(new Dense(3, activation)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cnn", "mlp", "lenet5", "cnn-bn", "resnet-mini"})
  void givesPresetsTheParametersThatInferenceCounts(String name) {
    RunConfig preset = preset(name);
    long expected =
        preset.network().summarize(ImageShape.MNIST, 10).stream()
            .mapToLong(LayerSummary::parameters)
            .sum();
    ProbedNetwork built =
        NetworkFactory.network(preset.network(), preset.training(), ImageShape.MNIST, 10);
    assertThat(built.network().parameterCount()).isEqualTo(expected);
    built.network().close();
  }

  @Test
  void shapesAreThoseOfInference() {
    NetworkSpec spec =
        new NetworkSpec(
            List.of(
                new Conv2d(5, 3, 2, 2, Padding.SAME, Activation.ELU),
                new AveragePool2d(2, 1),
                new Conv2d(4, 2, 2, 1, Padding.VALID, Activation.LINEAR),
                new Dense(7, Activation.SIGMOID),
                new Dropout(0.5),
                new Dense(3, Activation.SOFTMAX)));
    ProbedNetwork built = NetworkFactory.network(spec, training(), SHAPE, 3);
    List<LayerSummary> summaries = spec.summarize(SHAPE, 3);
    for (ProbedNetwork.Point point : built.points()) {
      assertThat(built.network().layers().get(point.position()).output().size())
          .as(point.title())
          .isEqualTo(summaries.get(point.layerIndex()).output().size());
    }
    assertThat(built.points().stream().map(ProbedNetwork.Point::stage))
        .containsExactly(
            Stage.PRE_ACTIVATION,
            Stage.ACTIVATION,
            Stage.POOLED,
            Stage.OUTPUT,
            Stage.PRE_ACTIVATION,
            Stage.ACTIVATION,
            Stage.OUTPUT,
            Stage.PRE_ACTIVATION);
    built.network().close();
  }

  @Test
  void inferenceRefusesJustThePaddingThatTheEngineRefuses() {
    MapShape input = new MapShape(1, SHAPE.height(), SHAPE.width());
    for (int kernel = 1; kernel <= 4; kernel++) {
      for (int width = 1; width <= 4; width++) {
        for (int stride = 1; stride <= 9; stride++) {
          int[] sizes = {kernel, width, stride};
          NetworkSpec spec =
              new NetworkSpec(
                  List.of(
                      new Conv2d(2, sizes[0], sizes[1], sizes[2], Padding.SAME, Activation.RELU),
                      new Dense(3, Activation.SOFTMAX)));
          Throwable refusal = catchThrowable(() -> spec.summarize(SHAPE, 3));
          boolean fits =
              catchThrowable(() -> new Convolution(input, 2, sizes[0], sizes[1], sizes[2], true))
                  == null;
          assertThat(refusal == null).as(Arrays.toString(sizes)).isEqualTo(fits);
        }
      }
    }
  }

  @Test
  void crossEntropyDependsOnTheOutput() {
    assertThat(NetworkFactory.loss(endingIn(Activation.SOFTMAX), Loss.CROSS_ENTROPY))
        .isInstanceOf(digitscope.nn.Loss.SoftmaxCrossEntropy.class);
    assertThat(NetworkFactory.loss(endingIn(Activation.SIGMOID), Loss.CROSS_ENTROPY))
        .isInstanceOf(digitscope.nn.Loss.SigmoidCrossEntropy.class);
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void meanSquaredErrorTakesEveryOutput(Activation activation) {
    assertThat(NetworkFactory.loss(endingIn(activation), Loss.MEAN_SQUARED_ERROR))
        .isInstanceOf(digitscope.nn.Loss.MeanSquaredError.class);
  }

  @Test
  void mapsEveryOptimizer() {
    assertThat(NetworkFactory.optimizer(new OptimizerSpec.Sgd())).isEqualTo(new Optimizer.Sgd());
    assertThat(NetworkFactory.optimizer(new OptimizerSpec.Momentum(0.8)))
        .isEqualTo(new Optimizer.Momentum(0.8));
    assertThat(NetworkFactory.optimizer(new OptimizerSpec.Nesterov(0.8)))
        .isEqualTo(new Optimizer.Nesterov(0.8));
    assertThat(NetworkFactory.optimizer(new OptimizerSpec.RmsProp(0.8, 0.1)))
        .isEqualTo(new Optimizer.RmsProp(0.8, 0.1));
    assertThat(NetworkFactory.optimizer(new OptimizerSpec.Adam(0.8, 0.9, 0.1)))
        .isEqualTo(new Optimizer.Adam(0.8, 0.9, 0.1));
  }

  @Test
  void mapsEverySchedule() {
    assertThat(factor(new ScheduleSpec.Constant())).isEqualTo(1);
    assertThat(factor(new ScheduleSpec.InverseDecay(0.25))).isEqualTo(0.5);
    assertThat(factor(new ScheduleSpec.Step(2, 0.5))).isEqualTo(0.25);
    assertThat(factor(new ScheduleSpec.Cosine(0.5))).isCloseTo(0.75, within(1e-12));
  }

  private static double factor(ScheduleSpec spec) {
    return NetworkFactory.learningRateFactor(spec, 4, 8);
  }
}
