package digitscope.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How far the confidence of a classifier agrees with how often it is right (Guo et al., <i>On
 * Calibration of Modern Neural Networks</i>, ICML 2017).
 *
 * @param bins of equal width, from confidence 0 to 1
 * @param expectedError mean over all images of |accuracy − confidence| of their bin: the expected
 *     calibration error, in [0, 1]; NaN without images
 * @param largestError the largest such difference of a bin that is not empty; NaN without images
 */
public record Calibration(List<Bin> bins, double expectedError, double largestError) {
  public Calibration {
    bins = List.copyOf(bins);
  }

  /**
   * The images whose confidence lies between two bounds. The upper one belongs to it, as in the
   * paper.
   *
   * @param from lower bound of the confidence
   * @param to upper bound
   * @param images number of images
   * @param confidence their mean confidence; NaN without images
   * @param accuracy fraction of them that was predicted correctly; NaN without images
   */
  public record Bin(double from, double to, int images, double confidence, double accuracy) {}

  /** Of an evaluation, in this many bins. */
  public static Calibration of(Evaluation evaluation, int binCount) {
    int[] images = new int[binCount];
    int[] right = new int[binCount];
    double[] confidence = new double[binCount];
    for (int image = 0; image < evaluation.size(); image++) {
      double own = evaluation.confidence(image);
      int bin = Math.max(0, Math.min(binCount - 1, (int) Math.ceil(own * binCount) - 1));
      images[bin]++;
      confidence[bin] += own;
      right[bin] += evaluation.isRight(image) ? 1 : 0;
    }
    List<Bin> bins = new ArrayList<>();
    double expected = 0;
    double largest = evaluation.size() == 0 ? Double.NaN : 0;
    for (int bin = 0; bin < binCount; bin++) {
      double mean = confidence[bin] / images[bin];
      double accuracy = (double) right[bin] / images[bin];
      bins.add(
          new Bin((double) bin / binCount, (bin + 1.0) / binCount, images[bin], mean, accuracy));
      if (images[bin] > 0) {
        double error = Math.abs(accuracy - mean);
        expected += error * images[bin];
        largest = Math.max(largest, error);
      }
    }
    return new Calibration(bins, expected / evaluation.size(), largest);
  }

  /**
   * What is gained by not answering where the network is unsure.
   *
   * @param threshold least confidence with which it answers
   * @param answered part of the images that it answers
   * @param accuracy fraction of those that it predicts correctly; NaN if it answers none
   */
  public record Rejection(double threshold, double answered, double accuracy) {}

  /** For thresholds from 0 to 1, {@code points} of them. */
  public static List<Rejection> rejections(Evaluation evaluation, int points) {
    return IntStream.range(0, points)
        .mapToObj(i -> rejection(evaluation, (double) i / (points - 1)))
        .toList();
  }

  private static Rejection rejection(Evaluation evaluation, double threshold) {
    int answered = 0;
    int right = 0;
    for (int image = 0; image < evaluation.size(); image++) {
      if (evaluation.confidence(image) >= threshold) {
        answered++;
        right += evaluation.isRight(image) ? 1 : 0;
      }
    }
    return new Rejection(
        threshold, (double) answered / evaluation.size(), (double) right / answered);
  }
}
