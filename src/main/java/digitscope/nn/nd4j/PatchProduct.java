package digitscope.nn.nd4j;

import digitscope.nn.Axis;
import digitscope.nn.Binding;
import digitscope.nn.Convolution;
import digitscope.nn.Values;
import digitscope.nn.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The parameter gradient of a convolution as one matrix product: patches · ∂L/∂y, where each column
 * of patches holds what the kernel covers at one place, and a 1 for the bias. It spares the
 * gradient for the input, which a first layer does not need and which costs as much again.
 *
 * <p>A row of patches is an image shifted by one element of the kernel, so it is copied in runs.
 */
final class PatchProduct implements Runnable {
  private final int batch;
  private final Values images;
  private final Values patches;
  private final Operation product;
  private final List<List<Run>> rows;
  private final float[] image;
  private final float[] row;

  /** Neighbors in the image that are neighbors in a row of patches. */
  private record Run(int from, int to, int length) {}

  PatchProduct(Convolution layer, Binding binding, Binding.Gradients gradients) {
    NativeMemory memory = NativeMemory.of(binding);
    int taps = layer.weightCount() / layer.output().channels();
    this.batch = binding.batch();
    this.image = new float[layer.input().size()];
    this.row = new float[layer.output().area()];
    this.rows = rows(layer.window(), layer.input().channels());
    long count = (long) batch * row.length;
    INDArray matrix = memory.create(taps + 1, count);
    this.images = binding.input();
    this.patches = memory.values(matrix);
    for (long i = 0; i < count; i++) {
      patches.set(taps * count + i, 1);
    }
    int filters = layer.output().channels();
    INDArray dy = memory.array(gradients.output(), count, filters);
    INDArray sums = new ParameterGradients(memory, gradients).part(0, taps + 1, filters);
    this.product = memory.operation("matmul", List.of(matrix, dy), List.of(sums)).integers(0, 0, 0);
  }

  /** The runs of each row: of each channel at each place of the kernel. */
  private static List<List<Run>> rows(Window window, int channels) {
    List<List<Run>> rows = new ArrayList<>();
    for (int u = 0; u < window.rows().window(); u++) {
      for (int v = 0; v < window.columns().window(); v++) {
        for (int c = 0; c < channels; c++) {
          rows.add(runs(window, channels, u, v, c));
        }
      }
    }
    return rows;
  }

  private static List<Run> runs(Window window, int channels, int u, int v, int c) {
    Axis across = window.columns();
    List<Run> runs = new ArrayList<>();
    for (int place = 0; place < window.rows().windows() * across.windows(); place++) {
      int y = window.rows().start(place / across.windows()) + u;
      int x = across.start(place % across.windows()) + v;
      if (y >= 0 && y < window.rows().length() && x >= 0 && x < across.length()) {
        append(runs, (y * across.length() + x) * channels + c, place);
      }
    }
    return runs;
  }

  private static void append(List<Run> runs, int from, int to) {
    Run last = runs.isEmpty() ? new Run(-1, -1, 0) : runs.get(runs.size() - 1);
    if (from == last.from + last.length && to == last.to + last.length) {
      runs.set(runs.size() - 1, new Run(last.from, last.to, last.length + 1));
    } else {
      runs.add(new Run(from, to, 1));
    }
  }

  @Override
  public void run() {
    for (int n = 0; n < batch; n++) {
      images.read((long) n * image.length, image, image.length);
      for (int k = 0; k < rows.size(); k++) {
        Arrays.fill(row, 0); // for the places beyond the border
        for (Run run : rows.get(k)) {
          System.arraycopy(image, run.from, row, run.to, run.length);
        }
        patches.write(((long) k * batch + n) * row.length, row, row.length);
      }
    }
    product.run();
  }
}
