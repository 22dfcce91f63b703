package digitscope.engine;

import digitscope.data.Dataset;
import digitscope.eval.Evaluation;
import digitscope.nn.Loss;
import digitscope.nn.OutputFunction;
import digitscope.nn.Targets;
import java.util.Arrays;

/** What a network says of the images of a set, taken down image by image on one thread. */
final class SetOutputs {
  private final OutputFunction output;
  private final Loss loss;
  private final Targets targets;
  private final byte[] labels;
  private final double[] losses;
  private final float[] probabilities;
  private final double[] unused;
  private final double[] unusedOutputs;

  SetOutputs(Dataset data, OutputFunction output, Loss loss) {
    int classes = data.classes();
    this.output = output;
    this.loss = loss;
    this.targets = Targets.plain(classes);
    this.labels = new byte[data.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) data.label(i);
    }
    this.losses = new double[labels.length];
    this.probabilities = new float[labels.length * classes];
    this.unused = new double[classes];
    this.unusedOutputs = new double[classes];
  }

  /** Takes down what comes out of the last layer for an image. */
  void add(int image, double[] logits) {
    int label = labels[image] & 0xff;
    losses[image] = loss.evaluate(logits, targets.target(label), unused, unusedOutputs);
    double[] outputs = output.probabilities(logits);
    for (int k = 0; k < outputs.length; k++) {
      probabilities[image * outputs.length + k] = (float) outputs[k];
    }
  }

  /** All of it, once every image is in. */
  Evaluation toEvaluation(long step) {
    double mean = Arrays.stream(losses).sum() / losses.length;
    return new Evaluation(step, unused.length, labels, probabilities, mean);
  }
}
