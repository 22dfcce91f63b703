package digitscope.nn;

import digitscope.nn.vector.AlignedFloats;
import digitscope.nn.vector.RowSum;
import digitscope.nn.vector.SparseKernels;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A dense layer in single precision whose inputs are for the most part 0, as the pixels of a
 * drawing are: products with them are left out.
 */
final class SparseDense {
  /** Below so many inputs there is too little to leave out. */
  private static final int FEWEST_INPUTS = 256;

  private final Dense layer;
  private final Binding binding;
  private final int batch;
  private final int inputs;
  private final int units;

  private final int columns;

  /** The units, filled up to a multiple of {@link #columns}. */
  private final int stride;

  private final Values input;
  private final Values output;
  private final Values weights;
  private final Values biases;
  private final float[] vector;

  /** Weights, or their gradient: [inputs, stride]. What lies behind the units is 0. */
  private final AlignedFloats matrix;

  /** Outputs or their gradients: [images, stride]. */
  private final float[] lines;

  private final float[] biasLine;

  /** The inputs: [images, inputs]. */
  private final SparseRows rows;

  /** Images whose pixels were given as such, so that they are not in {@link #input}. */
  private final boolean[] areGiven;

  SparseDense(Dense layer, Binding binding) {
    this.layer = layer;
    this.binding = binding;
    this.batch = binding.batch();
    this.inputs = layer.input().size();
    this.units = layer.output().size();
    this.columns = SparseKernels.columns();
    this.stride = (units + columns - 1) / columns * columns;
    this.input = Values.of(binding.input());
    this.output = Values.of(binding.output());
    this.weights = Values.of(binding.weights(layer, layer.weightCount()));
    this.biases = Values.of(binding.biases(layer));
    this.vector = new float[inputs];
    this.matrix = new AlignedFloats(inputs * stride);
    this.lines = new float[batch * stride];
    this.biasLine = new float[stride];
    this.rows = new SparseRows(batch, inputs);
    this.areGiven = new boolean[batch];
  }

  /** Whether a layer is worth it. */
  static boolean fits(Dense layer, DataType type) {
    return type == DataType.FLOAT
        && layer.input().size() >= FEWEST_INPUTS
        && Backend.hasVectorKernels();
  }

  /** Gives an image without writing it to the input's array. */
  void setImage(int position, byte[] image) {
    rows.set(position, image);
    areGiven[position] = true;
  }

  /** As {@link #setImage(int, byte[])}. */
  void setImage(int position, SparseImages images, int image) {
    rows.set(position, images, image);
    areGiven[position] = true;
  }

  /** From now on the input is what is in its array. */
  void forgetImages() {
    Arrays.fill(areGiven, false);
  }

  /** Writes images that were given to the input's array. */
  void writeInput() {
    for (int n = 0; n < batch; n++) {
      if (areGiven[n]) {
        rows.read(n, vector);
        input.write((long) n * inputs, vector, inputs);
      }
    }
  }

  Passes passes(Binding.@Nullable Gradients gradients) {
    return new Passes(this::forward, gradients == null ? null : new Backward(gradients));
  }

  private void forward() {
    matrix.align();
    weights.readLines(0, inputs, units, matrix.array(), matrix.first(), stride);
    biases.read(0, biasLine, units);
    for (int n = 0; n < batch; n++) {
      if (!areGiven[n]) {
        input.read((long) n * inputs, vector, inputs);
        rows.set(n, vector);
      }
      System.arraycopy(biasLine, 0, lines, n * stride, stride);
    }
    for (int c = 0; c < stride; c += columns) {
      for (int block = 0; block < rows.blocks(); block++) {
        for (int n = 0; n < batch; n++) {
          SparseKernels.addProduct(
              rows.values(),
              rows.places(),
              rows.start(n, block),
              rows.end(n, block),
              matrix.array(),
              matrix.first() + c,
              stride,
              lines,
              n * stride + c);
        }
      }
    }
    output.writeLines(0, batch, units, lines, 0, stride);
  }

  /** Sets all gradients; overwrites the weights of the forward pass. */
  private final class Backward implements Runnable {
    private final Values outputGradient;
    private final Values weightGradient;
    private final Values biasGradient;
    private final Runnable inputGradient;

    Backward(Binding.Gradients gradients) {
      this.outputGradient = Values.of(gradients.output());
      this.weightGradient = Values.of(gradients.weights(layer, layer.weightCount()));
      this.biasGradient = Values.of(gradients.biases(layer));
      this.inputGradient = layer.inputGradient(binding, gradients);
    }

    @Override
    public void run() {
      matrix.align();
      matrix.clear();
      Arrays.fill(lines, 0); // what lies behind the units may have grown beyond all bounds
      outputGradient.readLines(0, batch, units, lines, 0, stride);
      for (int c = 0; c < stride; c += columns) {
        for (int block = 0; block < rows.blocks(); block++) {
          for (int n = 0; n < batch; n++) {
            SparseKernels.addOuterProduct(
                rows.values(),
                rows.places(),
                rows.start(n, block),
                rows.end(n, block),
                lines,
                n * stride + c,
                matrix.array(),
                matrix.first() + c,
                stride);
          }
        }
      }
      weightGradient.writeLines(0, inputs, units, matrix.array(), matrix.first(), stride);
      Arrays.fill(biasLine, 0);
      RowSum.add(lines, 0, batch, stride, biasLine);
      biasGradient.write(0, biasLine, units);
      inputGradient.run();
    }
  }
}
