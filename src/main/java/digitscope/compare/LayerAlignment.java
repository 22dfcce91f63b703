package digitscope.compare;

import digitscope.probe.IncrementalProbe;
import digitscope.probe.LayerReader;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds how alike the layers of two networks see images, each layer with each: linear centered
 * kernel alignment (CKA) after Kornblith, Norouzi, Lee and Hinton (2019), "Similarity of neural
 * network representations revisited". It is estimated from small batches without bias, as Nguyen,
 * Raghu and Kornblith (2021) do in "Do wide and deep networks learn the same things?", so that only
 * a batch of activations is ever held. 1 means that one is the other turned and scaled; about 0,
 * that they have nothing in common.
 */
public final class LayerAlignment implements IncrementalProbe<LayerAlignment.Result> {
  /** More make the numbers hardly more exact. */
  private static final int MOST_IMAGES = 2_048;

  /** Values of all layers that are held of each network. */
  private static final long VALUES = 4_000_000;

  private static final int BATCH = 64;

  /** Fewer images of a batch say nothing. */
  private static final int LEAST = 4;

  private final NetworkPair pair;
  private final ImagePieces pieces;
  private final double[][] between;
  private final double[] ofFirst;
  private final double[] ofSecond;
  private @Nullable Result found;

  /**
   * What was found.
   *
   * @param images that were looked at
   * @param cka [layers of the first][layers of the second]; NaN where a layer gives the same for
   *     all images, or there are fewer than 4
   */
  public record Result(int images, double[][] cka) {}

  /**
   * Prepares to compare.
   *
   * @param first reads layers of one network; closed with this
   * @param second reads layers of the other; closed with this
   * @param count number of images
   * @param images gives each, unsigned bytes in [channels, height, width] order
   */
  public LayerAlignment(
      LayerReader first, LayerReader second, int count, IntFunction<byte[]> images) {
    this.pair = new NetworkPair(first, second);
    this.pieces =
        new ImagePieces(count, MOST_IMAGES, Math.min(first.batch(), second.batch()), images);
    this.between = new double[first.layers()][second.layers()];
    this.ofFirst = new double[first.layers()];
    this.ofSecond = new double[second.layers()];
  }

  /**
   * How many images are read at once, at most.
   *
   * @param size values of all layers for one image
   */
  public static int batch(long size) {
    return 2 * (int) Math.max(LEAST, Math.min(BATCH / 2, VALUES / Math.max(1, size)));
  }

  @Override
  public boolean advance() {
    if (pieces.hasNext()) {
      int read = pair.read(pieces);
      if (read >= LEAST) {
        add(read);
      }
    } else if (found == null) {
      found = new Result(pieces.count(), cka());
    }
    return found == null;
  }

  private void add(int images) {
    List<Gram> first = grams(pair.first(), images);
    List<Gram> second = grams(pair.second(), images);
    for (int i = 0; i < ofFirst.length; i++) {
      ofFirst[i] += first.get(i).independence(first.get(i));
      for (int j = 0; j < ofSecond.length; j++) {
        between[i][j] += first.get(i).independence(second.get(j));
      }
    }
    for (int j = 0; j < ofSecond.length; j++) {
      ofSecond[j] += second.get(j).independence(second.get(j));
    }
  }

  private static List<Gram> grams(LayerReader reader, int images) {
    Stream<Integer> layers = IntStream.range(0, reader.layers()).boxed();
    return layers
        .map(
            layer ->
                Gram.of(reader.values(layer), images, reader.units(layer) * reader.places(layer)))
        .toList();
  }

  private double[][] cka() {
    double[][] cka = new double[ofFirst.length][ofSecond.length];
    for (int i = 0; i < ofFirst.length; i++) {
      for (int j = 0; j < ofSecond.length; j++) {
        double scale = Math.sqrt(ofFirst[i] * ofSecond[j]);
        cka[i][j] = scale > 0 ? between[i][j] / scale : Double.NaN;
      }
    }
    return cka;
  }

  @Override
  public double progress() {
    return pieces.progress();
  }

  @Override
  public Result result() {
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
