package digitscope.peer;

import digitscope.bench.Assignment;
import digitscope.bench.Task;
import digitscope.data.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Images as floats from 0 to 1, prepared before any time is taken, which is kinder to the peers
 * than to this program: it starts from bytes and shuffles while it trains.
 *
 * @param pixels of the images one after another
 * @param labels one an image
 */
record Batches(float[] pixels, int[] labels) {
  /** The images that an assignment is about, in mini-batches; what is left over is left out. */
  static List<Batches> of(Assignment assignment) {
    boolean trains = assignment.task() == Task.TRAIN;
    Dataset data = trains ? assignment.data().train() : assignment.data().test();
    int batchSize = assignment.config().training().batchSize();
    float[] table = new float[256];
    IntStream.range(0, table.length).forEach(value -> table[value] = value / 255f);
    List<Batches> batches = new ArrayList<>();
    int imageSize = data.shape().size();
    for (int from = 0; from < data.size(); from += batchSize) {
      int count = Math.min(batchSize, data.size() - from);
      if (trains && count < batchSize) {
        break;
      }
      float[] pixels = new float[count * imageSize];
      int[] labels = new int[count];
      for (int i = 0; i < count; i++) {
        data.copyImage(from + i, table, pixels, i * imageSize);
        labels[i] = data.label(from + i);
      }
      batches.add(new Batches(pixels, labels));
    }
    return batches;
  }

  int size() {
    return labels.length;
  }
}
