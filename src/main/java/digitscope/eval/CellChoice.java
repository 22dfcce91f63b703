package digitscope.eval;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A choice of images by what they are and what they were taken for. */
public sealed interface CellChoice {
  /** What several of can be chosen together. */
  sealed interface Part extends CellChoice {}

  /** Images of class {@code actual} that were predicted as {@code predicted}. */
  record Cell(int actual, int predicted) implements Part {}

  /** The false negatives of a class: its images that were predicted as another. */
  record FalseNegatives(int label) implements Part {}

  /** The false positives of a class: images of others that were predicted as it. */
  record FalsePositives(int label) implements Part {}

  /** Several cells, rows and columns; at least two. */
  record Cells(Set<Part> parts) implements CellChoice {
    public Cells {
      parts = Set.copyOf(parts);
    }
  }

  /** Every image that was predicted wrongly. */
  record AllErrors() implements CellChoice {}

  /**
   * Images that changed since a step, whatever their cell.
   *
   * @param change what became of them
   * @param sinceStep step of the evaluation with which the newest is compared
   */
  record Changed(EvaluationHistory.Change change, long sinceStep) implements CellChoice {}

  /** Images whose label looks wrong, whatever their cell: see {@link SuspectLabels}. */
  record Mislabelled() implements CellChoice {}

  /**
   * A choice with one part more, or with one less if it was in it; empty if none is left. A choice
   * that has no parts gives way to the part.
   */
  static Optional<CellChoice> toggled(Optional<CellChoice> choice, Part part) {
    Set<Part> parts = new HashSet<>(choice.map(CellChoice::parts).orElse(Set.of()));
    if (!parts.remove(part)) {
      parts.add(part);
    }
    return of(parts);
  }

  /** The choice of these parts together; empty if there are none. */
  static Optional<CellChoice> of(Set<? extends Part> parts) {
    return switch (parts.size()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(parts.iterator().next());
      default -> Optional.of(new Cells(Set.copyOf(parts)));
    };
  }

  /** What the choice consists of; nothing if it is not made of cells, rows and columns. */
  default Set<Part> parts() {
    if (this instanceof Part one) {
      return Set.of(one);
    }
    return this instanceof Cells several ? several.parts : Set.of();
  }

  /** The classes that the choice speaks of, whether as what images are or were taken for. */
  default Set<Integer> classes() {
    Set<Integer> classes = new TreeSet<>();
    for (Part part : parts()) {
      if (part instanceof Cell cell) {
        classes.add(cell.actual);
        classes.add(cell.predicted);
      } else if (part instanceof FalseNegatives row) {
        classes.add(row.label);
      } else if (part instanceof FalsePositives column) {
        classes.add(column.label);
      }
    }
    return classes;
  }

  /**
   * Whether images of a cell belong to the choice; of those that changed or look mislabelled, no
   * cell says so.
   */
  default boolean includes(int actual, int predicted) {
    if (this instanceof Cell cell) {
      return cell.actual == actual && cell.predicted == predicted;
    } else if (this instanceof FalseNegatives row) {
      return row.label == actual && predicted != actual;
    } else if (this instanceof FalsePositives column) {
      return column.label == predicted && predicted != actual;
    } else if (this instanceof Cells several) {
      return several.parts.stream().anyMatch(part -> part.includes(actual, predicted));
    }
    return this instanceof AllErrors && actual != predicted;
  }

  /** Whether it can be made among so many classes. */
  default boolean isOf(int classes) {
    if (this instanceof Cell cell) {
      return cell.actual < classes && cell.predicted < classes;
    } else if (this instanceof FalseNegatives row) {
      return row.label < classes;
    } else if (this instanceof FalsePositives column) {
      return column.label < classes;
    } else if (this instanceof Cells several) {
      return several.parts.stream().allMatch(part -> part.isOf(classes));
    }
    return true;
  }
}
