package digitscope.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import digitscope.config.LayerSpec;
import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Networks in the forms in which PyTorch and Keras write them say the same here as in ONNX Runtime.
 * {@code make_forms.py} made them.
 */
class ForeignFormsTest {
  private static final float TOLERANCE = 1e-5f;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "average-pool",
        "ceil-mode",
        "zero-pad",
        "two-pads",
        "views",
        "rectified",
        "greatest",
        "external",
        "summands",
        "arranged",
        "keras",
        "keras-plain",
        "keras-mean",
        "keras-mean-kept",
        "keras-normalized"
      })
  void saysTheSameAsOnnxRuntime(String name) throws Exception {
    Dataset images = RandomNetworks.digits(20).test();
    float[][] ours = RandomNetworks.probabilities(imported(name), images);
    float[][] theirs = run(file(name), images);
    for (int i = 0; i < ours.length; i++) {
      assertThat(ours[i]).as("image %d", i).containsExactly(theirs[i], Offset.offset(TOLERANCE));
    }
    assertThat(IntStream.range(0, 20).mapToObj(i -> ours[i][0]).distinct())
        .as("different answers, without which agreement says little")
        .hasSizeGreaterThan(5);
  }

  @Test
  void hasNoLayersOnlyForTheForm() throws Exception {
    assertThat(imported("keras").network().layers().stream().map(LayerSpec::title))
        .containsExactly(
            "convolution 3×3×3",
            "max pooling 2×2",
            "convolution 3×3×5",
            "average pooling 3×3",
            "flatten",
            "dense 12",
            "dense 10");
    assertThat(imported("views").network().layers()).hasSize(4);
  }

  private static Path file(String name) throws Exception {
    return PyTorchImportTest.resource("forms/" + name + ".onnx");
  }

  private static PortableNetwork imported(String name) throws Exception {
    List<String> classes = RandomNetworks.digits(10).test().classNames();
    return OnnxReader.read(
        OnnxFile.read(file(name)).model().getGraph(), name, ImageShape.MNIST, classes);
  }

  /** The probabilities, made of logits if the network ends in them. */
  private static float[][] run(Path file, Dataset images) throws Exception {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(file.toString())) {
      Map.Entry<String, NodeInfo> input = session.getInputInfo().entrySet().iterator().next();
      long[] shape = ((TensorInfo) input.getValue().getInfo()).getShape().clone();
      shape[0] = images.size();
      FloatBuffer pixels = FloatBuffer.allocate(images.size() * images.shape().size());
      for (int i = 0; i < images.size(); i++) {
        for (byte pixel : images.image(i)) {
          pixels.put((pixel & 0xff) / 255f);
        }
      }
      try (OnnxTensor tensor = OnnxTensor.createTensor(environment, pixels.flip(), shape);
          OrtSession.Result result = session.run(Map.of(input.getKey(), tensor))) {
        float[][] outputs = (float[][]) result.get(0).getValue();
        return IntStream.range(0, outputs.length)
            .mapToObj(i -> probabilities(outputs[i]))
            .toArray(float[][]::new);
      }
    }
  }

  private static float[] probabilities(float[] outputs) {
    double sum = IntStream.range(0, outputs.length).mapToDouble(k -> outputs[k]).sum();
    boolean areProbabilities =
        Math.abs(sum - 1) < 1e-4
            && IntStream.range(0, outputs.length).allMatch(k -> outputs[k] >= 0);
    if (areProbabilities) {
      return outputs;
    }
    double[] powers =
        IntStream.range(0, outputs.length).mapToDouble(k -> Math.exp(outputs[k])).toArray();
    double total = IntStream.range(0, powers.length).mapToDouble(k -> powers[k]).sum();
    float[] shares = new float[powers.length];
    for (int k = 0; k < shares.length; k++) {
      shares[k] = (float) (powers[k] / total);
    }
    return shares;
  }
}
