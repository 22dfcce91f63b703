package digitscope.probe;

import digitscope.probe.NearestImages.Neighbor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the training images nearest to an image in the last hidden layer. The hidden values are
 * read as far as they have not been, and stay for the next image.
 */
public final class NeighborProbe implements IncrementalProbe<NearestImages> {
  /** Images that are found of either kind. */
  public static final int COUNT = 12;

  private final HiddenValues hidden;
  private final Question question;
  private final IntUnaryOperator labels;
  private @Nullable NearestImages found;

  /**
   * What is asked.
   *
   * @param image unsigned bytes in [channels, height, width] order
   * @param label the class that tells the two kinds of neighbors apart
   * @param itself number of the image in the training set, where it is no neighbor of itself; empty
   *     if it is not of it
   * @param among number of training images to compare with, fewer if there are not enough
   * @param total number of training images that there are
   */
  public record Question(byte[] image, int label, OptionalInt itself, int among, int total) {}

  /**
   * @param hidden what the training images excite; not closed by this
   * @param labels class of a training image by its number
   */
  public NeighborProbe(HiddenValues hidden, Question question, IntUnaryOperator labels) {
    this.hidden = hidden;
    this.question = question;
    this.labels = labels;
  }

  @Override
  public boolean advance() {
    if (hidden.read() < Math.min(question.among(), hidden.readable())) {
      hidden.readMore();
    } else if (found == null) {
      found = find();
    }
    return found == null;
  }

  private NearestImages find() {
    float[] distances = hidden.distances(question.image());
    int own = question.label();
    return new NearestImages(
        hidden.step(),
        hidden.layer(),
        hidden.read(),
        question.total(),
        own,
        nearest(distances, label -> label == own),
        nearest(distances, label -> label != own));
  }

  private List<Neighbor> nearest(float[] distances, IntPredicate isWanted) {
    Comparator<Neighbor> nearestFirst =
        Comparator.comparingDouble(Neighbor::distance).thenComparingInt(Neighbor::index);
    PriorityQueue<Neighbor> kept = new PriorityQueue<>(nearestFirst.reversed());
    for (int i = 0; i < distances.length; i++) {
      int image = hidden.image(i);
      int label = labels.applyAsInt(image);
      boolean isItself = question.itself().equals(OptionalInt.of(image));
      if (isWanted.test(label) && !isItself) {
        kept.add(new Neighbor(image, label, distances[i]));
        if (kept.size() > COUNT) {
          kept.remove();
        }
      }
    }
    List<Neighbor> sorted = new ArrayList<>(kept);
    sorted.sort(nearestFirst);
    return List.copyOf(sorted);
  }

  @Override
  public NearestImages result() {
    if (found == null) {
      throw new IllegalStateException("The search for neighbors is not at its end");
    }
    return found;
  }

  @Override
  public void close() {}
}
