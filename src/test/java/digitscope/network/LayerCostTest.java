package digitscope.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digitscope.config.Activation;
import digitscope.config.BatchNorm;
import digitscope.config.Conv2d;
import digitscope.config.Conv2dTranspose;
import digitscope.config.Dense;
import digitscope.config.LayerSpec;
import digitscope.config.LayerSummary;
import digitscope.config.MaxPool2d;
import digitscope.config.NetworkSpec;
import digitscope.config.Padding;
import digitscope.config.Residual;
import digitscope.config.SeparableConv2d;
import digitscope.config.Shape;
import digitscope.data.ImageShape;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LayerCostTest {
  private static final String NUMBERS = "layer-costs.json";

  static List<Arguments> layersThatPyTorchCounted() {
    return List.of(
        Arguments.of(
            "convolution",
            new Conv2d(32, 3, 3, 1, Padding.VALID, Activation.RELU),
            new Shape.Maps(1, 28, 28)),
        Arguments.of(
            "padded",
            new Conv2d(64, 5, 5, 2, Padding.SAME, Activation.TANH),
            new Shape.Maps(32, 14, 14)),
        Arguments.of(
            "separable",
            new SeparableConv2d(16, 3, 3, 1, Padding.VALID, Activation.RELU),
            new Shape.Maps(8, 10, 10)),
        Arguments.of(
            "transposed",
            new Conv2dTranspose(4, 3, 3, 2, Padding.VALID, Activation.RELU),
            new Shape.Maps(8, 7, 7)),
        Arguments.of("dense", new Dense(64, Activation.RELU), new Shape.Maps(64, 3, 3)),
        Arguments.of("residual", new Residual(16, 1), new Shape.Maps(16, 14, 14)),
        Arguments.of("projected", new Residual(32, 2), new Shape.Maps(16, 14, 14)));
  }

  @ParameterizedTest
  @MethodSource("layersThatPyTorchCounted")
  void countsMultiplyAddsAsPyTorchAddsOnes(String name, LayerSpec spec, Shape input)
      throws IOException {
    LayerSummary summary = spec.summarize(1, input);

    LayerCost cost = LayerCost.of(List.of(summary)).get(0);

    assertThat(cost.multiplyAdds()).isEqualTo(expected().get(name).longValue());
    assertThat(cost.parts().stream().mapToLong(LayerCost.Part::parameters).sum())
        .isEqualTo(summary.parameters());
  }

  private static JsonNode expected() throws IOException {
    try (InputStream json = LayerCostTest.class.getResourceAsStream(NUMBERS)) {
      return new ObjectMapper().readTree(json);
    }
  }

  @Test
  void namesTheBranchesOfAResidualBlock() {
    LayerSummary block = new Residual(32, 2).summarize(1, new Shape.Maps(16, 14, 14));

    List<LayerCost.Part> parts = LayerCost.of(List.of(block)).get(0).parts();

    assertThat(parts)
        .filteredOn(part -> part.branch() == LayerCost.Branch.SHORTCUT)
        .extracting(LayerCost.Part::title)
        .containsExactly(
            "convolution 1×1, stride 2, 32 filters", "batch normalization, 32 channels");
    assertThat(parts).last().extracting(LayerCost.Part::output).isEqualTo(block.output());
  }

  @Test
  void countsMemoryOfNumbersAndOfWhatOneImageGives() {
    List<LayerSummary> layers =
        new NetworkSpec(
                List.of(
                    new Conv2d(4, 3, 3, 1, Padding.VALID, Activation.LINEAR),
                    new BatchNorm(Activation.RELU),
                    new MaxPool2d(2, 2),
                    new Dense(10, Activation.SOFTMAX)))
            .summarize(ImageShape.MNIST, 10);

    List<LayerCost> costs = LayerCost.of(layers);

    assertThat(costs)
        .extracting(LayerCost::parameterBytes)
        // Weights and biases; γ, β, running mean and variance; nothing; weights and biases.
        .containsExactly(4L * (36 + 4), 4L * 16, 0L, 4L * (4 * 13 * 13 * 10 + 10));
    assertThat(costs)
        .extracting(LayerCost::outputBytes)
        .containsExactly(4L * 4 * 26 * 26, 4L * 4 * 26 * 26, 4L * 4 * 13 * 13, 40L);
    assertThat(costs.get(2).multiplyAdds()).isZero();
  }
}
