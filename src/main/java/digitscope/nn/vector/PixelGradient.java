package digitscope.nn.vector;

import static digitscope.nn.vector.kernels.FirstLayerKernels.POOL;
import static digitscope.nn.vector.kernels.FirstLayerKernels.TAPS;

import digitscope.nn.Binding;
import digitscope.nn.Changes;
import digitscope.nn.Convolution;
import digitscope.nn.ConvolutionBlock;
import digitscope.nn.MapShape;
import digitscope.nn.Values;
import digitscope.nn.Window;
import digitscope.nn.vector.kernels.MatrixProduct;

/**
 * The gradient for the pixels that a {@link PixelConvolution} sees: ∂L/∂x[i + u, j + v] sums over
 * the taps (u, v) what Σ_f ∂L/∂z[f, i, j] · w[u, v, f] gives, where z is before the pooling. The
 * sums over the filters are one matrix product, [places, filters] × [filters, taps].
 */
final class PixelGradient implements Runnable {
  private final int batch;
  private final int filters;
  private final int places;
  private final int rowLength;

  /** The taps, filled up to what a product takes at a time. */
  private final int columns = Widths.filledUp(TAPS * TAPS);

  private final PooledMaps outputGradient;
  private final PaddedMaps inputGradient;
  private final Values weights;
  private final Changes changes;
  private final float[] weightCopy;

  /** The weights the other way round: [filters, columns]. */
  private final float[] turned;

  /** What each place gives to the pixels under its kernel: [places, columns]. */
  private final float[] products;

  /**
   * @param gradients for the block's output and for the pixels
   * @param maxima where the maxima of all images are, as {@link PixelConvolution} finds them
   */
  PixelGradient(
      ConvolutionBlock block, Binding binding, Binding.Gradients gradients, float[] maxima) {
    Convolution layer = block.convolution();
    MapShape pooled = block.output();
    Window window = layer.window();
    this.batch = binding.batch();
    this.filters = pooled.channels();
    this.rowLength = POOL * pooled.width();
    this.places = POOL * pooled.height() * rowLength;
    this.outputGradient =
        new PooledMaps(
            gradients.output(),
            pooled,
            POOL,
            block.floor(),
            POOL * pooled.height(),
            rowLength,
            maxima);
    this.inputGradient =
        new PaddedMaps(
            gradients.requiredInput(),
            window.rows().length(),
            window.columns().length(),
            1,
            window.rows().length() + TAPS - 1,
            window.columns().length() + TAPS - 1,
            window.rows().zerosBefore(),
            window.columns().zerosBefore());
    this.weights = binding.weights(layer);
    this.changes = binding.changes();
    this.weightCopy = new float[layer.weightCount()];
    this.turned = new float[filters * columns];
    this.products = new float[places * columns];
  }

  @Override
  public void run() {
    if (changes.haveCome()) {
      turnWeights();
    }
    outputGradient.copy().align();
    for (int n = 0; n < batch; n++) {
      outputGradient.read(n);
      MatrixProduct.multiply(
          outputGradient.copy().array(),
          outputGradient.copy().first(),
          turned,
          0,
          products,
          0,
          places,
          columns,
          filters);
      inputGradient.copy().clear();
      addProducts(inputGradient.copy().array(), inputGradient.copy().first());
      inputGradient.write(n);
    }
  }

  private void turnWeights() {
    weights.read(weightCopy);
    for (int tap = 0; tap < TAPS * TAPS; tap++) {
      for (int f = 0; f < filters; f++) {
        turned[f * columns + tap] = weightCopy[tap * filters + f];
      }
    }
  }

  private void addProducts(float[] dx, int first) {
    int row = inputGradient.row();
    for (int place = 0; place < places; place++) {
      int to = first + place / rowLength * row + place % rowLength;
      int from = place * columns;
      for (int tap = 0; tap < TAPS * TAPS; tap += TAPS) {
        dx[to] += products[from + tap];
        dx[to + 1] += products[from + tap + 1];
        dx[to + 2] += products[from + tap + 2];
        to += row;
      }
    }
  }
}
