package digitscope.config;

import digitscope.io.InvalidValueException;

/**
 * Each channel made to have mean 0 and variance 1 over the images that are computed together, then
 * scaled and shifted by trained numbers, then activated: Ioffe and Szegedy (2015). Put it behind a
 * convolution or dense layer with linear activation.
 */
public record BatchNorm(Activation activation) implements LayerSpec.Normalization {
  public BatchNorm {
    if (activation == Activation.SOFTMAX) {
      throw new InvalidValueException(
          "softmax works in the last dense layer only; choose another activation");
    }
  }

  @Override
  public String title() {
    return "batch normalization";
  }

  @Override
  public String kind() {
    return "batch_normalisation";
  }

  @Override
  public BatchNorm with(Activation activation) {
    return new BatchNorm(activation);
  }

  @Override
  public LayerSummary summarize(int number, Shape input) {
    long each = 2L * Shapes.channels(input);
    return new LayerSummary(number, this, input, input, each, each);
  }

  @Override
  public <R> R accept(LayerSpec.Visitor<R> visitor) {
    return visitor.batchNorm(this);
  }
}
