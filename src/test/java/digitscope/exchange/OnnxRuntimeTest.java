package digitscope.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import digitscope.config.Activation;
import digitscope.config.AveragePool2d;
import digitscope.config.BatchNorm;
import digitscope.config.ConfigException;
import digitscope.config.ConfigFiles;
import digitscope.config.Conv2d;
import digitscope.config.Conv2dTranspose;
import digitscope.config.Dense;
import digitscope.config.Dropout;
import digitscope.config.Flatten;
import digitscope.config.GlobalAveragePool2d;
import digitscope.config.GroupNorm;
import digitscope.config.KMeans;
import digitscope.config.LayerSpec;
import digitscope.config.MaxPool2d;
import digitscope.config.Padding;
import digitscope.config.Residual;
import digitscope.config.SeparableConv2d;
import digitscope.data.Dataset;
import java.nio.FloatBuffer;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What ONNX Runtime says with an exported network is what the program says with its own. */
class OnnxRuntimeTest {
  private static final float TOLERANCE = 1e-5f;

  static List<String> presets() {
    return new ConfigFiles().presets();
  }

  @ParameterizedTest
  @MethodSource("presets")
  void agreesOnThousandImagesForEveryPreset(String preset) throws Exception {
    assertAgreement(RandomNetworks.preset(preset), 1000);
  }

  static Stream<List<LayerSpec>> stacks() {
    return Stream.of(
        List.of(new Conv2d(5, 3, 5, 1, Padding.SAME, Activation.TANH), new MaxPool2d(3, 2)),
        List.of(new Conv2d(5, 4, 3, 2, Padding.SAME, Activation.ELU), new AveragePool2d(2, 2)),
        List.of(new Conv2d(5, 5, 4, 3, Padding.VALID, Activation.SELU), new Flatten()),
        List.of(
            new AveragePool2d(3, 3),
            new Conv2d(4, 3, 3, 1, Padding.SAME, Activation.LEAKY_RELU),
            new Conv2d(6, 2, 2, 2, Padding.VALID, Activation.LINEAR),
            new Dropout(0.5)),
        List.of(
            new Flatten(),
            new Dense(20, Activation.SIGMOID),
            new Dropout(0.3),
            new Dense(20, Activation.LINEAR)),
        List.of(
            new Conv2d(5, 3, 3, 2, Padding.SAME, Activation.LINEAR),
            new BatchNorm(Activation.RELU),
            new Residual(5, 1),
            new Residual(6, 2),
            new Residual(7, 1),
            new GlobalAveragePool2d(),
            new Dense(20, Activation.LINEAR),
            new BatchNorm(Activation.TANH)),
        List.of(
            new Conv2d(3, 3, 3, 1, Padding.VALID, Activation.RELU),
            new SeparableConv2d(6, 3, 2, 2, Padding.SAME, Activation.ELU),
            new SeparableConv2d(4, 3, 3, 1, Padding.VALID, Activation.LINEAR),
            new BatchNorm(Activation.LINEAR)),
        List.of(
            new Conv2d(6, 3, 3, 2, Padding.SAME, Activation.LINEAR),
            new GroupNorm(3, Activation.RELU),
            new Dense(12, Activation.LINEAR),
            new GroupNorm(4, Activation.TANH)),
        List.of(
            new Conv2d(3, 4, 4, 4, Padding.VALID, Activation.RELU),
            new Conv2dTranspose(4, 4, 3, 2, Padding.SAME, Activation.RELU),
            new Conv2dTranspose(2, 3, 3, 2, Padding.VALID, Activation.TANH),
            new Conv2dTranspose(2, 1, 2, 3, Padding.SAME, Activation.LINEAR)),
        List.of(new KMeans(12), new Dense(8, Activation.SIGMOID)));
  }

  @ParameterizedTest
  @MethodSource("stacks")
  void agreesWhateverTheLayers(List<LayerSpec> layers) throws Exception {
    LayerSpec[] stack =
        Stream.concat(layers.stream(), Stream.of(new Dense(10, Activation.SOFTMAX)))
            .toArray(LayerSpec[]::new);
    assertAgreement(RandomNetworks.of(stack), 100);
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void agreesWhateverTheOutputs(Activation activation) throws Exception {
    assertAgreement(RandomNetworks.of(new Dense(10, activation)), 100);
  }

  @Test
  void namesItsInputAndOutput() throws Exception {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    byte[] model = OnnxWriter.write(RandomNetworks.preset("cnn")).toByteArray();
    try (OrtSession session = environment.createSession(model)) {
      assertThat(shape(session.getInputInfo(), "input")).containsExactly(-1, 1, 28, 28);
      assertThat(shape(session.getOutputInfo(), "probabilities")).containsExactly(-1, 10);
      assertThat(session.getMetadata().getProducerName()).isEqualTo("Digitscope");
      assertThat(session.getMetadata().getDescription())
          .contains("pixels 0..1", "white on black", "0, 1, 2, 3");
      assertThat(session.getMetadata().getCustomMetadata().get("classes")).startsWith("0, 1, 2");
    }
  }

  private static long[] shape(Map<String, NodeInfo> values, String name) {
    return ((TensorInfo) Objects.requireNonNull(values.get(name)).getInfo()).getShape();
  }

  private static void assertAgreement(PortableNetwork network, int count)
      throws OrtException, ConfigException {
    Dataset images = RandomNetworks.digits(count).test();
    float[][] ours = RandomNetworks.probabilities(network, images);
    float[][] theirs = run(OnnxWriter.write(network).toByteArray(), images);
    for (int i = 0; i < count; i++) {
      assertThat(theirs[i]).as("image %d", i).containsExactly(ours[i], Offset.offset(TOLERANCE));
    }
    DoubleSummaryStatistics first =
        Stream.of(ours).mapToDouble(probabilities -> probabilities[0]).summaryStatistics();
    assertThat(first.getMax() - first.getMin())
        .as("different answers, without which agreement says little")
        .isGreaterThan(100 * TOLERANCE);
  }

  /** The probabilities that ONNX Runtime gives for a set of images. */
  static float[][] run(byte[] model, Dataset images) throws OrtException {
    float[] pixels = new float[images.size() * images.shape().size()];
    int next = 0;
    for (int i = 0; i < images.size(); i++) {
      for (byte pixel : images.image(i)) {
        pixels[next++] = (pixel & 0xff) / 255f;
      }
    }
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] shape = {
      images.size(), images.shape().channels(), images.shape().height(), images.shape().width()
    };
    try (OrtSession session = environment.createSession(model);
        OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(pixels), shape);
        OrtSession.Result result = session.run(Map.of("input", input))) {
      return (float[][]) result.get("probabilities").orElseThrow().getValue();
    }
  }
}
