package digitscope.nn;

import static digitscope.nn.vector.FirstLayerKernels.POOL;
import static digitscope.nn.vector.FirstLayerKernels.TAPS;

import digitscope.nn.vector.FirstLayerKernels;
import digitscope.nn.vector.RowSum;
import digitscope.nn.vector.VectorUnit;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A first convolution and the max pooling behind it at once, in single precision. The maps between
 * them are four times as large as what is left of them; they are not written here.
 */
final class PooledConvolution {
  private final int batch;
  private final int filters;
  private final int windowRows;
  private final int windows;
  private final int size;
  private final PaddedMaps image;
  private final Values weights;
  private final Values biases;
  private final Values output;
  private final float[] weightCopy;
  private final float[] biasCopy;

  /** What comes out for one image, or its gradient. */
  private final float[] results;

  /** Which of the four sums was the largest: [images, windows, filters]. */
  private final float[] places;

  /** For each image, two numbers for each window that sees anything. */
  private final int[] seen;

  private final int[] seenCounts;

  /**
   * @param binding the convolution's input and parameters
   * @param output of the pooling
   */
  private PooledConvolution(Convolution layer, MapShape pooled, Binding binding, INDArray output) {
    Window window = layer.window();
    this.batch = binding.batch();
    this.filters = pooled.channels();
    this.windowRows = pooled.height();
    this.windows = pooled.width();
    this.size = pooled.size();
    this.image =
        new PaddedMaps(
            Values.of(binding.input()),
            window.rows().length(),
            window.columns().length(),
            1,
            window.rows().length() + TAPS - 1,
            window.columns().length() + TAPS - 1,
            window.rows().zerosBefore(),
            window.columns().zerosBefore());
    this.weights = Values.of(binding.weights(layer, layer.weightCount()));
    this.biases = Values.of(binding.biases(layer));
    this.output = Values.of(output);
    this.weightCopy = new float[layer.weightCount()];
    this.biasCopy = new float[filters];
    this.results = new float[size];
    this.places = new float[batch * size];
    this.seen = new int[2 * batch * pooled.area()];
    this.seenCounts = new int[batch];
  }

  /**
   * What the two layers do.
   *
   * @param binding the convolution's input and parameters
   * @param output of the pooling
   * @param gradients for that output and the parameters; absent where nothing goes backward
   */
  static Passes passes(
      Convolution layer,
      MaxPooling pooling,
      Binding binding,
      INDArray output,
      Binding.@Nullable Gradients gradients) {
    PooledConvolution both = new PooledConvolution(layer, pooling.output(), binding, output);
    return new Passes(both::forward, gradients == null ? null : both.backward(layer, gradients));
  }

  /** Whether two layers are of this kind. */
  static boolean fits(Convolution layer, MaxPooling pooling) {
    Window window = layer.window();
    return layer.input().channels() == 1
        && layer.output().channels() % VectorUnit.productColumns() == 0
        && window.rows().window() == TAPS
        && window.columns().window() == TAPS
        && window.rows().stride() == 1
        && window.columns().stride() == 1
        && pooling.isSideBySide()
        && pooling.size() == POOL;
  }

  private void forward() {
    weights.read(weightCopy);
    biases.read(biasCopy);
    for (int n = 0; n < batch; n++) {
      image.read(n);
      seenCounts[n] =
          FirstLayerKernels.findSeen(
              image.copy(), image.row(), windowRows, windows, seen, start(n));
      FirstLayerKernels.forward(
          image.copy(),
          image.row(),
          seen,
          start(n),
          seenCounts[n],
          weightCopy,
          biasCopy,
          filters,
          results,
          places,
          n * size);
      output.write((long) n * size, results, size);
    }
  }

  /** Where an image's numbers start in {@link #seen}. */
  private int start(int image) {
    return 2 * image * windowRows * windows;
  }

  /**
   * Prepares the gradients for the parameters.
   *
   * @param gradients for what the pooling gives, and for the parameters
   */
  private Runnable backward(Convolution layer, Binding.Gradients gradients) {
    Values gradient = Values.of(gradients.output());
    Values weightGradient = Values.of(gradients.weights(layer, layer.weightCount()));
    Values biasGradient = Values.of(gradients.biases(layer));
    return () -> {
      Arrays.fill(weightCopy, 0);
      Arrays.fill(biasCopy, 0);
      for (int n = 0; n < batch; n++) {
        image.read(n);
        gradient.read((long) n * size, results, size);
        RowSum.add(results, 0, windowRows * windows, filters, biasCopy);
        FirstLayerKernels.addWeightGradient(
            image.copy(),
            image.row(),
            seen,
            start(n),
            seenCounts[n],
            results,
            places,
            n * size,
            filters,
            weightCopy);
      }
      weightGradient.write(weightCopy);
      biasGradient.write(biasCopy);
    };
  }
}
