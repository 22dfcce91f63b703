package digitscope.probe;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How the units of a layer (filters of a convolution, units of a dense layer, class logits) answer
 * to every image of a set. Of a filter's map the largest value counts: what it says at the place
 * that suits it best.
 *
 * @param step training step of the network that was asked
 * @param layerIndex place of the layer in the network, counted from 0
 * @param images number of images that were looked at: the whole set
 * @param units one a unit, in their order
 */
public record UnitResponses(long step, int layerIndex, int images, List<Unit> units) {
  /** Images that are kept of those that excite a unit most. */
  public static final int STRONGEST = 9;

  public UnitResponses {
    units = List.copyOf(units);
  }

  /**
   * An image that excites a unit.
   *
   * @param image its number in the set
   * @param label its class
   * @param row place in the unit's map where the pre-activation is largest; the first of several
   * @param column likewise
   * @param preActivation there: the value before the activation, behind normalization if there is
   *     any; of the last layer the logit
   * @param patch the part of the image that the unit depends on there: its receptive field
   */
  public record Excitation(
      int image, int label, int row, int column, float preActivation, Patch patch) {}

  /**
   * A rectangle of an image, in pixels. It may reach beyond the image, where a convolution pads it
   * with zeros.
   *
   * @param top its first row, counted from 0
   * @param left its first column
   */
  public record Patch(int top, int left, int height, int width) {
    /** Whether it is all of an image of this size, or more. */
    public boolean covers(int imageHeight, int imageWidth) {
      return top <= 0 && left <= 0 && top + height >= imageHeight && left + width >= imageWidth;
    }
  }

  /**
   * What one unit answers.
   *
   * @param unit its number, counted from 0
   * @param strongest the images that excite it most, at most {@link #STRONGEST}, the strongest
   *     first; none only if the network's numbers have left all bounds
   * @param classMeans for each class the mean over its images of the unit's largest activation; of
   *     the last layer that of the logit; 0 for a class without images
   * @param positive number of images in which the pre-activation is positive anywhere
   * @param isRectified whether the unit gives 0 for any pre-activation below 0, as ReLU does
   */
  public record Unit(
      int unit, List<Excitation> strongest, float[] classMeans, int positive, boolean isRectified) {
    public Unit {
      strongest = List.copyOf(strongest);
    }

    /** The image that excites it most; empty if there is none. */
    public Optional<Excitation> best() {
      return strongest.stream().findFirst();
    }

    /**
     * Whether it is dead: rectified, and never positive at any place of any image, so that it gives
     * 0 to all of them and learns nothing. A unit that is not rectified is never dead, since it
     * answers below 0 too.
     */
    public boolean isDead() {
      return isRectified && positive == 0 && !strongest.isEmpty();
    }

    /**
     * The classes that it mostly answers to: those whose mean is at least half of the largest, the
     * largest first; none if no mean is positive.
     */
    public List<Integer> servedClasses() {
      double largest =
          IntStream.range(0, classMeans.length).mapToDouble(k -> classMeans[k]).max().orElse(0);
      return IntStream.range(0, classMeans.length)
          .filter(label -> largest > 0 && classMeans[label] >= largest / 2)
          .boxed()
          .sorted(Comparator.comparingDouble(label -> -classMeans[label]))
          .toList();
    }

    /** The image that comes nearest to waking a dead unit; empty for one that is not dead. */
    public Optional<Excitation> nearestMiss() {
      return isDead() ? best() : Optional.empty();
    }
  }

  /** Number of dead units. */
  public int dead() {
    return (int) units.stream().filter(Unit::isDead).count();
  }
}
