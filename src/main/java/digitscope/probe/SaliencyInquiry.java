package digitscope.probe;

import digitscope.nn.Execution;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Asks which pixels of an image speak for a class: {@link IntegratedGradients} and {@link GradCam}.
 */
public final class SaliencyInquiry implements Inquiry<Saliency> {
  private final ProbedNetwork probed;
  private final byte[] image;
  private final long step;
  private final float[] probabilities;
  private final int label;
  private final IntegratedGradients gradients;
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
  public SaliencyInquiry(ProbedNetwork shown, byte[] image, OptionalInt wanted, long step) {
    this.probed = shown.copy();
    this.image = image.clone();
    this.step = step;
    this.probabilities = probabilities();
    this.label = wanted.orElse(likeliest(probabilities));
    if (label < 0 || label >= probabilities.length) {
      probed.network().close();
      throw new IllegalArgumentException(
          "There is no class %d: the network has %d".formatted(label, probabilities.length));
    }
    this.gradients = new IntegratedGradients(probed, this.image, label);
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
    if (found == null && !gradients.advance()) {
      found =
          new Saliency(
              step, label, probabilities, gradients.result(), GradCam.of(probed, image, label));
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
      gradients.close();
      probed.network().close();
    }
  }
}
