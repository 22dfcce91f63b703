package digitscope.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What a network said of the same images at several steps, the earliest first. Immutable; each
 * evaluation more gives another history, which shares what it can.
 *
 * @param evaluations of the same images, by rising step
 * @param confusions confusion matrices of these and of evaluations between them, of which nothing
 *     else is remembered, by rising step
 */
public record EvaluationHistory(List<Evaluation> evaluations, List<ConfusionAt> confusions) {
  /** Before the first evaluation. */
  public static final EvaluationHistory NONE = new EvaluationHistory(List.of(), List.of());

  /** Probabilities that are kept in all, 8 MB; they are most of what a history takes. */
  private static final long USUAL_PROBABILITIES = 2_000_000;

  /** Probabilities that are kept in all, 96 MB, where the usual number would be too few steps. */
  private static final long MOST_PROBABILITIES = 24_000_000;

  /** Cells of confusion matrices that are kept in all, 4 MB. */
  private static final long MOST_CELLS = 1_000_000;

  private static final int FEWEST_KEPT = 8;

  /** The first evaluation, the newest and the one before it, however large they are. */
  private static final int LEAST_KEPT = 3;

  public EvaluationHistory {
    evaluations = List.copyOf(evaluations);
    confusions = List.copyOf(confusions);
  }

  /**
   * A history that was kept somewhere.
   *
   * @param evaluations by rising step; those of other images than the newest are left out
   * @param confusions by rising step; those of other images likewise
   */
  public static EvaluationHistory of(List<Evaluation> evaluations, List<ConfusionAt> confusions) {
    if (evaluations.isEmpty()) {
      return new EvaluationHistory(evaluations, confusions);
    }
    Evaluation newest = evaluations.get(evaluations.size() - 1);
    SortedMap<Long, ConfusionAt> all = new TreeMap<>();
    confusions.stream()
        .filter(some -> some.confusion().hasSameRows(newest.confusion()))
        .forEach(some -> all.put(some.step(), some));
    List<Evaluation> own = evaluations.stream().filter(newest::isOfSameImages).toList();
    own.forEach(some -> all.put(some.step(), ConfusionAt.of(some)));
    return new EvaluationHistory(thinned(own, mostKept(newest)), List.copyOf(all.values()));
  }

  /**
   * The history with one evaluation more. If a run has gone back to an earlier step, what came
   * after that step is forgotten; if the evaluation is of other images, all before it. When many
   * have come together, every second one is forgotten, but neither the first nor the newest.
   */
  public EvaluationHistory with(Evaluation newest) {
    List<Evaluation> kept = new ArrayList<>();
    for (Evaluation earlier : evaluations) {
      if (earlier.step() < newest.step() && earlier.isOfSameImages(newest)) {
        kept.add(earlier);
      }
    }
    kept.add(newest);
    List<ConfusionAt> confusionsKept = new ArrayList<>();
    for (ConfusionAt earlier : confusions) {
      if (earlier.step() < newest.step() && earlier.confusion().hasSameRows(newest.confusion())) {
        confusionsKept.add(earlier);
      }
    }
    confusionsKept.add(ConfusionAt.of(newest));
    long classes = newest.classes();
    return new EvaluationHistory(
        thinned(kept, mostKept(newest)),
        thinned(
            confusionsKept, Math.max(FEWEST_KEPT, MOST_CELLS / Math.max(1, classes * classes))));
  }

  /** How many evaluations are kept that are as large as this one. */
  private static long mostKept(Evaluation one) {
    long each = Math.max(1, (long) one.size() * one.classes());
    long few = Math.max(LEAST_KEPT, Math.min(FEWEST_KEPT, MOST_PROBABILITIES / each));
    return Math.max(few, USUAL_PROBABILITIES / each);
  }

  private static <T> List<T> thinned(List<T> all, long most) {
    List<T> kept = all;
    while (kept.size() > most) {
      kept = everySecond(kept);
    }
    return kept;
  }

  private static <T> List<T> everySecond(List<T> all) {
    int last = all.size() - 1;
    return IntStream.rangeClosed(0, last)
        .filter(i -> i % 2 == 0 || i == last)
        .mapToObj(all::get)
        .toList();
  }

  /** What came of the evaluations up to a step. */
  public EvaluationHistory until(long step) {
    boolean isBefore =
        evaluations.stream().allMatch(some -> some.step() <= step)
            && confusions.stream().allMatch(some -> some.step() <= step);
    return isBefore
        ? this
        : new EvaluationHistory(
            evaluations.stream().filter(some -> some.step() <= step).toList(),
            confusions.stream().filter(some -> some.step() <= step).toList());
  }

  public boolean isEmpty() {
    return evaluations.isEmpty();
  }

  public Optional<Evaluation> newest() {
    return evaluations.isEmpty()
        ? Optional.empty()
        : Optional.of(evaluations.get(evaluations.size() - 1));
  }

  /** The newest evaluation of a step that is not after {@code step}. */
  public Optional<Evaluation> at(long step) {
    return evaluations.stream().filter(some -> some.step() <= step).reduce((one, next) -> next);
  }

  /** The confusion matrix of a step, or the newest one before it. */
  public Optional<ConfusionAt> confusionAt(long step) {
    return confusions.stream().filter(some -> some.step() <= step).reduce((one, next) -> next);
  }

