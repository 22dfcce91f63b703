package digitscope.data;

/** How pictures of other sizes are scaled to the size of a network's images. */
public enum Fit {
  /** The whole picture, with its proportions; what stays free takes the color of its rim. */
  WHOLE,
  /** As large as fills the image, with its proportions; what stands out at two sides is cut off. */
  CROPPED,
  /** Each side on its own. */
  STRETCHED,
  /**
   * The ink alone, separated from the paper and centered as MNIST's digits are; gray 28×28 only,
   * and it needs no inversion.
   */
  INK
}
