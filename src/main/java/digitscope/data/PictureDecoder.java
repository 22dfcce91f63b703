package digitscope.data;

import com.drew.imaging.jpeg.JpegProcessingException;
import com.drew.imaging.jpeg.JpegSegmentReader;
import com.drew.imaging.jpeg.JpegSegmentType;
import com.drew.lang.StreamReader;
import digitscope.io.Reason;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Decodes PNG and JPEG files. Values are those of the file, whatever its color model: no gamma, no
 * profile; of 16 bits the upper 8, rounded. Cyan, magenta, yellow and black become red, green and
 * blue by multiplication.
 */
final class PictureDecoder {
  private static final Set<String> FORMATS = Set.of("png", "jpeg");
  private static final int LARGEST_SIDE = 20_000;
  private static final int MOST_PIXELS = 60_000_000;

  /** Number of pixels decoded at a time; larger pictures are decoded in several passes. */
  private static final int PIXELS_OF_PASS = 12_500_000;

  private final Path file;
  private final ImageReader reader;
  private final boolean isJpeg;

  /** Whether data ended within what it was to say. */
  private boolean premature;

  /** Whether no mark said that the picture is at its end. */
  private boolean endless;

  private PictureDecoder(Path file, ImageReader reader, boolean isJpeg) {
    this.file = file;
    this.reader = reader;
    this.isJpeg = isJpeg;
  }

  /**
   * Decodes a file; its Exif orientation is applied.
   *
   * @param enoughSide a picture whose smaller side has at least twice as many pixels is scaled down
   *     by a whole number
   * @throws DataException as {@link ImageFiles#readPicture}
   */
  static Picture decode(Path file, int enoughSide) throws DataException {
    if (!Files.isRegularFile(file)) {
      throw new DataException("There is no image file %s; check the path".formatted(file));
    }
    // By way of a path: a File forgets the bytes of a name that the locale cannot decode.
    try (InputStream bytes = Files.newInputStream(file);
        ImageInputStream in = new MemoryCacheImageInputStream(bytes)) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      while (readers.hasNext()) {
        ImageReader reader = readers.next();
        String format = reader.getFormatName().toLowerCase(Locale.ROOT);
        if (FORMATS.contains(format)) {
          return new PictureDecoder(file, reader, format.equals("jpeg")).decode(in, enoughSide);
        }
      }
    } catch (FileSystemException e) {
      throw new DataException("%s cannot be opened: %s".formatted(file, Reason.of(e)), e);
    } catch (IOException | RuntimeException e) {
      // The readers of the platform answer some damaged files with unchecked exceptions.
      throw isCutOff(e)
          ? cutOff(file)
          : new DataException(
              "%s is damaged and cannot be decoded; save the image again".formatted(file), e);
    }
    throw new DataException(
        "%s is not a PNG or JPEG image; save it in one of these formats".formatted(file));
  }

  private static boolean isCutOff(@Nullable Throwable e) {
    return e != null && (e instanceof EOFException || isCutOff(e.getCause()));
  }

  private static DataException cutOff(Path file) {
    return new DataException("%s is incomplete; copy or save it again".formatted(file));
  }

  private Picture decode(ImageInputStream in, int enoughSide) throws IOException, DataException {
    try {
      reader.setInput(in, true, true);
      reader.addIIOReadWarningListener(
          // The decoder's words, which are the same in every language.
          (source, warning) -> {
            premature |= warning.contains("premature end");
            endless |= warning.contains("Missing EOI");
          });
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      if (Math.max(width, height) > LARGEST_SIDE || width * height > MOST_PIXELS) {
        throw new DataException(
            String.format(
                Locale.ROOT,
                "%s has %,d×%,d pixels; the limit is %,d million; scale it down",
                file,
                width,
                height,
                MOST_PIXELS / 1_000_000));
      }
      int side = Math.max(1, Math.min(width, height) / enoughSide);
      PixelMeans means = new PixelMeans(height, width, side);
      int passes = Math.min(height, (width * height - 1) / PIXELS_OF_PASS + 1);
      for (int pass = 0; pass < passes; pass++) {
        ImageReadParam rows = reader.getDefaultReadParam();
        rows.setSourceSubsampling(1, passes, 0, pass);
        add(reader.read(0, rows), pass, passes, means);
        if (premature || (endless && hasSeveralScans())) {
          throw cutOff(file);
        }
      }
      Orientation orientation = isJpeg ? Orientation.ofJpeg(file) : Orientation.ofPng(file);
      return orientation.apply(means.picture(isJpeg));
    } finally {
      reader.dispose();
    }
  }

  /**
   * Whether this is a progressive JPEG, which may be cut off between two scans. Of others all is
   * there but the mark at the end, which some cameras forget.
   */
  private boolean hasSeveralScans() throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return JpegSegmentReader.readSegments(new StreamReader(in), List.of(JpegSegmentType.SOF2))
          .containsSegment(JpegSegmentType.SOF2);
    } catch (JpegProcessingException e) {
      return false;
    }
  }

  /** Adds the rows of an image, which are every {@code step}th from {@code first} on. */
  private void add(BufferedImage image, int first, int step, PixelMeans means) {
    Raster raster = image.getRaster();
    ColorModel colors = image.getColorModel();
    int width = image.getWidth();
    int bands = raster.getNumBands();
    int[] samples = new int[bands * width];
    for (int row = 0; row < image.getHeight(); row++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + row, width, 1, samples);
      int y = first + row * step;
      if (colors instanceof IndexColorModel palette) {
        addIndexed(samples, palette, y, means);
      } else {
        float full = ((1L << colors.getComponentSize(0)) - 1) / 255f;
        for (int x = 0; x < width; x++) {
          add(samples, x * bands, bands, full, y, x, means);
        }
      }
    }
  }

  private static void addIndexed(int[] samples, IndexColorModel palette, int y, PixelMeans means) {
    for (int x = 0; x < samples.length; x++) {
      int argb = palette.getRGB(samples[x]);
      means.add(y, x, argb >> 16 & 0xff, argb >> 8 & 0xff, argb & 0xff, (argb >>> 24) / 255f);
    }
  }

  private void add(int[] samples, int at, int bands, float full, int y, int x, PixelMeans means) {
    float first = samples[at] / full;
    // The last of two or four samples is the opacity, but in a JPEG the black of the print.
    float last = bands % 2 == 0 ? samples[at + bands - 1] / (255 * full) : 1;
    if (bands < 3) {
      means.add(y, x, first, first, first, last);
      return;
    }
    float second = samples[at + 1] / full;
    float third = samples[at + 2] / full;
    if (bands == 4 && isJpeg) {
      float paper = 1 - last;
      means.add(y, x, (255 - first) * paper, (255 - second) * paper, (255 - third) * paper, 1);
    } else {
      means.add(y, x, first, second, third, last);
    }
  }
}
