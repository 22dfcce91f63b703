package digitscope.run;

import java.util.Locale;
import java.util.Optional;

/** Counts the lines of a file that are not as they must be, each of which costs only itself. */
final class DamagedLines {
  private int first;
  private int count;

  /** Does what a line asks for, and counts the line if that fails as only damage makes it fail. */
  void attempt(int number, Runnable reading) {
    try {
      reading.run();
    } catch (IllegalArgumentException e) {
      add(number);
    }
  }

  void add(int number) {
    first = count == 0 ? number : first;
    count++;
  }

  /** What was left out, to go on after the file's name; empty if nothing was. */
  Optional<String> sentence() {
    if (count == 0) {
      return Optional.empty();
    }
    return Optional.of(
        count == 1
            ? String.format(Locale.ROOT, "line %d is damaged and was skipped", first)
            : String.format(
                Locale.ROOT,
                "%,d lines are damaged and were skipped, the first at line %d",
                count,
                first));
  }
}
