package digitscope.data;

import digitscope.io.InvalidValueException;
import java.util.Locale;
import java.util.Optional;

/**
 * A picture of any size as it looks, not yet made fit for a network.
 *
 * @param shape 1 channel for gray, 3 for red, green and blue
 * @param light unsigned bytes in [channels, height, width] order: 0 is dark, 255 light; not copied
 * @param opacity unsigned bytes in [height, width] order, 255 where nothing behind is seen; empty
 *     if that is everywhere; not copied
 * @param lossy whether compression may have changed the pixels
 */
public record Picture(ImageShape shape, byte[] light, Optional<byte[]> opacity, boolean lossy) {
  /** Light behind what is transparent. */
  public static final int WHITE = 255;

  public static final int BLACK = 0;

  public Picture {
    if (light.length != shape.size() || (shape.channels() != 1 && shape.channels() != 3)) {
      throw new InvalidValueException(
          String.format(
              Locale.ROOT, "A picture of %s cannot have %,d values", shape, light.length));
    }
  }

  /** An opaque picture as it was made. */
  public Picture(ImageShape shape, byte[] light) {
    this(shape, light, Optional.empty(), false);
  }

  /** Light of a channel at a pixel, 0 to 255. */
  int light(int channel, int y, int x) {
    return light[(channel * shape.height() + y) * shape.width() + x] & 0xff;
  }

  private int pixels() {
    return shape.height() * shape.width();
  }

  /** This picture in gray: by the luminance of ITU-R BT.601. */
  Picture gray() {
    if (shape.channels() == 1) {
      return this;
    }
    int size = pixels();
    byte[] gray = new byte[size];
    for (int i = 0; i < size; i++) {
      gray[i] =
          (byte)
              Math.round(
                  0.299f * (light[i] & 0xff)
                      + 0.587f * (light[size + i] & 0xff)
                      + 0.114f * (light[2 * size + i] & 0xff));
    }
    return new Picture(new ImageShape(1, shape.height(), shape.width()), gray, opacity, lossy);
  }

  /** This picture with something of this light behind what is transparent. */
  public Picture over(int behind) {
    if (opacity.isEmpty()) {
      return this;
    }
    byte[] alpha = opacity.get();
    byte[] seen = new byte[light.length];
    for (int i = 0; i < seen.length; i++) {
      float share = (alpha[i % alpha.length] & 0xff) / 255f;
      seen[i] = (byte) Math.round(behind + share * ((light[i] & 0xff) - behind));
    }
    return new Picture(shape, seen, Optional.empty(), lossy);
  }

  /** This picture over white if what is opaque of it is dark, over black if it is light. */
  public Picture opaque() {
    return over(isDarkWhereOpaque() ? WHITE : BLACK);
  }

  /** Whether what is opaque is dark in the mean. */
  public boolean isDarkWhereOpaque() {
    byte[] gray = gray().light;
    double sum = 0;
    double weights = 0;
    for (int i = 0; i < gray.length; i++) {
      double share = opacity.isPresent() ? (opacity.get()[i] & 0xff) / 255.0 : 1;
      sum += share * (gray[i] & 0xff);
      weights += share;
    }
    return sum < 127.5 * weights;
  }
}
