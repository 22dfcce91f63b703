package digitscope.nn.plain;

import digitscope.nn.Dense;

/**
 * Every output sees every input. With W as [inputs, units]:
 *
 * <pre>
 * y[n, k] = b[k] + Σ_i x[n, i] · W[i, k]
 *
 * ∂L/∂W[i, k] = Σ_n x[n, i] · ∂L/∂y[n, k]
 * ∂L/∂b[k]    = Σ_n ∂L/∂y[n, k]
 * ∂L/∂x[n, i] = Σ_k W[i, k] · ∂L/∂y[n, k]
 * </pre>
 */
final class PlainDense implements PlainLayer {
  private final int inputs;
  private final int units;

  PlainDense(Dense layer) {
    this.inputs = layer.input().size();
    this.units = layer.output().size();
  }

  @Override
  public void forward(Pass pass) {
    double[] w = pass.parameters();
    int biases = inputs * units;
    for (int n = 0; n < pass.batch(); n++) {
      for (int k = 0; k < units; k++) {
        pass.y()[n * units + k] = w[biases + k];
      }
      for (int i = 0; i < inputs; i++) {
        double x = pass.x()[n * inputs + i];
        for (int k = 0; k < units; k++) {
          pass.y()[n * units + k] += x * w[i * units + k];
        }
      }
    }
  }

  @Override
  public void backward(Pass pass, Gradients gradients) {
    double[] w = pass.parameters();
    double[] dw = gradients.parameters();
    double[] dy = gradients.dy();
    int biases = inputs * units;
    for (int n = 0; n < pass.batch(); n++) {
      for (int k = 0; k < units; k++) {
        dw[biases + k] += dy[n * units + k];
      }
      for (int i = 0; i < inputs; i++) {
        double x = pass.x()[n * inputs + i];
        double dx = 0;
        for (int k = 0; k < units; k++) {
          dw[i * units + k] += x * dy[n * units + k];
          dx += w[i * units + k] * dy[n * units + k];
        }
        gradients.dx()[n * inputs + i] = dx;
      }
    }
  }
}
