package digitscope.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.config.Activation;
import digitscope.config.BatchNorm;
import digitscope.config.Conv2d;
import digitscope.config.Conv2dTranspose;
import digitscope.config.Dense;
import digitscope.config.Flatten;
import digitscope.config.GlobalAveragePool2d;
import digitscope.config.GroupNorm;
import digitscope.config.LayerSpec;
import digitscope.config.MaxPool2d;
import digitscope.config.Padding;
import digitscope.config.Residual;
import digitscope.config.SeparableConv2d;
import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * Networks that PyTorch exported say the same here as they did there. {@code make_torch_models.py}
 * made them, and what is expected.
 */
class PyTorchImportTest {
  private static final float TOLERANCE = 1e-5f;

  @Test
  void readsAConvolutionalNetwork() throws Exception {
    assertThat(imported("cnn").network().layers())
        .containsExactly(
            new Conv2d(4, 3, 3, 1, Padding.SAME, Activation.RELU),
            new MaxPool2d(2, 2),
            new Conv2d(6, 3, 3, 1, Padding.VALID, Activation.RELU),
            new MaxPool2d(2, 2),
            // Three rows and columns with padding on all sides, which "same" has not with stride 2.
            new Conv2d(6, 4, 4, 2, Padding.SAME, Activation.LEAKY_RELU),
            new Flatten(),
            new Dense(10, Activation.SOFTMAX));
    assertSameProbabilities("cnn");
  }

  @Test
  void readsAResidualNetwork() throws Exception {
    assertThat(imported("residual").network().layers())
        .containsExactly(
            new Conv2d(3, 5, 5, 3, Padding.VALID, Activation.TANH),
            new Residual(3, 1),
            new Residual(4, 1),
            new SeparableConv2d(8, 3, 3, 1, Padding.SAME, Activation.ELU),
            new GlobalAveragePool2d(),
            new BatchNorm(Activation.LINEAR),
            new Dense(10, Activation.SOFTMAX));
    assertSameProbabilities("residual");
  }

  @Test
  void readsANetworkOfVectors() throws Exception {
    List<LayerSpec> layers = imported("mlp").network().layers();
    assertThat(layers)
        .containsExactly(
            new Flatten(),
            new Dense(6, Activation.SIGMOID),
            new Dense(8, Activation.TANH),
            new Dense(10, Activation.SOFTMAX));
    assertSameProbabilities("mlp");
  }

  @Test
  void readsGroupAndInstanceNormalization() throws Exception {
    assertThat(imported("groups").network().layers())
        .containsExactly(
            new Conv2d(6, 3, 3, 2, Padding.VALID, Activation.LINEAR),
            new GroupNorm(3, Activation.RELU),
            new Conv2d(4, 3, 3, 2, Padding.VALID, Activation.LINEAR),
            new GroupNorm(4, Activation.ELU),
            new Flatten(),
            new Dense(10, Activation.SOFTMAX));
    assertSameProbabilities("groups");
  }

  @Test
  void readsTransposedConvolutions() throws Exception {
    assertThat(imported("transposed").network().layers())
        .containsExactly(
            new Conv2d(3, 4, 4, 4, Padding.VALID, Activation.RELU),
            new Conv2dTranspose(4, 4, 4, 2, Padding.SAME, Activation.RELU),
            new Conv2d(3, 3, 3, 2, Padding.VALID, Activation.LINEAR),
            // A row and a column cut off before, which "same" has with four rows and columns.
            new Conv2dTranspose(4, 4, 4, 2, Padding.SAME, Activation.ELU),
            new Conv2dTranspose(2, 2, 2, 2, Padding.VALID, Activation.LINEAR),
            new BatchNorm(Activation.TANH),
            new Flatten(),
            new Dense(10, Activation.SOFTMAX));
    assertSameProbabilities("transposed");
  }

  private static PortableNetwork imported(String name) throws Exception {
    OnnxFile file = OnnxFile.read(resource("torch_" + name + ".onnx"));
    return OnnxReader.read(file.model().getGraph(), name, ImageShape.MNIST, images().classNames());
  }

  private static void assertSameProbabilities(String name) throws Exception {
    float[][] ours = RandomNetworks.probabilities(imported(name), images());
    float[][] theirs = expected("torch_" + name + ".csv");
    assertThat(theirs).hasDimensions(ours.length, 10);
    for (int i = 0; i < ours.length; i++) {
      assertThat(ours[i]).as("image %d", i).containsExactly(theirs[i], Offset.offset(TOLERANCE));
    }
  }

  /** The images of the script. */
  private static Dataset images() {
    int count = 5;
    byte[] pixels = new byte[count * 28 * 28];
    for (int i = 0; i < pixels.length; i++) {
      int image = i / 784;
      int row = i / 28 % 28;
      int column = i % 28;
      pixels[i] = (byte) ((row / 5 * (3 + image) + column / 4 * 5 + image * 7) * 53 % 256);
    }
    List<String> classes = Stream.iterate(0, k -> k + 1).limit(10).map(String::valueOf).toList();
    return new Dataset("formula", ImageShape.MNIST, classes, pixels, new byte[count]);
  }

  private static float[][] expected(String name) throws Exception {
    return Files.readAllLines(resource(name)).stream()
        .map(PyTorchImportTest::numbers)
        .toArray(float[][]::new);
  }

  private static float[] numbers(String line) {
    String[] words = line.split(",", -1);
    float[] numbers = new float[words.length];
    for (int k = 0; k < words.length; k++) {
      numbers[k] = Float.parseFloat(words[k]);
    }
    return numbers;
  }

  static Path resource(String name) throws IOException, URISyntaxException {
    return Path.of(Objects.requireNonNull(PyTorchImportTest.class.getResource(name), name).toURI());
  }
}
