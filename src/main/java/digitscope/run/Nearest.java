package digitscope.run;

import static java.util.stream.Collectors.joining;

import digitscope.run.Timeline.Mark;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds steps among those that are stored. */
final class Nearest {
  private Nearest() {}

  /**
   * Refuses a step that is not stored.
   *
   * @param marks of those that are, by rising step
   * @throws RunException naming the nearest
   */
  static void check(List<Mark> marks, long step) throws RunException {
    if (marks.stream().noneMatch(mark -> mark.step() == step)) {
      throw new RunException(sentence(marks, step));
    }
  }

  /**
   * That a step is not stored, and which are near.
   *
   * @param marks of those that are, by rising step
   */
  static String sentence(List<Mark> marks, long step) {
    List<Long> stored = marks.stream().map(Mark::step).toList();
    Optional<Long> before = stored.stream().filter(some -> some < step).reduce((one, next) -> next);
    Optional<Long> after = stored.stream().filter(some -> some > step).findFirst();
    List<Long> near = Stream.of(before, after).flatMap(Optional::stream).toList();
    return near.isEmpty()
        ? String.format(
            Locale.ROOT, "Step %d is not stored, and no other step is; train the run.", step)
        : String.format(
            Locale.ROOT,
            near.size() == 1
                ? "Step %d is not stored; the nearest is %s."
                : "Step %d is not stored; the nearest are %s.",
            step,
            near.stream().map(String::valueOf).collect(joining(" and ")));
  }
}
