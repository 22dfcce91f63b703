package digitscope.cli;

import digitscope.experiment.Importance;
import digitscope.experiment.RunGroup;
import digitscope.experiment.RunGroup.Member;
import digitscope.experiment.RunResult;
import digitscope.experiment.Sweep;
import digitscope.experiment.Sweep.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a sweep found, as text and JSON.
 *
 * @param group its runs
 * @param sweep what they came to
 */
record SweepReport(RunGroup group, Sweep sweep) {
  /** The result with the keys that the command line promises. */
  Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("folder", group.folder().toAbsolutePath().normalize().toString());
    json.put("runs", sweep.trials().stream().map(this::toJson).toList());
    json.put("best", sweep.best().map(this::toJson).orElse(null));
    json.put("chosen_by", sweep.isChosenByAccuracy() ? "validation_accuracy" : "validation_loss");
    List<Object> importance = new ArrayList<>();
    sweep.importance().forEach((setting, found) -> importance.add(importance(setting, found)));
    json.put("importance", importance);
    return json;
  }

  private Map<String, @Nullable Object> toJson(Trial trial) {
    Member member = trial.member();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("run", group.folder(member).toAbsolutePath().normalize().toString());
    json.put("settings", member.settings());
    json.put("validation_loss", number(trial, RunResult::validationLoss));
    json.put("validation_accuracy", number(trial, RunResult::validationAccuracy));
    json.put("state", member.state().name().toLowerCase(Locale.ROOT));
    json.put("problem", member.problem().isEmpty() ? null : member.problem());
    return json;
  }

  private static @Nullable Double number(Trial trial, ToDoubleFunction<RunResult> of) {
    return trial.result().map(found -> JsonOutput.number(of.applyAsDouble(found))).orElse(null);
  }

  private static Map<String, @Nullable Object> importance(
      String setting, Optional<Importance> found) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("setting", setting);
    json.put("share", found.map(Importance::share).orElse(null));
    json.put("p", found.map(Importance::p).orElse(null));
    json.put("sentence", sentence(setting, found));
    return json;
  }

  private static String sentence(String setting, Optional<Importance> found) {
    if (found.isEmpty()) {
      return String.format(
          Locale.ROOT,
          "Too few runs to tell whether %s matters: at least %d runs of two values are needed.",
          setting,
          Importance.LEAST_RUNS);
    }
    Importance known = found.get();
    return known.isSignificant()
        ? String.format(
            Locale.ROOT,
            "%s matters: it explains %.0f %% of the differences in rank (p = %.2g, %d runs).",
            setting,
            100 * known.share(),
            known.p(),
            known.runs())
        : String.format(
            Locale.ROOT,
            "Whether %s matters can't be told from chance (p = %.2g, %d runs).",
            setting,
            known.p(),
            known.runs());
  }

  String toText() {
    List<String> parts = new ArrayList<>();
    parts.add(TextTable.markdown(rows(), 1 + sweep.settings().size()));
    sweep.trials().stream()
        .map(Trial::member)
        .filter(member -> !member.problem().isEmpty())
        .forEach(member -> parts.add(member.run() + ": " + member.problem()));
    parts.add("");
    sweep.importance().forEach((setting, found) -> parts.add(sentence(setting, found)));
    sweep
        .best()
        .ifPresent(
            best ->
                parts.add(
                    "Best by %s on held-out images: %s %s"
                        .formatted(
                            sweep.isChosenByAccuracy() ? "accuracy" : "loss",
                            group.folder(best.member()),
                            GroupTraining.settings(best.member()))));
    return String.join(System.lineSeparator(), parts);
  }

  /** The best first, those without a result last. */
  private List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("run"));
    head.addAll(sweep.settings());
    head.addAll(List.of("validation loss", "validation accuracy"));
    rows.add(head);
    List<Trial> sorted =
        sweep.trials().stream().sorted(Comparator.comparingDouble(SweepReport::rank)).toList();
    for (Trial trial : sorted) {
      List<String> row = new ArrayList<>(List.of(trial.member().run()));
      for (String setting : sweep.settings()) {
        Object value = trial.member().settings().get(setting);
        row.add(value == null ? "" : TextTable.name(JsonOutput.format(value)));
      }
      String state = trial.member().state().name().toLowerCase(Locale.ROOT);
      row.add(
          trial
              .result()
              .map(found -> String.format(Locale.ROOT, "%.4f", found.validationLoss()))
              .orElse(state));
      row.add(
          trial.result().map(found -> RepeatReport.percent(found.validationAccuracy())).orElse(""));
      rows.add(row);
    }
    return rows;
  }

  private static double rank(Trial trial) {
    return trial.result().map(RunResult::validationLoss).orElse(Double.POSITIVE_INFINITY);
  }
}
