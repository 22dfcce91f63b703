package digitscope.eval;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;

/**
 * Which images of a choice are shown, in which order, and under which headings. Images that are
 * equal in what they are sorted by come by rising number, whatever the direction.
 *
 * @param order what the images are sorted by
 * @param descending whether the largest value comes first
 * @param confidence probability of the predicted class that a shown image may have
 * @param rival probability of {@link Evaluation#rival} that a shown image may have
 * @param grouping what stands together
 */
public record GalleryQuery(
    Order order, boolean descending, Range confidence, Range rival, Grouping grouping) {
  /** All images, in the order of the choice, without headings. */
  public static final GalleryQuery ALL =
      new GalleryQuery(Order.CHOICE, false, Range.ALL, Range.ALL, Grouping.NONE);

  /** What images are sorted by. */
  public enum Order {
    /** The order that the choice itself has: see {@link EvaluationHistory#images}. */
    CHOICE,
    /** Probability of the predicted class. */
    CONFIDENCE,
    /** Cross-entropy: see {@link Evaluation#loss(int)}. */
    LOSS,
    /** How far the actual class leads: see {@link Evaluation#margin}. */
    MARGIN,
    /** Place in the set. */
    INDEX,
    /** The first step at which it was predicted correctly; images that never were come last. */
    LEARNED
  }

  /** What images are put together by. */
  public enum Grouping {
    NONE,
    PREDICTED,
    ACTUAL
  }

  /**
   * A range of probabilities.
   *
   * @param low the least one
   * @param high the greatest one
   */
  public record Range(double low, double high) {
    public static final Range ALL = new Range(0, 1);

    public boolean contains(double value) {
      return low <= value && value <= high;
    }
  }

  /**
   * Images under one heading.
   *
   * @param label the class that they have in common
   */
  public record Group(int label, List<Integer> images) {
    public Group {
      images = List.copyOf(images);
    }
  }

  /**
   * What is shown.
   *
   * @param images all of them; with groups, those of one group after another
   * @param groups by rising class, none of them empty; none at all if images are not grouped
   * @param chosen number of images that the choice has without the filters
   */
  public record Answer(List<Integer> images, List<Group> groups, int chosen) {
    public Answer {
      images = List.copyOf(images);
      groups = List.copyOf(groups);
    }
  }

  /** Whether it leaves images of the choice out. */
  public boolean isFiltered() {
    return !confidence.equals(Range.ALL) || !rival.equals(Range.ALL);
  }

  /** The images of a choice in the newest evaluation; none before the first one. */
  public Answer apply(EvaluationHistory history, CellChoice choice) {
    List<Integer> chosen = history.images(choice);
    return history
        .newest()
        .map(newest -> grouped(newest, sorted(history, newest, filtered(newest, chosen)), chosen))
        .orElse(new Answer(List.of(), List.of(), 0));
  }

  private List<Integer> filtered(Evaluation newest, List<Integer> images) {
    return images.stream()
        .filter(
            image ->
                confidence.contains(newest.confidence(image))
                    && rival.contains(newest.probability(image, newest.rival(image))))
        .toList();
  }

  private List<Integer> sorted(EvaluationHistory history, Evaluation newest, List<Integer> images) {
    List<Integer> sorted = new ArrayList<>(images);
    switch (order) {
      case CHOICE -> {
        if (descending) {
          Collections.reverse(sorted);
        }
      }
      case CONFIDENCE -> sort(sorted, newest.size(), newest::confidence);
      case LOSS -> sort(sorted, newest.size(), newest::loss);
      case MARGIN -> sort(sorted, newest.size(), newest::margin);
      case INDEX -> sort(sorted, newest.size(), image -> image);
      case LEARNED ->
          sort(
              sorted,
              newest.size(),
              image -> {
                OptionalLong step = history.learnedAt(image);
                return step.isPresent() ? step.getAsLong() : Double.POSITIVE_INFINITY;
              });
    }
    return sorted;
  }

  private void sort(List<Integer> images, int size, IntToDoubleFunction key) {
    // Each key once: some of them look through the whole history.
    double[] keys = new double[size];
    images.forEach(image -> keys[image] = key.applyAsDouble(image));
    Comparator<Integer> byKey = Comparator.comparingDouble(image -> keys[image]);
    images.sort((descending ? byKey.reversed() : byKey).thenComparing(Comparator.naturalOrder()));
  }

  private Answer grouped(Evaluation newest, List<Integer> images, List<Integer> chosen) {
    return switch (grouping) {
      case NONE -> new Answer(images, List.of(), chosen.size());
      case PREDICTED -> grouped(newest::predicted, images, chosen);
      case ACTUAL -> grouped(newest::actual, images, chosen);
    };
  }

  private static Answer grouped(
      IntUnaryOperator label, List<Integer> images, List<Integer> chosen) {
    SortedMap<Integer, List<Integer>> byLabel = new TreeMap<>();
    for (int image : images) {
      byLabel.computeIfAbsent(label.applyAsInt(image), none -> new ArrayList<>()).add(image);
    }
    List<Group> groups = new ArrayList<>();
    byLabel.forEach((key, of) -> groups.add(new Group(key, of)));
    return new Answer(
        groups.stream().flatMap(group -> group.images().stream()).toList(), groups, chosen.size());
  }
}
