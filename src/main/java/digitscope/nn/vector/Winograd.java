package digitscope.nn.vector;

import static digitscope.nn.vector.kernels.WinogradTransforms.TAPS;

import digitscope.nn.Axis;
import digitscope.nn.Binding;
import digitscope.nn.Changes;
import digitscope.nn.Convolution;
import digitscope.nn.ConvolutionBlock;
import digitscope.nn.MapShape;
import digitscope.nn.Passes;
import digitscope.nn.Values;
import digitscope.nn.Window;
import digitscope.nn.vector.kernels.AlignedFloats;
import digitscope.nn.vector.kernels.EmptySums;
import digitscope.nn.vector.kernels.MatrixProduct;
import digitscope.nn.vector.kernels.RowSum;
import digitscope.nn.vector.kernels.WinogradTransforms;
import digitscope.nn.vector.kernels.ZeroWindows;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ConvolutionBlock} with kernels of 3×3 and stride 1 by Winograd's minimal filtering,
 * forward and backward, in single precision. A tile of m×m outputs takes (m + 2)² multiplications a
 * channel and filter instead of 9 m²: those of all tiles at one of its (m + 2)² places are one
 * matrix product. Outputs that are in no pooling window are not computed.
 *
 * <pre>y = Aᵀ [(G w Gᵀ) ⊙ (Bᵀ x B)] A</pre>
 *
 * summed over the channels, for each tile. All transforms are linear, so the backward pass consists
 * of their transposes. Where all inputs of a window are 0, the output is set to the bias; where no
 * product contributes to a weight's gradient, that is set to 0.
 */
public final class Winograd {
  private final int batch;
  private final int channels;
  private final int filters;
  private final int weightCount;
  private final WinogradTransforms transforms;
  private final int tileSize;
  private final int tileRows;
  private final int tileColumns;
  private final int tiles;
  private final ConvolutionBlock block;

  /** Where the outputs are the biases, as all inputs are 0. */
  private final ZeroWindows zeroWindows;

  /** Where the maxima of all images were, −1 where none exceeded the floor. */
  private final float[] places;

  private final PaddedMaps input;
  private final ImageMaps output;
  private final Values weights;
  private final Values biases;
  private final Changes changes;
  private final float[] weightCopy;

  /** Whether {@link #kernels} are those of the weights. */
  private boolean hasKernels;

  private final float[] biasCopy;

  /** Bᵀ x B, later its gradient: a matrix [tiles, channels] for each place. */
  private final Stack inputs;

  /** G w Gᵀ, later its gradient: [channels, filters]. */
  private final Stack kernels;

  private final AlignedFloats.Filling kernelFilling = this::fillKernels;

  /** The products, later their gradient: [tiles, filters]. */
  private final Stack products;

  /** Matrices one behind the other. */
  private final class Stack {
    /** Distance between them, so that they do not compete for the same cache lines. */
    private static final int GAP = 16;

    private final int stride;
    private final AlignedFloats values;

    Stack(int rows, int columns) {
      stride = rows * columns + GAP;
      values = new AlignedFloats(transforms.places() * stride);
    }

    float[] array() {
      return values.array();
    }

    /** Where the matrix of a place begins. */
    int at(int place) {
      return values.first() + place * stride;
    }

    int stride() {
      return stride;
    }

    /** As {@link AlignedFloats#align}. */
    void align() {
      values.align();
    }

    /** As {@link AlignedFloats#refill}. */
    void refill(boolean areOutdated, AlignedFloats.Filling filling) {
      values.refill(areOutdated, filling);
    }
  }

  private Winograd(ConvolutionBlock block, Binding binding, boolean isForwardOnly) {
    Convolution layer = block.convolution();
    MapShape result = block.output();
    int rows = result.height() * block.poolingSize();
    int columns = result.width() * block.poolingSize();
    this.batch = binding.batch();
    this.channels = layer.input().channels();
    this.filters = layer.output().channels();
    this.weightCount = layer.weightCount();
    this.transforms = WinogradTransforms.of(rows, columns);
    this.tileSize = transforms.outputs();
    this.tileRows = transforms.tiles(rows);
    this.tileColumns = transforms.tiles(columns);
    this.tiles = batch * tileRows * tileColumns;
    this.block = block;
    this.zeroWindows = new ZeroWindows(batch, rows, columns);
    this.places = new float[isForwardOnly ? 0 : batch * result.size()];
    this.input = inputMaps(layer.window(), binding.input());
    this.output = outputMaps(binding.output());
    this.weights = binding.weights(layer);
    this.biases = binding.biases(layer);
    this.changes = binding.changes();
    this.weightCopy = new float[weightCount];
    this.biasCopy = new float[filters];
    this.inputs = new Stack(tiles, channels);
    this.kernels = new Stack(channels, filters);
    this.products = new Stack(tiles, filters);
  }

