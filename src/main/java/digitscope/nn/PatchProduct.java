package digitscope.nn;

import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The parameter gradient of a convolution as one matrix product: patchesᵀ · ∂L/∂y, where each row
 * of patches holds what the kernel covers at one place, and a 1 for the bias. It spares the
 * gradient for the input, which nobody needs of a first layer and which costs as much again.
 */
final class PatchProduct implements Runnable {
  private static final int NOTHING = -1;

  private final int batch;
  private final int imageSize;
  private final Values images;
  private final Values patches;
  private final Operation product;

  /** For each element of an image's patches, its place in the image. */
  private final int[] places;

  PatchProduct(Convolution layer, Window window, Binding binding, Binding.Gradients gradients) {
    this.batch = binding.batch();
    this.imageSize = layer.input().size();
    this.places = places(window.rows(), window.columns(), layer.input().channels());
    int length = layer.fanIn() + 1;
    long count = (long) batch * layer.output().area();
    INDArray matrix = binding.buffers().zeros(count, length);
    this.images = Values.of(binding.input());
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

  /** Elements beyond the image's border, and the 1 for the bias, take nothing from it. */
  private static int[] places(Axis rows, Axis columns, int channels) {
    int length = rows.window() * columns.window() * channels + 1;
    int[] places = new int[rows.windows() * columns.windows() * length];
    Arrays.fill(places, NOTHING);
    for (int patch = 0; patch < rows.windows() * columns.windows(); patch++) {
      int top = rows.start(patch / columns.windows());
      int left = columns.start(patch % columns.windows());
      for (int k = 0; k < length - 1; k++) {
        int row = top + k / channels / columns.window();
        int column = left + k / channels % columns.window();
        if (row >= 0 && row < rows.length() && column >= 0 && column < columns.length()) {
          places[patch * length + k] = (row * columns.length() + column) * channels + k % channels;
        }
      }
    }
    return places;
  }

  @Override
  public void run() {
    for (int n = 0; n < batch; n++) {
      patches.gather((long) n * places.length, images, (long) n * imageSize, places);
    }
    product.run();
  }
}
