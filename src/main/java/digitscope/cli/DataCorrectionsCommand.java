package digitscope.cli;

import digitscope.data.Correction;
import digitscope.data.Correction.Verdict;
import digitscope.data.CorrectionStore;
import digitscope.data.Corrections;
import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.data.Split;
import digitscope.data.source.DataSources;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "corrections",
    description = {
      "Lists and changes corrections to the labels of images.",
      "The images and labels themselves never change: corrections are kept in a file "
          + "beside them, or in",
      "the user's data folder, and applied whenever the images are read."
    },
    mixinStandardHelpOptions = true)
final class DataCorrectionsCommand implements Callable<Integer> {
  private static final Verdict.Visitor<String> WORDS = new Words();

  private final Environment environment;

  @Parameters(paramLabel = "SOURCE", description = "Images, as for 'train --data'.")
  private String source = "";

  @Option(
      names = "--relabel",
      paramLabel = "IMAGE=CLASS",
      description = "Give an image another label, such as train:17=seven.")
  private List<String> relabel = new ArrayList<>();

  @Option(
      names = "--leave-out",
      paramLabel = "IMAGE",
      description = "Leave an image out, such as test:5.")
  private List<String> leaveOut = new ArrayList<>();

  @Option(
      names = "--keep",
      paramLabel = "IMAGE",
      description = "Confirm that the label of an image is correct.")
  private List<String> keep = new ArrayList<>();

  @Option(
      names = "--undo",
      paramLabel = "IMAGE",
      description = "Remove the correction of an image; 'all' removes them all.")
  private List<String> undo = new ArrayList<>();

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  DataCorrectionsCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws DataException, CommandException {
    DataSources sources = environment.sources().open();
    CorrectionStore store = sources.corrections();
    DataSplits splits = sources.loadUncorrected(source, environment.progress());
    List<UnaryOperator<Corrections>> changes = changes(splits, store.read(source));
    Corrections now =
        changes.isEmpty()
            ? store.read(source)
            : store.change(
                source,
                corrections -> {
                  Corrections changed = corrections;
                  for (UnaryOperator<Corrections> change : changes) {
                    changed = change.apply(changed);
                  }
                  return changed;
                });
    DataSplits corrected = now.applyTo(splits);
    environment
        .out()
        .println(json ? JsonOutput.format(toJson(now, corrected)) : toText(now, corrected));
    return CommandLine.ExitCode.OK;
  }

  private List<UnaryOperator<Corrections>> changes(DataSplits splits, Corrections before)
      throws CommandException {
    List<UnaryOperator<Corrections>> changes = new ArrayList<>();
    for (String image : undo) {
      if (image.equals("all")) {
        changes.add(corrections -> Corrections.NONE);
      } else {
        Correction made = made(before, image);
        changes.add(corrections -> corrections.without(made));
      }
    }
    for (String text : relabel) {
      int equals = text.indexOf('=');
      String to = text.substring(equals + 1);
      if (equals < 0 || !splits.train().classNames().contains(to)) {
        throw new CommandException(
            "--relabel %s: give image and class, such as train:17=%s; the classes are %s"
                .formatted(
                    text,
                    splits.train().classNames().get(0),
                    String.join(", ", splits.train().classNames())));
      }
      changes.add(decide(splits, text.substring(0, equals), new Verdict.Relabel(to)));
    }
    for (String image : leaveOut) {
      changes.add(decide(splits, image, new Verdict.LeaveOut()));
    }
    for (String image : keep) {
      changes.add(decide(splits, image, new Verdict.Keep()));
    }
    return changes;
  }

  private static UnaryOperator<Corrections> decide(DataSplits splits, String image, Verdict verdict)
      throws CommandException {
    Split split = split(image);
    Dataset set = split.of(splits);
    int origin = origin(image);
    for (int i = 0; i < set.size(); i++) {
      if (set.origin(i) == origin) {
        Correction decision = Correction.of(split, set, i, verdict);
        return corrections -> corrections.with(decision);
      }
    }
    throw new CommandException("There is no image %s in %s".formatted(image, splits.source()));
  }

  private static Correction made(Corrections before, String image) throws CommandException {
    Split split = split(image);
    int origin = origin(image);
    return before.decisions().stream()
        .filter(decision -> decision.split() == split && decision.origin() == origin)
        .findFirst()
        .orElseThrow(() -> new CommandException("There is no correction for image " + image));
  }

  private static Split split(String image) throws CommandException {
    for (Split split : Split.values()) {
      if (image.startsWith(name(split) + ":")) {
        return split;
      }
    }
    throw notAnImage(image);
  }

  private static int origin(String image) throws CommandException {
    try {
      return Integer.parseInt(image.substring(image.indexOf(':') + 1));
    } catch (NumberFormatException e) {
      throw notAnImage(image);
    }
  }

  private static CommandException notAnImage(String image) {
    return new CommandException(
        "'%s' is not an image: give the part and the number, such as train:17 or test:5"
            .formatted(image));
  }

  static String name(Split split) {
    return split.name().toLowerCase(Locale.ROOT);
  }

  private String toText(Corrections corrections, DataSplits corrected) throws DataException {
    if (corrections.isEmpty()) {
      return "There are no corrections for " + source;
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("image", "label", "decision"));
    for (Correction decision : corrections.decisions()) {
      rows.add(
          List.of(
              name(decision.split()) + ":" + decision.origin(),
              decision.label(),
              decision.verdict().accept(WORDS)));
    }
    return String.join(
        System.lineSeparator(),
        TextTable.markdown(rows, 3),
        "",
        corrected.corrected().sentence().orElse("No label changes: all labels were confirmed."),
        "Saved in " + file().orElse(""));
  }

  private Optional<String> file() throws DataException {
    return environment.sources().open().corrections().file(source).map(String::valueOf);
  }

  private Map<String, @Nullable Object> toJson(Corrections corrections, DataSplits corrected)
      throws DataException {
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    result.put("source", source);
    result.put("file", file().orElse(""));
    result.put("labels_corrected", corrected.corrected().relabelled());
    result.put("images_left_out", corrected.corrected().leftOut());
    result.put("not_applied", corrected.corrected().unplaced());
    result.put("corrections_sha256", corrected.corrected().sha256());
    result.put("data_sha256", corrected.sha256());
    result.put("decisions", corrections.decisions().stream().map(this::toJson).toList());
    return result;
  }

  private Map<String, @Nullable Object> toJson(Correction decision) {
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    result.put("image", name(decision.split()) + ":" + decision.origin());
    result.put("label", decision.label());
    result.put("decision", decision.verdict().accept(WORDS));
    result.put("sha256", decision.sha256());
    return result;
  }

  private static final class Words implements Verdict.Visitor<String> {
    @Override
    public String relabel(Verdict.Relabel verdict) {
      return "relabel as " + verdict.to();
    }

    @Override
    public String leaveOut(Verdict.LeaveOut verdict) {
      return "leave out";
    }

    @Override
    public String keep(Verdict.Keep verdict) {
      return "keep";
    }
  }
}
