package digitscope.eval;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Random evaluations, and their numbers worked out from labels and probabilities alone, image by
 * image, without the program's own matrix.
 */
public record PlainNumbers(Evaluation evaluation) {
  /**
   * Runs of three evaluations each of the same images, with few or many classes, some of which have
   * no image, no prediction, or neither.
   */
  public static Stream<List<Evaluation>> runs() {
    return Stream.of(2, 3, 5, 10, 12).map(classes -> run(classes, new Random(31L * classes)));
  }

  private static List<Evaluation> run(int classes, Random random) {
    byte[] labels = new byte[32 + random.nextInt(200)];
    int used = Math.max(1, classes - 1 - random.nextInt(2));
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) random.nextInt(used);
    }
    List<Evaluation> run = new ArrayList<>();
    for (int step = 0; step < 3; step++) {
      float[] probabilities = new float[labels.length * classes];
      // The last class is never read, and at first one more.
      int read = Math.max(1, classes - (step == 0 ? 2 : 1));
      for (int i = 0; i < labels.length; i++) {
        boolean isSure = random.nextInt(3) < step;
        int winner = isSure && labels[i] < read ? labels[i] : random.nextInt(read);
        for (int k = 0; k < classes; k++) {
          probabilities[i * classes + k] = random.nextFloat() * 0.4f / classes;
        }
        probabilities[i * classes + winner] = 0.5f + random.nextFloat() / 2;
      }
      run.add(new Evaluation(100L * step, classes, labels, probabilities, random.nextDouble()));
    }
    return run;
  }

  private int predicted(int image) {
    int best = 0;
    for (int k = 1; k < evaluation.classes(); k++) {
      best = evaluation.probability(image, k) > evaluation.probability(image, best) ? k : best;
    }
    return best;
  }

  /** Images of a class that were read as a class, the most confident mistake first. */
  public List<Integer> images(int actual, int predicted) {
    List<Integer> images = new ArrayList<>();
    for (int image = 0; image < evaluation.size(); image++) {
      if (evaluation.actual(image) == actual && predicted(image) == predicted) {
        images.add(image);
      }
    }
    int sign = actual == predicted ? 1 : -1;
    images.sort(
        Comparator.comparingDouble(image -> sign * evaluation.probability(image, predicted)));
    return images;
  }

  public int count(int actual, int predicted) {
    return images(actual, predicted).size();
  }

  /** Images of a class. */
  public int actual(int label) {
    int sum = 0;
    for (int k = 0; k < evaluation.classes(); k++) {
      sum += count(label, k);
    }
    return sum;
  }

  /** Images that were read as a class. */
  public int predictedAs(int label) {
    int sum = 0;
    for (int k = 0; k < evaluation.classes(); k++) {
      sum += count(k, label);
    }
    return sum;
  }

  /** Share of what was read as a class that is of it; NaN if nothing was. */
  public double precision(int label) {
    return predictedAs(label) == 0 ? Double.NaN : (double) count(label, label) / predictedAs(label);
  }

  /** Share of a class that was read rightly; NaN if the class is empty. */
  public double recall(int label) {
    return actual(label) == 0 ? Double.NaN : (double) count(label, label) / actual(label);
  }

  /** Twice the true positives by the images of the class and those read as it; NaN if none are. */
  public double f1(int label) {
    int both = actual(label) + predictedAs(label);
    return both == 0 ? Double.NaN : 2.0 * count(label, label) / both;
  }

  /** As a table shows it: four decimals, or a dash if it is undefined. */
  public static String shown(double measure) {
    return Double.isNaN(measure) ? "–" : String.format(Locale.ROOT, "%.4f", measure);
  }
}
