package digitscope.probe;

import digitscope.nn.Execution;
import digitscope.nn.Layer;
import digitscope.nn.MapShape;
import digitscope.nn.Network;
import java.util.Arrays;
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
    return Arrays.stream(maps(candidates))
        .mapToDouble(map -> Arrays.stream(map).max().orElseThrow())
        .toArray();
  }

  /** The map of each candidate's unit, row by row. */
  double[][] maps(List<CandidateSearch.Candidate> candidates) {
    double[][] found = new double[candidates.size()][];
    float[] input = new float[IMAGES * image.size()];
    for (int from = 0; from < found.length; from += IMAGES) {
      int count = Math.min(IMAGES, found.length - from);
      for (int n = 0; n < count; n++) {
        float[] pixels = candidates.get(from + n).pixels();
        System.arraycopy(pixels, 0, input, n * image.size(), image.size());
      }
      execution.setInput(input);
      execution.forward();
      for (int n = 0; n < count; n++) {
        found[from + n] = map(n, candidates.get(from + n).unit());
      }
    }
    return found;
  }

  private double[] map(int position, int unit) {
    double[] map = new double[maps.area()];
    for (int place = 0; place < map.length; place++) {
      map[place] = execution.value(position, unit, place);
    }
    return map;
  }

  @Override
  public void close() {
    execution.close();
  }
}
