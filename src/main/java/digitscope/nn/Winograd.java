package digitscope.nn;

import static digitscope.nn.vector.WinogradTransforms.TAPS;

import digitscope.nn.vector.MatrixProduct;
import digitscope.nn.vector.RowSum;
import digitscope.nn.vector.VectorUnit;
import digitscope.nn.vector.WinogradTransforms;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution with kernels of 3×3 and stride 1 by Winograd's minimal filtering, forward and
 * backward, in single precision, alone or together with the max pooling behind it. Tiles of 4×4
 * outputs take 36 multiplications a channel and filter instead of 144, tiles of 5×5 take 49 instead
 * of 225: those of all tiles at one of the places are one matrix product.
 *
 * <pre>y = Aᵀ [(G w Gᵀ) ⊙ (Bᵀ x B)] A</pre>
 *
 * summed over the channels, for each tile. All transforms are linear, so the backward pass consists
 * of their transposes.
 */
final class Winograd {
  /** Which outputs are needed, and what becomes of them. */
  private interface Outputs {
    int rows();

    int columns();

    /**
     * @param values what becomes of the outputs, or its gradient
     * @param rows of the working copy, at least as many as are needed
     * @param columns likewise
     */
    ImageMaps maps(Values values, int rows, int columns);
  }

  /** All of them, as they are. */
  private record Whole(MapShape shape) implements Outputs {
    @Override
    public int rows() {
      return shape.height();
    }

    @Override
    public int columns() {
      return shape.width();
    }

    @Override
    public ImageMaps maps(Values values, int rows, int columns) {
      return new PaddedMaps(
          values, shape.height(), shape.width(), shape.channels(), rows, columns, 0, 0);
    }
  }

  /**
   * The maxima of windows of some size.
   *
   * @param shape of the maxima
   * @param places where they were, for all images
   */
  private record Pooled(MapShape shape, int size, float[] places) implements Outputs {
    @Override
    public int rows() {
      return shape.height() * size;
    }

    @Override
    public int columns() {
      return shape.width() * size;
    }

    @Override
    public ImageMaps maps(Values values, int rows, int columns) {
      return new PooledMaps(values, shape, size, rows, columns, places);
    }
  }

  private final int batch;
  private final int channels;
  private final int filters;
  private final int weightCount;
  private final WinogradTransforms transforms;
  private final int tileSize;
  private final int tileRows;
  private final int tileColumns;
  private final int tiles;
  private final Outputs outputs;

  private final PaddedMaps input;
  private final ImageMaps output;
  private final Values weights;
  private final Values biases;
  private final float[] weightCopy;
  private final float[] newWeights;
  private long weightVersion;

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

    final int stride;
    final float[] values;

