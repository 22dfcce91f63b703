package digitscope.data;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Collects images one after another, in memory as long as they are few, and else in a file that is
 * deleted in the end.
 */
final class PixelSink implements AutoCloseable {
  private final int imageSize;
  private final PixelCache cache;
  private byte[] pixels = new byte[0];
  private int images;
  private @Nullable Path file;
  private @Nullable OutputStream out;

  PixelSink(int imageSize, PixelCache cache) {
    this.imageSize = imageSize;
    this.cache = cache;
  }

  /** Takes a copy of an image. */
  void add(byte[] image) throws IOException {
    long size = (long) images * imageSize;
    if (out == null && cache.isTooMuch(size + imageSize)) {
      Files.createDirectories(cache.folder());
      file = Files.createTempFile(cache.folder(), "import", ".part");
      out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
      out.write(pixels, 0, (int) size);
      pixels = new byte[0];
    }
    if (out != null) {
      out.write(image);
    } else {
      if (size + imageSize > pixels.length) {
        pixels = Arrays.copyOf(pixels, (int) Math.max(16L * imageSize, 2 * size));
      }
      System.arraycopy(image, 0, pixels, (int) size, imageSize);
    }
    images++;
  }

  int images() {
    return images;
  }

  /** All images; no more can be added. Those of a file can be read until this is closed. */
  PixelStore finish() throws IOException {
    if (out == null || file == null) {
      return new PixelStore.InMemory(images, imageSize, Arrays.copyOf(pixels, images * imageSize));
    }
    out.close();
    return PixelStore.Mapped.open(file, 0, images, imageSize);
  }

  @Override
  public void close() throws IOException {
    if (out != null && file != null) {
      out.close();
      Files.deleteIfExists(file);
    }
  }
}
