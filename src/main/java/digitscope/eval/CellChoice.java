package digitscope.eval;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A choice of images by what they are and what they were taken for. */
public sealed interface CellChoice {
  /**
   * What differs from one kind of choice to another: a method for each, none of which has a
   * default.
   *
   * @param <R> what comes of it
   */
  interface Visitor<R> {
    R cell(Cell choice);

    R falseNegatives(FalseNegatives choice);

    R falsePositives(FalsePositives choice);

    R cells(Cells choice);

    R allErrors(AllErrors choice);

    R changed(Changed choice);

    R mislabeled(Mislabeled choice);
  }

  /** Calls the method of the kind that this is. */
  <R> R accept(Visitor<R> visitor);

  /** What the choice consists of; nothing if it is not made of cells, rows and columns. */
  Set<Part> parts();

  /** The classes that the choice speaks of, whether as what images are or were taken for. */
  Set<Integer> classes();

  /**
   * Whether images of a cell belong to the choice; of those that changed or look mislabeled, no
   * cell says so.
   */
  boolean includes(int actual, int predicted);

  /** Whether it can be made with this number of classes. */
  boolean isOf(int classes);

  /** Whether the cell that an image is in says whether it belongs to the choice. */
  boolean isByCell();

  /** A choice of cells. */
  sealed interface ByCell extends CellChoice {
    @Override
    default boolean isByCell() {
      return true;
    }
  }

  /** A line of the matrix. */
  enum Line {
    ROW,
    COLUMN
  }

  /** What several of can be chosen together. */
  sealed interface Part extends ByCell {
    /** Which line of cells it is; empty for a single cell. */
    Optional<Line> line();

    @Override
    default Set<Part> parts() {
      return Set.of(this);
    }
  }

  /** A choice of images, whatever their cell. */
  sealed interface ByImage extends CellChoice {
    @Override
    default Set<Part> parts() {
      return Set.of();
    }

    @Override
    default Set<Integer> classes() {
      return Set.of();
    }

    @Override
    default boolean includes(int actual, int predicted) {
      return false;
    }

    @Override
    default boolean isOf(int classes) {
      return true;
    }

    @Override
    default boolean isByCell() {
      return false;
    }
  }

  /** Images of class {@code actual} that were predicted as {@code predicted}. */
  record Cell(int actual, int predicted) implements Part {
    @Override
    public Optional<Line> line() {
      return Optional.empty();
    }

    @Override
    public Set<Integer> classes() {
      return new TreeSet<>(List.of(actual, predicted));
    }

    @Override
    public boolean includes(int actual, int predicted) {
      return this.actual == actual && this.predicted == predicted;
    }

    @Override
    public boolean isOf(int classes) {
      return actual < classes && predicted < classes;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.cell(this);
    }
  }

  /** The false negatives of a class: its images that were predicted as another. */
  record FalseNegatives(int label) implements Part {
    @Override
    public Optional<Line> line() {
      return Optional.of(Line.ROW);
    }

    @Override
    public Set<Integer> classes() {
      return Set.of(label);
    }

    @Override
    public boolean includes(int actual, int predicted) {
      return label == actual && predicted != actual;
    }

    @Override
    public boolean isOf(int classes) {
      return label < classes;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.falseNegatives(this);
    }
  }

  /** The false positives of a class: images of others that were predicted as it. */
  record FalsePositives(int label) implements Part {
    @Override
    public Optional<Line> line() {
      return Optional.of(Line.COLUMN);
    }

    @Override
    public Set<Integer> classes() {
      return Set.of(label);
    }

    @Override
    public boolean includes(int actual, int predicted) {
      return label == predicted && predicted != actual;
    }

    @Override
    public boolean isOf(int classes) {
      return label < classes;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.falsePositives(this);
    }
  }

  /** Several cells, rows and columns; at least two. */
  record Cells(Set<Part> parts) implements ByCell {
    public Cells {
      parts = Set.copyOf(parts);
    }

    @Override
    public Set<Integer> classes() {
      Set<Integer> classes = new TreeSet<>();
      parts.forEach(part -> classes.addAll(part.classes()));
      return classes;
    }

    @Override
    public boolean includes(int actual, int predicted) {
      return parts.stream().anyMatch(part -> part.includes(actual, predicted));
    }

    @Override
    public boolean isOf(int classes) {
      return parts.stream().allMatch(part -> part.isOf(classes));
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.cells(this);
    }
  }

  /** Every image that was predicted wrongly. */
  record AllErrors() implements ByCell {
    @Override
    public Set<Part> parts() {
      return Set.of();
    }

    @Override
    public Set<Integer> classes() {
      return Set.of();
    }

    @Override
    public boolean includes(int actual, int predicted) {
      return actual != predicted;
    }

    @Override
    public boolean isOf(int classes) {
      return true;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.allErrors(this);
    }
  }

  /**
   * Images that changed since a step, whatever their cell.
   *
   * @param change what became of them
   * @param sinceStep step of the evaluation with which the newest is compared
   */
  record Changed(EvaluationHistory.Change change, long sinceStep) implements ByImage {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.changed(this);
    }
  }

  /** Images whose label looks wrong, whatever their cell: see {@link SuspectLabels}. */
  record Mislabeled() implements ByImage {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.mislabeled(this);
    }
  }

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
}
