package digitscope.nn;

import digitscope.nn.vector.AlignedFloats;
import digitscope.nn.vector.MatrixProduct;
import digitscope.nn.vector.RowSum;
import digitscope.nn.vector.VectorUnit;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A dense layer in single precision with so few weights that they stay in the processor's cache:
 * calls of native operations take longer than the products, or as long.
 */
final class SmallDense {
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
  private final LongSupplier versions;

  /** Of the weights in {@link #w}. */
  private long version = -1;

  /** The inputs: [images, inputs]. */
  private final float[] x;

  /** Weights: [inputs, columns]. */
  private final AlignedFloats w;

  /** Outputs, or their gradients: [images, columns]. */
  private final float[] y;

  private final float[] biasLine;

  SmallDense(Dense layer, Binding binding) {
    this.batch = binding.batch();
    this.inputs = layer.input().size();
    this.units = layer.output().size();
    this.columns = filledUp(units);
    this.input = Values.of(binding.input());
    this.output = Values.of(binding.output());
    this.weights = Values.of(binding.weights(layer, layer.weightCount()));
    this.biases = Values.of(binding.biases(layer));
    this.versions = binding.version();
    this.x = new float[batch * inputs];
    this.w = new AlignedFloats(inputs * columns);
    this.y = new float[batch * columns];
    this.biasLine = new float[columns];
  }

  /** Whether a layer is worth it. */
  static boolean fits(Dense layer, DataType type) {
    return type == DataType.FLOAT
        && layer.weightCount() <= MOST_WEIGHTS
        && Backend.hasVectorKernels();
  }

  private static int filledUp(int values) {
    int step = VectorUnit.productColumns();
    return (values + step - 1) / step * step;
  }

  Passes passes(Dense layer, Binding.@Nullable Gradients gradients) {
    return new Passes(this::forward, gradients == null ? null : new Backward(layer, gradients));
  }

  private void forward() {
    input.read(x);
    readParameters();
    MatrixProduct.multiply(x, 0, w.array(), w.first(), y, 0, batch, columns, inputs);
    RowSum.addTo(y, 0, batch, columns, biasLine);
    for (int n = 0; n < batch; n++) {
      output.write((long) n * units, y, n * columns, units);
    }
  }

  private void readParameters() {
    long current = versions.getAsLong();
    if (w.align() || current != version) {
      for (int i = 0; i < inputs; i++) {
        weights.read((long) i * units, w.array(), w.first() + i * columns, units);
      }
      biases.read(0, biasLine, units);
      version = current;
    }
  }

  /** Sets all gradients, from the inputs and weights of the forward pass. */
  private final class Backward implements Runnable {
    private final Values outputGradient;
    private final Values weightGradient;
    private final Values biasGradient;
    private final @Nullable Values inputGradient;
    private final float[] dw = new float[inputs * columns];

    /** The inputs, filled up like {@link #columns}. */
    private final int inputColumns = filledUp(inputs);

    /** Weights the other way round: [columns, input columns]. */
    private final float[] turned = new float[columns * inputColumns];

    private final float[] biasSums = new float[columns];
    private final float[] dx;

    Backward(Dense layer, Binding.Gradients gradients) {
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
      for (int n = 0; n < batch; n++) {
        outputGradient.read((long) n * units, y, n * columns, units);
      }
      MatrixProduct.multiplyTransposed(x, 0, y, 0, dw, 0, inputs, columns, batch);
      for (int i = 0; i < inputs; i++) {
        weightGradient.write((long) i * units, dw, i * columns, units);
      }
      Arrays.fill(biasSums, 0);
      RowSum.add(y, 0, batch, columns, biasSums);
      biasGradient.write(0, biasSums, units);
      if (inputGradient != null) {
        setInputGradient(inputGradient);
      }
    }

    private void setInputGradient(Values gradient) {
      for (int i = 0; i < inputs; i++) {
        for (int unit = 0; unit < units; unit++) {
          turned[unit * inputColumns + i] = w.array()[w.first() + i * columns + unit];
        }
      }
      MatrixProduct.multiply(y, 0, turned, 0, dx, 0, batch, inputColumns, columns);
      for (int n = 0; n < batch; n++) {
        gradient.write((long) n * inputs, dx, n * inputColumns, inputs);
      }
    }
  }
}
