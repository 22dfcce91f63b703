package digitscope.nn.vector;

import static digitscope.nn.vector.kernels.FirstLayerKernels.POOL;
import static digitscope.nn.vector.kernels.FirstLayerKernels.TAPS;

import digitscope.nn.Binding;
import digitscope.nn.Changes;
import digitscope.nn.Convolution;
import digitscope.nn.ConvolutionBlock;
import digitscope.nn.MapShape;
import digitscope.nn.Passes;
import digitscope.nn.Values;
import digitscope.nn.Window;
import digitscope.nn.vector.kernels.AlignedFloats;
import digitscope.nn.vector.kernels.FirstLayerKernels;
import digitscope.nn.vector.kernels.RowSum;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ConvolutionBlock} with max pooling that sees pixels: one channel, much of it black. In
 * single precision. The gradient for the pixels is {@link PixelGradient}'s.
 */
public final class PixelConvolution {
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
  private final AlignedFloats.Filling weightFilling;
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
            binding.input(),
            window.rows().length(),
            window.columns().length(),
            1,
            window.rows().length() + TAPS - 1,
            window.columns().length() + TAPS - 1,
            window.rows().zerosBefore(),
            window.columns().zerosBefore());
    this.weights = binding.weights(layer);
    this.biases = binding.biases(layer);
    this.output = binding.output();
    this.changes = binding.changes();
    this.weightCount = layer.weightCount();
    this.weightCopy = new AlignedFloats(weightCount);
    this.weightFilling = (array, first) -> weights.read(0, array, first, weightCount);
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
  public static Passes passes(
      ConvolutionBlock block, Binding binding, Binding.@Nullable Gradients gradients) {
    PixelConvolution all = new PixelConvolution(block, binding, gradients == null);
    return new Passes(
        all::forward, gradients == null ? null : all.backward(block, binding, gradients));
  }

  /** Why a block is not of this kind, in words; empty if it is. */
  public static Optional<String> obstacle(ConvolutionBlock block) {
    Convolution layer = block.convolution();
    return Optional.of("the input has more than one channel")
        .filter(no -> layer.input().channels() != 1)
        .or(() -> Widths.obstacleOfKernel(layer.window()))
        .or(() -> Widths.obstacle(layer.output().channels(), "filters"))
        .or(
            () ->
                Optional.of("no max pooling of 2×2 follows")
                    .filter(no -> block.poolingSize() != POOL));
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
    boolean haveChanged = changes.haveCome();
    weightCopy.refill(haveChanged, weightFilling);
    if (haveChanged) {
      biases.read(biasCopy);
    }
  }

  /** Where an image's numbers start in {@link #seen}. */
  private int start(int image) {
    return 2 * image * windowRows * windows;
  }

  private Runnable backward(ConvolutionBlock block, Binding binding, Binding.Gradients gradients) {
    Runnable parameters =
        gradients.wantsParameters() ? toParameters(block.convolution(), gradients) : () -> {};
    if (gradients.input() == null) {
      return parameters;
    }
    PixelGradient pixels = new PixelGradient(block, binding, gradients, places);
    return () -> {
      parameters.run();
      pixels.run();
    };
  }

  /**
   * Prepares the gradients for the parameters.
   *
   * @param gradients for what the pooling gives, and for the parameters
   */
  private Runnable toParameters(Convolution layer, Binding.Gradients gradients) {
    Values gradient = gradients.output();
    Values weightGradient = gradients.weights(layer);
    Values biasGradient = gradients.biases(layer);
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
