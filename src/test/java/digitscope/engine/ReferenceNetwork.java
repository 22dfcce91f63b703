package digitscope.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digitscope.config.ConfigException;
import digitscope.config.ConfigFiles;
import digitscope.config.NetworkSpec;
import digitscope.config.TrainingSpec;
import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import digitscope.network.NetworkFactory;
import digitscope.nn.Reference;
import digitscope.probe.ProbedNetwork;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * A network and its images as a script beside {@code networks.py} describes them.
 *
 * @param expected the script's case
 */
record ReferenceNetwork(JsonNode expected) {
  static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  ImageShape shape() {
    JsonNode image = expected.get("image");
    return new ImageShape(
        image.get(0).intValue(), image.get(1).intValue(), image.get(2).intValue());
  }

  int classes() {
    return expected.get("classes").intValue();
  }

  /** The images with their labels. */
  Dataset data() {
    int images = expected.get("batch").intValue();
    byte[] labels = new byte[images];
    for (int i = 0; i < images; i++) {
      labels[i] = (byte) Reference.label(i, classes());
    }
    List<String> names = IntStream.range(0, classes()).mapToObj(String::valueOf).toList();
    return new Dataset(
        "reference", shape(), names, Reference.pixels(images * shape().size()), labels);
  }

  /** With the script's parameters; to be closed. */
  ProbedNetwork probed() {
    ProbedNetwork probed = NetworkFactory.network(spec(), training(), shape(), classes());
    probed.network().write(values());
    return probed;
  }

  /** The same to be asked; to be closed. */
  FrozenNetwork frozen() {
    FrozenNetwork frozen = FrozenNetwork.build(spec(), training(), shape(), classes());
    frozen.write(values());
    return frozen;
  }

  private float[] values() {
    return Reference.values(expected.get("arrays"));
  }

  private NetworkSpec spec() {
    try {
      return new ObjectMapper().treeToValue(expected.get("network"), NetworkSpec.class);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static TrainingSpec training() {
    try {
      return new ConfigFiles().preset("cnn").training();
    } catch (ConfigException e) {
      throw new AssertionError(e);
    }
  }
}
