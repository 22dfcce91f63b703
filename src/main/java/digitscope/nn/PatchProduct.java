package digitscope.nn;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The parameter gradient of a convolution as one matrix product: patchesᵀ · ∂L/∂y, where each row
 * of patches holds what the kernel covers at one place, and a 1 for the bias. It spares the
 * gradient for the input, which nobody needs of a first layer and which costs as much again.
 */
final class PatchProduct implements Runnable {
  private final MapShape input;
  private final Axis rows;
  private final Axis columns;
  private final int batch;
  private final int length;
  private final Values image;
  private final Values patches;
  private final Operation product;

  PatchProduct(
      Convolution layer, Axis rows, Axis columns, Binding binding, Binding.Gradients gradients) {
    this.input = layer.input();
    this.rows = rows;
    this.columns = columns;
    this.batch = binding.batch();
    this.length = layer.fanIn() + 1;
    long count = (long) batch * layer.output().area();
    INDArray matrix = binding.buffers().zeros(count, length);
    this.image = Values.of(binding.input());
    this.patches = Values.of(matrix);
    for (long patch = 0; patch < count; patch++) {
      patches.set(patch * length + length - 1, 1);
    }
    INDArray dy = gradients.output().reshape('c', count, layer.output().channels());
    this.product =
        binding
            .operation("matmul", List.of(matrix, dy), gradients.weightsAndBiases(layer))
            .integers(1, 0, 0);
  }

  @Override
  public void run() {
    long target = 0;
    for (int n = 0; n < batch; n++) {
      for (int i = 0; i < rows.windows(); i++) {
        for (int j = 0; j < columns.windows(); j++) {
          copyPatch(n, rows.start(i), columns.start(j), target);
          target += length;
        }
      }
    }
    product.run();
  }

  private void copyPatch(int n, int top, int left, long target) {
    int channels = input.channels();
    // Places outside the image are never written: they stay 0 as they were allocated.
    int firstRow = Math.max(0, -top);
    int lastRow = Math.min(rows.window(), rows.length() - top);
    int first = Math.max(0, -left) * channels;
    int last = Math.min(columns.window(), columns.length() - left) * channels;
    for (int u = firstRow; u < lastRow; u++) {
      long from = ((long) (n * rows.length() + top + u) * columns.length() + left) * channels;
      long to = target + (long) u * columns.window() * channels;
      for (int k = first; k < last; k++) {
        patches.set(to + k, image.get(from + k));
      }
    }
  }
}
