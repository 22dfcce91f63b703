package digitscope.report;

import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import digitscope.eval.CellChoice;
import digitscope.eval.Evaluation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The test images that a report shows: the largest mistakes of every cell off the diagonal, and the
 * least certain images of every cell on it. Lists are as long as there are images, the largest
 * mistake first.
 *
 * @param index numbers in the test set
 * @param actual their classes
 * @param predicted what they were read as
 * @param confidence probability of what they were read as
 * @param rank place of the actual class when the classes are sorted by probability, from 1
 * @param top the likeliest classes of each, as pairs of label and probability
 * @param sheet their pictures
 */
record ShownImages(
    List<Integer> index,
    List<Integer> actual,
    List<Integer> predicted,
    List<Float> confidence,
    List<Integer> rank,
    List<List<List<Number>>> top,
    PictureSheet sheet) {
  /** Most values of all pictures: some 2,500 of 28×28, which take about a megabyte in the page. */
  private static final int MOST_VALUES = 2_000_000;

  private static final int RIGHT_ONES = 12;
  private static final int TOP = 5;
  private static final double DIGITS = 1e5;

  static ShownImages of(Evaluation evaluation, Dataset images) {
    ImageShape shape = images.shape();
    List<Integer> chosen = choose(evaluation, MOST_VALUES / shape.size());
    return new ShownImages(
        chosen,
        chosen.stream().map(evaluation::actual).toList(),
        chosen.stream().map(evaluation::predicted).toList(),
        chosen.stream().map(evaluation::confidence).toList(),
        chosen.stream().map(evaluation::rankOfActual).toList(),
        chosen.stream().map(image -> top(evaluation, image)).toList(),
        PictureSheet.of(shape, chosen.stream().map(images::image).toList()));
  }

  /**
   * At most {@code most} images, of every cell as many as of any other, as far as it has them.
   *
   * @return mistakes first, the largest before; then right ones, the least certain before
   */
  static List<Integer> choose(Evaluation evaluation, int most) {
    List<List<Integer>> wrong = new ArrayList<>();
    List<Integer> right = new ArrayList<>();
    for (int actual = 0; actual < evaluation.classes(); actual++) {
      for (int predicted = 0; predicted < evaluation.classes(); predicted++) {
        if (evaluation.confusion().count(actual, predicted) > 0) {
          List<Integer> cell = evaluation.images(new CellChoice.Cell(actual, predicted));
          if (actual == predicted) {
            right.addAll(cell.subList(0, Math.min(RIGHT_ONES, cell.size())));
          } else {
            wrong.add(cell);
          }
        }
      }
    }
    int perCell = perCell(wrong, most - right.size());
    List<Integer> chosen = new ArrayList<>();
    wrong.forEach(cell -> chosen.addAll(cell.subList(0, Math.min(perCell, cell.size()))));
    chosen.sort(
        Comparator.<Integer>comparingDouble(image -> -evaluation.confidence(image))
            .thenComparing(Comparator.naturalOrder()));
    chosen.addAll(right);
    return List.copyOf(chosen.subList(0, Math.min(most, chosen.size())));
  }

  /** The largest number of images a cell with which no more than {@code most} are chosen. */
  private static int perCell(List<List<Integer>> cells, int most) {
    int low = 0;
    int high = cells.stream().mapToInt(List::size).max().orElse(0);
    while (low < high) {
      int middle = (low + high + 1) / 2;
      long sum = cells.stream().mapToLong(cell -> Math.min(middle, cell.size())).sum();
      if (sum <= most) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private static List<List<Number>> top(Evaluation evaluation, int image) {
    return IntStream.range(0, evaluation.classes())
        .boxed()
        .sorted(Comparator.comparingDouble(label -> -evaluation.probability(image, label)))
        .limit(TOP)
        .map(
            label ->
                List.<Number>of(
                    label, Math.round(evaluation.probability(image, label) * DIGITS) / DIGITS))
        .toList();
  }
}
