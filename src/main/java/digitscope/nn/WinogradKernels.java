package digitscope.nn;

/**
 * The kernels of a {@link Winograd} convolution while they are transformed, G w Gᵀ, and their
 * gradient on the way back. They lie as [places or taps, channels and filters].
 */
final class WinogradKernels {
  private static final int TAPS = Winograd.TAPS;
  private static final int PLACES = Winograd.INPUTS;

  /** G. */
  private static final VectorTransform KERNEL =
      new VectorTransform(
          new float[] {1 / 4f, 0, 0},
          new float[] {-1 / 6f, -1 / 6f, -1 / 6f},
          new float[] {-1 / 6f, 1 / 6f, -1 / 6f},
          new float[] {1 / 24f, 1 / 12f, 1 / 6f},
          new float[] {1 / 24f, -1 / 12f, 1 / 6f},
          new float[] {0, 0, 1});

  private static final VectorTransform KERNEL_TRANSPOSED = KERNEL.transposed();

  private final int count;
  private final float[][] taps;

  /** For each column of taps, the places in the column. */
  private final float[][][] byColumn;

  /** The same columns, for each place. */
  private final float[][][] byPlace;

  private final float[][] places;

  /**
   * @param count channels times filters
   */
  WinogradKernels(int count) {
    this.count = count;
    this.taps = new float[TAPS][count];
    this.byColumn = new float[TAPS][PLACES][count];
    this.byPlace = new float[PLACES][TAPS][];
    for (int k = 0; k < PLACES; k++) {
      for (int v = 0; v < TAPS; v++) {
        byPlace[k][v] = byColumn[v][k];
      }
    }
    this.places = new float[PLACES][count];
  }

  /** Transforms the weights of 3×3 taps to those of 6×6 places. */
  void transform(Values weights, Values transformed) {
    for (int v = 0; v < TAPS; v++) {
      for (int u = 0; u < TAPS; u++) {
        weights.read((long) (u * TAPS + v) * count, taps[u], count);
      }
      KERNEL.apply(taps, byColumn[v], count);
    }
    for (int k = 0; k < PLACES; k++) {
      KERNEL.apply(byPlace[k], places, count);
      for (int l = 0; l < PLACES; l++) {
        transformed.write((long) (k * PLACES + l) * count, places[l], count);
      }
    }
  }

  /** Transforms the gradient for 6×6 places to the one for 3×3 taps. */
  void transformGradient(Values transformed, Values gradient) {
    for (int k = 0; k < PLACES; k++) {
      for (int l = 0; l < PLACES; l++) {
        transformed.read((long) (k * PLACES + l) * count, places[l], count);
      }
      KERNEL_TRANSPOSED.apply(places, byPlace[k], count);
    }
    for (int v = 0; v < TAPS; v++) {
      KERNEL_TRANSPOSED.apply(byColumn[v], taps, count);
      for (int u = 0; u < TAPS; u++) {
        gradient.write((long) (u * TAPS + v) * count, taps[u], count);
      }
    }
  }
}
