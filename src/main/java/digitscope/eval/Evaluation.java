package digitscope.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What a network said of every image of a labeled set at one step. Immutable; reading is safe from
 * any thread.
 */
public final class Evaluation {
  private final long step;
  private final int classes;
  private final byte[] labels;
  private final float[] probabilities;
  private final byte[] predictions;
  private final double loss;
  private final ConfusionMatrix confusion;

  /**
   * @param step training step after which the network was asked
   * @param classes number of classes
   * @param labels actual class of each image; not copied
   * @param probabilities {@code classes} values an image, one image after another; not copied
   * @param loss mean loss an image
   */
  public Evaluation(long step, int classes, byte[] labels, float[] probabilities, double loss) {
    if (probabilities.length != labels.length * classes) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d images of %d classes need %d probabilities, not %d",
              labels.length,
              classes,
              labels.length * classes,
              probabilities.length));
    }
    this.step = step;
    this.classes = classes;
    this.labels = labels;
    this.probabilities = probabilities;
    this.loss = loss;
    this.predictions = new byte[labels.length];
    int[][] counts = new int[classes][classes];
    for (int image = 0; image < labels.length; image++) {
      predictions[image] = (byte) argMax(probabilities, image * classes, classes);
      counts[labels[image] & 0xff][predictions[image] & 0xff]++;
    }
    this.confusion = new ConfusionMatrix(counts);
  }

  public long step() {
    return step;
  }

  public int classes() {
    return classes;
  }

  /** Number of images. */
  public int size() {
    return labels.length;
  }

  /** Mean loss an image. */
  public double loss() {
    return loss;
  }

  public double accuracy() {
    return confusion.accuracy();
  }

  public ConfusionMatrix confusion() {
    return confusion;
  }

  public int actual(int image) {
    return labels[image] & 0xff;
  }

  public int predicted(int image) {
    return predictions[image] & 0xff;
  }

  /** Whether an image was predicted as what it is. */
  public boolean isRight(int image) {
    return labels[image] == predictions[image];
  }

  /** Whether another evaluation is of images with the same labels in the same order. */
  public boolean isOfSameImages(Evaluation other) {
    return classes == other.classes
        && (labels == other.labels || Arrays.equals(labels, other.labels));
  }

  /** Probability of the predicted class, in [0, 1]. */
  public float confidence(int image) {
    return probability(image, predicted(image));
  }

  public float probability(int image, int label) {
    return probabilities[image * classes + label];
  }

  /** The likeliest class besides the predicted one; of equals the first. */
  public int rival(int image) {
    return likeliestBut(image, predicted(image));
  }

  /**
   * Cross-entropy of one image, the negative natural logarithm of its actual class's probability,
   * whatever cost the network was trained with; at least 0. A probability of 0 counts as the
   * smallest float above it, so that the loss stays finite.
   */
  public double loss(int image) {
    return Math.max(0, -Math.log(Math.max(probability(image, actual(image)), Float.MIN_VALUE)));
  }

  /**
   * How far the actual class leads: its probability less that of the likeliest other class, from -1
   * to 1, and below 0 where the prediction is wrong.
   */
  public double margin(int image) {
    int actual = actual(image);
    return (double) probability(image, actual) - probability(image, likeliestBut(image, actual));
  }

  /** The likeliest class but one; that one itself if there is no other. */
  private int likeliestBut(int image, int label) {
    int best = label == 0 ? Math.min(1, classes - 1) : 0;
    for (int other = best + 1; other < classes; other++) {
      if (other != label && probability(image, other) > probability(image, best)) {
        best = other;
      }
    }
    return best;
  }

  /** A copy of the probabilities of one image. */
  public float[] probabilities(int image) {
    float[] copy = new float[classes];
    System.arraycopy(probabilities, image * classes, copy, 0, classes);
    return copy;
  }

  /** Place of the actual class when the classes are sorted by probability; 1 is the likeliest. */
  public int rankOfActual(int image) {
    int actual = actual(image);
    float own = probability(image, actual);
    int rank = 1;
    for (int label = 0; label < classes; label++) {
      float other = probability(image, label);
      if (other > own || (other == own && label < actual)) {
        rank++;
      }
    }
    return rank;
  }

  /**
   * The images of a choice. Mistakes come with the largest first: highest probability of the wrong
   * class that was predicted. Correctly predicted images come with the least certain first.
   */
  public List<Integer> images(CellChoice choice) {
    List<Integer> chosen = new ArrayList<>();
    for (int image = 0; image < labels.length; image++) {
      if (choice.includes(actual(image), predicted(image))) {
        chosen.add(image);
      }
    }
    return sorted(chosen);
  }

  /** Images in the order of {@link #images(CellChoice)}. */
  List<Integer> sorted(List<Integer> images) {
    List<Integer> chosen = new ArrayList<>(images);
    chosen.sort(
        Comparator.<Integer>comparingDouble(
                image -> actual(image) == predicted(image) ? confidence(image) : -confidence(image))
            .thenComparing(Comparator.naturalOrder()));
    return List.copyOf(chosen);
  }

  private static int argMax(float[] values, int from, int length) {
    int best = 0;
    for (int i = 1; i < length; i++) {
      if (values[from + i] > values[from + best]) {
        best = i;
      }
    }
    return best;
  }
}
