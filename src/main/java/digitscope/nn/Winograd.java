package digitscope.nn;

import static digitscope.nn.vector.WinogradTransforms.INPUTS;
import static digitscope.nn.vector.WinogradTransforms.OUTPUTS;
import static digitscope.nn.vector.WinogradTransforms.TAPS;

import digitscope.nn.vector.MatrixProduct;
import digitscope.nn.vector.RowSum;
import digitscope.nn.vector.VectorUnit;
import digitscope.nn.vector.WinogradTransforms;
import java.util.Arrays;

/**
 * A convolution with kernels of 3×3 and stride 1 by Winograd's minimal filtering, forward and
 * backward, in single precision. Tiles of 4×4 outputs take 36 multiplications a channel and filter
 * instead of 144: those of all tiles at one of the 36 places are one matrix product.
 *
 * <pre>y = Aᵀ [(G w Gᵀ) ⊙ (Bᵀ x B)] A</pre>
 *
 * summed over the channels, for each tile. All transforms are linear, so the backward pass consists
 * of their transposes.
 */
final class Winograd {
  private static final int PLACES = INPUTS * INPUTS;

  private final int batch;
  private final int channels;
  private final int filters;
  private final int weightCount;
  private final int tileRows;
  private final int tileColumns;
  private final int tiles;
  private final WinogradTransforms transforms = new WinogradTransforms();

  private final PaddedMaps input;
  private final PaddedMaps output;
  private final Values weights;
  private final Values biases;
  private final float[] weightCopy;
  private final float[] biasCopy;

  /** Bᵀ x B, later its gradient: a matrix [tiles, channels] for each place. */
  private final Stack inputs;

  /** G w Gᵀ, later its gradient: [channels, filters]. */
  private final Stack kernels;

  /** The products, later their gradient: [tiles, filters]. */
  private final Stack products;

  /** Matrices one behind the other. */
  private static final class Stack {
    /** So much is between them that they do not compete for the same lines of the cache. */
    private static final int GAP = 16;

    final int stride;
    final float[] values;

    Stack(int rows, int columns) {
      stride = rows * columns + GAP;
      values = new float[PLACES * stride];
    }
  }

  /**
   * @param binding input and output of the layer, and its parameters
   */
  Winograd(Convolution layer, Window window, Binding binding) {
    this.batch = binding.batch();
    this.channels = layer.input().channels();
    this.filters = layer.output().channels();
    this.weightCount = layer.weightCount();
    this.tileRows = (window.rows().windows() + OUTPUTS - 1) / OUTPUTS;
    this.tileColumns = (window.columns().windows() + OUTPUTS - 1) / OUTPUTS;
    this.tiles = batch * tileRows * tileColumns;
    this.input = inputMaps(window, Values.of(binding.input()));
    this.output = outputMaps(window, Values.of(binding.output()));
    this.weights = Values.of(binding.weights(layer, weightCount));
    this.biases = Values.of(binding.biases(layer));
    this.weightCopy = new float[weightCount];
    this.biasCopy = new float[filters];
    this.inputs = new Stack(tiles, channels);
    this.kernels = new Stack(channels, filters);
    this.products = new Stack(tiles, filters);
  }

  /** Whether a layer is of this kind. */
  static boolean fits(Window window, int channels, int filters) {
    return window.rows().window() == TAPS
        && window.columns().window() == TAPS
        && window.rows().stride() == 1
        && window.columns().stride() == 1
        && channels % VectorUnit.productColumns() == 0
        && filters % VectorUnit.productColumns() == 0;
  }

  private PaddedMaps inputMaps(Window window, Values values) {
    return new PaddedMaps(
        values,
        window.rows().length(),
        window.columns().length(),
        channels,
        tileRows * OUTPUTS + TAPS - 1,
        tileColumns * OUTPUTS + TAPS - 1,
        window.rows().zerosBefore(),
        window.columns().zerosBefore());
  }

  private PaddedMaps outputMaps(Window window, Values values) {
    return new PaddedMaps(
        values,
        window.rows().windows(),
        window.columns().windows(),
        filters,
        tileRows * OUTPUTS,
        tileColumns * OUTPUTS,
        0,
        0);
  }

