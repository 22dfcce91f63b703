package digitscope.nn;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution with kernels of 3×3 and stride 1 by Winograd's minimal filtering, forward and
 * backward, in single precision. Tiles of 4×4 outputs take 36 multiplications a channel and filter
 * instead of 144: those of all tiles at one of the 36 places are one matrix product.
 *
 * <pre>y = Aᵀ [(G w Gᵀ) ⊙ (Bᵀ x B)] A</pre>
 *
 * summed over the channels, for each tile. All transforms are linear, so the backward pass consists
 * of their transposes. The matrices are those of Lavin and Gray, <i>Fast Algorithms for
 * Convolutional Neural Networks</i>, CVPR 2016, section 4.3.
 */
final class Winograd {
  static final int TAPS = 3;

  /** Outputs of a tile along one axis. */
  private static final int OUTPUTS = 4;

  /** Inputs that a tile sees along one axis. */
  static final int INPUTS = OUTPUTS + TAPS - 1;

  /** Inputs along one axis that a tile sees as well as the next one. */
  private static final int SHARED = INPUTS - OUTPUTS;

  private static final int PLACES = INPUTS * INPUTS;

  /** Bᵀ. */
  private static final VectorTransform INPUT =
      new VectorTransform(
          new float[] {4, 0, -5, 0, 1, 0},
          new float[] {0, -4, -4, 1, 1, 0},
          new float[] {0, 4, -4, -1, 1, 0},
          new float[] {0, -2, -1, 2, 1, 0},
          new float[] {0, 2, -1, -2, 1, 0},
          new float[] {0, 4, 0, -5, 0, 1});

  /** Aᵀ. */
  private static final VectorTransform OUTPUT =
      new VectorTransform(
          new float[] {1, 1, 1, 1, 1, 0},
          new float[] {0, 1, -1, 2, -2, 0},
          new float[] {0, 1, 1, 4, 4, 0},
          new float[] {0, 1, -1, 8, -8, 1});

  private static final VectorTransform INPUT_TRANSPOSED = INPUT.transposed();
  private static final VectorTransform OUTPUT_TRANSPOSED = OUTPUT.transposed();

  private final int batch;
  private final Axis rows;
  private final Axis columns;
  private final int channels;
  private final int filters;
  private final int tileRows;
  private final int tileColumns;

  private final Values input;
  private final Values output;
  private final Values weights;
  private final Values biases;

  /** Bᵀ x B, later its gradient: [36, tiles, channels]. */
  private final Values transformedInput;

  /** G w Gᵀ: [36, channels, filters]. */
  private final Values transformedWeights;

  /** The products, later their gradient: [36, tiles, filters]. */
  private final Values products;

  private final BatchProduct forwardProduct;
  private final Plane inputPlane;
  private final Plane outputPlane;
  private final WinogradKernels kernels;

  /** Gradients of the lines that a row of tiles shares with the next one. */
  private final float[][] carried;

  private final float[] biasLine;
  private final float[] biasSum;

  /** One row of tiles while it is transformed. */
  private static final class Plane {
    /** Values at one place of all tiles of the row. */
    final int run;

    /** Rows of maps, with zeros around. */
    final float[][] lines;

    /** What comes of the lines by the transform down the columns. */
    final float[][] down;

    /** The same by columns within the tiles, then by their transform along the rows. */
    final float[][] across;

    final float[][] done;

    Plane(int tileColumns, int values) {
      run = tileColumns * values;
      int line = (tileColumns * OUTPUTS + TAPS - 1) * values;
      int all = Math.max(line, INPUTS * run);
      lines = new float[INPUTS][all];
      down = new float[INPUTS][all];
      across = new float[INPUTS][all];
      done = new float[INPUTS][all];
    }
  }

  /**
   * @param binding input and output of the layer, and its parameters
   */
  Winograd(Convolution layer, Window window, Binding binding) {
    this.batch = binding.batch();
    this.rows = window.rows();
    this.columns = window.columns();
    this.channels = layer.input().channels();
    this.filters = layer.output().channels();
    this.tileRows = (rows.windows() + OUTPUTS - 1) / OUTPUTS;
    this.tileColumns = (columns.windows() + OUTPUTS - 1) / OUTPUTS;
    this.input = Values.of(binding.input());
    this.output = Values.of(binding.output());
    this.weights = Values.of(binding.weights(layer, layer.weightCount()));
    this.biases = Values.of(binding.biases(layer));
    long tiles = (long) batch * tileRows * tileColumns;
    INDArray v = binding.buffers().zeros(PLACES, tiles, channels);
    INDArray u = binding.buffers().zeros(PLACES, channels, filters);
    INDArray m = binding.buffers().zeros(PLACES, tiles, filters);
    this.transformedInput = Values.of(v);
    this.transformedWeights = Values.of(u);
    this.products = Values.of(m);
    this.forwardProduct = new BatchProduct(v, false, u, false, m);
    this.inputPlane = new Plane(tileColumns, channels);
    this.outputPlane = new Plane(tileColumns, filters);
    this.kernels = new WinogradKernels(channels * filters);
    this.carried = new float[SHARED][lineLength(INPUTS, channels)];
    this.biasLine = new float[columns.windows() * filters];
    this.biasSum = new float[biasLine.length];
  }

