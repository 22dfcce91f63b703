package digitscope.eval;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** A choice of images by what they are and what they were taken for. */
public sealed interface CellChoice {
  /** Images of class {@code actual} that were predicted as {@code predicted}. */
  record Cell(int actual, int predicted) implements CellChoice {}

  /** The false negatives of a class: its images that were predicted as another. */
  record FalseNegatives(int label) implements CellChoice {}

  /** The false positives of a class: images of others that were predicted as it. */
  record FalsePositives(int label) implements CellChoice {}

  /** Several cells; at least two. */
  record Cells(Set<Cell> cells) implements CellChoice {
    public Cells {
      cells = Set.copyOf(cells);
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
   * A choice with one cell more, or with one less if it was in it; empty if none is left. What is
   * neither a cell nor several gives way to the cell.
   */
  static Optional<CellChoice> toggled(Optional<CellChoice> choice, Cell cell) {
    Set<Cell> cells = new HashSet<>();
    choice.ifPresent(
        some -> {
          if (some instanceof Cell one) {
            cells.add(one);
          } else if (some instanceof Cells several) {
            cells.addAll(several.cells());
          }
        });
    if (!cells.remove(cell)) {
      cells.add(cell);
    }
    return switch (cells.size()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(cells.iterator().next());
      default -> Optional.of(new Cells(cells));
    };
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
      return several.cells.contains(new Cell(actual, predicted));
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
      return several.cells.stream().allMatch(cell -> cell.isOf(classes));
    }
    return true;
  }
}
