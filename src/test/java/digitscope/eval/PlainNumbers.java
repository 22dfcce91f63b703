package digitscope.eval;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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

  /** Fraction of a class that was predicted correctly; NaN if the class is empty. */
  public double recall(int label) {
    return actual(label) == 0 ? Double.NaN : (double) count(label, label) / actual(label);
  }

  /** Twice the true positives by the images of the class and those read as it; NaN if none are. */
  public double f1(int label) {
    int both = actual(label) + predictedAs(label);
    return both == 0 ? Double.NaN : 2.0 * count(label, label) / both;
  }

  /** Fraction of all images that were predicted correctly. */
  public double accuracy() {
    int right = 0;
    for (int k = 0; k < evaluation.classes(); k++) {
      right += count(k, k);
    }
    return (double) right / evaluation.size();
  }

  /** As a table shows it: four decimals, or a dash if it is undefined. */
  public static String shown(double measure) {
    return Double.isNaN(measure) ? "–" : String.format(Locale.ROOT, "%.4f", measure);
  }

  /** Holds the keys of {@code evaluate --json}, but for the loss and the images, to the numbers. */
  public void assertSaidBy(JsonNode json) {
    assertThat(json.get("step").longValue()).isEqualTo(evaluation.step());
    assertThat(json.get("images").intValue()).isEqualTo(evaluation.size());
    assertThat(json.get("accuracy").doubleValue()).isEqualTo(accuracy());
    assertThat(json.get("confusion")).hasSize(evaluation.classes());
    assertThat(json.get("classes")).hasSize(evaluation.classes());
    for (int actual = 0; actual < evaluation.classes(); actual++) {
      assertThat(json.get("confusion").get(actual)).hasSize(evaluation.classes());
      for (int predicted = 0; predicted < evaluation.classes(); predicted++) {
        assertThat(json.get("confusion").get(actual).get(predicted).intValue())
            .isEqualTo(count(actual, predicted));
      }
      JsonNode measures = json.get("classes").get(actual);
      int right = count(actual, actual);
      assertThat(measures.get("label").intValue()).isEqualTo(actual);
      assertNumber(measures.get("precision"), precision(actual));
      assertNumber(measures.get("recall"), recall(actual));
      assertNumber(measures.get("f1"), f1(actual));
      assertThat(measures.get("tp").intValue()).isEqualTo(right);
      assertThat(measures.get("fp").intValue()).isEqualTo(predictedAs(actual) - right);
      assertThat(measures.get("fn").intValue()).isEqualTo(actual(actual) - right);
      assertThat(measures.get("actual").intValue()).isEqualTo(actual(actual));
    }
  }

  /** JSON has no NaN: what is undefined is null there, not 0 or absent. */
  private static void assertNumber(JsonNode found, double expected) {
    if (Double.isNaN(expected)) {
      assertThat(found.isNull()).isTrue();
    } else {
      assertThat(found.doubleValue()).isEqualTo(expected);
    }
  }
}