  /** How many images of a cell there were at each evaluation. */
  public int[] course(int actual, int predicted) {
    return confusions.stream().mapToInt(e -> e.confusion().count(actual, predicted)).toArray();
  }

  /** This many confusion matrices, evenly chosen, the first and the newest among them. */
  public List<ConfusionAt> outline(int most) {
    int size = confusions.size();
    return size <= most
        ? confusions
        : IntStream.range(0, most)
            .mapToObj(i -> confusions.get((int) Math.round((double) i * (size - 1) / (most - 1))))
            .toList();
  }

  /** Probability of a class for an image in each evaluation, in [0, 1]. */
  public double[] course(int image, int label, long untilStep) {
    return evaluations.stream()
        .filter(some -> some.step() <= untilStep)
        .mapToDouble(some -> some.probability(image, label))
        .toArray();
  }

  /** Steps of the evaluations. */
  public long[] steps() {
    return evaluations.stream().mapToLong(Evaluation::step).toArray();
  }

  /** The first step at which an image was predicted correctly; empty if it never was. */
  public OptionalLong learnedAt(int image) {
    return evaluations.stream()
        .filter(some -> some.isRight(image))
        .mapToLong(Evaluation::step)
        .findFirst();
  }

  /**
   * The last step at which an image was predicted incorrectly after it was predicted correctly at
   * the evaluation before; empty if that never happened.
   */
  public OptionalLong forgottenAt(int image) {
    for (int i = evaluations.size() - 1; i > 0; i--) {
      if (evaluations.get(i - 1).isRight(image) && !evaluations.get(i).isRight(image)) {
        return OptionalLong.of(evaluations.get(i).step());
      }
    }
    return OptionalLong.empty();
  }

  /**
   * How often an image was predicted correctly at one evaluation and incorrectly at the next: the
   * forgetting events of Toneva et al., <i>An Empirical Study of Example Forgetting during Deep
   * Neural Network Learning</i>, ICLR 2019, as far as evaluations show them.
   */
  public int timesForgotten(int image) {
    int times = 0;
    for (int i = 1; i < evaluations.size(); i++) {
      if (evaluations.get(i - 1).isRight(image) && !evaluations.get(i).isRight(image)) {
        times++;
      }
    }
    return times;
  }

  /** How often an image changed between right and wrong since a step. */
  public int changes(int image, long sinceStep) {
    int changes = 0;
    for (int i = 1; i < evaluations.size(); i++) {
      if (evaluations.get(i - 1).step() >= sinceStep
          && evaluations.get(i - 1).isRight(image) != evaluations.get(i).isRight(image)) {
        changes++;
      }
    }
    return changes;
  }

  /** What became of the images between a step and the newest evaluation. */
  public enum Change {
    /** Right then, wrong now. */
    NEWLY_WRONG,
    /** Wrong then, right now. */
    NEWLY_RIGHT,
    /** Changed between right and wrong at least twice. */
    FLIP_FLOPPING
  }

  /**
   * The images of a choice in the newest evaluation, in the order of {@link Evaluation#images};
   * those that look mislabeled in the order of {@link SuspectLabels}.
   */
  public List<Integer> images(CellChoice choice) {
    return choice.accept(new ImagesOf());
  }

  /**
   * Images with a change, by rising number.
   *
   * @param sinceStep the evaluation of this step, or the last one before it, is what the newest one
   *     is compared with
   */
  public List<Integer> changed(Change change, long sinceStep) {
    Optional<Evaluation> now = newest();
    Optional<Evaluation> then = at(sinceStep);
    if (now.isEmpty() || then.isEmpty()) {
      return List.of();
    }
    Evaluation before = then.get();
    Evaluation after = now.get();
    IntPredicate isWanted =
        switch (change) {
          case NEWLY_WRONG -> image -> before.isRight(image) && !after.isRight(image);
          case NEWLY_RIGHT -> image -> !before.isRight(image) && after.isRight(image);
          case FLIP_FLOPPING -> image -> changes(image, before.step()) >= 2;
        };
    return IntStream.range(0, after.size()).filter(isWanted).boxed().toList();
  }

  private final class ImagesOf implements CellChoice.Visitor<List<Integer>> {
    @Override
    public List<Integer> cell(CellChoice.Cell choice) {
      return inCells(choice);
    }

    @Override
    public List<Integer> falseNegatives(CellChoice.FalseNegatives choice) {
      return inCells(choice);
    }

    @Override
    public List<Integer> falsePositives(CellChoice.FalsePositives choice) {
      return inCells(choice);
    }

    @Override
    public List<Integer> cells(CellChoice.Cells choice) {
      return inCells(choice);
    }

    @Override
    public List<Integer> allErrors(CellChoice.AllErrors choice) {
      return inCells(choice);
    }

    @Override
    public List<Integer> changed(CellChoice.Changed choice) {
      List<Integer> images = EvaluationHistory.this.changed(choice.change(), choice.sinceStep());
      return newest().map(some -> some.sorted(images)).orElse(List.of());
    }

    @Override
    public List<Integer> mislabeled(CellChoice.Mislabeled choice) {
      return newest()
          .map(some -> SuspectLabels.of(some).stream().map(SuspectLabels.Suspect::image).toList())
          .orElse(List.of());
    }

    private List<Integer> inCells(CellChoice choice) {
      return newest().map(some -> some.images(choice)).orElse(List.of());
    }
  }
}
