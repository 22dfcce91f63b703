package digitscope.cli;

import digitscope.config.SettingDifference;
import digitscope.config.Settings;
import digitscope.experiment.PairedDifference;
import digitscope.experiment.Repeats;
import digitscope.experiment.RunGroup;
import digitscope.run.RunException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether one set-up is better than another, by the seeds with which both were trained.
 *
 * @param a folder of repeats
 * @param b folder of repeats
 * @param differences in which their configurations differ, but for the seed
 * @param found what the seeds say
 */
record GroupDiff(Path a, Path b, List<SettingDifference> differences, PairedDifference found) {
  /**
   * Compares two folders of repeats.
   *
   * @throws RunException if one is none, or damaged
   */
  static GroupDiff of(Path a, Path b) throws RunException {
    RunGroup one = Repeats.group(a);
    RunGroup other = Repeats.group(b);
    return new GroupDiff(
        a,
        b,
        Settings.differences(one.base(), other.base()).stream()
            .filter(difference -> !difference.setting().equals("training.seed"))
            .toList(),
        PairedDifference.of(Repeats.of(one).accuracies(), Repeats.of(other).accuracies()));
  }

  Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("a", a.toAbsolutePath().normalize().toString());
    json.put("b", b.toAbsolutePath().normalize().toString());
    json.put("seeds", found.seeds());
    json.put("test_accuracy_a", found.a());
    json.put("test_accuracy_b", found.b());
    json.put("mean_difference", JsonOutput.number(found.mean()));
    json.put(
        "interval", Arrays.asList(JsonOutput.number(found.low()), JsonOutput.number(found.high())));
    json.put("verdict", found.verdict().name().toLowerCase(Locale.ROOT));
    json.put("sentence", sentence());
    json.put("differences", differences.stream().map(RunsDiffCommand::toJson).toList());
    return json;
  }

  /** What the seeds say, in a sentence or two. */
  String sentence() {
    int seeds = found.seeds().size();
    return switch (found.verdict()) {
      case NOTHING_IN_COMMON ->
          "A and B can't be compared, because no seed is finished in both; train both with the same"
              + " seeds.";
      case TOO_FEW_SEEDS ->
          String.format(
              Locale.ROOT,
              "%d %s too few to tell whether A is better than B: train at least %d. So far, %s.",
              seeds,
              seeds == 1 ? "seed is" : "seeds are",
              PairedDifference.ENOUGH_SEEDS,
              difference());
      case A_IS_BETTER -> "A is better than B: " + difference() + ".";
      case B_IS_BETTER -> "B is better than A: " + difference() + ".";
      case NO_DIFFERENCE -> "A and B have the same test accuracy with every seed.";
      case UNDECIDED ->
          "Neither is shown to be better: %s, which includes 0. More seeds may tell."
              .formatted(difference());
    };
  }

  private String difference() {
    String mean =
        String.format(
            Locale.ROOT,
            "the test accuracy of A minus that of B is %+.2f points on average over %d %s",
            100 * found.mean(),
            found.seeds().size(),
            found.seeds().size() == 1 ? "seed" : "seeds");
    return Double.isNaN(found.low())
        ? mean
        : String.format(
            Locale.ROOT,
            "%s, 95 %% interval %+.2f to %+.2f",
            mean,
            100 * found.low(),
            100 * found.high());
  }
}
