package digitscope.probe;

import digitscope.nn.Execution;
import digitscope.nn.Layer;
import digitscope.nn.MapShape;
import digitscope.nn.Network;
import java.util.List;

/** What images excite: the pre-activation of a unit at the place of its map where it is largest. */
final class PatternScore implements AutoCloseable {
  private static final int IMAGES = 16;

  private final MapShape image;
  private final MapShape maps;
  private final Execution execution;

  /**
   * @param position of the layer whose units are asked
   */
  PatternScore(ProbedNetwork probed, int position) {
    List<Layer> layers = Network.poolingFirst(probed.network().layers().subList(0, position + 1));
    this.image = layers.get(0).input();
    this.maps = layers.get(position).output();
    this.execution = new Execution(probed.network(), layers, IMAGES, Execution.Purpose.INFERENCE);
  }

  /** The value of each candidate's unit. */
  double[] of(List<CandidateSearch.Candidate> candidates) {
    double[] scores = new double[candidates.size()];
    float[] input = new float[IMAGES * image.size()];
    for (int from = 0; from < scores.length; from += IMAGES) {
      int count = Math.min(IMAGES, scores.length - from);
      for (int n = 0; n < count; n++) {
        float[] pixels = candidates.get(from + n).pixels();
        System.arraycopy(pixels, 0, input, n * image.size(), image.size());
      }
      execution.setInput(input);
      execution.forward();
      for (int n = 0; n < count; n++) {
        scores[from + n] = largest(n, candidates.get(from + n).unit());
      }
    }
    return scores;
  }

  private double largest(int position, int unit) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int place = 0; place < maps.area(); place++) {
      largest = Math.max(largest, execution.value(position, unit, place));
    }
    return largest;
  }

  @Override
  public void close() {
    execution.close();
  }
}
