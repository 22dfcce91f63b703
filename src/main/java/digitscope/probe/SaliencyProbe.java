package digitscope.probe;

import digitscope.nn.Execution;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Asks which pixels of an image speak for a class, by one method: {@link ImageGradient}, {@link
 * IntegratedGradients}, {@link SmoothGrad}, {@link GradCam} or {@link OcclusionMap}. The others
 * cost nothing.
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
  private final SaliencyWork work;
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
      ProbedNetwork shown,
      byte[] image,
      OptionalInt wanted,
      SaliencyMethod method,
      long step,
      Exactness exactness) {
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
    this.work = work(method, exactness);
  }

  private SaliencyWork work(SaliencyMethod method, Exactness exactness) {
    return switch (method) {
      case GRADIENT -> new ImageGradient(probed, image, label, exactness.isGradientPlain());
      case INTEGRATED ->
          new IntegratedGradients(probed, image, label, exactness.integrationSteps());
      case SMOOTH -> new SmoothGrad(probed, image, label);
      case GRADCAM -> new GradCam(probed, image, label);
      case OCCLUSION -> new OcclusionMap(probed, image, label);
    };
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
    if (found == null && !work.advance()) {
      found = new Saliency(step, label, probabilities, work.result());
    }
    return found == null;
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
      work.close();
      probed.network().close();
    }
  }
}
