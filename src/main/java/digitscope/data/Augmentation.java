package digitscope.data;

import java.util.Arrays;

/**
 * Draws variations of training images, so that a network hardly ever sees the same one twice:
 * shifted, rotated, scaled, sheared, elastically deformed, partly erased. What comes out is a
 * function of the parameters, the image and the two numbers given with it, to the last bit on every
 * machine.
 *
 * <p>It has buffers of its own and is therefore for one thread.
 *
 * <p>Sources: P. Simard, D. Steinkraus and J. Platt, Best practices for convolutional neural
 * networks applied to visual document analysis (2003); Z. Zhong et al., Random erasing data
 * augmentation (2017).
 */
public final class Augmentation {
  /** Sides of an erased rectangle, as parts of the image's. */
  private static final double SMALLEST_ERASED = 0.1;

  private static final double LARGEST_ERASED = 0.5;

  private final ImageShape shape;
  private final double shift;
  private final double rotation;
  private final double scale;
  private final double shear;
  private final double elastic;
  private final double erase;
  private final ImageWarp warp;
  private final Randomness random = new Randomness(0, 0);

  /**
   * Except for the elastic deformation each amount is the largest; what is drawn is uniform between
   * it and its opposite.
   *
   * @param shape of the images
   * @param shift pixels along each axis
   * @param rotation degrees
   * @param scale part of the size: 0.1 for 0.9 to 1.1 times as large
   * @param shear degrees by which vertical lines lean
   * @param elastic root mean square of the pixels by which a smooth random field moves a point
   * @param erase probability that a rectangle becomes background
   */
  public Augmentation(
      ImageShape shape,
      double shift,
      double rotation,
      double scale,
      double shear,
      double elastic,
      double erase) {
    this.shape = shape;
    this.shift = shift;
    this.rotation = rotation;
    this.scale = scale;
    this.shear = shear;
    this.elastic = elastic;
    this.erase = erase;
    this.warp = new ImageWarp(shape);
  }

  /**
   * Replaces an image by a variation of it.
   *
   * @param image unsigned bytes in [channels, height, width] order, 0 is background
   * @param seed of the run
   * @param drawing number of the variation; no two of a run should have the same
   */
  public void apply(byte[] image, long seed, long drawing) {
    random.restart(seed, drawing);
    double shiftX = symmetric(shift);
    double shiftY = symmetric(shift);
    double angle = symmetric(Math.toRadians(rotation));
    double size = 1 + symmetric(scale);
    double lean = StrictMath.tan(symmetric(Math.toRadians(shear)));
    warp.setAffine(shiftX, shiftY, angle, size, lean);
    if (elastic > 0) {
      warp.drawDisplacements(elastic, random);
    }
    warp.apply(image);
    if (random.between(0, 1) < erase) {
      eraseRectangle(image);
    }
  }

  /**
   * Replaces an image by the variation of it that a step of a run learns from.
   *
   * @param seed of the run
   * @param step counted from 0
   * @param index of the image in the set that is learned from; it comes once a step at most, so
   *     that the two numbers together are those of the variation
   */
  public void applyInTraining(byte[] image, long seed, long step, int index) {
    apply(image, seed, step << 32 | index);
  }

  private double symmetric(double largest) {
    return random.between(-largest, largest);
  }

  private void eraseRectangle(byte[] image) {
    int height = side(shape.height());
    int width = side(shape.width());
    int top = random.below(shape.height() - height + 1);
    int left = random.below(shape.width() - width + 1);
    for (int c = 0; c < shape.channels(); c++) {
      for (int y = top; y < top + height; y++) {
        int from = (c * shape.height() + y) * shape.width() + left;
        Arrays.fill(image, from, from + width, (byte) 0);
      }
    }
  }

  private int side(int whole) {
    return (int) Math.ceil(whole * random.between(SMALLEST_ERASED, LARGEST_ERASED));
  }
}
