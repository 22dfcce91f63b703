package digitscope.data;

import digitscope.io.InvalidValueException;
import digitscope.io.WordedIOException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The pixels of images of one size, as unsigned bytes, in memory or in a mapped file. Reading is
 * safe from any thread.
 */
public sealed interface PixelStore {
  /** Number of images. */
  int images();

  /** Bytes that one image takes. */
  int imageSize();

  /** Copies one image into {@code target} from {@code offset} on. */
  void copy(int image, byte[] target, int offset);

  /**
   * Writes one image as floats, {@code table[unsigned byte]} each, into {@code target} from {@code
   * offset} on.
   */
  void copy(int image, float[] table, float[] target, int offset);

  /** In one array, as many as it can hold: some two million of 28×28. */
  record InMemory(int images, int imageSize, byte[] pixels) implements PixelStore {
    public InMemory {
      if (pixels.length != (long) images * imageSize) {
        throw new InvalidValueException(
            String.format(
                Locale.ROOT,
                "%,d images need %,d bytes of pixels, not %,d",
                images,
                (long) images * imageSize,
                pixels.length));
      }
    }

    @Override
    public void copy(int image, byte[] target, int offset) {
      System.arraycopy(pixels, image * imageSize, target, offset, imageSize);
    }

    @Override
    public void copy(int image, float[] table, float[] target, int offset) {
      int from = image * imageSize;
      for (int i = 0; i < imageSize; i++) {
        target[offset + i] = table[pixels[from + i] & 0xff];
      }
    }
  }

  /**
   * In a file that is mapped: what is read stays in the system's memory as long as there is room,
   * and takes none of this program's.
   *
   * @param parts the file in pieces, because a buffer ends at 2 GiB; an image is never divided
   */
  record Mapped(int images, int imageSize, int imagesInPart, List<ByteBuffer> parts)
      implements PixelStore {
    private static final int PART = 1 << 30;

    /**
     * Maps the images of a file.
     *
     * @param offset where in the file the first image begins
     * @throws IOException if the file cannot be mapped, or ends too early
     */
    public static Mapped open(Path file, long offset, int images, int imageSize)
        throws IOException {
      return open(file, offset, images, imageSize, PART);
    }

    /**
     * Maps the pixels of a file.
     *
     * @param part most bytes in a piece
     */
    public static Mapped open(Path file, long offset, int images, int imageSize, int part)
        throws IOException {
      int imagesInPart = Math.max(1, part / imageSize);
      List<ByteBuffer> parts = new ArrayList<>();
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        long expected = offset + (long) images * imageSize;
        if (channel.size() < expected) {
          throw new WordedIOException(
              String.format(
                  Locale.ROOT, "it has %,d bytes instead of %,d", channel.size(), expected));
        }
        for (int first = 0; first < images; first += imagesInPart) {
          long size = (long) Math.min(imagesInPart, images - first) * imageSize;
          parts.add(channel.map(MapMode.READ_ONLY, offset + (long) first * imageSize, size));
        }
      }
      return new Mapped(images, imageSize, imagesInPart, List.copyOf(parts));
    }

    @Override
    public void copy(int image, byte[] target, int offset) {
      parts.get(image / imagesInPart).get(start(image), target, offset, imageSize);
    }

    @Override
    public void copy(int image, float[] table, float[] target, int offset) {
      ByteBuffer part = parts.get(image / imagesInPart);
      int from = start(image);
      for (int i = 0; i < imageSize; i++) {
        target[offset + i] = table[part.get(from + i) & 0xff];
      }
    }

    private int start(int image) {
      return image % imagesInPart * imageSize;
    }
  }
}
