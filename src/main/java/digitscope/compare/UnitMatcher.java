package digitscope.compare;

import digitscope.io.InvalidValueException;
import digitscope.probe.IncrementalProbe;
import digitscope.probe.LayerReader;
import java.util.Locale;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Finds which units of a layer of one network correspond to which of the same layer of another, by
 * their answers to every image of a set. The images are looked at in pieces, once, and none of
 * their activations are kept.
 */
public final class UnitMatcher implements IncrementalProbe<UnitMatching> {
  /** The assignment takes time that grows with the third power. */
  public static final int MOST_UNITS = 1024;

  /** About as many values are read at once: a few milliseconds' work, and a few megabytes. */
  private static final int VALUES = 400_000;

  private static final int MOST_AT_ONCE = 64;

  private final NetworkPair pair;
  private final PairedSums sums;
  private final ImagePieces pieces;
  private @Nullable UnitMatching found;

  /**
   * Prepares to compare.
   *
   * @param first reads the layer of one network; closed with this
   * @param second reads the layer of the other; closed with this
   * @param count number of images
   * @param images gives each, unsigned bytes in [channels, height, width] order
   * @throws InvalidValueException if the layers are of different shapes, or too large
   */
  public UnitMatcher(LayerReader first, LayerReader second, int count, IntFunction<byte[]> images) {
    int units = first.units(0);
    if (units != second.units(0) || first.places(0) != second.places(0)) {
      throw new InvalidValueException("The layers are of different shapes");
    } else if (units > MOST_UNITS) {
      throw new InvalidValueException(
          String.format(
              Locale.ROOT,
              "The layer has %,d units; choose one with at most %,d",
              units,
              MOST_UNITS));
    }
    this.pair = new NetworkPair(first, second);
    this.sums = new PairedSums(units, first.places(0));
    this.pieces = new ImagePieces(count, count, first.batch(), images);
  }

  /**
   * How many images are read at once; in the last piece up to twice as many.
   *
   * @param size values of the layer for one image
   */
  public static int batch(int size) {
    return 2 * Math.max(2, Math.min(MOST_AT_ONCE, VALUES / Math.max(1, size)));
  }

  @Override
  public boolean advance() {
    if (pieces.hasNext()) {
      int read = pair.read(pieces);
      sums.add(read, pair.first().values(0), pair.second().values(0));
    } else if (found == null) {
      found = UnitMatching.of(sums, pieces.count());
    }
    return found == null;
  }

  @Override
  public double progress() {
    return pieces.progress();
  }

  @Override
  public UnitMatching result() {
    if (found == null) {
      throw new IllegalStateException("The look at the images is not at its end");
    }
    return found;
  }

  @Override
  public void close() {
    pair.close();
  }
}
