package digitscope.nn.vector.kernels;

import static digitscope.nn.vector.kernels.VectorUnit.Species.FLOATS;
import static jdk.incubator.vector.FloatVector.fromArray;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The weights of a 3×3 convolution with stride 1 whose gradient is exactly 0, as the input channel
 * is 0 wherever the filter's output gradient is not. Winograd's minimal filtering leaves the
 * rounding error of whole tiles there, of which Adam, dividing a gradient by its own size, would
 * make a full step.
 *
 * <p>Only gradients so small that they can be such an error are looked at, and the inputs and
 * output gradients decide, image by image until all of them are found to be sums of something: such
 * a small gradient remains as it is. Most are within the first images.
 */
public final class EmptySums {
  private static final int TAPS = WinogradTransforms.TAPS;
  private static final int LENGTH = FLOATS.length();
  private static final int END = -1;

  /**
   * What is not below this part of the largest gradient is no such error: 170 times the rounding
   * error of one number, where those of the presets' convolutions are up to 6 times.
   */
  private static final float PART = 1e-5f;

  private final int channels;
  private final int filters;
  private final int rows;
  private final int columns;

  /** Of each filter, the first weight that may be one, or {@link #END}. */
  private final int[] firstOfFilter;

  /** Of such a weight, the next of its filter, or {@link #END}. */
  private final int[] next;

  private int left;

  /** Where the filter's output gradient is not 0: a row and a column each. */
  private final int[] places;

  /**
   * @param channels of the input
   * @param filters a multiple of {@link VectorUnit#length}
   * @param rows of the output
   * @param columns of the output
   */
  public EmptySums(int channels, int filters, int rows, int columns) {
    this.channels = channels;
    this.filters = filters;
    this.rows = rows;
    this.columns = columns;
    this.firstOfFilter = new int[filters];
    this.next = new int[TAPS * TAPS * channels * filters];
    this.places = new int[2 * rows * columns];
  }

  /**
   * Starts with the weights that may be some, judged by their size.
   *
   * @param gradient for the weights [3, 3, channels, filters]
   */
  public void start(float[] gradient) {
    Arrays.fill(firstOfFilter, END);
    left = 0;
    float most = PART * largest(gradient, next.length);
    for (int at = 0; at < next.length; at += LENGTH) {
      if (isAnySmall(gradient, at, most)) {
        for (int weight = at; weight < at + LENGTH; weight++) {
          if (gradient[weight] != 0 && Math.abs(gradient[weight]) < most) {
            next[weight] = firstOfFilter[weight % filters];
            firstOfFilter[weight % filters] = weight;
            left++;
          }
        }
      }
    }
  }

  /** Whether any weight is left. */
  public boolean areLeft() {
    return left > 0;
  }

  /**
   * Leaves out the weights to which an image contributes.
   *
   * @param x its input, channels last, with zeros around; the first window starts at {@code from}
   * @param row from one row of the input to the next
   * @param gradient for its output, channels last, from {@code gradientFrom} on
   * @param gradientRow from one row of that to the next
   */
  public void leaveOut(
      float[] x, int from, int row, float[] gradient, int gradientFrom, int gradientRow) {
    for (int f = 0; f < filters; f++) {
      if (firstOfFilter[f] != END) {
        int count = findPlaces(gradient, gradientFrom + f, gradientRow);
        if (count > 0) {
          leaveOutOfFilter(f, x, from, row, count);
        }
      }
    }
  }

  private int findPlaces(float[] gradient, int from, int gradientRow) {
    int count = 0;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        if (gradient[from + i * gradientRow + j * filters] != 0) {
          places[2 * count] = i;
          places[2 * count + 1] = j;
          count++;
        }
      }
    }
    return count;
  }

  private void leaveOutOfFilter(int filter, float[] x, int from, int row, int count) {
    int kept = END;
    int weight = firstOfFilter[filter];
    while (weight != END) {
      int following = next[weight];
      int tap = weight / filters / channels;
      int at = from + tap / TAPS * row + tap % TAPS * channels + weight / filters % channels;
      if (isAnySeen(x, at, row, count)) {
        left--;
      } else {
        next[weight] = kept;
        kept = weight;
      }
      weight = following;
    }
    firstOfFilter[filter] = kept;
  }

  private boolean isAnySeen(float[] x, int at, int row, int count) {
    for (int p = 0; p < count; p++) {
      if (x[at + places[2 * p] * row + places[2 * p + 1] * channels] != 0) {
        return true;
      }
    }
    return false;
  }

  /** Sets the gradients of the weights that are left to 0. */
  public void erase(float[] gradient) {
    for (int first : firstOfFilter) {
      for (int weight = first; weight != END; weight = next[weight]) {
        gradient[weight] = 0;
      }
    }
  }

  private static boolean isAnySmall(float[] gradient, int at, float most) {
    FloatVector size = fromArray(FLOATS, gradient, at).abs();
    VectorMask<Float> isSmall = size.compare(VectorOperators.LT, most);
    return isSmall.and(size.compare(VectorOperators.NE, 0f)).anyTrue();
  }

  private static float largest(float[] values, int count) {
    FloatVector largest = FloatVector.zero(FLOATS);
    for (int i = 0; i < count; i += LENGTH) {
      largest = largest.max(fromArray(FLOATS, values, i).abs());
    }
    return largest.reduceLanes(VectorOperators.MAX);
  }
}
