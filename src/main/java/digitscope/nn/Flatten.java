package digitscope.nn;

/**
 * Maps laid out as one vector, in [channels, height, width] order: y[(c·h + i)·w + j] = x[c, i, j].
 */
public final class Flatten extends SimpleLayer {
  public Flatten(MapShape input) {
    super(input, MapShape.vector(input.size()));
  }

  @Override
  boolean isReshape() {
    return input().channels() == 1 || input().area() == 1;
  }

  @Override
  Runnable forward(Binding binding) {
    Values maps = Values.of(binding.input());
    Values vectors = Values.of(binding.output());
    return () -> forEachPair(binding.batch(), (map, vector) -> vectors.set(vector, maps.get(map)));
  }

  @Override
  Runnable backward(Binding binding, Binding.Gradients gradients) {
    Values maps = Values.of(gradients.requiredInput());
    Values vectors = Values.of(gradients.output());
    return () -> forEachPair(binding.batch(), (map, vector) -> maps.set(map, vectors.get(vector)));
  }

  /** Visits each value with its index among the maps, channels last, and in the vectors. */
  private void forEachPair(int batch, PairVisitor visitor) {
    int channels = input().channels();
    int area = input().area();
    long map = 0;
    for (int n = 0; n < batch; n++) {
      for (int place = 0; place < area; place++) {
        for (int c = 0; c < channels; c++) {
          visitor.visit(map++, ((long) n * channels + c) * area + place);
        }
      }
    }
  }

  private interface PairVisitor {
    void visit(long map, long vector);
  }
}
