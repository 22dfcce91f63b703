package digitscope.nn.vector;

import digitscope.nn.Binding;
import digitscope.nn.Changes;
import digitscope.nn.Dense;
import digitscope.nn.Passes;
import digitscope.nn.Values;
import digitscope.nn.vector.kernels.AlignedFloats;
import digitscope.nn.vector.kernels.MatrixProduct;
import digitscope.nn.vector.kernels.RowSum;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A dense layer in single precision with so few weights that they stay in the processor's cache:
 * calls of native operations take longer than the products, or as long.
 */
public final class SmallDense {
  /** Those that fill up the columns are counted. */
  private static final int MOST_WEIGHTS = 65_536;

  private final int batch;
  private final int inputs;
  private final int units;

  /** The units, filled up to what a product takes at a time. */
  private final int columns;

  private final Values input;
  private final Values output;
  private final Values weights;
  private final Values biases;
  private final Changes changes;

  /** The inputs: [images, inputs]. */
  private final float[] x;

  /** Weights: [inputs, columns]. */
  private final AlignedFloats w;

  private final AlignedFloats.Filling weightFilling;

  /** Outputs, or their gradients: [images, columns]. */
  private final float[] y;

  private final float[] biasLine;

  private SmallDense(Dense layer, Binding binding) {
    this.batch = binding.batch();
    this.inputs = layer.input().size();
    this.units = layer.output().size();
    this.columns = Widths.filledUp(units);
    this.input = binding.input();
    this.output = binding.output();
    this.weights = binding.weights(layer);
    this.biases = binding.biases(layer);
    this.changes = binding.changes();
    this.x = new float[batch * inputs];
    this.w = new AlignedFloats(inputs * columns);
    this.weightFilling =
        (array, first) -> weights.readLines(0, inputs, units, array, first, columns);
    this.y = new float[batch * columns];
    this.biasLine = new float[columns];
  }

  /** Why a layer is better left to others, in words; empty if it is not. */
  public static Optional<String> obstacle(Dense layer) {
    long weights = (long) layer.input().size() * Widths.filledUp(layer.output().size());
    return weights <= MOST_WEIGHTS
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT, "%,d weights do not stay in the processor's cache", weights));
  }

  /**
   * What a layer does.
   *
   * @param gradients absent where nothing goes backward
   */
  public static Passes passes(Dense layer, Binding binding, Binding.@Nullable Gradients gradients) {
    SmallDense dense = new SmallDense(layer, binding);
    return new Passes(
        dense::forward, gradients == null ? null : dense.new Backward(layer, binding, gradients));
  }

  private void forward() {
    input.read(x);
    readParameters();
    MatrixProduct.multiply(x, 0, w.array(), w.first(), y, 0, batch, columns, inputs);
    RowSum.addTo(y, 0, batch, columns, biasLine);
    output.writeLines(0, batch, units, y, 0, columns);
  }

  private void readParameters() {
    boolean haveChanged = changes.haveCome();
    w.refill(haveChanged, weightFilling);
    if (haveChanged) {
      biases.read(0, biasLine, units);
    }
  }

  /** Sets all gradients, from the inputs and weights of the forward pass. */
  private final class Backward implements Runnable {
    private final Values outputGradient;
    private final Values weightGradient;
    private final Values biasGradient;
    private final @Nullable DenseInputGradient inputGradient;
    private final float[] dw = new float[inputs * columns];
    private final float[] biasSums = new float[columns];

    Backward(Dense layer, Binding binding, Binding.Gradients gradients) {
      this.outputGradient = gradients.output();
      this.weightGradient = gradients.weights(layer);
      this.biasGradient = gradients.biases(layer);
      Values wanted = gradients.input();
      this.inputGradient =
          wanted == null ? null : new DenseInputGradient(layer, binding, wanted, columns);
    }

    @Override
    public void run() {
      Arrays.fill(y, 0); // what lies behind the units may have grown beyond all bounds
      outputGradient.readLines(0, batch, units, y, 0, columns);
      MatrixProduct.multiplyTransposed(x, 0, y, 0, dw, 0, inputs, columns, batch);
      weightGradient.writeLines(0, inputs, units, dw, 0, columns);
      Arrays.fill(biasSums, 0);
      RowSum.add(y, 0, batch, columns, biasSums);
      biasGradient.write(0, biasSums, units);
      if (inputGradient != null) {
        inputGradient.set(y);
      }
    }
  }
}
