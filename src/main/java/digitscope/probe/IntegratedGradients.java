package digitscope.probe;

import digitscope.nn.MapShape;

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
final class IntegratedGradients implements SaliencyWork {
  private final byte[] image;
  private final int steps;

  /** Behind the steps come the image itself and the black one, whose logits are wanted. */
  private final int passes;

  private final LogitGradients gradients;
  private final double[] gradientSum;
  private final double[] logits;
  private int done;

  /**
   * @param image unsigned bytes in [channels, height, width] order
   * @param steps over which is summed, at least 1
   */
  IntegratedGradients(ProbedNetwork probed, byte[] image, int label, int steps) {
    this.image = image;
    this.steps = steps;
    this.passes = steps + 2;
    this.gradients = new LogitGradients(probed, label, passes);
    this.gradientSum = new double[image.length];
    this.logits = new double[passes];
  }

  /**
   * Takes a few steps.
   *
   * @return whether more are to take
   */
  @Override
  public boolean advance() {
    int count = Math.min(gradients.batch(), passes - done);
    float[] inputs = gradients.inputs();
    for (int n = 0; n < count; n++) {
      float strength = strength(done + n) / 255;
      for (int i = 0; i < image.length; i++) {
        inputs[n * image.length + i] = strength * (image[i] & 0xff);
      }
    }
    float[] found = gradients.compute(count, logits, done);
    int summed = Math.max(0, Math.min(count, steps - done));
    for (int i = 0; i < summed * image.length; i++) {
      gradientSum[i % image.length] += found[i];
    }
    done += count;
    return done < passes;
  }

  /** How much of the image goes in: α. */
  private float strength(int pass) {
    return pass < steps ? (pass + 0.5f) / steps : passes - 1 - pass;
  }

  @Override
  public Saliency.Attribution result() {
    MapShape shape = gradients.shape();
    float[] values = new float[shape.area()];
    for (int i = 0; i < image.length; i++) {
      double pixel = (image[i] & 0xff) / 255.0;
      values[i % shape.area()] += (float) (pixel * gradientSum[i] / steps);
    }
    return new Saliency.Attribution(
        shape.height(), shape.width(), values, logits[steps], logits[steps + 1], steps);
  }

  @Override
  public void close() {
    gradients.close();
  }
}
