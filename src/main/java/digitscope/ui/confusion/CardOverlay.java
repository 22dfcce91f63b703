package digitscope.ui.confusion;

import digitscope.probe.SaliencyMethod;
import java.util.Optional;

/** What is laid over the picture of the card. */
enum CardOverlay {
  NONE,
  /** How a class's logit changes with each pixel. */
  GRADIENT,
  /** How much each pixel adds to the logit of a class. */
  INTEGRATED_GRADIENTS,
  /** The mean of the gradient over copies of the image with noise. */
  SMOOTH_GRAD,
  /** Where the last convolution sees what speaks for a class. */
  GRAD_CAM,
  /** How much of a class's logit is lost where a square is blanked. */
  OCCLUSION_MAP,
  /** The smallest square that changes what the image is read as. */
  OCCLUSION;

  /** How it is asked which pixels speak for a class; empty if it is not about a class. */
  Optional<SaliencyMethod> method() {
    return switch (this) {
      case NONE, OCCLUSION -> Optional.empty();
      case GRADIENT -> Optional.of(SaliencyMethod.GRADIENT);
      case INTEGRATED_GRADIENTS -> Optional.of(SaliencyMethod.INTEGRATED);
      case SMOOTH_GRAD -> Optional.of(SaliencyMethod.SMOOTH);
      case GRAD_CAM -> Optional.of(SaliencyMethod.GRADCAM);
      case OCCLUSION_MAP -> Optional.of(SaliencyMethod.OCCLUSION);
    };
  }

  /** Whether it speaks for or against a class. */
  boolean isOfClass() {
    return method().isPresent();
  }
}
