package digitscope.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;

/** Reads pictures of digits from PNG and JPEG files, and writes pictures as PNG. */
public final class ImageFiles {
  private static final Set<String> FORMATS = Set.of("png", "jpeg");

  private static final int LARGEST_SIDE = 20_000;
  private static final int MOST_PIXELS = 60_000_000;

  /** Larger pictures are thinned while they are read: a digit needs no more. */
  private static final int ENOUGH_SIDE = 1_000;

  private ImageFiles() {}

  /**
   * Reads a picture of one digit, drawn, scanned or photographed, dark on light or light on dark,
   * and separates its ink from the paper.
   *
   * @throws DataException if the file is missing, no PNG or JPEG, damaged, or unreasonably large,
   *     which is seen before its pixels are read
   */
  public static GrayImage read(Path file) throws DataException {
    if (!Files.isRegularFile(file)) {
      throw new DataException("There is no image file " + file);
    }
    try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      while (readers.hasNext()) {
        ImageReader reader = readers.next();
        if (FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
          return read(file, reader, in);
        }
      }
    } catch (IOException | RuntimeException e) {
      // The readers of the platform answer some damaged files with unchecked exceptions.
      throw new DataException(
          "%s cannot be decoded (%s); save the image again".formatted(file, e.getMessage()), e);
    }
    throw new DataException("%s is no PNG or JPEG image".formatted(file));
  }

  private static GrayImage read(Path file, ImageReader reader, ImageInputStream in)
      throws IOException, DataException {
    try {
      reader.setInput(in, true, true);
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      if (Math.max(width, height) > LARGEST_SIDE || width * height > MOST_PIXELS) {
        throw new DataException(
            "%s has %,d×%,d pixels, and at most %,d million are read; scale it down"
                .formatted(file, width, height, MOST_PIXELS / 1_000_000));
      }
      ImageReadParam thinned = reader.getDefaultReadParam();
      int every = Math.max(1, Math.min(width, height) / ENOUGH_SIDE);
      thinned.setSourceSubsampling(every, every, 0, 0);
      BufferedImage image = reader.read(0, thinned);
      boolean lossy = !reader.getFormatName().equalsIgnoreCase("png");
      return InkSeparation.separate(image.getWidth(), image.getHeight(), luminance(image), lossy);
    } finally {
      reader.dispose();
    }
  }

  /**
   * Luminance of each pixel, 0 black to 255 white. Behind what is transparent there is white paper
   * if the opaque part is dark, and black if it is light.
   */
  private static float[] luminance(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    float[] luminance = new float[width * height];
    float[] opacity = new float[width * height];
    int[] row = new int[width];
    double light = 0;
    double opaque = 0;
    for (int y = 0; y < height; y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++) {
        int argb = row[x];
        float alpha = (argb >>> 24) / 255f;
        float value =
            0.299f * (argb >> 16 & 0xff) + 0.587f * (argb >> 8 & 0xff) + 0.114f * (argb & 0xff);
        luminance[y * width + x] = value;
        opacity[y * width + x] = alpha;
        light += alpha * value;
        opaque += alpha;
      }
    }
    float behind = light < 127.5 * opaque ? 255 : 0;
    for (int i = 0; i < luminance.length; i++) {
      luminance[i] = behind + opacity[i] * (luminance[i] - behind);
    }
    return luminance;
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
    WholeFile.write(
        file,
        out -> {
          if (!ImageIO.write(image, "png", out)) {
            throw new IOException("this Java has no PNG writer");
          }
        });
  }
}
