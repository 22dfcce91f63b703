package digitscope.nn.vector;

import digitscope.nn.Binding;
import digitscope.nn.Changes;
import digitscope.nn.Dense;
import digitscope.nn.Values;
import digitscope.nn.vector.kernels.MatrixProduct;

/** ∂L/∂x = ∂L/∂y Wᵀ of a dense layer, with weights that are turned whenever they have changed. */
final class DenseInputGradient {
  private final int batch;
  private final int inputs;
  private final int units;

  /** The units, filled up as in the gradients for the output. */
  private final int columns;

  /** The inputs, filled up to what a product takes at a time. */
  private final int inputColumns;

  private final Values weights;
  private final Values gradient;
  private final Changes changes;
  private final float[] weightCopy;

  /** Weights the other way round: [columns, input columns]. */
  private final float[] turned;

  private final float[] dx;

  /**
   * @param gradient receives ∂L/∂x
   * @param columns length of a line of ∂L/∂y
   */
  DenseInputGradient(Dense layer, Binding binding, Values gradient, int columns) {
    this.batch = binding.batch();
    this.inputs = layer.input().size();
    this.units = layer.output().size();
    this.columns = columns;
    this.inputColumns = Widths.filledUp(inputs);
    this.weights = binding.weights(layer);
    this.gradient = gradient;
    this.changes = binding.changes();
    this.weightCopy = new float[inputs * units];
    this.turned = new float[columns * inputColumns];
    this.dx = new float[batch * inputColumns];
  }

  /** Sets it from ∂L/∂y: [images, columns], with zeros behind the units. */
  void set(float[] outputGradient) {
    if (changes.haveCome()) {
      turn();
    }
    MatrixProduct.multiply(outputGradient, 0, turned, 0, dx, 0, batch, inputColumns, columns);
    gradient.writeLines(0, batch, inputs, dx, 0, inputColumns);
  }

  private void turn() {
    weights.read(weightCopy);
    for (int i = 0; i < inputs; i++) {
      for (int unit = 0; unit < units; unit++) {
        turned[unit * inputColumns + i] = weightCopy[i * units + unit];
      }
    }
  }
}
