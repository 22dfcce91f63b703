package digitscope.nn;

import static digitscope.nn.vector.WinogradTransforms.TAPS;

import digitscope.nn.vector.AlignedFloats;
import digitscope.nn.vector.MatrixProduct;
import digitscope.nn.vector.RowSum;
import digitscope.nn.vector.VectorUnit;
import digitscope.nn.vector.WinogradTransforms;
import java.util.Arrays;
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
 * of their transposes.
 */
final class Winograd {
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

  /** The products, later their gradient: [tiles, filters]. */
  private final Stack products;

  /** Matrices one behind the other. */
  private final class Stack {
    /** So much is between them that they do not compete for the same lines of the cache. */
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
    boolean align() {
      return values.align();
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
    this.places = new float[isForwardOnly ? 0 : batch * result.size()];
    this.input = inputMaps(layer.window(), Values.of(binding.input()));
    this.output = outputMaps(Values.of(binding.output()));
    this.weights = Values.of(binding.weights(layer, weightCount));
    this.biases = Values.of(binding.biases(layer));
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
  static Passes passes(
      ConvolutionBlock block, Binding binding, Binding.@Nullable Gradients gradients) {
    Winograd all = new Winograd(block, binding, gradients == null);
    return new Passes(
        all::forward, gradients == null ? null : all.new Backward(binding, gradients));
  }

  /** Whether a layer is of this kind. */
  static boolean fits(Convolution layer) {
    Window window = layer.window();
    return window.rows().window() == TAPS
        && window.columns().window() == TAPS
        && window.rows().stride() == 1
        && window.columns().stride() == 1
        && layer.input().channels() % VectorUnit.productColumns() == 0
        && layer.output().channels() % VectorUnit.productColumns() == 0;
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
    if (kernels.align()) {
      hasKernels = false;
    }
    if (!hasKernels) {
      transforms.kernels(
          weightCopy, channels * filters, kernels.array(), kernels.at(0), kernels.stride());
      hasKernels = true;
    }
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
    private final float[] transposedWeights = new float[weightCount];
    private final float[] biasSums = new float[filters];

    /** G w Gᵀ: [filters, channels]. */
    private final Stack transposedKernels = new Stack(filters, channels);

    private final Changes transposedChanges;

    Backward(Binding binding, Binding.Gradients gradients) {
      this.transposedChanges = binding.changes();
      Convolution layer = block.convolution();
      this.outputGradient = outputMaps(Values.of(gradients.output()));
      this.inputGradient = inputMaps(layer.window(), Values.of(gradients.requiredInput()));
      this.weightGradient = Values.of(gradients.weights(layer, weightCount));
      this.biasGradient = Values.of(gradients.biases(layer));
    }

    @Override
    public void run() {
      outputGradient.copy().align();
      inputGradient.copy().align();
      transformTransposedKernels();
      hasKernels = false; // their gradient takes their place
      transformOutputGradient();
      for (int k = 0; k < transforms.places(); k++) {
        multiply(k);
      }
      transforms.kernelGradient(
          kernels.array(), kernels.at(0), kernels.stride(), channels * filters, transposedWeights);
      weightGradient.write(transposedWeights);
      transformInputGradient();
    }

    private void transformTransposedKernels() {
      if (transposedKernels.align() || transposedChanges.haveCome()) {
        transposeWeights();
        transforms.kernels(
            transposedWeights,
            channels * filters,
            transposedKernels.array(),
            transposedKernels.at(0),
            transposedKernels.stride());
      }
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

    /** The gradients for the transformed kernels, then for the transformed input, at one place. */
    private void multiply(int place) {
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
