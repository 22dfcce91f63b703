package digitscope.nn;

import java.util.List;

/** One layer: between which shapes it stands, and what it consists of. */
public abstract sealed class Layer permits Residual, SimpleLayer {
  /** What a layer is to those who look at what the network sees. */
  public enum Role {
    /** It looks for something at each place of the maps. */
    CONVOLUTION,
    /** It belongs to the layer before it, whose maps it normalizes or activates. */
    FINISH,
    /** In a trained network it gives on what it gets. */
    COPY,
    /** Anything else. */
    OTHER
  }

  private final MapShape input;
  private final MapShape output;

  /**
   * What differs from one kind of layer to another: a method for each, none of which has a default.
   *
   * @param <R> what comes of it
   */
  public interface Visitor<R> extends SimpleLayer.Visitor<R> {
    R residual(Residual layer);
  }

  /** What it is to those who look at what the network sees. */
  public abstract Role role();

  /** Calls the method of the kind that this is. */
  public abstract <R> R accept(Visitor<R> visitor);

  Layer(MapShape input, MapShape output) {
    this.input = input;
    this.output = output;
  }

  /** Shape of what it takes, for one image. */
  public final MapShape input() {
    return input;
  }

  /** Shape of what it gives, for one image. */
  public final MapShape output() {
    return output;
  }

  /** The layers that compute: this one itself, or those of its branches. */
  public abstract List<SimpleLayer> parts();

  /**
   * Multiplications whose products are added up when one image passes forward. A border of zeros
   * counts as what it stands for; biases, activations and pooling do not count.
   */
  public final long multiplyAdds() {
    return parts().stream().mapToLong(SimpleLayer::products).sum();
  }
}
