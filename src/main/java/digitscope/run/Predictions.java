package digitscope.run;

import digitscope.eval.Evaluation;
import digitscope.io.WordedIOException;
import java.io.IOException;
import java.util.Locale;

/**
 * A network's predictions for a set of images, as stored in files: labels as bytes, probabilities
 * in 65,535ths. What was predicted stays what it was, to the last image.
 */
final class Predictions {
  /** The largest unsigned number of 16 bits stands for a probability of 1. */
  private static final int ONE = 0xffff;

  private Predictions() {}

  /** Actual class of each image. */
  static byte[] labels(Evaluation evaluation) {
    byte[] labels = new byte[evaluation.size()];
    for (int image = 0; image < labels.length; image++) {
      labels[image] = (byte) evaluation.actual(image);
    }
    return labels;
  }

  /** Probabilities in 65,535ths, [images, classes]. */
  static NpyArray probabilities(Evaluation evaluation) {
    int classes = evaluation.classes();
    short[] parts = new short[evaluation.size() * classes];
    for (int image = 0; image < evaluation.size(); image++) {
      int predicted = evaluation.predicted(image);
      int most = Math.round(evaluation.probability(image, predicted) * ONE);
      for (int label = 0; label < classes; label++) {
        // Of equal ones the first is what is predicted: rounding must not make it another.
        int least = label < predicted ? most - 1 : most;
        int part = Math.round(evaluation.probability(image, label) * ONE);
        parts[image * classes + label] = (short) Math.min(part, least);
      }
    }
    return NpyArray.ofShorts(parts, classes);
  }

  /**
   * The evaluation whose labels and probabilities these are.
   *
   * @param parts probabilities in 65,535ths, [images, classes]
   */
  static Evaluation evaluation(long step, int classes, byte[] labels, short[] parts, double loss) {
    float[] probabilities = new float[parts.length];
    for (int i = 0; i < parts.length; i++) {
      probabilities[i] = Short.toUnsignedInt(parts[i]) / (float) ONE;
    }
    return new Evaluation(step, classes, labels, probabilities, loss);
  }

  /**
   * Refuses labels that are none of the classes.
   *
   * @throws IOException if there is one
   */
  static void check(byte[] labels, int classes) throws IOException {
    for (byte label : labels) {
      if (Byte.toUnsignedInt(label) >= classes) {
        throw new WordedIOException(
            String.format(Locale.ROOT, "it has a label outside its %d classes", classes));
      }
    }
  }
}
