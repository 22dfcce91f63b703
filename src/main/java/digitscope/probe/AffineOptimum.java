package digitscope.probe;

import digitscope.nn.Execution;
import digitscope.nn.MapShape;
import java.util.ArrayList;
import java.util.List;

/**
 * The images that excite the units of a first layer most, in closed form. A unit's value is an
 * affine function of the pixels it sees, so of all images with pixels in [0, 1] that is the best
 * which is 1 where a weight is positive and 0 where it is negative. What the unit does not see is
 * left as the background.
 */
final class AffineOptimum implements CandidateSearch {
  private static final int IMAGES = 16;

  private final PatternTarget target;
  private final float[] background;
  private final Execution execution;
  private final List<Candidate> found = new ArrayList<>();

  AffineOptimum(PatternTarget target, float[] background) {
    this.target = target;
    this.background = background;
    this.execution = target.execution(IMAGES);
  }

  @Override
  public boolean advance() {
    int first = found.size();
    int count = Math.min(IMAGES, target.maps().channels() - first);
    MapShape seen = target.input();
    int[] units = new int[IMAGES];
    int[] places = new int[IMAGES];
    float[] ones = new float[IMAGES];
    for (int n = 0; n < count; n++) {
      units[n] = first + n;
      places[n] = target.isPatch() ? 0 : target.row() * target.maps().width() + target.column();
      ones[n] = 1;
    }
    execution.setInput(new float[IMAGES * seen.size()]);
    execution.forward();
    execution.setOutputGradient(units, places, ones);
    execution.backward();
    float[] weights = execution.inputGradient();
    for (int n = 0; n < count; n++) {
      float[] best = best(weights, n * seen.size());
      found.add(new Candidate(first + n, best, Patches.within(target.field(), target.image())));
    }
    return found.size() < target.maps().channels();
  }

  private float[] best(float[] weights, int from) {
    MapShape seen = target.input();
    MapShape canvas = target.canvas();
    float[] drawn = new float[canvas.size()];
    for (int i = 0; i < seen.size(); i++) {
      int c = i / seen.area();
      int y = i % seen.area() / seen.width() + target.margin();
      int x = i % seen.width() + target.margin();
      float weight = weights[from + i];
      drawn[(c * canvas.height() + y) * canvas.width() + x] =
          weight == 0 ? background[c] : weight > 0 ? 1 : 0;
    }
    return target.paste(drawn, target.field(), background);
  }

  @Override
  public double progress() {
    return found.size() / (double) target.maps().channels();
  }

  @Override
  public List<Candidate> candidates() {
    return List.copyOf(found);
  }

  @Override
  public void close() {
    execution.close();
  }
}