  void forward() {
    weights.read(weightCopy);
    biases.read(biasCopy);
    transforms.kernels(weightCopy, channels * filters, kernels.values, kernels.stride);
    for (int image = 0; image < batch; image++) {
      input.read(image);
      for (int i = 0; i < tileRows; i++) {
        for (int j = 0; j < tileColumns; j++) {
          int from = (i * input.row + j * channels) * OUTPUTS;
          int to = tile(image, i, j) * channels;
          transforms.input(input.copy, from, input.row, channels, inputs.values, to, inputs.stride);
        }
      }
    }
    for (int k = 0; k < PLACES; k++) {
      MatrixProduct.multiply(
          inputs.values,
          k * inputs.stride,
          kernels.values,
          k * kernels.stride,
          products.values,
          k * products.stride,
          tiles,
          filters,
          channels);
    }
    for (int image = 0; image < batch; image++) {
      for (int i = 0; i < tileRows; i++) {
        for (int j = 0; j < tileColumns; j++) {
          int from = tile(image, i, j) * filters;
          int to = (i * output.row + j * filters) * OUTPUTS;
          transforms.output(
              products.values,
              from,
              products.stride,
              biasCopy,
              output.copy,
              to,
              output.row,
              filters);
        }
      }
      output.write(image);
    }
  }

  private int tile(int image, int i, int j) {
    return (image * tileRows + i) * tileColumns + j;
  }

  /** Prepares the backward pass, which is to follow a forward pass. */
  Runnable backward(Convolution layer, Window window, Binding.Gradients gradients) {
    return new Backward(
        outputMaps(window, Values.of(gradients.output())),
        inputMaps(window, Values.of(gradients.requiredInput())),
        Values.of(gradients.weights(layer, weightCount)),
        Values.of(gradients.biases(layer)));
  }

  /** The gradients for input, weights and biases from the one for the output. */
  private final class Backward implements Runnable {
    private final PaddedMaps outputGradient;
    private final PaddedMaps inputGradient;
    private final Values weightGradient;
    private final Values biasGradient;
    private final float[] transposedWeights = new float[weightCount];

    /** G w Gᵀ: [filters, channels]. */
    private final Stack transposedKernels = new Stack(filters, channels);

    Backward(
        PaddedMaps outputGradient,
        PaddedMaps inputGradient,
        Values weightGradient,
        Values biasGradient) {
      this.outputGradient = outputGradient;
      this.inputGradient = inputGradient;
      this.weightGradient = weightGradient;
      this.biasGradient = biasGradient;
    }

    @Override
    public void run() {
      transposeWeights();
      transforms.kernels(
          transposedWeights,
          channels * filters,
          transposedKernels.values,
          transposedKernels.stride);
      transformOutputGradient();
      for (int k = 0; k < PLACES; k++) {
        multiply(k);
      }
      transforms.kernelGradient(
          kernels.values, kernels.stride, channels * filters, transposedWeights);
      weightGradient.write(transposedWeights);
      transformInputGradient();
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
      Arrays.fill(biasCopy, 0);
      for (int image = 0; image < batch; image++) {
        outputGradient.read(image);
        float[] maps = outputGradient.copy;
        RowSum.add(maps, maps.length / filters, filters, biasCopy);
        for (int i = 0; i < tileRows; i++) {
          for (int j = 0; j < tileColumns; j++) {
            int from = (i * outputGradient.row + j * filters) * OUTPUTS;
            int to = tile(image, i, j) * filters;
            transforms.outputGradient(
                maps, from, outputGradient.row, filters, products.values, to, products.stride);
          }
        }
      }
      biasGradient.write(biasCopy);
    }

    /** The gradients for the transformed kernels, then for the transformed input, at one place. */
    private void multiply(int place) {
      MatrixProduct.multiplyTransposed(
          inputs.values,
          place * inputs.stride,
          products.values,
          place * products.stride,
          kernels.values,
          place * kernels.stride,
          channels,
          filters,
          tiles);
      MatrixProduct.multiply(
          products.values,
          place * products.stride,
          transposedKernels.values,
          place * transposedKernels.stride,
          inputs.values,
          place * inputs.stride,
          tiles,
          channels,
          filters);
    }

    private void transformInputGradient() {
      for (int image = 0; image < batch; image++) {
        Arrays.fill(inputGradient.copy, 0);
        for (int i = 0; i < tileRows; i++) {
          for (int j = 0; j < tileColumns; j++) {
            int from = tile(image, i, j) * channels;
            int to = (i * inputGradient.row + j * channels) * OUTPUTS;
            transforms.addInputGradient(
                inputs.values,
                from,
                inputs.stride,
                inputGradient.copy,
                to,
                inputGradient.row,
                channels);
          }
        }
        inputGradient.write(image);
      }
    }
  }
}