  /**
   * What a block does.
   *
   * @param binding the convolution's input and parameters, the block's output
   * @param gradients for that output, the input and the parameters; absent where nothing goes
   *     backward
   */
  public static Passes passes(
      ConvolutionBlock block, Binding binding, Binding.@Nullable Gradients gradients) {
    Winograd all = new Winograd(block, binding, gradients == null);
    return new Passes(
        all::forward, gradients == null ? null : all.new Backward(binding, gradients));
  }

  /** Why a layer is not of this kind, in words; empty if it is. */
  public static Optional<String> obstacle(Convolution layer) {
    return Widths.obstacleOfKernel(layer.window())
        .or(() -> Widths.obstacle(layer.input().channels(), "input channels"))
        .or(() -> Widths.obstacle(layer.output().channels(), "filters"));
  }

  private PaddedMaps inputMaps(Window window, Values values) {
    Axis rows = window.rows();
    Axis columns = window.columns();
    return new PaddedMaps(
        values,
        rows.length(),
        columns.length(),
        channels,
        Math.max(tileRows * tileSize + TAPS - 1, rows.zerosBefore() + rows.length()),
        Math.max(tileColumns * tileSize + TAPS - 1, columns.zerosBefore() + columns.length()),
        rows.zerosBefore(),
        columns.zerosBefore());
  }

  private ImageMaps outputMaps(Values values) {
    MapShape result = block.output();
    int rows = tileRows * tileSize;
    int columns = tileColumns * tileSize;
    return block.layers().size() == 1
        ? new PaddedMaps(values, result.height(), result.width(), filters, rows, columns, 0, 0)
        : new PooledMaps(values, result, block.poolingSize(), block.floor(), rows, columns, places);
  }

  private void forward() {
    transforms.align();
    inputs.align();
    products.align();
    input.copy().align();
    output.copy().align();
    transformKernels();
    transformInput();
    for (int k = 0; k < transforms.places(); k++) {
      MatrixProduct.multiply(
          inputs.array(),
          inputs.at(k),
          kernels.array(),
          kernels.at(k),
          products.array(),
          products.at(k),
          tiles,
          filters,
          channels);
    }
    RowSum.addTo(products.array(), products.at(transforms.commonPlace()), tiles, filters, biasCopy);
    transformProducts();
  }

  private void transformInput() {
    for (int image = 0; image < batch; image++) {
      input.read(image);
      zeroWindows.find(image, input.copy().array(), input.copy().first(), input.row(), channels);
      for (int i = 0; i < tileRows; i++) {
        for (int j = 0; j < tileColumns; j++) {
          int from = input.copy().first() + (i * input.row() + j * channels) * tileSize;
          int to = inputs.at(0) + tile(image, i, j) * channels;
          transforms.input(
              input.copy().array(),
              from,
              input.row(),
              channels,
              inputs.array(),
              to,
              inputs.stride());
        }
      }
    }
  }

  private void transformProducts() {
    for (int image = 0; image < batch; image++) {
      for (int i = 0; i < tileRows; i++) {
        for (int j = 0; j < tileColumns; j++) {
          int from = products.at(0) + tile(image, i, j) * filters;
          int to = output.copy().first() + (i * output.row() + j * filters) * tileSize;
          transforms.output(
              products.array(),
              from,
              products.stride(),
              output.copy().array(),
              to,
              output.row(),
              filters);
        }
      }
      zeroWindows.fill(image, output.copy().array(), output.copy().first(), output.row(), biasCopy);
      output.write(image);
    }
  }

  /** Those of the last pass serve again, if nothing was carried back and nothing has changed. */
  private void transformKernels() {
    if (changes.haveCome()) {
      weights.read(weightCopy);
      biases.read(biasCopy);
      hasKernels = false;
    }
    kernels.refill(!hasKernels, kernelFilling);
    hasKernels = true;
  }

  private void fillKernels(float[] array, int first) {
    transforms.kernels(weightCopy, channels * filters, array, first, kernels.stride());
  }

  private int tile(int image, int i, int j) {
    return (image * tileRows + i) * tileColumns + j;
  }

  /** The gradients for input, weights and biases from the one for the output. */
  private final class Backward implements Runnable {
    private final ImageMaps outputGradient;
    private final PaddedMaps inputGradient;
    private final Values weightGradient;
    private final Values biasGradient;
    private final boolean wantsParameters;
    private final float[] transposedWeights = new float[weightCount];
    private final float[] biasSums = new float[filters];

    private final EmptySums emptySums;

    /** G w Gᵀ: [filters, channels]. */
    private final Stack transposedKernels = new Stack(filters, channels);

