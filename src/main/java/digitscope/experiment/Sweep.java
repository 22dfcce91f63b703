package digitscope.experiment;

import digitscope.config.SweepSpec;
import digitscope.experiment.RunGroup.Member;
import digitscope.experiment.RunGroup.State;
import digitscope.io.Reason;
import digitscope.run.RunException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a search for settings found. Held-out images decide, never the test set: by their loss, or
 * by their accuracy if the sweep varies what the loss is.
 *
 * @param trials all runs, in the order of the plan
 */
public record Sweep(List<Trial> trials) {
  /** With other values of these, the loss is another measure. */
  private static final Set<String> OF_THE_LOSS =
      Set.of("training.loss", "training.labelSmoothing", "training.classWeights");

  /** With other values of these, other images are held out. */
  private static final Set<String> OF_THE_IMAGES =
      Set.of("data", "corrections", "limit", "training.seed", "training.validation.fraction");

  /**
   * A run of the sweep.
   *
   * @param member what it has otherwise, and how far it is
   * @param result what it came to; empty if it is not finished
   */
  public record Trial(Member member, Optional<RunResult> result) {
    private double loss() {
      return result.map(RunResult::validationLoss).orElse(Double.NaN);
    }

    private double accuracy() {
      return result.map(RunResult::validationAccuracy).orElse(Double.NaN);
    }
  }

  public Sweep {
    trials = List.copyOf(trials);
  }

  /** The runs that a file asks for. */
  public static List<Member> plan(SweepSpec spec) {
    List<Member> members = new ArrayList<>();
    for (Map<String, Object> settings : spec.points()) {
      members.add(new Member(String.format(Locale.ROOT, "run-%03d", members.size() + 1), settings));
    }
    return members;
  }

  /** Reads what the runs of a group came to; one that is damaged counts as failed. */
  public static Sweep of(RunGroup group) {
    List<Trial> trials = new ArrayList<>();
    for (Member member : group.members()) {
      trials.add(trial(group, member));
    }
    return new Sweep(trials);
  }

  private static Trial trial(RunGroup group, Member member) {
    if (member.state() != State.DONE) {
      return new Trial(member, Optional.empty());
    }
    try {
      return new Trial(member, Optional.of(RunResult.of(group.folder(member))));
    } catch (RunException e) {
      return new Trial(member.with(State.FAILED, Reason.of(e)), Optional.empty());
    }
  }

  /** The settings that vary, in the order of the file. */
  public Set<String> settings() {
    Set<String> settings = new LinkedHashSet<>();
    trials.forEach(trial -> settings.addAll(trial.member().settings().keySet()));
    return settings;
  }

  /** Whether accuracy decides, because the loss of one run is not that of another. */
  public boolean isChosenByAccuracy() {
    return settings().stream().anyMatch(OF_THE_LOSS::contains);
  }

  /** Settings that vary and change which images are held out, so that runs compare less well. */
  public List<String> settingsOfTheImages() {
    return settings().stream().filter(OF_THE_IMAGES::contains).toList();
  }

  /** The best run on held-out images; empty if none is finished. */
  public Optional<Trial> best() {
    Comparator<Trial> byLoss = Comparator.comparingDouble(Trial::loss);
    Comparator<Trial> byAccuracy = Comparator.comparingDouble(trial -> -trial.accuracy());
    return trials.stream()
        .filter(trial -> Double.isFinite(trial.loss()) && Double.isFinite(trial.accuracy()))
        .min(
            isChosenByAccuracy()
                ? byAccuracy.thenComparing(byLoss)
                : byLoss.thenComparing(byAccuracy));
  }

  /** How much each setting matters; empty where the finished runs do not suffice to say it. */
  public Map<String, Optional<Importance>> importance() {
    List<Trial> finished = trials.stream().filter(trial -> Double.isFinite(trial.loss())).toList();
    boolean byAccuracy = isChosenByAccuracy();
    double[] losses =
        finished.stream()
            .mapToDouble(trial -> byAccuracy ? -trial.accuracy() : trial.loss())
            .toArray();
    Map<String, Optional<Importance>> all = new LinkedHashMap<>();
    for (String setting : settings()) {
      List<Object> values = new ArrayList<>();
      finished.forEach(trial -> values.add(trial.member().settings().getOrDefault(setting, "")));
      all.put(setting, Importance.of(setting, values, losses));
    }
    return all;
  }
}
