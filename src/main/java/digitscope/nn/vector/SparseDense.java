package digitscope.nn.vector;

import digitscope.nn.Binding;
import digitscope.nn.Dense;
import digitscope.nn.ImageInput;
import digitscope.nn.Passes;
import digitscope.nn.SparseImages;
import digitscope.nn.SparseRows;
import digitscope.nn.Values;
import digitscope.nn.vector.kernels.AlignedFloats;
import digitscope.nn.vector.kernels.PixelKernels;
import digitscope.nn.vector.kernels.RowSum;
import digitscope.nn.vector.kernels.SparseKernels;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A dense layer in single precision whose inputs are for the most part 0, as the pixels of a
 * drawing are: products with them are left out.
 */
public final class SparseDense implements ImageInput {
  /** Below this number of inputs there is too little to skip. */
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

  private final AlignedFloats.Filling weightFilling;

  /** Outputs or their gradients: [images, stride]. */
  private final float[] lines;

  private final float[] biasLine;

  /** The inputs: [images, inputs]. */
  private final SparseRows rows;

  /** Images whose pixels were given as such, so that they are not in {@link #input}. */
  private final boolean[] areGiven;

  private SparseDense(Dense layer, Binding binding) {
    this.layer = layer;
    this.binding = binding;
    this.batch = binding.batch();
    this.inputs = layer.input().size();
    this.units = layer.output().size();
    this.columns = SparseKernels.columns();
    this.stride = (units + columns - 1) / columns * columns;
    this.input = binding.input();
    this.output = binding.output();
    this.weights = binding.weights(layer);
    this.biases = binding.biases(layer);
    this.vector = new float[inputs];
    this.matrix = new AlignedFloats(inputs * stride);
    this.weightFilling =
        (array, first) -> weights.readLines(0, inputs, units, array, first, stride);
    this.lines = new float[batch * stride];
    this.biasLine = new float[stride];
    this.rows = new SparseRows(batch, inputs);
    this.areGiven = new boolean[batch];
  }

  /** Why a layer is better left to others, in words; empty if it is not. */
  public static Optional<String> obstacle(Dense layer) {
    return layer.input().size() >= FEWEST_INPUTS
        ? Optional.empty()
        : Optional.of("there is too little to skip in " + layer.input().size() + " inputs");
  }

  /**
   * What a layer does.
   *
   * @param gradients absent where nothing goes backward
   */
  public static Passes passes(Dense layer, Binding binding, Binding.@Nullable Gradients gradients) {
    SparseDense all = new SparseDense(layer, binding);
    return new Passes(all::forward, gradients == null ? null : all.new Backward(gradients), all);
  }

  @Override
  public void setImage(int position, byte[] image) {
    rows.set(position, image);
    areGiven[position] = true;
  }

  @Override
  public void setImage(int position, SparseImages images, int image) {
    int first = images.start(image, 0);
    int count = images.start(image, rows.blocks()) - first;
    int at = position * inputs;
    PixelKernels.unpack(images.pixels(), first, count, rows.values(), rows.places(), at);
    for (int block = 0; block < rows.blocks(); block++) {
      rows.setEnd(position, block, images.start(image, block + 1) - first);
    }
    areGiven[position] = true;
  }

  @Override
  public void forgetImages() {
    Arrays.fill(areGiven, false);
  }

  @Override
  public void writeInput() {
    for (int n = 0; n < batch; n++) {
      if (areGiven[n]) {
        rows.read(n, vector);
        input.write((long) n * inputs, vector, inputs);
      }
    }
  }

  private void forward() {
    matrix.refill(true, weightFilling);
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
    private final @Nullable DenseInputGradient inputGradient;

    Backward(Binding.Gradients gradients) {
      this.outputGradient = gradients.output();
      this.weightGradient = gradients.weights(layer);
      this.biasGradient = gradients.biases(layer);
      Values wanted = gradients.input();
      this.inputGradient =
          wanted == null ? null : new DenseInputGradient(layer, binding, wanted, stride);
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
      if (inputGradient != null) {
        inputGradient.set(lines);
      }
    }
  }
}
