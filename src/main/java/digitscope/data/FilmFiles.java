package digitscope.data;

import digitscope.io.OutputFile;
import digitscope.io.WordedIOException;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes films: as animated GIF that loops forever, or as PNG sheet. */
public final class FilmFiles {
  /** How long each frame of an animated GIF is shown, hundredths of a second. */
  private static final int DELAY = 50;

  /** And the last one, before it loops. */
  private static final int LAST_DELAY = 200;

  private static final int MOST_COLORS = 256;
  private static final String IMAGE_FORMAT = "javax_imageio_gif_image_1.0";

  private FilmFiles() {}

  /**
   * Writes a film as GIF if the file's name ends in {@code .gif}, otherwise as PNG; a file of that
   * name is replaced, at once and only when the new one is complete.
   *
   * @throws DataException if the file cannot be written
   * @throws CancellationException if {@code progress} asked for the end; then nothing is written
   */
  public static void write(Path file, Film film, Progress progress) throws DataException {
    if (isGif(file)) {
      writeGif(file, film, progress);
    } else {
      Film.Tile sheet = film.sheet(progress);
      ImageFiles.writePng(file, sheet.width(), sheet.height(), sheet.argb());
    }
  }

  /** Whether a film is written as animated GIF to a file of that name. */
  public static boolean isGif(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.regionMatches(true, name.length() - 4, ".gif", 0, 4);
  }

  private static void writeGif(Path file, Film film, Progress progress) throws DataException {
    try {
      byte[] gif = gif(film, progress);
      OutputFile.write(file, out -> out.write(gif));
    } catch (IOException e) {
      throw DataException.notWritten(file, e);
    }
  }

  private static byte[] gif(Film film, Progress progress) throws IOException {
    Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("gif");
    if (!writers.hasNext()) {
      throw new WordedIOException("this Java has no GIF writer; install another one");
    }
    ImageWriter writer = writers.next();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.prepareWriteSequence(null);
      int last = film.steps().size() - 1;
      for (int step = 0; step <= last; step++) {
        Film.check(progress, step / (last + 1.0));
        BufferedImage frame = image(film.frame(step));
        IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(frame), null);
        metadata.mergeTree(IMAGE_FORMAT, timing(step == last ? LAST_DELAY : DELAY, step == 0));
        writer.writeToSequence(new IIOImage(frame, null, metadata), null);
      }
      writer.endWriteSequence();
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  /**
   * How long a frame is shown, and with the first one that the film loops forever: the application
   * extension "NETSCAPE2.0", which all programs know though GIF89a does not define it.
   */
  private static IIOMetadataNode timing(int hundredths, boolean isFirst) {
    IIOMetadataNode control = new IIOMetadataNode("GraphicControlExtension");
    control.setAttribute("disposalMethod", "none");
    control.setAttribute("userInputFlag", "FALSE");
    control.setAttribute("transparentColorFlag", "FALSE");
    control.setAttribute("transparentColorIndex", "0");
    control.setAttribute("delayTime", String.valueOf(hundredths));
    IIOMetadataNode root = new IIOMetadataNode(IMAGE_FORMAT);
    root.appendChild(control);
    if (isFirst) {
      IIOMetadataNode forever = new IIOMetadataNode("ApplicationExtension");
      forever.setAttribute("applicationID", "NETSCAPE");
      forever.setAttribute("authenticationCode", "2.0");
      forever.setUserObject(new byte[] {1, 0, 0});
      IIOMetadataNode extensions = new IIOMetadataNode("ApplicationExtensions");
      extensions.appendChild(forever);
      root.appendChild(extensions);
    }
    return root;
  }

  /** A frame in colors of its own; if they are more than a GIF can have, the writer chooses. */
  private static BufferedImage image(Film.Tile frame) {
    SortedSet<Integer> colors = new TreeSet<>();
    for (int argb : frame.argb()) {
      if (colors.size() <= MOST_COLORS) {
        colors.add(argb);
      }
    }
    if (colors.size() > MOST_COLORS) {
      BufferedImage colored =
          new BufferedImage(frame.width(), frame.height(), BufferedImage.TYPE_INT_RGB);
      colored.setRGB(0, 0, frame.width(), frame.height(), frame.argb(), 0, frame.width());
      return colored;
    }
    int[] some = colors.stream().mapToInt(Integer::intValue).toArray();
    IndexColorModel palette =
        new IndexColorModel(
            8, MOST_COLORS, Arrays.copyOf(some, MOST_COLORS), 0, false, -1, DataBuffer.TYPE_BYTE);
    BufferedImage indexed =
        new BufferedImage(frame.width(), frame.height(), BufferedImage.TYPE_BYTE_INDEXED, palette);
    byte[] indices = ((DataBufferByte) indexed.getRaster().getDataBuffer()).getData();
    for (int i = 0; i < indices.length; i++) {
      indices[i] = (byte) Arrays.binarySearch(some, frame.argb()[i]);
    }
    return indexed;
  }
}