    private final AlignedFloats.Filling transposedFilling = this::fillTransposed;
    private final Changes transposedChanges;

    Backward(Binding binding, Binding.Gradients gradients) {
      this.transposedChanges = binding.changes();
      Convolution layer = block.convolution();
      this.outputGradient = outputMaps(gradients.output());
      this.inputGradient = inputMaps(layer.window(), gradients.requiredInput());
      this.weightGradient = gradients.weights(layer);
      this.biasGradient = gradients.biases(layer);
      this.wantsParameters = gradients.wantsParameters();
      MapShape result = block.output();
      int size = block.poolingSize();
      this.emptySums =
          new EmptySums(channels, filters, result.height() * size, result.width() * size);
    }

    @Override
    public void run() {
      outputGradient.copy().align();
      inputGradient.copy().align();
      transformTransposedKernels();
      transformOutputGradient();
      for (int k = 0; k < transforms.places(); k++) {
        if (wantsParameters) {
          multiplyByInputs(k);
        }
        multiplyByKernels(k);
      }
      if (wantsParameters) {
        writeWeightGradient();
      }
      transformInputGradient();
    }

    private void writeWeightGradient() {
      hasKernels = false; // their gradient has taken their place
      transforms.kernelGradient(
          kernels.array(), kernels.at(0), kernels.stride(), channels * filters, transposedWeights);
      eraseEmptySums();
      weightGradient.write(transposedWeights);
    }

    private void transformTransposedKernels() {
      transposedKernels.refill(transposedChanges.haveCome(), transposedFilling);
    }

    private void fillTransposed(float[] array, int first) {
      transposeWeights();
      transforms.kernels(
          transposedWeights, channels * filters, array, first, transposedKernels.stride());
    }

    /** From [3, 3, channels, filters] to [3, 3, filters, channels]. */
    private void transposeWeights() {
      for (int tap = 0; tap < TAPS * TAPS; tap++) {
        for (int c = 0; c < channels; c++) {
          for (int f = 0; f < filters; f++) {
            transposedWeights[(tap * filters + f) * channels + c] =
                weightCopy[(tap * channels + c) * filters + f];
          }
        }
      }
    }

    private void transformOutputGradient() {
      for (int image = 0; image < batch; image++) {
        outputGradient.read(image);
        for (int i = 0; i < tileRows; i++) {
          for (int j = 0; j < tileColumns; j++) {
            int from =
                outputGradient.copy().first() + (i * outputGradient.row() + j * filters) * tileSize;
            int to = products.at(0) + tile(image, i, j) * filters;
            transforms.outputGradient(
                outputGradient.copy().array(),
                from,
                outputGradient.row(),
                filters,
                products.array(),
                to,
                products.stride());
          }
        }
      }
      Arrays.fill(biasSums, 0);
      int at = products.at(transforms.commonPlace());
      RowSum.add(products.array(), at, tiles, filters, biasSums);
      biasGradient.write(biasSums);
    }

    /** The gradient for the transformed kernels at one place. */
    private void multiplyByInputs(int place) {
      MatrixProduct.multiplyTransposed(
          inputs.array(),
          inputs.at(place),
          products.array(),
          products.at(place),
          kernels.array(),
          kernels.at(place),
          channels,
          filters,
          tiles);
    }

    /** The gradient for the transformed input at one place. */
    private void multiplyByKernels(int place) {
      MatrixProduct.multiply(
          products.array(),
          products.at(place),
          transposedKernels.array(),
          transposedKernels.at(place),
          inputs.array(),
          inputs.at(place),
          tiles,
          channels,
          filters);
    }

    private void eraseEmptySums() {
      emptySums.start(transposedWeights);
      for (int image = 0; image < batch && emptySums.areLeft(); image++) {
        input.read(image);
        outputGradient.read(image);
        emptySums.leaveOut(
            input.copy().array(),
            input.copy().first(),
            input.row(),
            outputGradient.copy().array(),
            outputGradient.copy().first(),
            outputGradient.row());
      }
      emptySums.erase(transposedWeights);
    }

    private void transformInputGradient() {
      for (int image = 0; image < batch; image++) {
        inputGradient.copy().clear();
        for (int i = 0; i < tileRows; i++) {
          for (int j = 0; j < tileColumns; j++) {
            int from = inputs.at(0) + tile(image, i, j) * channels;
            int to =
                inputGradient.copy().first() + (i * inputGradient.row() + j * channels) * tileSize;
            transforms.addInputGradient(
                inputs.array(),
                from,
                inputs.stride(),
                inputGradient.copy().array(),
                to,
                inputGradient.row(),
                channels);
          }
        }
        inputGradient.write(image);
      }
    }
  }
}
