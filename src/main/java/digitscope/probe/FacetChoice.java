package digitscope.probe;

import digitscope.nn.MapShape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which patterns of a unit are its facets. Of those that come to enough of the best one's
 * activation, the strongest counts for all that are much like it; of what is left so, the ones that
 * differ most are taken, the best one ahead.
 */
final class FacetChoice {
  /**
   * Moved by up to this many pixels, a shape is still the same: the changes it was searched under.
   */
  private static final int MOST_SHIFT = (int) PatternSettings.SHIFT;

  /** A small patch is moved less: by one pixel per this many of its side. */
  private static final int SIDE_PER_SHIFT = 9;

  /** Standard deviation of the smoothing, pixels. */
  private static final double SMOOTHING = 1;

  private final MapShape image;
  private final List<float[]> smooth;
  private final double[] scores;
  private final int shift;

  /**
   * @param images in [channels, height, width] order, 0 to 1
   * @param scores what each comes to
   * @param background of each channel
   * @param side of what the unit sees, pixels
   */
  FacetChoice(MapShape image, List<float[]> images, double[] scores, float[] background, int side) {
    this.image = image;
    this.shift = Math.min(MOST_SHIFT, side / SIDE_PER_SHIFT);
    this.scores = scores.clone();
    Planes planes = new Planes(image.height(), image.width());
    this.smooth = images.stream().map(one -> planes.blur(ink(one, background), SMOOTHING)).toList();
  }

  private float[] ink(float[] pixels, float[] background) {
    float[] ink = new float[pixels.length];
    for (int i = 0; i < ink.length; i++) {
      ink[i] = pixels[i] - background[i / image.area()];
    }
    return ink;
  }

  /** Numbers of the images that are facets, the strongest first. */
  List<Integer> facets() {
    List<Integer> ordered =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(n -> -scores[n]))
            .toList();
    double least = UnitFacets.SHARE * scores[ordered.get(0)];
    List<Integer> different = new ArrayList<>();
    for (int n : ordered) {
      boolean isBest = different.isEmpty();
      boolean isStrong = scores[n] > 0 && scores[n] >= least;
      if (isBest || (isStrong && likeness(n, different) <= UnitFacets.ALIKE)) {
        different.add(n);
      }
    }
    return mostDifferent(different);
  }

  private List<Integer> mostDifferent(List<Integer> different) {
    List<Integer> left = new ArrayList<>(different);
    List<Integer> chosen = new ArrayList<>(List.of(left.remove(0)));
    while (!left.isEmpty() && chosen.size() < UnitFacets.MOST) {
      Integer next =
          left.stream().min(Comparator.comparingDouble(n -> likeness(n, chosen))).orElseThrow();
      left.remove(next);
      chosen.add(next);
    }
    chosen.sort(Comparator.comparingDouble(n -> -scores[n]));
    return chosen;
  }

  /** How much an image is like the one that it is most like of some. */
  private double likeness(int n, List<Integer> others) {
    return others.stream().mapToDouble(other -> likeness(n, other)).max().orElse(0);
  }

  /** The cosine of the angle between two images, moved to where they are most alike. */
  double likeness(int a, int b) {
    double squaresOfA = squares(smooth.get(a));
    double squaresOfB = squares(smooth.get(b));
    if (squaresOfA == 0 || squaresOfB == 0) {
      return squaresOfA == squaresOfB ? 1 : 0; // where nothing is drawn, there is no angle
    }
    double most = Double.NEGATIVE_INFINITY;
    for (int down = -shift; down <= shift; down++) {
      for (int right = -shift; right <= shift; right++) {
        most = Math.max(most, product(smooth.get(a), smooth.get(b), down, right));
      }
    }
    return most / Math.sqrt(squaresOfA * squaresOfB);
  }

  private static double squares(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return sum;
  }

  private double product(float[] a, float[] b, int down, int right) {
    double sum = 0;
    int top = Math.max(0, -down);
    int bottom = image.height() - Math.max(0, down);
    int left = Math.max(0, -right);
    int end = image.width() - Math.max(0, right);
    for (int c = 0; c < image.channels(); c++) {
      for (int y = top; y < bottom; y++) {
        int from = (c * image.height() + y) * image.width();
        int to = from + down * image.width() + right;
        for (int x = left; x < end; x++) {
          sum += a[from + x] * b[to + x];
        }
      }
    }
    return sum;
  }
}
