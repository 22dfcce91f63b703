package digitscope.config;

import digitscope.io.InvalidValueException;
import java.util.Locale;

/**
 * The channels of an image in {@code groups}, each made to have mean 0 and variance 1 over its
 * values, then scaled and shifted by two trained numbers a channel, then activated: Wu and He
 * (2018). Unlike {@link BatchNorm} it looks at each image by itself, in training and after it. Put
 * it behind a convolution or dense layer with linear activation.
 */
public record GroupNorm(int groups, Activation activation) implements LayerSpec.Normalization {
  public GroupNorm {
    Checks.inRange("number of groups", groups, 1, 1024);
    if (activation == Activation.SOFTMAX) {
      throw new InvalidValueException(
          "softmax works in the last dense layer only; choose another activation");
    }
  }

  @Override
  public String title() {
    return String.format(Locale.ROOT, "group normalization %d", groups);
  }

  @Override
  public String kind() {
    return "group_normalization";
  }

  @Override
  public GroupNorm with(Activation activation) {
    return new GroupNorm(groups, activation);
  }

  @Override
  public LayerSummary summarize(int number, Shape input) {
    int channels = Shapes.channels(input);
    if (channels % groups != 0) {
      throw Shapes.misfit(
          number,
          this,
          String.format(
              Locale.ROOT,
              "its input has %d channels, which cannot be split into %d equal groups; choose another"
                  + " number of groups",
              channels,
              groups));
    }
    if (input.size() == groups) {
      throw Shapes.misfit(
          number, this, "each group has only one value, which becomes 0; choose fewer groups");
    }
    return new LayerSummary(number, this, input, input, 2L * channels, 0);
  }

  @Override
  public <R> R accept(LayerSpec.Visitor<R> visitor) {
    return visitor.groupNorm(this);
  }
}
