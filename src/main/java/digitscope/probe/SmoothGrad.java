package digitscope.probe;

import digitscope.nn.MapShape;
import digitscope.nn.Noise;

/**
 * The mean gradient of a class's logit f for each value of an image x over copies of the image with
 * noise:
 *
 * <pre>1/n Σ ∂f(x + ε)/∂x,   ε normally distributed with standard deviation 0.15 (max x − min x)
 * </pre>
 *
 * Smilkov et al. (2017), "SmoothGrad: removing noise by adding noise", whose number of copies and
 * noise these are. Channels are added. The noise is the same for every image and network.
 */
final class SmoothGrad implements SaliencyWork {
  static final int COPIES = 50;
  static final double NOISE = 0.15;

  private final byte[] image;
  private final double deviation;
  private final LogitGradients gradients;
  private final double[] sum;
  private final double[] unused = new double[COPIES];
  private int done;

  /**
   * @param image unsigned bytes in [channels, height, width] order
   */
  SmoothGrad(ProbedNetwork probed, byte[] image, int label) {
    this.image = image;
    this.deviation = NOISE * range(image);
    this.gradients = new LogitGradients(probed, label, COPIES);
    this.sum = new double[gradients.shape().area()];
  }

  /** Difference of the brightest and the darkest value, in [0, 1]. */
  private static double range(byte[] image) {
    int least = 255;
    int most = 0;
    for (byte value : image) {
      least = Math.min(least, value & 0xff);
      most = Math.max(most, value & 0xff);
    }
    return (most - least) / 255.0;
  }

  /**
   * Asks about a few copies.
   *
   * @return whether there are more
   */
  @Override
  public boolean advance() {
    int count = Math.min(gradients.batch(), COPIES - done);
    float[] inputs = gradients.inputs();
    for (int n = 0; n < count; n++) {
      int copy = done + n + 1;
      for (int i = 0; i < image.length; i++) {
        double noise = deviation * gaussian(copy, i);
        inputs[n * image.length + i] = (float) ((image[i] & 0xff) / 255.0 + noise);
      }
    }
    float[] found = gradients.compute(count, unused, done);
    int area = sum.length;
    for (int i = 0; i < count * image.length; i++) {
      sum[i % image.length % area] += found[i];
    }
    done += count;
    return done < COPIES;
  }

  /**
   * A normally distributed number for a value of a copy: Box and Muller (1958), "A note on the
   * generation of random normal deviates".
   */
  static double gaussian(int copy, int element) {
    double radius = Math.sqrt(-2 * Math.log(1 - Noise.uniform(copy, 2 * element)));
    return radius * Math.cos(2 * Math.PI * Noise.uniform(copy, 2 * element + 1));
  }

  @Override
  public Saliency.SmoothGradient result() {
    float[] mean = new float[sum.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (sum[i] / COPIES);
    }
    MapShape shape = gradients.shape();
    return new Saliency.SmoothGradient(new Saliency.PixelMap(shape.height(), shape.width(), mean));
  }

  @Override
  public void close() {
    gradients.close();
  }
}
