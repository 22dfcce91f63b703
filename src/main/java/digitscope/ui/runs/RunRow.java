package digitscope.ui.runs;

import digitscope.config.TrainingSpec;
import digitscope.run.Computation;
import digitscope.run.EvaluationRecord;
import digitscope.run.RunListing;
import digitscope.run.RunSummary;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A run in the list.
 *
 * @param path of its folder
 * @param name shown; of a damaged run, that of its folder
 * @param summary what its files say; empty if it is damaged
 * @param problem why it cannot be opened; empty if it can
 * @param curve its evaluations of the test set, by rising step
 */
public record RunRow(
    Path path,
    String name,
    Optional<RunSummary> summary,
    Optional<String> problem,
    List<EvaluationRecord> curve) {
  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

  public RunRow {
    curve = List.copyOf(curve);
  }

  static RunRow of(RunSummary run, List<EvaluationRecord> curve) {
    return new RunRow(run.path(), run.name(), Optional.of(run), Optional.empty(), curve);
  }

  static RunRow of(RunListing.Damaged run) {
    return new RunRow(
        run.path(),
        String.valueOf(run.path().getFileName()),
        Optional.empty(),
        Optional.of(run.problem()),
        List.of());
  }

  String preset() {
    return summary.map(run -> run.config().name()).orElse("");
  }

  /** Name of the data, or the last part of its path. */
  String data() {
    String source = summary.map(run -> run.config().data()).orElse("");
    return source.substring(Math.max(source.lastIndexOf('/'), source.lastIndexOf('\\')) + 1);
  }

  Optional<Long> seed() {
    return summary.map(run -> run.config().training().seed());
  }

  Optional<Long> steps() {
    return summary.map(RunSummary::steps);
  }

  /** In [0, 1]. */
  OptionalDouble testAccuracy() {
    return summary.map(RunSummary::testAccuracy).orElse(OptionalDouble.empty());
  }

  /** When it began, in the time zone of the user, the same in every language. */
  String when() {
    return summary
        .map(run -> Instant.parse(run.provenance().created()))
        .map(time -> WHEN.withZone(ZoneId.systemDefault()).format(time))
        .orElse("");
  }

  /** What computed it last, in words. */
  String computedBy() {
    List<Computation> all = summary.map(run -> run.provenance().computations()).orElse(List.of());
    return all.isEmpty() ? "" : all.get(all.size() - 1).description();
  }

  /** Whether it was to take more steps than it took. */
  boolean isUnfinished() {
    return summary
        .filter(
            run -> {
              TrainingSpec training = run.config().training();
              int images = run.provenance().trainingImages();
              return run.steps() < (long) training.epochs() * training.stepsPerEpoch(images);
            })
        .isPresent();
  }

  List<String> tags() {
    return summary.map(run -> run.notes().tags()).orElse(List.of());
  }

  String note() {
    return summary.map(run -> run.notes().note()).orElse("");
  }

  /** Whether all words of a search are somewhere in what the list and the notes say. */
  boolean matches(String search) {
    String text =
        String.join(
                "\n",
                name,
                String.valueOf(path.getFileName()),
                preset(),
                data(),
                String.join(" ", tags()),
                note(),
                problem.orElse(""))
            .toLowerCase(Locale.ROOT);
    return List.of(search.toLowerCase(Locale.ROOT).split("\\s+")).stream().allMatch(text::contains);
  }
}
