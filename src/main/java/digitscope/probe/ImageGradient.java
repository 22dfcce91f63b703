package digitscope.probe;

import digitscope.nn.MapShape;
import digitscope.nn.Network;
import digitscope.nn.Precision;
import digitscope.nn.plan.Planner;

/**
 * The gradient of a class's logit for each pixel of an image, channels added: Simonyan, Vedaldi and
 * Zisserman (2014), "Deep inside convolutional networks".
 */
final class ImageGradient implements SaliencyWork {
  private final ProbedNetwork probed;
  private final byte[] image;
  private final int label;
  private final boolean isPlain;
  private Saliency.PixelMap found = new Saliency.PixelMap(0, 0, new float[0]);

  /**
   * @param image unsigned bytes in [channels, height, width] order
   * @param isPlain whether it is computed by naive loops in double precision
   */
  ImageGradient(ProbedNetwork probed, byte[] image, int label, boolean isPlain) {
    this.probed = probed;
    this.image = image;
    this.label = label;
    this.isPlain = isPlain;
  }

  @Override
  public boolean advance() {
    found = isPlain ? inPlainLoops() : gradient(probed);
    return false;
  }

  private Saliency.PixelMap inPlainLoops() {
    Network network = probed.network();
    try (Network plain = new Network(network.layers(), Precision.DOUBLE, Planner.plain())) {
      plain.write(network.values());
      return gradient(new ProbedNetwork(plain, probed.output(), probed.points()));
    }
  }

  private Saliency.PixelMap gradient(ProbedNetwork asked) {
    try (LogitGradients one = new LogitGradients(asked, label, 1)) {
      for (int i = 0; i < image.length; i++) {
        one.inputs()[i] = (image[i] & 0xff) / 255f;
      }
      float[] gradient = one.compute(1, new double[1], 0);
      MapShape shape = one.shape();
      float[] sums = new float[shape.area()];
      for (int i = 0; i < gradient.length; i++) {
        sums[i % sums.length] += gradient[i];
      }
      return new Saliency.PixelMap(shape.height(), shape.width(), sums);
    }
  }

  @Override
  public Saliency.Gradient result() {
    return new Saliency.Gradient(found);
  }

  @Override
  public void close() {}
}
