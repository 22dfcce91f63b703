package digitscope.probe;

import digitscope.nn.Execution;
import digitscope.nn.Layer;
import digitscope.nn.MapShape;
import java.util.List;

/** The logit of a class for images, and its gradient for each of their values. */
final class LogitGradients implements AutoCloseable {
  private final int label;
  private final MapShape shape;
  private final int classes;
  private final Execution execution;
  private final float[] inputs;
  private final float[] wanted;

  /**
   * @param most number of images that are asked about at once, at most
   */
  LogitGradients(ProbedNetwork probed, int label, int most) {
    List<Layer> layers = probed.network().poolingFirst();
    this.label = label;
    this.shape = layers.get(0).input();
    this.classes = layers.get(layers.size() - 1).output().size();
    // Back and forth it takes about three times as long as forth.
    int batch = Math.max(1, Math.min(most, Batches.size(layers) / 3));
    this.execution = new Execution(probed.network(), layers, batch, Execution.Purpose.PROBING);
    this.inputs = new float[batch * shape.size()];
    this.wanted = new float[batch * classes];
  }

  /** Shape of the images. */
  MapShape shape() {
    return shape;
  }

  /** Number of images that are asked about at once. */
  int batch() {
    return execution.batch();
  }

  /** What the images are to be written to; [image, channels, height, width], in [0, 1]. */
  float[] inputs() {
    return inputs;
  }

  /**
   * The gradients for the first images of {@link #inputs}; [image, channels, height, width].
   *
   * @param count how many they are
   * @param logits receives the logit of each from {@code from} on
   */
  float[] compute(int count, double[] logits, int from) {
    execution.setInput(inputs);
    execution.forward();
    for (int n = 0; n < batch(); n++) {
      wanted[n * classes + label] = n < count ? 1 : 0;
      if (n < count) {
        logits[from + n] = execution.logits(n)[label];
      }
    }
    execution.setOutputGradient(wanted);
    execution.backward();
    return execution.inputGradient();
  }

  @Override
  public void close() {
    execution.close();
  }
}
