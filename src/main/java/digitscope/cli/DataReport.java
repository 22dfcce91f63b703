package digitscope.cli;

import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.data.Duplicates;
import digitscope.data.download.DataCache.FileCheck;
import digitscope.data.download.KnownSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A summary of a data set: its files, classes and duplicates.
 *
 * @param known its entry in the catalogue, if it has one
 * @param files the files it was downloaded as, all sound
 */
record DataReport(
    DataSplits splits, Optional<KnownSet> known, List<FileCheck> files, Duplicates duplicates) {
  private static final int MOST_TWINS = 10;

  String toText() {
    List<String> lines = new ArrayList<>();
    known.ifPresent(
        set ->
            lines.add(
                String.format(
                    Locale.ROOT,
                    "%s: %d files match the checksums of: %s",
                    set.title(),
                    files.size(),
                    DataListCommand.checkedAgainst(set))));
    lines.add(
        String.format(
            Locale.ROOT,
            "%s training and %s test images of %s in %d classes",
            DataListCommand.count(splits.train().size()),
            DataListCommand.count(splits.test().size()),
            splits.train().shape(),
            splits.train().classes()));
    lines.add("");
    lines.add(classTable());
    lines.add("");
    lines.addAll(duplicateLines());
    return String.join(System.lineSeparator(), lines);
  }

  private String classTable() {
    int[] training = counts(splits.train());
    int[] test = counts(splits.test());
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("class", "training", "test"));
    for (int label = 0; label < training.length; label++) {
      rows.add(
          List.of(
              TextTable.name(splits.train().classNames().get(label)),
              DataListCommand.count(training[label]),
              DataListCommand.count(test[label])));
    }
    return TextTable.markdown(rows, 1);
  }

  private List<String> duplicateLines() {
    List<String> lines = new ArrayList<>();
    int twins = duplicates.twins().size();
    lines.add(
        twins == 0
            ? "No test image is in the training set."
            : "%s of the test images are also in the training set, %s of them with another label."
                .formatted(DataListCommand.count(twins), DataListCommand.count(otherLabel())));
    duplicates.twins().stream()
        .limit(MOST_TWINS)
        .forEach(
            twin ->
                lines.add(
                    String.format(
                        Locale.ROOT,
                        "  test image %d is training image %d%s",
                        twin.test(),
                        twin.training(),
                        twin.sameLabel() ? "" : " (different label)")));
    if (twins > MOST_TWINS) {
      lines.add("  … and more; --json lists them all");
    }
    lines.add(
        "Duplicates within the training set: %s; within the test set: %s."
            .formatted(
                DataListCommand.count(duplicates.repeatedInTraining()),
                DataListCommand.count(duplicates.repeatedInTest())));
    return lines;
  }

  private int otherLabel() {
    return (int) duplicates.twins().stream().filter(twin -> !twin.sameLabel()).count();
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("source", splits.source());
    known.ifPresent(
        set -> {
          json.put("title", set.title());
          json.put("checked_against", DataListCommand.checkedAgainst(set));
          json.put("files", DataVerifyCommand.files(files));
        });
    json.put("data_sha256", splits.sha256());
    json.put("shape", splits.train().shape().toString());
    json.put("classes", splits.train().classNames());
    json.put("training_images", splits.train().size());
    json.put("test_images", splits.test().size());
    json.put("training_counts", counts(splits.train()));
    json.put("test_counts", counts(splits.test()));
    Map<String, Object> found = new LinkedHashMap<>();
    found.put("test_in_training", duplicates.twins().size());
    found.put("test_in_training_other_label", otherLabel());
    found.put("within_training", duplicates.repeatedInTraining());
    found.put("within_test", duplicates.repeatedInTest());
    found.put("pairs", duplicates.twins());
    json.put("duplicates", found);
    return json;
  }

  private static int[] counts(Dataset images) {
    int[] counts = new int[images.classes()];
    for (int i = 0; i < images.size(); i++) {
      counts[images.label(i)]++;
    }
    return counts;
  }
}
