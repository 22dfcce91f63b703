package digitscope.config;

import com.fasterxml.jackson.annotation.JsonIgnore;
import digitscope.data.Augmentation;
import digitscope.data.ImageShape;

/**
 * How training images are varied: each time an image is shown, each change is drawn at random again
 * within these bounds.
 *
 * @param shift along both axes, in pixels
 * @param rotation either way, in degrees
 * @param scale change of size as a fraction: 0.1 for 0.9 to 1.1
 * @param shear slant either way, in degrees
 * @param elastic root mean square displacement of a smooth random warp, in pixels: Simard et al.
 *     (2003)
 * @param erase probability that a random rectangle becomes noise-free background: Zhong et al.
 *     (2020)
 */
public record AugmentationSpec(
    double shift, double rotation, double scale, double shear, double elastic, double erase) {
  public AugmentationSpec {
    Checks.inRange("shift", shift, 0, 14);
    Checks.inRange("rotation", rotation, 0, 180);
    Checks.inRange("scale", scale, 0, 0.9);
    Checks.inRange("shear", shear, 0, 60);
    Checks.inRange("elastic", elastic, 0, 10);
    Checks.inRange("erase", erase, 0, 1);
  }

  /** Images as they are. */
  public static AugmentationSpec none() {
    return new AugmentationSpec(0, 0, 0, 0, 0, 0);
  }

  /** What varies images of that shape so; for one thread. */
  public Augmentation of(ImageShape shape) {
    return new Augmentation(shape, shift, rotation, scale, shear, elastic, erase);
  }

  @JsonIgnore
  public boolean isNone() {
    return equals(none());
  }
}
