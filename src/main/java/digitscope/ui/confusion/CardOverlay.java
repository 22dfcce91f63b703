package digitscope.ui.confusion;

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

  /** Whether it speaks for or against a class. */
  boolean isOfClass() {
    return this != NONE && this != OCCLUSION;
  }
}
