package digitscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digitscope.bench.BenchmarkSetup;
import digitscope.bench.Competitor;
import digitscope.bench.Competitors;
import digitscope.bench.Contest;
import digitscope.bench.Outcome;
import digitscope.bench.Rates;
import digitscope.bench.Task;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BenchTrainReportTest {
  private static final Contest CONTEST =
      new Contest(
          new Competitors(new Competitor("digitscope", "", List.of()), List.of()),
          3,
          2_000_000_000,
          true);

  private static final List<Outcome> OUTCOMES =
      List.of(
          new Outcome(
              new BenchmarkSetup(Task.TRAIN, "cnn", 128),
              new Rates(List.of(10_321.0, 9_876.5, 11_111.0)),
              Map.of("pytorch", new Rates(List.of(5_160.5, 4_000.0, 6_000.0)))),
          new Outcome(
              new BenchmarkSetup(Task.EVALUATE, "cnn", 128),
              new Rates(List.of(60.0, 50.0, 70.0)),
              Map.of("pytorch", new Rates(List.of(25.0, 25.0, 25.0)))));

  @Test
  void tableHasARowForEachSetupAndThreeDigitsForEachNumber() {
    assertThat(new BenchTrainReport(CONTEST, "digits", OUTCOMES).toText().lines())
        .containsExactly(
            "Images per second: median of 3 rounds of 2.0 s, with the slowest and fastest "
                + "round. One core was kept busy.",
            "",
            "|              | batch |            digitscope |             pytorch | ratio |",
            "| ------------ | ----: | --------------------: | ------------------: | ----: |",
            "| train cnn    |   128 | 10,300 (9,880–11,100) | 5,160 (4,000–6,000) | 2.0 × |",
            "| evaluate cnn |   128 |            60 (50–70) |          25 (25–25) | 2.4 × |");
  }

  @Test
  void jsonHasTheFirstSetupAtTheTopAndAllBelow() throws Exception {
    JsonNode json =
        new ObjectMapper()
            .readTree(
                JsonOutput.format(new BenchTrainReport(CONTEST, "digits", OUTCOMES).toJson()));
    assertThat(json.get("images_per_second").asDouble()).isEqualTo(10_321);
    assertThat(json.get("peers").get("pytorch").asDouble()).isEqualTo(5_160.5);
    assertThat(json.get("ratios").get("pytorch").asDouble()).isEqualTo(2);
    assertThat(json.get("loaded").asBoolean()).isTrue();
    assertThat(json.get("setups")).hasSize(2);
    JsonNode evaluation = json.get("setups").get(1);
    assertThat(evaluation.get("task").asText()).isEqualTo("evaluate");
    assertThat(evaluation.get("preset").asText()).isEqualTo("cnn");
    assertThat(evaluation.get("batch").asInt()).isEqualTo(128);
    assertThat(evaluation.get("rounds").get("digitscope")).hasSize(3);
  }

  @Test
  void withoutPeersThereAreOnlyOurs() throws Exception {
    BenchTrainReport report =
        new BenchTrainReport(
            CONTEST,
            "digits",
            List.of(
                new Outcome(
                    new BenchmarkSetup(Task.TRAIN, "mlp", 500),
                    new Rates(List.of(7.0)),
                    Map.of())));
    assertThat(report.toText()).contains("| train mlp |   500 |    7 (7–7) |");
    assertThat(report.toJson()).containsEntry("peers", Map.of()).containsEntry("ratios", Map.of());
  }
}
