package digitscope.data;

import digitscope.io.ScratchFile;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Collects images one after another, in memory as long as they are few, and else in a file that is
 * deleted in the end.
 */
public final class PixelSink implements AutoCloseable {
  private final int imageSize;
  private final PixelCache cache;
  private byte[] pixels = new byte[0];
  private int images;
  private @Nullable ScratchFile file;

  public PixelSink(int imageSize, PixelCache cache) {
    this.imageSize = imageSize;
    this.cache = cache;
  }

  /** Takes a copy of an image. */
  public void add(byte[] image) throws IOException {
    long size = (long) images * imageSize;
    if (file == null && cache.isTooMuch(size + imageSize)) {
      file = ScratchFile.create(cache.folder());
      file.out().write(pixels, 0, (int) size);
      pixels = new byte[0];
    }
    if (file != null) {
      file.out().write(image);
    } else {
      if (size + imageSize > pixels.length) {
        pixels = Arrays.copyOf(pixels, (int) Math.max(16L * imageSize, 2 * size));
      }
      System.arraycopy(image, 0, pixels, (int) size, imageSize);
    }
    images++;
  }

  public int images() {
    return images;
  }

  /** All images; no more can be added. Those of a file can be read until this is closed. */
  public PixelStore finish() throws IOException {
    if (file == null) {
      return new PixelStore.InMemory(images, imageSize, Arrays.copyOf(pixels, images * imageSize));
    }
    file.out().close();
    return PixelStore.Mapped.open(file.path(), 0, images, imageSize);
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
