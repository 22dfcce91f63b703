package digitscope.nn;

import digitscope.nn.vector.RowSum;
import digitscope.nn.vector.SparseKernels;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A dense layer in single precision whose inputs are for the most part 0, as the pixels of a
 * drawing are: products with them are left out.
 */
final class SparseDense {
  /** Below so many inputs there is too little to leave out. */
  private static final int FEWEST_INPUTS = 256;

  private final int batch;
  private final int inputs;
  private final int units;

  /** The units, filled up. */
  private final int stride;

  private final Values input;
  private final Values output;
  private final Values weights;
  private final Values biases;
  private final float[] vector;

  /** Weights, or their gradient: [inputs, stride]. */
  private final float[] matrix;

  /** Outputs or their gradients of one image, or sums of gradients. */
  private final float[] line;

  private final float[] biasLine;

  /** What is not 0: where each image's values start, the values, and where their weights start. */
  private final int[] starts;

  private final float[] values;
  private final int[] rows;

  SparseDense(Dense layer, Binding binding) {
    this.batch = binding.batch();
    this.inputs = layer.input().size();
    this.units = layer.output().size();
    int columns = SparseKernels.columns();
    this.stride = (units + columns - 1) / columns * columns;
    this.input = Values.of(binding.input());
    this.output = Values.of(binding.output());
    this.weights = Values.of(binding.weights(layer, layer.weightCount()));
    this.biases = Values.of(binding.biases(layer));
    this.vector = new float[inputs];
    this.matrix = new float[inputs * stride];
    this.line = new float[stride];
    this.biasLine = new float[stride];
    this.starts = new int[batch + 1];
    this.values = new float[batch * inputs + 1];
    this.rows = new int[batch * inputs + 1];
  }

  /** Whether a layer is worth it. */
  static boolean fits(Dense layer, DataType type) {
    return type == DataType.FLOAT
        && layer.input().size() >= FEWEST_INPUTS
        && Backend.hasVectorKernels();
  }

  void forward() {
    for (int i = 0; i < inputs; i++) {
      weights.read((long) i * units, matrix, i * stride, units);
    }
    biases.read(0, biasLine, units);
    for (int n = 0; n < batch; n++) {
      int at = starts[n];
      input.read((long) n * inputs, vector, inputs);
      int count = SparseKernels.find(vector, inputs, stride, values, rows, at);
      starts[n + 1] = at + count;
      System.arraycopy(biasLine, 0, line, 0, stride);
      SparseKernels.addProduct(values, rows, at, count, matrix, stride, line, 0);
      output.write((long) n * units, line, units);
    }
  }

  /** Sets the gradients for weights and biases; overwrites the weights of the forward pass. */
  void backward(Values outputGradient, Values weightGradient, Values biasGradient) {
    Arrays.fill(matrix, 0);
    Arrays.fill(biasLine, 0);
    Arrays.fill(line, 0);
    for (int n = 0; n < batch; n++) {
      int at = starts[n];
      outputGradient.read((long) n * units, line, 0, units);
      RowSum.add(line, 0, 1, stride, biasLine);
      SparseKernels.addOuterProduct(values, rows, at, starts[n + 1] - at, line, 0, matrix, stride);
    }
    for (int i = 0; i < inputs; i++) {
      weightGradient.write((long) i * units, matrix, i * stride, units);
    }
    biasGradient.write(0, biasLine, units);
  }
}
