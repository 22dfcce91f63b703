package digitscope.probe;

import digitscope.nn.Execution;
import digitscope.nn.Layer;
import digitscope.nn.MapShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the smallest square that, blanked at some place, changes what an image is read as.
 * Blanking parts of an image and asking again is the occlusion test of Zeiler and Fergus (2014),
 * "Visualizing and understanding convolutional networks"; here the blank is black, the background
 * of the images, so that a square erases what is drawn in it.
 *
 * <p>Sizes are tried from the smallest up, each at every place, as a larger square need not change
 * the reading where a smaller one does. Squares that cover nothing but black are left out: they
 * leave the image as it is. In images of more than 32 pixels sizes and places are two or more
 * pixels apart, so that there are never more than about 11,000 of them. Of the squares of one size
 * the one that leaves least of the class is taken.
 */
public final class OcclusionProbe implements IncrementalProbe<Occlusion> {
  /** Places along each side, and sizes. */
  private static final int FINEST = 32;

  private record Place(int size, int top, int left) {}

  private final ProbedNetwork probed;
  private final byte[] image;
  private final long step;
  private final MapShape shape;
  private final int spacing;
  private final Execution execution;
  private final List<Place> pending = new ArrayList<>();
  private int size;
  private int label = -1;
  private int changed;
  private double leastLeft = Double.POSITIVE_INFINITY;
  private Optional<Occlusion.Square> best = Optional.empty();
  private @Nullable Occlusion found;
  private boolean closed;

  /**
   * Asks the network as it is now, also while training goes on.
   *
   * @param image unsigned bytes in [channels, height, width] order
   * @param step training step that the answer is said to be of
   */
  public OcclusionProbe(ProbedNetwork shown, byte[] image, long step) {
    this.probed = shown.copy();
    this.image = image.clone();
    this.step = step;
    List<Layer> layers = probed.network().poolingFirst();
    this.shape = layers.get(0).input();
    this.spacing = (longestSide() + FINEST - 1) / FINEST;
    this.execution =
        new Execution(probed.network(), layers, Batches.size(layers), Execution.Purpose.INFERENCE);
  }

  private int longestSide() {
    return Math.max(shape.height(), shape.width());
  }

  @Override
  public boolean advance() {
    if (found == null && label < 0) {
      readWhole();
    } else if (found == null) {
      tryNext();
    }
    return found == null;
  }

  private void readWhole() {
    execution.setImage(0, image);
    execution.forward();
    label = likeliest(probed.output().probabilities(execution.logits(0)));
  }

  private void tryNext() {
    if (pending.isEmpty()) {
      if (best.isPresent() || size >= longestSide()) {
        found = new Occlusion(step, label, spacing, best.map(this::withPlaces));
        return;
      }
      size = Math.min(longestSide(), size + spacing);
      addPlaces();
    }
    List<Place> tried = pending.subList(0, Math.min(execution.batch(), pending.size()));
    for (int n = 0; n < tried.size(); n++) {
      execution.setImage(n, without(tried.get(n)));
    }
    execution.forward();
    for (int n = 0; n < tried.size(); n++) {
      judge(tried.get(n), probed.output().probabilities(execution.logits(n)));
    }
    tried.clear();
  }

  private void addPlaces() {
    for (int top = 0; top <= last(shape.height()); top += spacing) {
      for (int left = 0; left <= last(shape.width()); left += spacing) {
        Place place = new Place(size, top, left);
        if (!isBlack(place)) {
          pending.add(place);
        }
      }
    }
  }

  /** A square that is larger than the image's shorter side stands at its border. */
  private int last(int side) {
    return Math.max(0, side - size);
  }

  private boolean isBlack(Place place) {
    for (int c = 0; c < shape.channels(); c++) {
      for (int y = place.top(); y < Math.min(shape.height(), place.top() + size); y++) {
        for (int x = place.left(); x < Math.min(shape.width(), place.left() + size); x++) {
          if (image[index(c, y, x)] != 0) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private byte[] without(Place place) {
    byte[] blanked = image.clone();
    int width = Math.min(shape.width(), place.left() + place.size()) - place.left();
    for (int c = 0; c < shape.channels(); c++) {
      for (int y = place.top(); y < Math.min(shape.height(), place.top() + place.size()); y++) {
        int from = index(c, y, place.left());
        Arrays.fill(blanked, from, from + width, (byte) 0);
      }
    }
    return blanked;
  }

  private int index(int channel, int y, int x) {
    return (channel * shape.height() + y) * shape.width() + x;
  }

  private void judge(Place place, double[] probabilities) {
    int read = likeliest(probabilities);
    if (read == label) {
      return;
    }
    changed++;
    if (probabilities[label] < leastLeft) {
      leastLeft = probabilities[label];
      best =
          Optional.of(
              new Occlusion.Square(
                  place.size(), place.top(), place.left(), read, probabilities[read], 1));
    }
  }

  private Occlusion.Square withPlaces(Occlusion.Square square) {
    return new Occlusion.Square(
        square.size(), square.top(), square.left(), square.label(), square.probability(), changed);
  }

  private static int likeliest(double[] probabilities) {
    int best = 0;
    for (int k = 1; k < probabilities.length; k++) {
      best = probabilities[k] > probabilities[best] ? k : best;
    }
    return best;
  }

  @Override
  public Occlusion result() {
    if (found == null) {
      throw new IllegalStateException("The search for a square is not at its end");
    }
    return found;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      execution.close();
      probed.network().close();
    }
  }
}
