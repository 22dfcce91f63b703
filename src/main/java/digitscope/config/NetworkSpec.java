package digitscope.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import digitscope.data.ImageShape;
import digitscope.io.InvalidValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A network as a user describes it: its layers from input to output.
 *
 * @param layers the layers, input first
 */
public record NetworkSpec(@JsonValue List<LayerSpec> layers) {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public NetworkSpec {
    if (layers.stream().anyMatch(Objects::isNull)) { // as JSON can have it
      throw new InvalidValueException("a layer of the list is null");
    }
    layers = List.copyOf(layers);
  }

  /**
   * Infers the shape and the number of parameters of every layer.
   *
   * @param input shape of one image
   * @param classes number of classes, which the last layer must have as outputs
   * @throws InvalidNetworkException if a layer does not fit, with the layer and the reason
   */
  public List<LayerSummary> summarize(ImageShape input, int classes) {
    return ShapeInference.infer(this, input, classes);
  }

  /**
   * Refuses a loss that this network's output cannot go with.
   *
   * @throws InvalidNetworkException naming the last layer and the reason
   */
  public void checkLoss(Loss loss) {
    ShapeInference.checkLoss(this, loss);
  }

  /**
   * This network made to fit: it gets an output for each class; a convolution that is larger than
   * its input is padded, and a pooling left out. A network that cannot be made to fit in this way
   * stays as it is.
   *
   * @param input shape of one image
   * @param classes number of classes
   */
  public NetworkSpec adaptedTo(ImageShape input, int classes) {
    return NetworkAdaptation.adapt(this, input, classes);
  }

  /** This network with the layers in {@code changed} instead of its own. */
  public NetworkSpec withLayers(List<LayerSpec> changed) {
    return new NetworkSpec(new ArrayList<>(changed));
  }
}