  /** Whether a layer is of this kind, with enough channels to make it worth while. */
  static boolean fits(Window window, int channels) {
    return window.rows().window() == TAPS
        && window.columns().window() == TAPS
        && window.rows().stride() == 1
        && window.columns().stride() == 1
        && channels >= 8;
  }

  void forward() {
    kernels.transform(weights, transformedWeights);
    transformInput();
    forwardProduct.run();
    transformProducts();
  }

  /** Prepares the backward pass, which is to follow a forward pass. */
  Runnable backward(Convolution layer, Binding binding, Binding.Gradients gradients) {
    Values outputGradient = Values.of(gradients.output());
    Values inputGradient = Values.of(gradients.requiredInput());
    Values weightGradient = Values.of(gradients.weights(layer, layer.weightCount()));
    Values biasGradient = Values.of(gradients.biases(layer));
    INDArray du = binding.buffers().zeros(PLACES, channels, filters);
    Values transformedGradient = Values.of(du);
    INDArray v = forwardProduct.left();
    INDArray u = forwardProduct.right();
    INDArray dm = forwardProduct.result();
    BatchProduct forWeights = new BatchProduct(v, true, dm, false, du);
    BatchProduct forInput = new BatchProduct(dm, false, u, true, v);
    return () -> {
      transformOutputGradient(outputGradient);
      sumBiases(biasGradient);
      forWeights.run();
      kernels.transformGradient(transformedGradient, weightGradient);
      forInput.run();
      transformInputGradient(inputGradient);
    };
  }

  private void transformInput() {
    Plane plane = inputPlane;
    for (int row = 0; row < batch * tileRows; row++) {
      for (int m = 0; m < INPUTS; m++) {
        readLine(input, rows, columns, channels, row, rows.start(0) + m, plane.lines[m]);
      }
      INPUT.apply(plane.lines, plane.down, lineLength(INPUTS, channels));
      toColumns(plane, INPUTS, channels);
      INPUT.apply(plane.across, plane.done, INPUTS * plane.run);
      writePlaces(transformedInput, row, plane);
    }
  }

  private void transformProducts() {
    biases.read(0, biasLine, filters);
    for (int x = 1; x < columns.windows(); x++) {
      System.arraycopy(biasLine, 0, biasLine, x * filters, filters);
    }
    Plane plane = outputPlane;
    for (int row = 0; row < batch * tileRows; row++) {
      readPlaces(products, row, plane);
      OUTPUT.apply(plane.lines, plane.down, INPUTS * plane.run);
      toPlaces(plane, OUTPUTS);
      OUTPUT.apply(plane.across, plane.done, OUTPUTS * plane.run);
      for (int r = 0; r < OUTPUTS; r++) {
        toLine(plane, r, filters);
        add(biasLine, plane.lines[r], biasLine.length);
        writeLine(output, rows.windows(), columns.windows() * filters, row, r, plane.lines[r], 0);
      }
    }
  }

  private void transformOutputGradient(Values gradient) {
    Arrays.fill(biasSum, 0);
    Plane plane = outputPlane;
    Axis down = new Axis(rows.windows(), 1, 1, false);
    Axis along = new Axis(columns.windows(), 1, 1, false);
    for (int row = 0; row < batch * tileRows; row++) {
      for (int r = 0; r < OUTPUTS; r++) {
        readLine(gradient, down, along, filters, row, r, plane.lines[r]);
        add(plane.lines[r], biasSum, biasSum.length);
      }
      OUTPUT_TRANSPOSED.apply(plane.lines, plane.down, lineLength(OUTPUTS, filters));
      toColumns(plane, OUTPUTS, filters);
      OUTPUT_TRANSPOSED.apply(plane.across, plane.done, INPUTS * plane.run);
      writePlaces(products, row, plane);
    }
  }

  private void sumBiases(Values gradient) {
    float[] sum = biasLine;
    Arrays.fill(sum, 0, filters, 0);
    for (int i = 0; i < biasSum.length; i += filters) {
      for (int f = 0; f < filters; f++) {
        sum[f] += biasSum[i + f];
      }
    }
    gradient.write(0, sum, filters);
  }

