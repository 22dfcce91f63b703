package digitscope.compare;

import digitscope.probe.LayerReader;
import java.util.stream.Stream;

/**
 * Two networks that see the same images.
 *
 * @param first closed with this
 * @param second closed with this
 */
record NetworkPair(LayerReader first, LayerReader second) implements AutoCloseable {
  /** Shows both the next images, at the same time, and says how many these are. */
  int read(ImagePieces pieces) {
    byte[][] images = pieces.next();
    Stream.of(first, second)
        .parallel()
        .forEach(reader -> reader.read(images.length, n -> images[n]));
    return images.length;
  }

  @Override
  public void close() {
    first.close();
    second.close();
  }
}
