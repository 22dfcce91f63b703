package digitscope.probe;

import digitscope.nn.Execution;
import digitscope.nn.Network;
import digitscope.nn.Precision;
import digitscope.nn.plan.Planner;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks which pixels of an image speak for a class: {@link IntegratedGradients}, {@link SmoothGrad},
 * {@link OcclusionMap} and {@link GradCam}, one after another.
 */
public final class SaliencyProbe implements IncrementalProbe<Saliency> {
  /**
   * How exactly it is worked out.
   *
   * @param integrationSteps over which integrated gradients sum, at least 1
   * @param isGradientPlain whether the gradient is computed by naive loops in double precision,
   *     which takes long. Where values in a pooling window are equal, as in the background, they
   *     give it to the first, while elsewhere rounding decides who gets it.
   */
  public record Exactness(int integrationSteps, boolean isGradientPlain) {
    /** Enough to be looked at. */
    public static final Exactness SHOWN = new Exactness(32, false);

    /** To be compared with the numbers of other programs. */
    public static final Exactness EXPORTED = new Exactness(512, true);
  }

  private final ProbedNetwork probed;
  private final byte[] image;
  private final long step;
  private final float[] probabilities;
  private final int label;
  private final IntegratedGradients gradients;
  private final boolean isGradientPlain;
  private final SmoothGrad noisy;
  private final OcclusionMap occlusion;

  /** What is still to be worked out; each says whether there is more of it. */
  private final Deque<BooleanSupplier> work = new ArrayDeque<>();

  private @Nullable Saliency found;
  private boolean closed;

  /**
   * Asks the network as it is now, also while training goes on.
   *
   * @param image unsigned bytes in [channels, height, width] order
   * @param wanted the class; the likeliest one if empty
   * @param step training step that the answer is said to be of
   * @throws IllegalArgumentException if there is no such class
   */
  public SaliencyProbe(
      ProbedNetwork shown, byte[] image, OptionalInt wanted, long step, Exactness exactness) {
    this.probed = shown.copy();
    this.image = image.clone();
    this.step = step;
    this.probabilities = probabilities();
    this.label = wanted.orElse(likeliest(probabilities));
    if (label < 0 || label >= probabilities.length) {
      probed.network().close();
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "There is no class %d: the network has %d",
              label,
              probabilities.length));
    }
    this.isGradientPlain = exactness.isGradientPlain();
    this.gradients =
        new IntegratedGradients(probed, this.image, label, exactness.integrationSteps());
    this.noisy = new SmoothGrad(probed, this.image, label);
    this.occlusion = new OcclusionMap(probed, this.image, label);
    work.add(gradients::advance);
    work.add(noisy::advance);
    work.add(occlusion::advance);
  }

  private float[] probabilities() {
    try (Execution execution =
        new Execution(
            probed.network(), probed.network().poolingFirst(), 1, Execution.Purpose.INFERENCE)) {
      execution.setImage(0, image);
      execution.forward();
      double[] outputs = probed.output().probabilities(execution.logits(0));
      float[] result = new float[outputs.length];
      for (int k = 0; k < result.length; k++) {
        result[k] = (float) outputs[k];
      }
      return result;
    }
  }

  private static int likeliest(float[] probabilities) {
    int best = 0;
    for (int k = 1; k < probabilities.length; k++) {
      best = probabilities[k] > probabilities[best] ? k : best;
    }
    return best;
  }

  @Override
  public boolean advance() {
    if (!work.isEmpty()) {
      if (!work.element().getAsBoolean()) {
        work.remove();
      }
    } else if (found == null) {
      found =
          new Saliency(
              step,
              label,
              probabilities,
              gradients.result(),
              GradCam.of(probed, image, label),
              isGradientPlain ? plainGradient() : noisy.gradient(),
              noisy.smooth(),
              occlusion.result());
    }
    return found == null;
  }

  private Saliency.PixelMap plainGradient() {
    Network network = probed.network();
    try (Network plain = new Network(network.layers(), Precision.DOUBLE, Planner.plain())) {
      plain.write(network.values());
      ProbedNetwork same = new ProbedNetwork(plain, probed.output(), probed.points());
      try (LogitGradients one = new LogitGradients(same, label, 1)) {
        for (int i = 0; i < image.length; i++) {
          one.inputs()[i] = (image[i] & 0xff) / 255f;
        }
        float[] found = one.compute(1, new double[1], 0);
        float[] sums = new float[one.shape().area()];
        for (int i = 0; i < found.length; i++) {
          sums[i % sums.length] += found[i];
        }
        return new Saliency.PixelMap(one.shape().height(), one.shape().width(), sums);
      }
    }
  }

  @Override
  public Saliency result() {
    if (found == null) {
      throw new IllegalStateException("The saliency is not worked out yet");
    }
    return found;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      gradients.close();
      noisy.close();
      occlusion.close();
      probed.network().close();
    }
  }
}
