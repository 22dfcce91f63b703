package digitscope.nn;

import static digitscope.nn.vector.FirstLayerKernels.POOL;
import static digitscope.nn.vector.FirstLayerKernels.TAPS;

import digitscope.nn.vector.AlignedFloats;
import digitscope.nn.vector.FirstLayerKernels;
import digitscope.nn.vector.RowSum;
import digitscope.nn.vector.VectorUnit;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ConvolutionBlock} with max pooling that sees pixels: one channel, much of it black. In
 * single precision.
 */
final class PixelConvolution {
  private final int batch;
  private final int filters;
  private final int weightCount;
  private final int windowRows;
  private final int windows;
  private final int size;
  private final float floor;

  /** Never aligned, as {@link #seen} tells places in it. */
  private final PaddedMaps image;

  private final Values weights;
  private final Values biases;
  private final Values output;
  private final Changes changes;
  private final AlignedFloats weightCopy;
  private final float[] biasCopy;

  /** What comes out for one image, or its gradient. */
  private final float[] results;

  /**
   * Which of the four sums was the largest, −1 if none exceeded the floor: [images, windows,
   * filters].
   */
  private final float[] places;

  /** For each image, two numbers for each window that sees anything. */
  private final int[] seen;

  private final int[] seenCounts;

  /**
   * @param binding the convolution's input and parameters, the block's output
   * @param isForwardOnly whether nothing goes backward
   */
  private PixelConvolution(ConvolutionBlock block, Binding binding, boolean isForwardOnly) {
    Convolution layer = block.convolution();
    MapShape pooled = block.output();
    Window window = layer.window();
    this.floor = block.floor();
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
    this.output = Values.of(binding.output());
    this.changes = binding.changes();
    this.weightCount = layer.weightCount();
    this.weightCopy = new AlignedFloats(weightCount);
    this.biasCopy = new float[filters];
    this.results = new float[size];
    this.places = new float[isForwardOnly ? 0 : batch * size];
    this.seen = new int[2 * batch * pooled.area()];
    this.seenCounts = new int[batch];
  }

  /**
   * What a block does.
   *
   * @param binding the convolution's input and parameters, the block's output
   * @param gradients for that output and the parameters; absent where nothing goes backward
   */
  static Passes passes(
      ConvolutionBlock block, Binding binding, Binding.@Nullable Gradients gradients) {
    PixelConvolution all = new PixelConvolution(block, binding, gradients == null);
    return new Passes(
        all::forward, gradients == null ? null : all.backward(block.convolution(), gradients));
  }

  /** Whether a block is of this kind. */
  static boolean fits(ConvolutionBlock block) {
    Convolution layer = block.convolution();
    Window window = layer.window();
    return layer.input().channels() == 1
        && layer.output().channels() % VectorUnit.productColumns() == 0
        && window.rows().window() == TAPS
        && window.columns().window() == TAPS
        && window.rows().stride() == 1
        && window.columns().stride() == 1
        && block.poolingSize() == POOL;
  }

  private void forward() {
    readParameters();
    for (int n = 0; n < batch; n++) {
      image.read(n);
      seenCounts[n] =
          FirstLayerKernels.findSeen(
              image.copy().array(),
              image.copy().first(),
              image.row(),
              windowRows,
              windows,
              seen,
              start(n));
      FirstLayerKernels.forward(
          image.copy().array(),
          image.row(),
          seen,
          start(n),
          seenCounts[n],
          weightCopy.array(),
          weightCopy.first(),
          biasCopy,
          floor,
          filters,
          results,
          places,
          n * size);
      output.write((long) n * size, results, size);
    }
  }

  private void readParameters() {
    if (weightCopy.align() || changes.haveCome()) {
      weights.read(0, weightCopy.array(), weightCopy.first(), weightCount);
      biases.read(biasCopy);
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
    float[] weightSums = new float[weightCount];
    float[] biasSums = new float[filters];
    return () -> {
      Arrays.fill(weightSums, 0);
      Arrays.fill(biasSums, 0);
      for (int n = 0; n < batch; n++) {
        image.read(n);
        gradient.read((long) n * size, results, size);
        RowSum.addWhereNotNegative(
            results, places, n * size, windowRows * windows, filters, biasSums);
        FirstLayerKernels.addWeightGradient(
            image.copy().array(),
            image.row(),
            seen,
            start(n),
            seenCounts[n],
            results,
            places,
            n * size,
            filters,
            weightSums);
      }
      weightGradient.write(weightSums);
      biasGradient.write(biasSums);
    };
  }
}
