package digitscope.engine;

import digitscope.data.Dataset;
import digitscope.eval.Evaluation;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** What the network says of every image of a set, asked by all workers together. */
final class EvaluationPass {
  private final Dataset data;
  private final ImageFeed feed;
  private final int classes;
  private final int slice;
  private final byte[] labels;
  private final double[] losses;
  private final float[] probabilities;
  private final AtomicInteger next = new AtomicInteger();

  /**
   * @param slice number of images that are computed together
   */
  EvaluationPass(ImageFeed feed, int classes, int slice) {
    this.data = feed.data();
    this.feed = feed;
    this.classes = classes;
    this.slice = slice;
    this.labels = new byte[data.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) data.label(i);
    }
    this.losses = new double[labels.length];
    this.probabilities = new float[labels.length * classes];
  }

  /** Reads slices until none is left, on a worker's thread. */
  void takePart(Worker worker, Round round) {
    // The last slice is smaller, and may come to any worker.
    worker.prepareToEvaluate(Math.min(slice, data.size()));
    worker.prepareToEvaluate(data.size() % slice);
    int from = next.getAndAdd(slice);
    while (from < data.size() && !round.isCancelled()) {
      worker.evaluate(feed, from, Math.min(data.size(), from + slice), losses, probabilities);
      from = next.getAndAdd(slice);
    }
  }

  /** What came of it, after all workers have taken part. */
  Evaluation toEvaluation(long step) {
    double mean = Arrays.stream(losses).sum() / losses.length;
    return new Evaluation(step, classes, labels, probabilities, mean);
  }
}
