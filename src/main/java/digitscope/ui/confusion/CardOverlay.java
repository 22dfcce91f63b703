package digitscope.ui.confusion;

/** What is laid over the picture of the card. */
enum CardOverlay {
  NONE,
  /** How much each pixel adds to the logit of a class. */
  INTEGRATED_GRADIENTS,
  /** Where the last convolution sees what speaks for a class. */
  GRAD_CAM,
  /** The smallest square that changes what the image is read as. */
  OCCLUSION
}
