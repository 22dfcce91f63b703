package digitscope.data.digits;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The curve of a glyph as a linear function of its control points: each sample of the curve is a
 * weighted sum of control points, so that moving the points moves the curve.
 *
 * <p>Pieces between corners are uniform Catmull-Rom splines (E. Catmull and R. Rom, A class of
 * local interpolating splines, 1974). Points with equal coordinates are one point; a stroke that
 * ends at its start without a corner is closed smoothly.
 */
final class GlyphCurve {
  private static final double SAMPLES_PER_UNIT = 26;

  /** How far along a stroke a deviation is felt, as a standard deviation. */
  private static final double KINSHIP = 0.25;

  /** A sample: control points and the weight of each. */
  private record Sample(int[] points, double[] weights) {}

  private final double[] xs;
  private final double[] ys;
  private final boolean[] ends;
  private final double[][] kinship;
  private final List<List<Sample>> strokes = new ArrayList<>();

  GlyphCurve(Glyph glyph) {
    Map<List<Double>, Integer> numbers = new LinkedHashMap<>();
    List<int[]> paths = new ArrayList<>();
    for (Glyph.Stroke stroke : glyph.strokes()) {
      paths.add(
          stroke.points().stream()
              .mapToInt(p -> numbers.computeIfAbsent(List.of(p.x(), p.y()), key -> numbers.size()))
              .toArray());
    }
    xs = numbers.keySet().stream().mapToDouble(p -> p.get(0)).toArray();
    ys = numbers.keySet().stream().mapToDouble(p -> p.get(1)).toArray();
    ends = ends(paths);
    kinship = kinship(paths);
    for (int i = 0; i < paths.size(); i++) {
      strokes.add(samples(paths.get(i), glyph.strokes().get(i).points()));
    }
  }

  /** Number of control points. */
  int points() {
    return xs.length;
  }

  double x(int point) {
    return xs[point];
  }

  double y(int point) {
    return ys[point];
  }

  /** Whether a stroke begins or ends here, touching no other. */
  boolean isEnd(int point) {
    return ends[point];
  }

  int strokes() {
    return strokes.size();
  }

  /** Samples of all strokes together. */
  int samples() {
    return strokes.stream().mapToInt(List::size).sum();
  }

  int samples(int stroke) {
    return strokes.get(stroke).size();
  }

  /** The first control point of a stroke, or its last. */
  boolean endIsFree(int stroke, boolean last) {
    List<Sample> samples = strokes.get(stroke);
    return ends[samples.get(last ? samples.size() - 1 : 0).points[last ? 2 : 1]];
  }

  /** One coordinate of a sample, from that coordinate of every control point. */
  double at(int stroke, int sample, double[] coordinates) {
    Sample s = strokes.get(stroke).get(sample);
    double sum = 0;
    for (int k = 0; k < s.points.length; k++) {
      sum += s.weights[k] * coordinates[s.points[k]];
    }
    return sum;
  }

  /** Noise of variance 1 that neighbors along a stroke share, from independent such noise. */
  double smoothed(double[] noise, int point) {
    double sum = 0;
    for (int i = 0; i < noise.length; i++) {
      sum += kinship[point][i] * noise[i];
    }
    return sum;
  }

  private boolean[] ends(List<int[]> paths) {
    int[] uses = new int[xs.length];
    paths.forEach(
        path -> {
          for (int point : path) {
            uses[point]++;
          }
        });
    boolean[] result = new boolean[xs.length];
    for (int[] path : paths) {
      for (int point : new int[] {path[0], path[path.length - 1]}) {
        result[point] = uses[point] == 1;
      }
    }
    return result;
  }

  private double[][] kinship(List<int[]> paths) {
    double[][] weights = new double[xs.length][xs.length];
    for (int[] path : paths) {
      for (int i = 0; i < path.length; i++) {
        double away = 0;
        for (int j = i; j < path.length; j++) {
          away += j > i ? distance(path[j - 1], path[j]) / KINSHIP : 0;
          double weight = StrictMath.exp(-away * away / 2);
          weights[path[i]][path[j]] = Math.max(weights[path[i]][path[j]], weight);
          weights[path[j]][path[i]] = Math.max(weights[path[j]][path[i]], weight);
        }
      }
    }
    for (double[] row : weights) {
      double square = 0;
      for (double weight : row) {
        square += weight * weight;
      }
      for (int j = 0; j < row.length; j++) {
        row[j] /= Math.sqrt(square);
      }
    }
    return weights;
  }

  private List<Sample> samples(int[] path, List<Glyph.Point> points) {
    List<Sample> samples = new ArrayList<>();
    int last = path.length - 1;
    boolean closed = path[0] == path[last] && !points.get(0).corner() && last > 2;
    for (int i = 0; i < last; i++) {
      int before = i > 0 ? path[i - 1] : path[last - 1];
      int after = i + 1 < last ? path[i + 2] : path[1];
      boolean sharpStart = points.get(i).corner() || (i == 0 && !closed);
      boolean sharpEnd = points.get(i + 1).corner() || (i + 1 == last && !closed);
      int[] four = {before, path[i], path[i + 1], after};
      double length = distance(four[1], four[2]);
      int count = (int) Math.max(2, Math.ceil(length * SAMPLES_PER_UNIT));
      for (int k = 0; k < count + (i + 1 == last ? 1 : 0); k++) {
        samples.add(new Sample(four, weights(k / (double) count, sharpStart, sharpEnd)));
      }
    }
    return samples;
  }

  private double distance(int from, int to) {
    return StrictMath.hypot(xs[to] - xs[from], ys[to] - ys[from]);
  }

  /** Catmull-Rom weights at t; at a sharp end the missing neighbor is mirrored in the end. */
  private static double[] weights(double t, boolean sharpStart, boolean sharpEnd) {
    double[] w = {
      ((2 - t) * t - 1) * t / 2,
      ((3 * t - 5) * t * t + 2) / 2,
      ((4 - 3 * t) * t + 1) * t / 2,
      (t - 1) * t * t / 2
    };
    if (sharpStart) {
      w[1] += 2 * w[0];
      w[2] -= w[0];
      w[0] = 0;
    }
    if (sharpEnd) {
      w[2] += 2 * w[3];
      w[1] -= w[3];
      w[3] = 0;
    }
    return w;
  }
}
