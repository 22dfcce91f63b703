package digitscope.nn;

import java.util.List;
import java.util.stream.Stream;

/**
 * The sum of two branches: y = main(x) + shortcut(x), where an empty shortcut is x itself. He et
 * al. (2016), "Deep residual learning for image recognition".
 */
public final class Residual extends Layer {
  private final List<Layer> main;
  private final List<Layer> shortcut;

  /**
   * @param main layers of the one branch, at least one
   * @param shortcut layers of the other; empty for the input as it is
   * @throws IllegalArgumentException if the branches' outputs have different shapes
   */
  public Residual(List<Layer> main, List<Layer> shortcut) {
    super(main.get(0).input(), main.get(main.size() - 1).output());
    this.main = List.copyOf(main);
    this.shortcut = List.copyOf(shortcut);
    MapShape other = shortcut.isEmpty() ? input() : shortcut.get(shortcut.size() - 1).output();
    if (!other.equals(output())) {
      throw new IllegalArgumentException(
          "The branches give %s and %s, which cannot be added".formatted(output(), other));
    }
  }

  /** Layers of the one branch. */
  public List<Layer> main() {
    return main;
  }

  /** Layers of the other; empty for the input as it is. */
  public List<Layer> shortcut() {
    return shortcut;
  }

  @Override
  public List<SimpleLayer> parts() {
    return Stream.concat(main.stream(), shortcut.stream())
        .flatMap(layer -> layer.parts().stream())
        .toList();
  }

  @Override
  public Role role() {
    return Role.CONVOLUTION;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.residual(this);
  }
}
