package digitscope.nn;

/**
 * Maps laid out as one vector, in [channels, height, width] order: y[(c·h + i)·w + j] = x[c, i, j].
 */
public final class Flatten extends SimpleLayer {
  public Flatten(MapShape input) {
    super(input, MapShape.vector(input.size()));
  }

  @Override
  public boolean isReshape() {
    return input().channels() == 1 || input().area() == 1;
  }

  /** For each element of the vector, its place among the maps, which lie channels last. */
  public int[] places() {
    int channels = input().channels();
    int area = input().area();
    int[] places = new int[input().size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = i % area * channels + i / area;
    }
    return places;
  }

  @Override
  public Role role() {
    return Role.COPY;
  }

  @Override
  public String title() {
    return "flatten";
  }

  @Override
  public <R> R accept(SimpleLayer.Visitor<R> visitor) {
    return visitor.flatten(this);
  }
}
