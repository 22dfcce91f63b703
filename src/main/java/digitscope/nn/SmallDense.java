package digitscope.nn;

import digitscope.nn.vector.AlignedFloats;
import digitscope.nn.vector.MatrixProduct;
import digitscope.nn.vector.RowSum;
import digitscope.nn.vector.VectorUnit;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A dense layer in single precision with so few weights that they stay in the processor's cache:
 * calls of native operations take longer than the products, or as long.
 */
final class SmallDense {
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

  /** Outputs, or their gradients: [images, columns]. */
  private final float[] y;

  private final float[] biasLine;

  private SmallDense(Dense layer, Binding binding) {
    this.batch = binding.batch();
    this.inputs = layer.input().size();
    this.units = layer.output().size();
    this.columns = filledUp(units);
    this.input = Values.of(binding.input());
    this.output = Values.of(binding.output());
    this.weights = Values.of(binding.weights(layer, layer.weightCount()));
    this.biases = Values.of(binding.biases(layer));
    this.changes = binding.changes();
    this.x = new float[batch * inputs];
    this.w = new AlignedFloats(inputs * columns);
    this.y = new float[batch * columns];
    this.biasLine = new float[columns];
  }

  /** Whether a layer is worth it. */
  static boolean fits(Dense layer, DataType type) {
    return type == DataType.FLOAT
        && Backend.hasVectorKernels()
        && (long) layer.input().size() * filledUp(layer.output().size()) <= MOST_WEIGHTS;
  }

  private static int filledUp(int values) {
    int step = VectorUnit.productColumns();
    return (values + step - 1) / step * step;
  }

  /**
   * What a layer does.
   *
   * @param gradients absent where nothing goes backward
   */
  static Passes passes(Dense layer, Binding binding, Binding.@Nullable Gradients gradients) {
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
    if (w.align() || changes.haveCome()) {
      weights.readLines(0, inputs, units, w.array(), w.first(), columns);
      biases.read(0, biasLine, units);
    }
  }

  /** Sets all gradients, from the inputs and weights of the forward pass. */
  private final class Backward implements Runnable {
    private final Values outputGradient;
    private final Values weightGradient;
    private final Values biasGradient;
    private final @Nullable Values inputGradient;
    private final Changes turnedChanges;
    private final float[] dw = new float[inputs * columns];

    /** The inputs, filled up like {@link #columns}. */
    private final int inputColumns = filledUp(inputs);

    /** Weights the other way round: [columns, input columns]. */
    private final float[] turned = new float[columns * inputColumns];

    private final float[] biasSums = new float[columns];
    private final float[] dx;

    Backward(Dense layer, Binding binding, Binding.Gradients gradients) {
      this.turnedChanges = binding.changes();
      this.outputGradient = Values.of(gradients.output());
      this.weightGradient = Values.of(gradients.weights(layer, layer.weightCount()));
      this.biasGradient = Values.of(gradients.biases(layer));
      INDArray wanted = gradients.input();
      this.inputGradient = wanted == null ? null : Values.of(wanted);
      this.dx = new float[wanted == null ? 0 : batch * inputColumns];
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
        setInputGradient(inputGradient);
      }
    }

    private void setInputGradient(Values gradient) {
      if (turnedChanges.haveCome()) {
        turn();
      }
      MatrixProduct.multiply(y, 0, turned, 0, dx, 0, batch, inputColumns, columns);
      gradient.writeLines(0, batch, inputs, dx, 0, inputColumns);
    }

    private void turn() {
      float[] from = w.array();
      int first = w.first();
      for (int i = 0; i < inputs; i++) {
        for (int unit = 0; unit < units; unit++) {
          turned[unit * inputColumns + i] = from[first + i * columns + unit];
        }
      }
    }
  }
}
