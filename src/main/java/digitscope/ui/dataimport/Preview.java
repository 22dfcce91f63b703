package digitscope.ui.dataimport;

import digitscope.data.ImageShape;
import java.util.List;

/**
 * What some pictures become.
 *
 * @param shape of the images
 * @param samples the images
 */
public record Preview(ImageShape shape, List<Sample> samples) {
  /**
   * One image.
   *
   * @param className its class
   * @param from shape of the picture that it was made of
   * @param image unsigned bytes in [channels, height, width] order
   */
  public record Sample(String className, ImageShape from, byte[] image) {}
}
