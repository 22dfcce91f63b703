package digitscope.data;

import com.drew.imaging.jpeg.JpegProcessingException;
import com.drew.imaging.jpeg.JpegSegmentReader;
import com.drew.imaging.jpeg.JpegSegmentType;
import com.drew.lang.ByteArrayReader;
import com.drew.lang.StreamReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a picture is to be turned before it is looked at, as cameras write it into Exif metadata.
 *
 * <p>Source: CIPA DC-008, Exchangeable image file format, tag 274.
 */
enum Orientation {
  UPRIGHT,
  MIRRORED,
  TURNED_HALF,
  FLIPPED,
  TRANSPOSED,
  TURNED_LEFT,
  TRANSVERSED,
  TURNED_RIGHT;

  private static final int PNG_SIGNATURE = 8;
  private static final int LARGEST_EXIF = 1 << 20;

  /** The orientation that a JPEG file states; upright if it states none that makes sense. */
  static Orientation ofJpeg(Path file) throws IOException {
    Metadata metadata = new Metadata();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      List<JpegSegmentType> exif = List.of(JpegSegmentType.APP1);
      new ExifReader()
          .readJpegSegments(
              JpegSegmentReader.readSegments(new StreamReader(in), exif)
                  .getSegments(JpegSegmentType.APP1),
              metadata,
              JpegSegmentType.APP1);
    } catch (JpegProcessingException | RuntimeException e) {
      // Whether it can be decoded is for the decoder to say.
      return UPRIGHT;
    }
    return of(metadata);
  }

  /** The orientation that a PNG file states in its eXIf chunk. */
  static Orientation ofPng(Path file) throws IOException {
    Optional<byte[]> exif = exifOfPng(file);
    if (exif.isEmpty()) {
      return UPRIGHT;
    }
    Metadata metadata = new Metadata();
    try {
      new ExifReader().extract(new ByteArrayReader(exif.get()), metadata);
      return of(metadata);
    } catch (RuntimeException e) {
      return UPRIGHT;
    }
  }

  private static Optional<byte[]> exifOfPng(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      in.skipNBytes(PNG_SIGNATURE);
      while (true) {
        int length = in.readInt();
        String type = new String(in.readNBytes(4), StandardCharsets.US_ASCII);
        if (length < 0 || type.equals("IEND")) {
          return Optional.empty();
        }
        if (type.equals("eXIf") && length <= LARGEST_EXIF) {
          return Optional.of(in.readNBytes(length));
        }
        in.skipNBytes(length + 4L);
      }
    } catch (EOFException e) {
      return Optional.empty();
    }
  }

  private static Orientation of(Metadata metadata) {
    ExifIFD0Directory directory = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
    Integer value =
        directory == null ? null : directory.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
    return value == null || value < 1 || value > values().length ? UPRIGHT : values()[value - 1];
  }

  /** The picture as it is to be looked at. */
  Picture apply(Picture picture) {
    if (this == UPRIGHT) {
      return picture;
    }
    ImageShape shape = picture.shape();
    ImageShape turned =
        compareTo(TRANSPOSED) < 0
            ? shape
            : new ImageShape(
                shape.channels(), /* height= */ shape.width(), /* width= */ shape.height());
    return new Picture(
        turned,
        apply(picture.light(), shape),
        picture.opacity().map(alpha -> apply(alpha, shape)),
        picture.lossy());
  }

  private byte[] apply(byte[] values, ImageShape shape) {
    int height = shape.height();
    int width = shape.width();
    byte[] turned = new byte[values.length];
    int rows = compareTo(TRANSPOSED) < 0 ? height : width;
    int columns = compareTo(TRANSPOSED) < 0 ? width : height;
    for (int i = 0; i < values.length; i++) {
      int plane = i / (height * width) * (height * width);
      int y = (i - plane) / columns;
      int x = (i - plane) % columns;
      int from =
          switch (this) {
            case UPRIGHT -> y * width + x;
            case MIRRORED -> y * width + columns - 1 - x;
            case TURNED_HALF -> (rows - 1 - y) * width + columns - 1 - x;
            case FLIPPED -> (rows - 1 - y) * width + x;
            case TRANSPOSED -> x * width + y;
            case TURNED_LEFT -> (columns - 1 - x) * width + y;
            case TRANSVERSED -> (columns - 1 - x) * width + rows - 1 - y;
            case TURNED_RIGHT -> x * width + rows - 1 - y;
          };
      turned[i] = values[plane + from];
    }
    return turned;
  }
}
