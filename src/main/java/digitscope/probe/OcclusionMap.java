package digitscope.probe;

import digitscope.nn.Execution;
import digitscope.nn.Layer;
import digitscope.nn.MapShape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * How much of a class's logit is lost where a square of an image is blanked: for each pixel the
 * mean over all squares that cover it. Zeiler and Fergus (2014), "Visualizing and understanding
 * convolutional networks"; the blank is black, as the background of the images is.
 *
 * <p>A square's side is a sixth of the image's longer side: 5 of 28 pixels. Squares are one pixel
 * apart, in images of more than 32 pixels two or more. Belongs to one thread.
 */
final class OcclusionMap implements SaliencyWork {
  private static final int FINEST = 32;
  private static final int SIDES = 6;

  private final byte[] image;
  private final int label;
  private final MapShape shape;
  private final int side;
  private final List<Place> places = new ArrayList<>();
  private final Execution execution;
  private final double[] sums;
  private final int[] squares;
  private double whole;
  private boolean isWholeKnown;
  private int done;

  private record Place(int top, int left) {}

  /**
   * @param image unsigned bytes in [channels, height, width] order
   */
  OcclusionMap(ProbedNetwork probed, byte[] image, int label) {
    List<Layer> layers = probed.network().poolingFirst();
    this.image = image;
    this.label = label;
    this.shape = layers.get(0).input();
    int longest = Math.max(shape.height(), shape.width());
    this.side = Math.max(1, Math.round((float) longest / SIDES));
    int spacing = (longest + FINEST - 1) / FINEST;
    for (int top : starts(shape.height(), spacing)) {
      for (int left : starts(shape.width(), spacing)) {
        places.add(new Place(top, left));
      }
    }
    this.sums = new double[shape.area()];
    this.squares = new int[shape.area()];
    int batch = Math.min(places.size() + 1, Batches.size(layers));
    this.execution = new Execution(probed.network(), layers, batch, Execution.Purpose.INFERENCE);
  }

  /** Where squares begin along a side; the last one ends with it. */
  private int[] starts(int length, int spacing) {
    int last = Math.max(0, length - side);
    return IntStream.concat(
            IntStream.iterate(0, start -> start < last, start -> start + spacing),
            IntStream.of(last))
        .toArray();
  }

  /**
   * Blanks a few squares.
   *
   * @return whether there are more
   */
  @Override
  public boolean advance() {
    int first = isWholeKnown ? 0 : 1;
    if (!isWholeKnown) {
      execution.setImage(0, image);
    }
    int count = Math.min(execution.batch() - first, places.size() - done);
    for (int n = 0; n < count; n++) {
      execution.setImage(first + n, without(places.get(done + n)));
    }
    execution.forward();
    if (!isWholeKnown) {
      whole = execution.logits(0)[label];
      isWholeKnown = true;
    }
    for (int n = 0; n < count; n++) {
      add(places.get(done + n), whole - execution.logits(first + n)[label]);
    }
    done += count;
    return done < places.size();
  }

  private byte[] without(Place place) {
    byte[] blanked = image.clone();
    for (int c = 0; c < shape.channels(); c++) {
      forEachPixel(place, pixel -> blanked[pixel] = 0, c * shape.area());
    }
    return blanked;
  }

  private void add(Place place, double loss) {
    forEachPixel(
        place,
        pixel -> {
          sums[pixel] += loss;
          squares[pixel]++;
        },
        0);
  }

  private void forEachPixel(Place place, IntConsumer action, int from) {
    for (int y = place.top(); y < Math.min(shape.height(), place.top() + side); y++) {
      for (int x = place.left(); x < Math.min(shape.width(), place.left() + side); x++) {
        action.accept(from + y * shape.width() + x);
      }
    }
  }

  @Override
  public Saliency.Occluded result() {
    float[] values = new float[sums.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (sums[i] / squares[i]);
    }
    return new Saliency.Occluded(
        side, new Saliency.PixelMap(shape.height(), shape.width(), values));
  }

  @Override
  public void close() {
    execution.close();
  }
}
