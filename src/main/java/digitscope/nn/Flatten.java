package digitscope.nn;

import org.nd4j.linalg.api.ndarray.INDArray;

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
    return new Reordering(binding.batch(), binding.input(), binding.output(), places());
  }

  @Override
  Runnable backward(Binding binding, Binding.Gradients gradients) {
    int[] places = places();
    int[] inverse = new int[places.length];
    for (int i = 0; i < places.length; i++) {
      inverse[places[i]] = i;
    }
    return new Reordering(binding.batch(), gradients.output(), gradients.requiredInput(), inverse);
  }

  /** For each element of the vector, its place among the maps, which lie channels last. */
  private int[] places() {
    int channels = input().channels();
    int area = input().area();
    int[] places = new int[input().size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = i % area * channels + i / area;
    }
    return places;
  }

  /** The same values of each image in another order. */
  private static final class Reordering implements Runnable {
    private final int batch;
    private final Values from;
    private final Values to;
    private final int[] places;

    Reordering(int batch, INDArray from, INDArray to, int[] places) {
      this.batch = batch;
      this.from = Values.of(from);
      this.to = Values.of(to);
      this.places = places;
    }

    @Override
    public void run() {
      for (int n = 0; n < batch; n++) {
        to.reorder(from, (long) n * places.length, places);
      }
    }
  }
}
