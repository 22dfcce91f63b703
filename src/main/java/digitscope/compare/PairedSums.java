package digitscope.compare;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Sums from which follow the correlations of every unit of one layer with every unit of another,
 * over images and the places of their maps: of both layers for the same image, and of one layer for
 * an image with the other for the next, which says what chance gives. Only sums are kept.
 */
final class PairedSums {
  private final int units;
  private final int places;
  private final Side first;
  private final Side second;
  private final double[][] own;
  private final double[][] shuffled;
  private long count;

  /**
   * @param units of each layer
   * @param places values of each unit's map
   */
  PairedSums(int units, int places) {
    this.units = units;
    this.places = places;
    this.first = new Side();
    this.second = new Side();
    this.own = new double[units][units];
    this.shuffled = new double[units][units];
  }

  /**
   * Takes some images into account. Each is compared with itself and, for chance, the last with the
   * first and every other with the next.
   *
   * @param images how many; more than one, or there is no chance to be known
   * @param one values of the first layer, [images, units, places]
   * @param other values of the second layer, likewise
   */
  void add(int images, float[] one, float[] other) {
    first.look(images, one);
    second.look(images, other);
    int length = images * places;
    double[] columns = new double[length * units];
    for (int unit = 0; unit < units; unit++) {
      for (int i = 0; i < length; i++) {
        double value = second.value(other, unit, i);
        columns[i * units + unit] = value;
        second.add(unit, value);
      }
    }
    IntStream.range(0, units).parallel().forEach(unit -> addRow(unit, length, one, columns));
    count += length;
  }

  /** One unit of the first layer with all of the second: one thread for each sum. */
  private void addRow(int unit, int length, float[] one, double[] columns) {
    double[] same = own[unit];
    double[] next = shuffled[unit];
    for (int i = 0; i < length; i++) {
      double value = first.value(one, unit, i);
      first.add(unit, value);
      addProducts(value, columns, i * units, same);
      addProducts(value, columns, (i + places) % length * units, next);
    }
  }

  private static void addProducts(double value, double[] columns, int from, double[] sums) {
    for (int j = 0; j < sums.length; j++) {
      sums[j] += value * columns[from + j];
    }
  }

  /** Whether each unit of the first layer has more than one value, all of them numbers. */
  boolean[] variesInFirst() {
    return first.varies();
  }

  /** The same of the second layer. */
  boolean[] variesInSecond() {
    return second.varies();
  }

  /**
   * Pearson's correlations for the same image, [unit of the first][unit of the second]; of units
   * that do not vary they say nothing.
   */
  double[][] correlations() {
    return correlations(own);
  }

  /** The same for other images: chance. */
  double[][] chanceCorrelations() {
    return correlations(shuffled);
  }

  private double[][] correlations(double[][] products) {
    double[][] correlations = new double[units][units];
    for (int i = 0; i < units; i++) {
      for (int j = 0; j < units; j++) {
        double covariance = products[i][j] - first.sums[i] * second.sums[j] / count;
        double scale = Math.sqrt(first.variance(i) * second.variance(j));
        correlations[i][j] = scale > 0 ? Math.max(-1, Math.min(1, covariance / scale)) : 0;
      }
    }
    return correlations;
  }

  /** Sums of one layer. */
  private final class Side {
    private final double[] shifts = new double[units];
    private final double[] sums = new double[units];
    private final double[] squares = new double[units];
    private final float[] least = new float[units];
    private final float[] most = new float[units];

    Side() {
      Arrays.fill(least, Float.POSITIVE_INFINITY);
      Arrays.fill(most, Float.NEGATIVE_INFINITY);
    }

    void look(int images, float[] values) {
      boolean isBeginning = count == 0;
      for (int unit = 0; unit < units; unit++) {
        double sum = 0;
        for (int i = 0; i < images * places; i++) {
          float value = values[index(unit, i)];
          least[unit] = Math.min(least[unit], value);
          most[unit] = Math.max(most[unit], value);
          sum += value;
        }
        if (isBeginning) {
          // Sums of squares far from the mean would lose digits.
          shifts[unit] = sum / (images * places);
        }
      }
    }

    double value(float[] values, int unit, int i) {
      return values[index(unit, i)] - shifts[unit];
    }

    private int index(int unit, int i) {
      return (i / places * units + unit) * places + i % places;
    }

    void add(int unit, double value) {
      sums[unit] += value;
      squares[unit] += value * value;
    }

    double variance(int unit) {
      return squares[unit] - sums[unit] * sums[unit] / count;
    }

    boolean[] varies() {
      boolean[] varies = new boolean[units];
      for (int unit = 0; unit < units; unit++) {
        varies[unit] =
            least[unit] < most[unit] && Float.isFinite(least[unit]) && Float.isFinite(most[unit]);
      }
      return varies;
    }
  }
}
