package digitscope.ui.fx;

import digitscope.run.EvaluationRecord;
import digitscope.run.RunException;
import digitscope.run.RunFolder;
import digitscope.run.RunStore;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * A run of the store, as a menu lists it.
 *
 * @param name of its configuration
 * @param created when it began, in ISO 8601, UTC
 * @param accuracy on the test set at its last evaluation, in [0, 1]; empty if there was none
 */
public record RecentRun(Path path, String name, String created, OptionalDouble accuracy) {
  /**
   * Reads the newest runs, off the JavaFX thread.
   *
   * @throws RunException if the store cannot be read
   */
  public static List<RecentRun> list(RunStore store, int most) throws RunException {
    List<RecentRun> recent = new ArrayList<>();
    for (RunFolder run : store.list().stream().limit(most).toList()) {
      recent.add(
          new RecentRun(
              run.path(), run.config().name(), run.provenance().created(), accuracy(run)));
    }
    return recent;
  }

  /** When it began, in the time zone of the user, the same in every language. */
  public String when() {
    return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT)
        .withZone(ZoneId.systemDefault())
        .format(Instant.parse(created));
  }

  /** Evaluations that cannot be read are none: they cost themselves, not the list. */
  private static OptionalDouble accuracy(RunFolder run) {
    try {
      List<EvaluationRecord> evaluations = run.evaluations();
      return evaluations.isEmpty()
          ? OptionalDouble.empty()
          : OptionalDouble.of(evaluations.get(evaluations.size() - 1).accuracy());
    } catch (RunException e) {
      return OptionalDouble.empty();
    }
  }
}
