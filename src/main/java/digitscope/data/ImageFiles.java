package digitscope.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
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

/** Reads pictures from PNG and JPEG files, and writes pictures as PNG. */
public final class ImageFiles {
  private static final Set<String> FORMATS = Set.of("png", "jpeg");

  private static final int LARGEST_SIDE = 20_000;
  private static final int MOST_PIXELS = 60_000_000;

  /** Larger drawings are thinned while they are read: a digit needs no more. */
  private static final int ENOUGH_FOR_DRAWING = 1_000;

  /** As above for pictures that become images of at most 64×64. */
  private static final int ENOUGH_FOR_PICTURE = 256;

  private ImageFiles() {}

  private record Decoded(BufferedImage image, boolean isLossy) {}

  /**
   * Reads a picture of one digit, drawn, scanned or photographed, dark on light or light on dark,
   * and separates its ink from the paper.
   *
   * @throws DataException if the file is missing, no PNG or JPEG, damaged, or unreasonably large,
   *     which is seen before its pixels are read
   */
  public static GrayImage read(Path file) throws DataException {
    Decoded decoded = decode(file, ENOUGH_FOR_DRAWING);
    BufferedImage image = decoded.image;
    float[] luminance = Layers.of(image).luminance();
    return InkSeparation.separate(image.getWidth(), image.getHeight(), luminance, decoded.isLossy);
  }

  /**
   * Reads a picture as it looks, thinned if it is large.
   *
   * @return grey if no pixel has a colour
   * @throws DataException as {@link #read}
   */
  public static Picture readPicture(Path file) throws DataException {
    BufferedImage image = decode(file, ENOUGH_FOR_PICTURE).image;
    return Layers.of(image).picture(image.getHeight(), image.getWidth());
  }

  private static Decoded decode(Path file, int enoughSide) throws DataException {
    if (!Files.isRegularFile(file)) {
      throw new DataException("There is no image file " + file);
    }
    try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      while (readers.hasNext()) {
        ImageReader reader = readers.next();
        if (FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
          return decode(file, reader, in, enoughSide);
        }
      }
    } catch (IOException | RuntimeException e) {
      // The readers of the platform answer some damaged files with unchecked exceptions.
      throw new DataException(
          "%s cannot be decoded (%s); save the image again".formatted(file, e.getMessage()), e);
    }
    throw new DataException("%s is no PNG or JPEG image".formatted(file));
  }

  private static Decoded decode(Path file, ImageReader reader, ImageInputStream in, int enoughSide)
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
      int every = Math.max(1, Math.min(width, height) / enoughSide);
      thinned.setSourceSubsampling(every, every, 0, 0);
      boolean isLossy = !reader.getFormatName().equalsIgnoreCase("png");
      return new Decoded(reader.read(0, thinned), isLossy);
    } finally {
      reader.dispose();
    }
  }

  /**
   * The colours of an image. Behind what is transparent there is white paper if the opaque part is
   * dark, and black if it is light.
   *
   * @param argb one pixel each in [height, width] order
   * @param behind light behind what is transparent
   */
  private record Layers(int[] argb, int behind) {
    static Layers of(BufferedImage image) {
      int width = image.getWidth();
      int[] argb = new int[width * image.getHeight()];
      image.getRGB(0, 0, width, image.getHeight(), argb, 0, width);
      double light = 0;
      double opaque = 0;
      for (int pixel : argb) {
        float alpha = (pixel >>> 24) / 255f;
        light += alpha * luminance(pixel);
        opaque += alpha;
      }
      return new Layers(argb, light < 127.5 * opaque ? 255 : 0);
    }

    private static float luminance(int pixel) {
      return 0.299f * (pixel >> 16 & 0xff) + 0.587f * (pixel >> 8 & 0xff) + 0.114f * (pixel & 0xff);
    }

    private float before(float value, int pixel) {
      return behind + (pixel >>> 24) / 255f * (value - behind);
    }

    /** Luminance of each pixel, 0 black to 255 white. */
    float[] luminance() {
      float[] luminance = new float[argb.length];
      for (int i = 0; i < luminance.length; i++) {
        luminance[i] = before(luminance(argb[i]), argb[i]);
      }
      return luminance;
    }

    Picture picture(int height, int width) {
      boolean isGrey = true;
      for (int pixel : argb) {
        isGrey &= (pixel >> 16 & 0xff) == (pixel & 0xff) && (pixel >> 8 & 0xff) == (pixel & 0xff);
      }
      int channels = isGrey ? 1 : 3;
      byte[] light = new byte[channels * argb.length];
      for (int c = 0; c < channels; c++) {
        for (int i = 0; i < argb.length; i++) {
          int value = (argb[i] >> (16 - 8 * c)) & 0xff;
          light[c * argb.length + i] = (byte) Math.round(before(value, argb[i]));
        }
      }
      return new Picture(new ImageShape(channels, height, width), light);
    }
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

  /**
   * An image as the bytes of a PNG file.
   *
   * @param shape one channel is grey, three are red, green and blue; of any other number the first
   *     is grey
   * @param pixels unsigned bytes in [channels, height, width] order
   */
  public static byte[] png(ImageShape shape, byte[] pixels) {
    int plane = shape.height() * shape.width();
    boolean isColoured = shape.channels() == 3;
    BufferedImage image =
        new BufferedImage(
            shape.width(),
            shape.height(),
            isColoured ? BufferedImage.TYPE_3BYTE_BGR : BufferedImage.TYPE_BYTE_GRAY);
    byte[] interleaved = new byte[isColoured ? 3 * plane : plane];
    int channels = interleaved.length / plane;
    for (int i = 0; i < interleaved.length; i++) {
      interleaved[i] = pixels[i % channels * plane + i / channels];
    }
    // Into the raster, as setRGB would take grey for a colour and correct its gamma.
    image.getRaster().setDataElements(0, 0, shape.width(), shape.height(), interleaved);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, "png", out)) {
        throw new IllegalStateException("Every Java platform has a PNG writer");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
