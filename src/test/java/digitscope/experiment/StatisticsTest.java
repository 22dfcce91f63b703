package digitscope.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digitscope.experiment.PairedDifference.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares with the numbers that {@code statistics.py} wrote. */
class StatisticsTest {
  private static Stream<JsonNode> cases(String kind, int count) throws IOException {
    try (InputStream json = StatisticsTest.class.getResourceAsStream("statistics.json")) {
      JsonNode cases = new ObjectMapper().readTree(Objects.requireNonNull(json)).get(kind);
      assertThat(cases).hasSize(count);
      return StreamSupport.stream(cases.spliterator(), false);
    }
  }

  static Stream<JsonNode> paired() throws IOException {
    return cases("paired", 6);
  }

  static Stream<JsonNode> kruskal() throws IOException {
    return cases("kruskal", 5);
  }

  private static double[] numbers(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .mapToDouble(JsonNode::doubleValue)
        .toArray();
  }

  private static Map<Long, Double> bySeed(double... values) {
    Map<Long, Double> map = new TreeMap<>();
    for (int i = 0; i < values.length; i++) {
      map.put(i + 1L, values[i]);
    }
    return map;
  }

  @ParameterizedTest
  @MethodSource("paired")
  void givesTheSpreadOfNumPy(JsonNode expected) {
    SampleSpread spread = SampleSpread.of(numbers(expected.get("a")));
    JsonNode wanted = expected.get("spread");
    assertThat(spread.mean()).isCloseTo(wanted.get("mean").doubleValue(), within(1e-12));
    assertThat(spread.std()).isCloseTo(wanted.get("std").doubleValue(), within(1e-12));
    assertThat(spread.min()).isEqualTo(wanted.get("min").doubleValue());
    assertThat(spread.max()).isEqualTo(wanted.get("max").doubleValue());
  }

  @ParameterizedTest
  @MethodSource("paired")
  void givesThePairedIntervalOfSciPy(JsonNode expected) {
    PairedDifference found =
        PairedDifference.of(bySeed(numbers(expected.get("a"))), bySeed(numbers(expected.get("b"))));
    double low = expected.get("low").doubleValue();
    double high = expected.get("high").doubleValue();
    assertThat(found.mean()).isCloseTo(expected.get("mean").doubleValue(), within(1e-12));
    assertThat(found.low()).isCloseTo(low, within(1e-7));
    assertThat(found.high()).isCloseTo(high, within(1e-7));
    Verdict wanted =
        found.seeds().size() < 5
            ? Verdict.TOO_FEW_SEEDS
            : low > 0 ? Verdict.A_IS_BETTER : high < 0 ? Verdict.B_IS_BETTER : Verdict.UNDECIDED;
    assertThat(found.verdict()).isEqualTo(wanted);
  }

  @ParameterizedTest
  @MethodSource("kruskal")
  void givesTheImportanceOfSciPy(JsonNode expected) {
    List<Object> values = new ArrayList<>();
    expected.get("values").forEach(value -> values.add("value " + value.intValue()));
    Importance found = Importance.of("x", values, numbers(expected.get("losses"))).orElseThrow();
    assertThat(found.runs()).isEqualTo(values.size());
    assertThat(found.groups()).isEqualTo((int) values.stream().distinct().count());
    assertThat(found.p()).isCloseTo(expected.get("p").doubleValue(), within(1e-9));
    assertThat(found.share()).isCloseTo(expected.get("share").doubleValue(), within(1e-9));
  }

  @Test
  void pairsOnlySeedsThatBothHave() {
    Map<Long, Double> a = Map.of(1L, 0.9, 2L, 0.8, 5L, 0.7);
    PairedDifference found = PairedDifference.of(a, Map.of(2L, 0.7, 5L, 0.8, 9L, 0.1));
    assertThat(found.seeds()).containsExactly(2L, 5L);
    assertThat(found.mean()).isCloseTo(0, within(1e-12));
    assertThat(PairedDifference.of(a, Map.of(7L, 0.5)).verdict())
        .isEqualTo(Verdict.NOTHING_IN_COMMON);
    PairedDifference one = PairedDifference.of(a, Map.of(1L, 0.5));
    assertThat(one.verdict()).isEqualTo(Verdict.TOO_FEW_SEEDS);
    assertThat(one.low()).isNaN();
  }

  @Test
  void tellsTheSameFromTheUndecided() {
    Map<Long, Double> five = bySeed(0.91, 0.92, 0.93, 0.94, 0.95);
    assertThat(PairedDifference.of(five, five).verdict()).isEqualTo(Verdict.NO_DIFFERENCE);
    // A is better by the same amount with every seed: there is no doubt.
    Map<Long, Double> less = bySeed(0.41, 0.42, 0.43, 0.44, 0.45);
    assertThat(PairedDifference.of(five, less).verdict()).isEqualTo(Verdict.A_IS_BETTER);
  }

  @Test
  void oneNumberHasNoSpread() {
    SampleSpread one = SampleSpread.of(0.5);
    assertThat(one.mean()).isEqualTo(0.5);
    assertThat(one.std()).isNaN();
    assertThat(SampleSpread.of().mean()).isNaN();
  }

  @Test
  void saysNothingOfASettingWithTooFewRuns() {
    assertThat(Importance.of("x", List.of("a", "a", "a", "b", "b"), new double[] {1, 2, 3, 4, 5}))
        .isEmpty();
    assertThat(Importance.of("x", List.of(1, 2, 3, 4, 5), new double[] {1, 2, 3, 4, 5})).isEmpty();
    assertThat(Importance.of("x", List.of(), new double[0])).isEmpty();
    // Two of each: no way to form two groups of three without tearing equal values apart.
    assertThat(Importance.of("x", List.of(1, 2, 3, 1, 2, 3), new double[] {1, 2, 3, 4, 5, 6}))
        .isEmpty();
  }

  @Test
  void groupsNumbersThatAreAllDifferent() {
    List<Object> rates = List.of(0.1, 0.6, 0.3, 0.5, 0.2, 0.4);
    Importance found = Importance.of("x", rates, new double[] {1, 6, 3, 5, 2, 4}).orElseThrow();
    assertThat(found.groups()).isEqualTo(2);
    // scipy.stats.kruskal([1, 2, 3], [4, 5, 6])
    assertThat(found.p()).isCloseTo(0.04953461343562649, within(1e-9));
    assertThat(found.isSignificant()).isTrue();
  }

  @Test
  void equalLossesMakeNoSettingImportant() {
    Importance found =
        Importance.of("x", List.of("a", "a", "a", "b", "b", "b"), new double[6]).orElseThrow();
    assertThat(found.share()).isZero();
    assertThat(found.p()).isEqualTo(1);
  }
}
