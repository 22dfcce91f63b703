package digitscope.data;

import digitscope.io.OutputFile;
import digitscope.io.WordedIOException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Reads pictures from PNG and JPEG files, and writes pictures as PNG. */
public final class ImageFiles {
  /** Larger drawings are scaled down while they are read: a digit on a sheet needs no more. */
  private static final int ENOUGH_FOR_DRAWING = 1_000;

  /** As above for pictures that become images of at most 64×64. */
  private static final int ENOUGH_FOR_PICTURE = 256;

  private ImageFiles() {}

  /**
   * Reads a picture as it looks, scaled down if it is large.
   *
   * @return gray if no pixel has a color
   * @throws DataException if the file is missing, no PNG or JPEG, damaged, cut off, or unreasonably
   *     large, which is seen before its pixels are read
   */
  public static Picture readPicture(Path file) throws DataException {
    return PictureDecoder.decode(file, ENOUGH_FOR_PICTURE);
  }

  /**
   * Reads a picture as {@link #readPicture} does, but as large as is needed for ink that takes a
   * small part of it.
   */
  public static Picture readLarge(Path file) throws DataException {
    return PictureDecoder.decode(file, ENOUGH_FOR_DRAWING);
  }

  /**
   * Writes a picture as PNG; a file of that name is replaced, at once and only when the new one is
   * complete.
   *
   * @param argb one pixel each in [height, width] order
   * @throws DataException if the file cannot be written
   */
  public static void writePng(Path file, int width, int height, int[] argb) throws DataException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, width, height, argb, 0, width);
    try {
      byte[] png = png(image);
      OutputFile.write(file, out -> out.write(png));
    } catch (IOException e) {
      throw DataException.notWritten(file, e);
    }
  }

  /**
   * An image as the bytes of a PNG file.
   *
   * @param shape one channel is gray, three are red, green and blue; of any other number the first
   *     is gray
   * @param pixels unsigned bytes in [channels, height, width] order
   */
  public static byte[] png(ImageShape shape, byte[] pixels) {
    int plane = shape.height() * shape.width();
    boolean isColored = shape.channels() == 3;
    BufferedImage image =
        new BufferedImage(
            shape.width(),
            shape.height(),
            isColored ? BufferedImage.TYPE_3BYTE_BGR : BufferedImage.TYPE_BYTE_GRAY);
    byte[] interleaved = new byte[isColored ? 3 * plane : plane];
    int channels = interleaved.length / plane;
    for (int i = 0; i < interleaved.length; i++) {
      interleaved[i] = pixels[i % channels * plane + i / channels];
    }
    // Into the raster, as setRGB would take gray for a color and correct its gamma.
    image.getRaster().setDataElements(0, 0, shape.width(), shape.height(), interleaved);
    try {
      return png(image);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In memory: ImageIO's own way to a file keeps a second one, and fails twice on a full disk. */
  private static byte[] png(BufferedImage image) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ImageOutputStream png = new MemoryCacheImageOutputStream(out)) {
      if (!ImageIO.write(image, "png", png)) {
        throw new WordedIOException("this Java has no PNG writer; install another one");
      }
    }
    return out.toByteArray();
  }
}