  /** Neighbouring tiles share two rows and two columns of the input, whose gradients add up. */
  private void transformInputGradient(Values gradient) {
    Plane plane = inputPlane;
    int length = lineLength(INPUTS, channels);
    for (int row = 0; row < batch * tileRows; row++) {
      readPlaces(transformedInput, row, plane);
      INPUT_TRANSPOSED.apply(plane.lines, plane.down, INPUTS * plane.run);
      toPlaces(plane, INPUTS);
      INPUT_TRANSPOSED.apply(plane.across, plane.done, INPUTS * plane.run);
      boolean isFirst = row % tileRows == 0;
      boolean isLast = row % tileRows == tileRows - 1;
      for (int y = 0; y < INPUTS; y++) {
        float[] line = plane.lines[y];
        toOverlappingLine(plane, y, line);
        if (y < SHARED && !isFirst) {
          add(carried[y], line, length);
        }
        if (y < OUTPUTS || isLast) {
          writeLine(
              gradient,
              rows.length(),
              columns.length() * channels,
              row,
              y + rows.start(0),
              line,
              -columns.start(0) * channels);
        } else {
          System.arraycopy(line, 0, carried[y - OUTPUTS], 0, length);
        }
      }
    }
  }

  /** The line {@code y} of a row of tiles of the input, from what each tile adds to it. */
  private void toOverlappingLine(Plane plane, int y, float[] line) {
    Arrays.fill(line, 0);
    for (int j = 0; j < tileColumns; j++) {
      for (int m = 0; m < INPUTS; m++) {
        int from = y * plane.run + j * channels;
        int to = (j * OUTPUTS + m) * channels;
        if (m < SHARED && j > 0) {
          float[] done = plane.done[m];
          for (int c = 0; c < channels; c++) {
            line[to + c] += done[from + c];
          }
        } else {
          System.arraycopy(plane.done[m], from, line, to, channels);
        }
      }
    }
  }

  private int lineLength(int tile, int values) {
    return ((tileColumns - 1) * OUTPUTS + tile) * values;
  }

  /**
   * Reads one row of maps, with zeros beyond their borders.
   *
   * @param row of tiles, in the whole batch
   * @param offset of the line from the first one of the tiles
   */
  private void readLine(
      Values maps, Axis down, Axis along, int values, int row, int offset, float[] line) {
    int y = row % tileRows * OUTPUTS + offset;
    int length = along.length() * values;
    int before = -along.start(0) * values;
    Arrays.fill(line, 0, before, 0);
    Arrays.fill(line, before + length, line.length, 0);
    if (y < 0 || y >= down.length()) {
      Arrays.fill(line, 0);
    } else {
      long image = row / tileRows;
      maps.read((image * down.length() + y) * length, line, before, length);
    }
  }

  private void writeLine(
      Values maps, int lines, int length, int row, int offset, float[] line, int start) {
    int y = row % tileRows * OUTPUTS + offset;
    if (y >= 0 && y < lines) {
      long image = row / tileRows;
      maps.write((image * lines + y) * length, line, start, length);
    }
  }

  /** From lines, transformed down the columns, to the columns within the tiles. */
  private void toColumns(Plane plane, int tile, int values) {
    for (int k = 0; k < INPUTS; k++) {
      for (int j = 0; j < tileColumns; j++) {
        for (int m = 0; m < tile; m++) {
          int from = (j * OUTPUTS + m) * values;
          System.arraycopy(
              plane.down[k], from, plane.across[m], k * plane.run + j * values, values);
        }
      }
    }
  }

  /** From places by their row within the tiles to places by their column. */
  private static void toPlaces(Plane plane, int count) {
    for (int r = 0; r < count; r++) {
      for (int l = 0; l < INPUTS; l++) {
        System.arraycopy(plane.down[r], l * plane.run, plane.across[l], r * plane.run, plane.run);
      }
    }
  }

  /** The line {@code r} of a row of tiles of the output. */
  private void toLine(Plane plane, int r, int values) {
    for (int j = 0; j < tileColumns; j++) {
      for (int q = 0; q < OUTPUTS; q++) {
        int to = (j * OUTPUTS + q) * values;
        System.arraycopy(plane.done[q], r * plane.run + j * values, plane.lines[r], to, values);
      }
    }
  }

  private void writePlaces(Values places, int row, Plane plane) {
    for (int k = 0; k < INPUTS; k++) {
      for (int l = 0; l < INPUTS; l++) {
        long at = (long) (k * INPUTS + l) * batch * tileRows + row;
        places.write(at * plane.run, plane.done[l], k * plane.run, plane.run);
      }
    }
  }

  private void readPlaces(Values places, int row, Plane plane) {
    for (int k = 0; k < INPUTS; k++) {
      for (int l = 0; l < INPUTS; l++) {
        long at = (long) (k * INPUTS + l) * batch * tileRows + row;
        places.read(at * plane.run, plane.lines[k], l * plane.run, plane.run);
      }
    }
  }

  private static void add(float[] from, float[] to, int count) {
    for (int i = 0; i < count; i++) {
      to[i] += from[i];
    }
  }
}
