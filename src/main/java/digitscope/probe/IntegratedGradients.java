package digitscope.probe;

import digitscope.nn.Execution;
import digitscope.nn.Layer;
import digitscope.nn.MapShape;
import java.util.List;

/**
 * What each value x of an image adds to the logit f of a class, compared with a black image:
 *
 * <pre>x · ∫ ∂f(αx)/∂x dα over α from 0 to 1</pre>
 *
 * the integral as the mean over the middles of equal steps. Sundararajan, Taly and Yan (2017),
 * "Axiomatic attribution for deep networks". Its completeness axiom says that the sum over all
 * values is f(x) − f(0).
 *
 * <p>The logit rather than the probability is explained: where the network is sure, the probability
 * hardly changes along most of the way. Belongs to one thread.
 */
final class IntegratedGradients implements AutoCloseable {
  static final int STEPS = 32;

  /** Behind the steps come the image itself and the black one, whose logits are wanted. */
  private static final int PASSES = STEPS + 2;

  private final byte[] image;
  private final int label;
  private final MapShape shape;
  private final int classes;
  private final Execution execution;
  private final double[] gradientSum;
  private final double[] logits = new double[PASSES];
  private int done;

  /**
   * @param image unsigned bytes in [channels, height, width] order
   */
  IntegratedGradients(ProbedNetwork probed, byte[] image, int label) {
    List<Layer> layers = probed.network().poolingFirst();
    this.image = image;
    this.label = label;
    this.shape = layers.get(0).input();
    this.classes = layers.get(layers.size() - 1).output().size();
    // Back and forth it takes about three times as long as forth.
    int batch = Math.max(1, Math.min(PASSES, Batches.size(layers) / 3));
    this.execution = new Execution(probed.network(), layers, batch, Execution.Purpose.PROBING);
    this.gradientSum = new double[shape.size()];
  }

  /**
   * Takes a few steps.
   *
   * @return whether more are to take
   */
  boolean advance() {
    int count = Math.min(execution.batch(), PASSES - done);
    float[] inputs = new float[execution.batch() * shape.size()];
    for (int n = 0; n < count; n++) {
      float strength = strength(done + n) / 255;
      for (int i = 0; i < image.length; i++) {
        inputs[n * image.length + i] = strength * (image[i] & 0xff);
      }
    }
    execution.setInput(inputs);
    execution.forward();
    float[] wanted = new float[execution.batch() * classes];
    for (int n = 0; n < count; n++) {
      wanted[n * classes + label] = done + n < STEPS ? 1 : 0;
      logits[done + n] = execution.logits(n)[label];
    }
    execution.setOutputGradient(wanted);
    execution.backward();
    float[] gradients = execution.inputGradient();
    for (int i = 0; i < count * image.length; i++) {
      gradientSum[i % image.length] += gradients[i];
    }
    done += count;
    return done < PASSES;
  }

  /** How much of the image goes in: α. */
  private static float strength(int pass) {
    return pass < STEPS ? (pass + 0.5f) / STEPS : PASSES - 1 - pass;
  }

  Saliency.Attribution result() {
    float[] values = new float[shape.area()];
    for (int i = 0; i < image.length; i++) {
      double pixel = (image[i] & 0xff) / 255.0;
      values[i % shape.area()] += (float) (pixel * gradientSum[i] / STEPS);
    }
    return new Saliency.Attribution(
        shape.height(), shape.width(), values, logits[STEPS], logits[STEPS + 1], STEPS);
  }

  @Override
  public void close() {
    execution.close();
  }
}
