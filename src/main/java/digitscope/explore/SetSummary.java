package digitscope.explore;

import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import digitscope.data.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;

/** The classes of a set of images, and measures of each image to sort them by. */
public final class SetSummary {
  static final float FULL_INK = 255;

  /** A quarter of full ink: what is fainter does not count for the size. */
  private static final int CLEAR_INK = 64;

  private static final int IMAGES_A_REPORT = 1000;

  private final Dataset data;
  private final List<ClassSummary> classes = new ArrayList<>();
  private final ClassSummary whole;
  private final int[] boxes;
  private final float[] ink;
  private final float[] distances;

  private SetSummary(Dataset data, Progress progress) {
    this.data = data;
    boxes = new int[data.size()];
    ink = new float[data.size()];
    distances = new float[data.size()];
    whole = summarize(progress);
    measureDistances(progress);
  }

  /**
   * Reads every image twice.
   *
   * @throws CancellationException if {@code progress} asked for the end
   */
  public static SetSummary of(Dataset data, Progress progress) {
    return new SetSummary(data, progress);
  }

  /** The set. */
  public Dataset data() {
    return data;
  }

  /** A summary of each class, in the order of their numbers. */
  public List<ClassSummary> classes() {
    return List.copyOf(classes);
  }

  /** All images together. */
  public ClassSummary whole() {
    return whole;
  }

  /** A measure of an image. */
  public float measure(ImageOrder order, int image) {
    return switch (order) {
      case INDEX -> image;
      case SIZE -> boxes[image];
      case INK -> ink[image];
      case DISTANCE -> distances[image];
    };
  }

  /**
   * Images in an order; those of equal measure by index.
   *
   * @param label class of the images; empty for all
   */
  public int[] images(OptionalInt label, ImageOrder order, boolean descending) {
    long[] keys = new long[data.size()];
    int count = 0;
    for (int i = 0; i < keys.length; i++) {
      if (label.isEmpty() || data.label(i) == label.getAsInt()) {
        // No measure is negative, and such floats are in the order of their bits.
        int bits = order == ImageOrder.INDEX ? i : Float.floatToIntBits(measure(order, i));
        keys[count++] = (long) (descending ? Integer.MAX_VALUE - bits : bits) << 32 | i;
      }
    }
    Arrays.sort(keys, 0, count);
    int[] images = new int[count];
    for (int i = 0; i < count; i++) {
      images[i] = (int) keys[i];
    }
    return images;
  }

  private ClassSummary summarize(Progress progress) {
    int values = data.shape().size();
    long[][] sums = new long[data.classes()][values];
    long[][] squares = new long[data.classes()][values];
    int[] counts = new int[data.classes()];
    byte[] image = new byte[values];
    for (int i = 0; i < data.size(); i++) {
      report(progress, i, 0);
      data.copyImage(i, image, 0);
      int label = data.label(i);
      counts[label]++;
      ink[i] = add(image, sums[label], squares[label]) / (FULL_INK * values);
      boxes[i] = box(image, data.shape());
    }
    long[] allSums = new long[values];
    long[] allSquares = new long[values];
    for (int label = 0; label < counts.length; label++) {
      classes.add(ClassSummary.of(counts[label], sums[label], squares[label]));
      add(sums[label], allSums);
      add(squares[label], allSquares);
    }
    return ClassSummary.of(data.size(), allSums, allSquares);
  }

  private void measureDistances(Progress progress) {
    byte[] image = new byte[data.shape().size()];
    for (int i = 0; i < data.size(); i++) {
      report(progress, i, 0.5);
      data.copyImage(i, image, 0);
      float[] mean = classes.get(data.label(i)).mean();
      float sum = 0;
      for (int p = 0; p < image.length; p++) {
        float difference = (image[p] & 0xff) / FULL_INK - mean[p];
        sum += difference * difference;
      }
      distances[i] = (float) Math.sqrt(sum);
    }
  }

  private void report(Progress progress, int image, double before) {
    if (image % IMAGES_A_REPORT == 0) {
      if (progress.isCancelled()) {
        throw new CancellationException("Cancelled: the summary of " + data.name());
      }
      progress.advance(before + 0.5 * image / data.size());
    }
  }

  /** Adds an image to the sums and returns the sum of its values. */
  private static long add(byte[] image, long[] sums, long[] squares) {
    long sum = 0;
    for (int p = 0; p < image.length; p++) {
      int value = image[p] & 0xff;
      sums[p] += value;
      squares[p] += (long) value * value;
      sum += value;
    }
    return sum;
  }

  private static void add(long[] values, long[] target) {
    for (int i = 0; i < values.length; i++) {
      target[i] += values[i];
    }
  }

  /** Area of the rectangle around the clear ink of all channels. */
  private static int box(byte[] image, ImageShape shape) {
    int top = shape.height();
    int bottom = -1;
    int left = shape.width();
    int right = -1;
    for (int row = 0; row < shape.channels() * shape.height(); row++) {
      int y = row % shape.height();
      for (int x = 0; x < shape.width(); x++) {
        if ((image[row * shape.width() + x] & 0xff) >= CLEAR_INK) {
          top = Math.min(top, y);
          bottom = Math.max(bottom, y);
          left = Math.min(left, x);
          right = Math.max(right, x);
        }
      }
    }
    return Math.max(0, bottom - top + 1) * Math.max(0, right - left + 1);
  }
}
