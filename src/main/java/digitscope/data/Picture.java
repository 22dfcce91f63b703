package digitscope.data;

/**
 * A picture of any size as it looks, not yet made fit for a network.
 *
 * @param shape 1 channel for grey, 3 for red, green and blue
 * @param light unsigned bytes in [channels, height, width] order: 0 is dark, 255 light; not copied
 */
public record Picture(ImageShape shape, byte[] light) {
  public Picture {
    if (light.length != shape.size() || (shape.channels() != 1 && shape.channels() != 3)) {
      throw new IllegalArgumentException(
          "A picture of %s cannot have %d values".formatted(shape, light.length));
    }
  }

  /** Light of a channel at a pixel, 0 to 255. */
  int light(int channel, int y, int x) {
    return light[(channel * shape.height() + y) * shape.width() + x] & 0xff;
  }

  /** This picture in grey: by the luminance of ITU-R BT.601. */
  Picture grey() {
    if (shape.channels() == 1) {
      return this;
    }
    int size = shape.height() * shape.width();
    byte[] grey = new byte[size];
    for (int i = 0; i < size; i++) {
      grey[i] =
          (byte)
              Math.round(
                  0.299f * (light[i] & 0xff)
                      + 0.587f * (light[size + i] & 0xff)
                      + 0.114f * (light[2 * size + i] & 0xff));
    }
    return new Picture(new ImageShape(1, shape.height(), shape.width()), grey);
  }
}
