package digitscope.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A convolution with the max pooling and the ReLU behind it, as far as they are there. By vector
 * instructions they are done as one: what is between them, mostly larger than what comes out, is
 * computed only on demand.
 *
 * @param layers the convolution first
 * @param poolingSize length of a pooling window along each axis, 1 without pooling; the windows lie
 *     side by side
 * @param floor the least value that comes out: 0 behind a ReLU, else no number
 */
public record ConvolutionBlock(List<SimpleLayer> layers, int poolingSize, float floor) {
  /** The block that begins with one of these layers, if that is a convolution. */
  public static Optional<ConvolutionBlock> at(List<Layer> layers, int from) {
    if (!(layers.get(from) instanceof Convolution convolution)) {
      return Optional.empty();
    }
    List<SimpleLayer> found = new ArrayList<>(List.of(convolution));
    int poolingSize = 1;
    float floor = Float.NaN;
    int next = from + 1;
    if (next < layers.size()
        && layers.get(from + 1) instanceof MaxPooling pooling
        && pooling.isSideBySide()) {
      found.add(pooling);
      poolingSize = pooling.size();
      next++;
    }
    if (next < layers.size()
        && layers.get(next) instanceof ActivationLayer activation
        && activation.isRectifier()) {
      found.add(activation);
      floor = 0;
    }
    return Optional.of(new ConvolutionBlock(List.copyOf(found), poolingSize, floor));
  }

  public Convolution convolution() {
    return (Convolution) layers.get(0);
  }

  public MapShape output() {
    return layers.get(layers.size() - 1).output();
  }
}
