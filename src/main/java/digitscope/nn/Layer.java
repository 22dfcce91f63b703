package digitscope.nn;

import java.util.List;

/** One layer: between which shapes it stands, and what it consists of. */
public abstract sealed class Layer permits Residual, SimpleLayer {
  private final MapShape input;
  private final MapShape output;

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
  abstract List<SimpleLayer> parts();
}