    Stack(int rows, int columns) {
      stride = rows * columns + GAP;
      values = new float[transforms.places() * stride];
    }
  }

  private Winograd(Convolution layer, Binding binding, INDArray output, Outputs outputs) {
    this.batch = binding.batch();
    this.channels = layer.input().channels();
    this.filters = layer.output().channels();
    this.weightCount = layer.weightCount();
    this.transforms = WinogradTransforms.of(outputs.rows(), outputs.columns());
    this.tileSize = transforms.outputs();
    this.tileRows = transforms.tiles(outputs.rows());
    this.tileColumns = transforms.tiles(outputs.columns());
    this.tiles = batch * tileRows * tileColumns;
    this.outputs = outputs;
    this.input = inputMaps(layer.window(), Values.of(binding.input()));
    this.output = outputMaps(Values.of(output));
    this.weights = Values.of(binding.weights(layer, weightCount));
    this.biases = Values.of(binding.biases(layer));
    this.weightCopy = new float[weightCount];
    this.newWeights = new float[weightCount];
    this.biasCopy = new float[filters];
    this.inputs = new Stack(tiles, channels);
    this.kernels = new Stack(channels, filters);
    this.products = new Stack(tiles, filters);
  }

  /**
   * A convolution alone.
   *
   * @param binding input and output of the layer, and its parameters
   * @param gradients absent where nothing goes backward
   */
  static Passes passes(Convolution layer, Binding binding, Binding.@Nullable Gradients gradients) {
    return new Winograd(layer, binding, binding.output(), new Whole(layer.output()))
        .passes(layer, gradients);
  }

  /**
   * A convolution and the max pooling behind it, whose windows lie side by side: outputs that are
   * in no window are not computed.
   *
   * @param binding the convolution's input and parameters
   * @param output of the pooling
   * @param gradients for that output, the input and the parameters; absent where nothing goes
   *     backward
   */
  static Passes passes(
      Convolution layer,
      MaxPooling pooling,
      Binding binding,
      INDArray output,
      Binding.@Nullable Gradients gradients) {
    MapShape shape = pooling.output();
    float[] places = new float[binding.batch() * shape.size()];
    return new Winograd(layer, binding, output, new Pooled(shape, pooling.size(), places))
        .passes(layer, gradients);
  }

  private Passes passes(Convolution layer, Binding.@Nullable Gradients gradients) {
    return new Passes(this::forward, gradients == null ? null : new Backward(layer, gradients));
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
    return outputs.maps(values, tileRows * tileSize, tileColumns * tileSize);
  }

  private void forward() {
    transformKernels();
    biases.read(biasCopy);
    for (int image = 0; image < batch; image++) {
      input.read(image);
      for (int i = 0; i < tileRows; i++) {
        for (int j = 0; j < tileColumns; j++) {
          int from = (i * input.row() + j * channels) * tileSize;
          int to = tile(image, i, j) * channels;
          transforms.input(
              input.copy(), from, input.row(), channels, inputs.values, to, inputs.stride);
        }
      }
    }
    for (int k = 0; k < transforms.places(); k++) {
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
    RowSum.addTo(
        products.values, transforms.commonPlace() * products.stride, tiles, filters, biasCopy);
    for (int image = 0; image < batch; image++) {
      for (int i = 0; i < tileRows; i++) {
        for (int j = 0; j < tileColumns; j++) {
          int from = tile(image, i, j) * filters;
          int to = (i * output.row() + j * filters) * tileSize;
          transforms.output(
              products.values, from, products.stride, output.copy(), to, output.row(), filters);
        }
      }
      output.write(image);
    }
  }

  /** Those of the last pass serve again, if nothing was carried back and no weight has changed. */
  private void transformKernels() {
    weights.read(newWeights);
    if (!Arrays.equals(newWeights, weightCopy)) {
      System.arraycopy(newWeights, 0, weightCopy, 0, weightCount);
      weightVersion++;
      hasKernels = false;
    }
    if (!hasKernels) {
      transforms.kernels(weightCopy, channels * filters, kernels.values, kernels.stride);
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

    /** G w Gᵀ: [filters, channels]. */
    private final Stack transposedKernels = new Stack(filters, channels);

    private long transposedVersion = -1;

    Backward(Convolution layer, Binding.Gradients gradients) {
      this.outputGradient = outputMaps(Values.of(gradients.output()));
      this.inputGradient = inputMaps(layer.window(), Values.of(gradients.requiredInput()));
      this.weightGradient = Values.of(gradients.weights(layer, weightCount));
      this.biasGradient = Values.of(gradients.biases(layer));
    }

    @Override
    public void run() {
      transformTransposedKernels();
      hasKernels = false; // their gradient takes their place
      transformOutputGradient();
      for (int k = 0; k < transforms.places(); k++) {
        multiply(k);
      }
      transforms.kernelGradient(
          kernels.values, kernels.stride, channels * filters, transposedWeights);
      weightGradient.write(transposedWeights);
      transformInputGradient();
    }

    private void transformTransposedKernels() {
      if (transposedVersion != weightVersion) {
        transposeWeights();
        transforms.kernels(
            transposedWeights,
            channels * filters,
            transposedKernels.values,
            transposedKernels.stride);
        transposedVersion = weightVersion;
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
            int from = (i * outputGradient.row() + j * filters) * tileSize;
            int to = tile(image, i, j) * filters;
            transforms.outputGradient(
                outputGradient.copy(),
                from,
                outputGradient.row(),
                filters,
                products.values,
                to,
                products.stride);
          }
        }
      }
      Arrays.fill(biasCopy, 0);
      int at = transforms.commonPlace() * products.stride;
      RowSum.add(products.values, at, tiles, filters, biasCopy);
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
        Arrays.fill(inputGradient.copy(), 0);
        for (int i = 0; i < tileRows; i++) {
          for (int j = 0; j < tileColumns; j++) {
            int from = tile(image, i, j) * channels;
            int to = (i * inputGradient.row() + j * channels) * tileSize;
            transforms.addInputGradient(
                inputs.values,
                from,
                inputs.stride,
                inputGradient.copy(),
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
