package digitscope.probe;

import digitscope.nn.Layer;
import digitscope.nn.MapShape;
import digitscope.nn.ReceptiveField;
import digitscope.probe.UnitResponses.Patch;
import java.util.List;

/** The parts of images that units see. */
final class Patches {
  private Patches() {}

  /** What a place in the maps that some layers give sees, which may reach beyond the image. */
  static Patch of(List<Layer> layers, int row, int column) {
    ReceptiveField.Area area = ReceptiveField.of(layers).withPadding(row, column);
    return new Patch(area.top(), area.left(), area.height(), area.width());
  }

  /** All of an image. */
  static Patch whole(MapShape image) {
    return new Patch(0, 0, image.height(), image.width());
  }

  /** Whether a patch is within an image and smaller. */
  static boolean isPart(Patch patch, MapShape image) {
    boolean isWithin =
        patch.top() >= 0
            && patch.left() >= 0
            && patch.top() + patch.height() <= image.height()
            && patch.left() + patch.width() <= image.width();
    return isWithin && !patch.covers(image.height(), image.width());
  }

  /** A patch as far as it is within an image. */
  static Patch within(Patch patch, MapShape image) {
    int top = Math.max(0, patch.top());
    int left = Math.max(0, patch.left());
    return new Patch(
        top,
        left,
        Math.min(image.height(), patch.top() + patch.height()) - top,
        Math.min(image.width(), patch.left() + patch.width()) - left);
  }

  static boolean contains(Patch patch, int y, int x) {
    return y >= patch.top()
        && y < patch.top() + patch.height()
        && x >= patch.left()
        && x < patch.left() + patch.width();
  }

  /**
   * An image with background where a patch does not reach.
   *
   * @param pixels in [channels, height, width] order
   * @param background of each channel
   */
  static float[] only(Patch patch, float[] pixels, MapShape image, float[] background) {
    float[] only = new float[pixels.length];
    for (int i = 0; i < only.length; i++) {
      boolean isSeen = contains(patch, i % image.area() / image.width(), i % image.width());
      only[i] = isSeen ? pixels[i] : background[i / image.area()];
    }
    return only;
  }

  /**
   * An image moved so that what is in one patch comes to lie in another of its size; background
   * comes in at the sides.
   *
   * @param pixels in [channels, height, width] order
   * @param background of each channel
   */
  static float[] moved(Patch from, Patch to, float[] pixels, MapShape image, float[] background) {
    float[] moved = new float[pixels.length];
    for (int i = 0; i < moved.length; i++) {
      int channel = i / image.area();
      int y = i % image.area() / image.width() + from.top() - to.top();
      int x = i % image.width() + from.left() - to.left();
      boolean isInside = y >= 0 && y < image.height() && x >= 0 && x < image.width();
      moved[i] =
          isInside ? pixels[channel * image.area() + y * image.width() + x] : background[channel];
    }
    return moved;
  }
}
