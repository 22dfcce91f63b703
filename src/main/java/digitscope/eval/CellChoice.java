package digitscope.eval;

/** A choice of images by what they are and what they were taken for. */
public sealed interface CellChoice {
  /** Images of class {@code actual} that were predicted as {@code predicted}. */
  record Cell(int actual, int predicted) implements CellChoice {}

  /** The false negatives of a class: its images that were predicted as another. */
  record FalseNegatives(int label) implements CellChoice {}

  /** The false positives of a class: images of others that were predicted as it. */
  record FalsePositives(int label) implements CellChoice {}

  /** Every image that was predicted wrongly. */
  record AllErrors() implements CellChoice {}

  /** Whether an image belongs to the choice. */
  default boolean includes(int actual, int predicted) {
    if (this instanceof Cell cell) {
      return cell.actual == actual && cell.predicted == predicted;
    } else if (this instanceof FalseNegatives row) {
      return row.label == actual && predicted != actual;
    } else if (this instanceof FalsePositives column) {
      return column.label == predicted && predicted != actual;
    }
    return actual != predicted;
  }

  /** Whether it can be made among so many classes. */
  default boolean isOf(int classes) {
    if (this instanceof Cell cell) {
      return cell.actual < classes && cell.predicted < classes;
    } else if (this instanceof FalseNegatives row) {
      return row.label < classes;
    } else if (this instanceof FalsePositives column) {
      return column.label < classes;
    }
    return true;
  }
}
