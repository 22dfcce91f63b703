package digitscope.probe;

import java.util.List;

/**
 * How one value of a layer comes about for one image, and how the loss reacts to it, in the very
 * numbers of the network.
 *
 * @param step training step of the network that was asked
 * @param image the image, as unsigned bytes in [channels, height, width] order
 * @param place which value it is
 * @param operation what the layer does with the values that it reads
 * @param patches what it reads: one for each map, or for each value of a vector
 * @param bias what is added
 * @param preActivation the value before the layer's activation
 * @param value the value after it; for the output layer that of the output function, such as
 *     softmax
 * @param fields what of the image and of each layer before goes into the value, from the image to
 *     the layer itself
 * @param stride distance in the image, in pixels, from the receptive field of a place to that of
 *     the next; 0 for what reads the whole image
 * @param gradient of the loss for a class
 */
public record ValueComputation(
    long step,
    byte[] image,
    MapPlace place,
    Operation operation,
    List<Patch> patches,
    double bias,
    double preActivation,
    double value,
    List<Field> fields,
    double stride,
    Gradient gradient) {
  /** What a layer does with the values that it reads. */
  public enum Operation {
    /** Σ weight · input + bias: convolutions and dense layers. */
    WEIGHTED_SUM,
    /** γ (x − μ) / √(σ² + ε) + β, written as weight · x + bias. */
    NORMALIZATION,
    /** The largest input; the weight is 1 at its place and 0 elsewhere. */
    MAXIMUM,
    /** The mean of the inputs; each weight is 1 / their number. */
    MEAN,
    /** The sum of a residual block's two branches; the first patch is of the longer one. */
    SUM_OF_BRANCHES,
    /** The input as it is. */
    COPY,
    /**
     * max(0, mean distance − distance), of k-means; the weights are the mean image, and the bias is
     * the mean distance.
     */
    DISTANCE
  }

  /**
   * Values that are read in one map. Outside of it they are 0.
   *
   * @param map number of the map in what the layer reads
   * @param top row of the first value; negative in zeros before the map
   * @param left column of the first value
   * @param height rows
   * @param width columns
   * @param inputs the values, [height, width]
   * @param weights what each is multiplied with, [height, width]
   */
  public record Patch(
      int map, int top, int left, int height, int width, float[] inputs, float[] weights) {
    /** Σ weight · input. */
    public double contribution() {
      double sum = 0;
      for (int i = 0; i < inputs.length; i++) {
        sum += (double) weights[i] * inputs[i];
      }
      return sum;
    }
  }

  /**
   * The rectangle of a layer's maps, or of the image, that goes into the value: its receptive field
   * there. It may reach beyond the maps, into the zeros around them.
   *
   * @param layerIndex place of the layer, counted from 0; −1 for the image
   * @param top first row
   * @param left first column
   * @param height rows
   * @param width columns
   */
  public record Field(int layerIndex, int top, int left, int height, int width) {}

  /**
   * How the loss of this image reacts if its class were {@code label}: L is the loss that the
   * network is trained with, without label smoothing, class weights and penalty.
   *
   * @param label the class
   * @param ofLogit ∂z/∂v for the value v and the class's logit z
   * @param ofLoss ∂L/∂v; for the output layer, of its logit
   * @param beforeActivation ∂L/∂a for the value a before the activation
   * @param kernels for each patch ∂L/∂w of the whole image, that is summed over all places at which
   *     the kernel is used; empty for a layer without weights, and for a transposed convolution, of
   *     whose kernels each place uses other parts
   * @param bias ∂L/∂b of the whole image; 0 for a layer without biases
   */
  public record Gradient(
      int label,
      double ofLogit,
      double ofLoss,
      double beforeActivation,
      List<float[]> kernels,
      double bias) {
    public Gradient {
      kernels = List.copyOf(kernels);
    }
  }

  public ValueComputation {
    patches = List.copyOf(patches);
    fields = List.copyOf(fields);
  }

  /** The receptive field in the image, or in the maps of a layer before. */
  public Field field(int layerIndex) {
    return fields.stream()
        .filter(field -> field.layerIndex() == layerIndex)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No field in layer " + layerIndex));
  }
}
