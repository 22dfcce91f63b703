package digitscope.eval;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Orders in which the rows and columns of a confusion matrix may stand. */
public enum ClassOrder {
  /** As the labels are numbered. */
  LABEL,
  /** The class of which the largest part was misread comes first; empty classes come last. */
  ERROR,
  /** Classes that are taken for one another stand together. */
  CONFUSION;

  /** The labels in this order. */
  public List<Integer> of(ConfusionMatrix matrix) {
    List<Integer> labels = IntStream.range(0, matrix.classes()).boxed().toList();
    return switch (this) {
      case LABEL -> labels;
      case ERROR ->
          labels.stream()
              .sorted(
                  Comparator.<Integer>comparingDouble(
                      k -> matrix.actual(k) == 0 ? 2 : matrix.rowShare(k, k)))
              .toList();
      case CONFUSION -> clustered(matrix);
    };
  }

  /**
   * Agglomerative clustering with average linkage: the two groups whose classes are most often
   * taken for one another are joined until one is left. Of the four ways of laying two groups end
   * to end the one is taken in which the classes that meet are most alike.
   */
  private static List<Integer> clustered(ConfusionMatrix matrix) {
    List<List<Integer>> groups = new ArrayList<>();
    for (int label = 0; label < matrix.classes(); label++) {
      groups.add(List.of(label));
    }
    while (groups.size() > 1) {
      int bestOne = 0;
      int bestOther = 1;
      double best = -1;
      for (int one = 0; one < groups.size(); one++) {
        for (int other = one + 1; other < groups.size(); other++) {
          double likeness = likeness(matrix, groups.get(one), groups.get(other));
          if (likeness > best) {
            best = likeness;
            bestOne = one;
            bestOther = other;
          }
        }
      }
      List<Integer> joined = joined(matrix, groups.get(bestOne), groups.remove(bestOther));
      groups.set(bestOne, joined);
    }
    return groups.isEmpty() ? List.of() : groups.get(0);
  }

  private static List<Integer> joined(
      ConfusionMatrix matrix, List<Integer> one, List<Integer> other) {
    List<Integer> best = List.of();
    double bestLikeness = -1;
    for (List<Integer> first : List.of(one, reversed(one))) {
      for (List<Integer> second : List.of(other, reversed(other))) {
        double likeness = likeness(matrix, first.get(first.size() - 1), second.get(0));
        if (likeness > bestLikeness) {
          bestLikeness = likeness;
          best = new ArrayList<>(first);
          best.addAll(second);
        }
      }
    }
    return List.copyOf(best);
  }

  private static List<Integer> reversed(List<Integer> labels) {
    return IntStream.range(0, labels.size())
        .mapToObj(i -> labels.get(labels.size() - 1 - i))
        .toList();
  }

  private static double likeness(ConfusionMatrix matrix, List<Integer> one, List<Integer> other) {
    double sum = 0;
    for (int a : one) {
      for (int b : other) {
        sum += likeness(matrix, a, b);
      }
    }
    return sum / (one.size() * other.size());
  }

  /** Part of two classes that is taken for the other one. */
  private static double likeness(ConfusionMatrix matrix, int a, int b) {
    int wrong = matrix.count(a, b) + matrix.count(b, a);
    int total = matrix.actual(a) + matrix.actual(b);
    return total == 0 ? 0 : (double) wrong / total;
  }
}
