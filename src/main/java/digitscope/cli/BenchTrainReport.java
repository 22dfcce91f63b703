package digitscope.cli;

import digitscope.bench.BenchmarkSetup;
import digitscope.bench.Contest;
import digitscope.bench.Outcome;
import digitscope.bench.Rates;
import digitscope.bench.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The results of {@code bench train}.
 *
 * @param contest how it was measured
 * @param data source of the images
 * @param outcomes one a setup, at least one
 */
record BenchTrainReport(Contest contest, String data, List<Outcome> outcomes) {
  /** The first setup stands at the top; all of them, with every round, are under "setups". */
  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>(rates(outcomes.get(0)));
    json.put("rounds", contest.rounds());
    json.put("seconds_per_round", contest.roundNanos() / 1e9);
    json.put("loaded", contest.loaded());
    json.put("data", data);
    json.put("cores", Runtime.getRuntime().availableProcessors());
    json.put("setups", outcomes.stream().map(BenchTrainReport::detail).toList());
    return json;
  }

  private static Map<String, Object> rates(Outcome outcome) {
    Map<String, Double> peers = new LinkedHashMap<>();
    Map<String, Double> ratios = new LinkedHashMap<>();
    outcome.peers().forEach((name, rates) -> peers.put(name, rates.median()));
    peers.keySet().forEach(name -> ratios.put(name, outcome.ratio(name)));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("images_per_second", outcome.own().median());
    json.put("peers", peers);
    json.put("ratios", ratios);
    return json;
  }

  private static Map<String, Object> detail(Outcome outcome) {
    BenchmarkSetup setup = outcome.setup();
    Map<String, List<Double>> rounds = new LinkedHashMap<>();
    rounds.put("digitscope", outcome.own().perRound());
    outcome.peers().forEach((name, rates) -> rounds.put(name, rates.perRound()));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("task", setup.task().name().toLowerCase(Locale.ROOT));
    json.put("preset", setup.preset());
    json.put("batch", setup.batchSize());
    json.putAll(rates(outcome));
    json.put("rounds", rounds);
    return json;
  }

  /** A table in Markdown, which is tidy in a terminal too. */
  String toText() {
    List<List<String>> rows = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of("", "batch", "digitscope"));
    for (String peer : outcomes.get(0).peers().keySet()) {
      header.add(peer);
      header.add("ratio");
    }
    rows.add(header);
    outcomes.forEach(outcome -> rows.add(row(outcome)));
    return String.format(
        Locale.ROOT,
        "Images per second: median of %d rounds of %.1f s, with the slowest and fastest "
            + "round. %s%n%n%s",
        contest.rounds(),
        contest.roundNanos() / 1e9,
        contest.loaded() ? "One core was kept busy." : "No load was added.",
        TextTable.markdown(rows, 1));
  }

  private static List<String> row(Outcome outcome) {
    BenchmarkSetup setup = outcome.setup();
    List<String> row = new ArrayList<>();
    row.add((setup.task() == Task.TRAIN ? "train " : "evaluate ") + setup.preset());
    row.add(String.valueOf(setup.batchSize()));
    row.add(cell(outcome.own()));
    outcome
        .peers()
        .forEach(
            (name, rates) -> {
              row.add(cell(rates));
              row.add(String.format(Locale.ROOT, "%.1f ×", outcome.ratio(name)));
            });
    return row;
  }

  private static String cell(Rates rates) {
    return "%s (%s–%s)"
        .formatted(number(rates.median()), number(rates.slowest()), number(rates.fastest()));
  }

  /** Three digits are all that such a measurement is worth. */
  private static String number(double value) {
    double unit = Math.pow(10, Math.max(0, Math.floor(Math.log10(value)) - 2));
    return String.format(Locale.ROOT, "%,.0f", Math.round(value / unit) * unit);
  }
}
