package digitscope.cli;

import digitscope.compare.LayerAlignment;
import digitscope.compare.UnitMatching;
import digitscope.config.LayerSummary;
import digitscope.config.Shape;
import digitscope.eval.MatrixDifference;
import digitscope.eval.PairedOutcomes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about two networks, as text and as JSON.
 *
 * @param first what the first network is called
 * @param second what the second one is called
 * @param layer whose units were matched
 * @param compared layers that were compared as a whole, in the order of {@code alignment}
 * @param outcomes image by image
 * @param difference of the confusion matrices
 */
record CompareReport(
    String first,
    String second,
    LayerSummary layer,
    UnitMatching matching,
    List<LayerSummary> compared,
    LayerAlignment.Result alignment,
    PairedOutcomes outcomes,
    MatrixDifference difference) {
  private String unitWord() {
    return layer.output() instanceof Shape.Maps ? "filter" : "unit";
  }

  Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("a", first);
    all.put("b", second);
    all.put("layer", layer.name());
    all.put("images", matching.images());
    all.put("matches", matching.matches().stream().map(CompareReport::toJson).toList());
    all.put("mean_similarity", JsonOutput.number(matching.meanSimilarity()));
    all.put("baseline_similarity", JsonOutput.number(matching.baselineSimilarity()));
    all.put("same_place_similarity", JsonOutput.number(matching.samePlaceSimilarity()));
    all.put("twins", matching.twins());
    all.put("twins_in_same_place", matching.twinsInSamePlace());
    all.put("constant_a", matching.constantInFirst());
    all.put("constant_b", matching.constantInSecond());
    all.put("sentence", matching.sentence(unitWord()));
    Map<String, @Nullable Object> cka = new LinkedHashMap<>();
    cka.put("layers", compared.stream().map(LayerSummary::name).toList());
    cka.put("images", alignment.images());
    cka.put(
        "values",
        Arrays.stream(alignment.cka())
            .map(row -> Arrays.stream(row).mapToObj(JsonOutput::number).toList())
            .toList());
    all.put("cka", cka);
    all.put("both_correct", outcomes.bothCorrect().size());
    all.put("only_a", outcomes.onlyFirst());
    all.put("only_b", outcomes.onlySecond());
    all.put("both_wrong", outcomes.bothWrong());
    all.put("mcnemar_p", outcomes.mcNemar());
    all.put("confusion_difference", difference.toArray());
    return all;
  }

  private static Map<String, @Nullable Object> toJson(UnitMatching.Match match) {
    Map<String, @Nullable Object> one = new LinkedHashMap<>();
    one.put("a", match.first());
    one.put("b", match.second());
    one.put("similarity", match.similarity());
    return one;
  }

  String toText() {
    return String.join(
        System.lineSeparator(),
        String.format(
            Locale.ROOT,
            "A: %s%nB: %s%nLayer %s, %,d test images",
            first,
            second,
            layer.name(),
            matching.images()),
        "",
        matching.sentence(unitWord()),
        String.format(
            Locale.ROOT,
            "Mean correlation: of the pairs %s, in the same place %s, with the images shuffled %s",
            number(matching.meanSimilarity()),
            number(matching.samePlaceSimilarity()),
            number(matching.baselineSimilarity())),
        "",
        pairs(),
        "",
        String.format(
            Locale.ROOT, "Linear CKA of A's layers with B's, on %,d images", alignment.images()),
        "",
        alignments(),
        "",
        String.format(
            Locale.ROOT,
            "Both correct: %,d images, only A: %,d, only B: %,d, both wrong: %,d",
            outcomes.bothCorrect().size(),
            outcomes.onlyFirst().size(),
            outcomes.onlySecond().size(),
            outcomes.bothWrong().size()),
        outcomes.sentence("A", "B"));
  }

  private String pairs() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("A", "B", "correlation"));
    matching
        .matches()
        .forEach(
            match ->
                rows.add(
                    List.of(
                        String.valueOf(match.first()),
                        String.valueOf(match.second()),
                        number(match.similarity()))));
    return TextTable.markdown(rows, 0);
  }

  private String alignments() {
    List<List<String>> rows = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of("A \\ B"));
    compared.forEach(one -> header.add(one.name()));
    rows.add(header);
    for (int i = 0; i < compared.size(); i++) {
      List<String> row = new ArrayList<>(List.of(compared.get(i).name()));
      for (double value : alignment.cka()[i]) {
        row.add(number(value));
      }
      rows.add(row);
    }
    return TextTable.markdown(rows, 1);
  }

  private static String number(double value) {
    // Adding 0 makes 0 of -0.
    return Double.isNaN(value)
        ? "–"
        : String.format(Locale.ROOT, "%.3f", Math.round(1000 * value) / 1000.0 + 0.0);
  }
}
