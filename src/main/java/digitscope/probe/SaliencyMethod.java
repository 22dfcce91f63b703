package digitscope.probe;

/** Methods that compute a saliency map. */
public enum SaliencyMethod {
  /** The gradient of the logit: {@link Saliency.Gradient}. */
  GRADIENT,
  /** Integrated gradients: {@link Saliency.Attribution}. */
  INTEGRATED,
  /** SmoothGrad: {@link Saliency.SmoothGradient}. */
  SMOOTH,
  /** Grad-CAM: {@link Saliency.HeatMap}, or {@link Saliency.NoConvolution}. */
  GRADCAM,
  /** Loss of the logit where squares are blanked: {@link Saliency.Occluded}. */
  OCCLUSION
}
