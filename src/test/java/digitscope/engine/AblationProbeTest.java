package digitscope.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import digitscope.data.Dataset;
import digitscope.eval.ConfusionMatrix;
import digitscope.eval.Evaluation;
import digitscope.eval.UnitImportance;
import digitscope.nn.Reference;
import digitscope.probe.AblatedNetwork;
import digitscope.probe.Ablation;
import digitscope.probe.Ablation.ScaledUnit;
import digitscope.probe.IncrementalProbe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Against what {@code ablation.py} got from PyTorch. */
final class AblationProbeTest {
  private static final List<JsonNode> CASES = Reference.cases("ablation.json");
  private static final double TOLERANCE = 1e-5;

  static Stream<Arguments> ablations() {
    return CASES.stream()
        .flatMap(
            one ->
                ReferenceNetwork.list(one.get("ablations")).stream()
                    .map(
                        ablation ->
                            Arguments.of(
                                one.get("name").textValue() + " " + ablation.get("units"),
                                new ReferenceNetwork(one),
                                ablation)));
  }

  static Stream<ReferenceNetwork> networks() {
    return CASES.stream().map(ReferenceNetwork::new);
  }

  private static Ablation ablation(JsonNode expected) {
    List<ScaledUnit> units = new ArrayList<>();
    for (JsonNode unit : expected.get("units")) {
      units.add(
          new ScaledUnit(
              unit.get(0).intValue(), unit.get(1).intValue(), unit.get(2).doubleValue()));
    }
    return new Ablation(units);
  }

  private static <R> R answer(IncrementalProbe<R> probe) {
    try (probe) {
      while (probe.advance()) {
        assertThatThrownBy(probe::result).isInstanceOf(IllegalStateException.class);
      }
      return probe.result();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ablations")
  void multipliesOutputsBehindTheActivation(
      String name, ReferenceNetwork reference, JsonNode expected) {
    Dataset data = reference.data();
    Ablation ablation = ablation(expected);
    double[] logits = Reference.numbers(expected.get("logits"));
    double norm = Math.sqrt(DoubleStream.of(logits).map(v -> v * v).sum());
    try (AblatedNetwork network =
        new AblatedNetwork(
            reference.probed(), ablation.units().stream().map(ScaledUnit::layerIndex).toList())) {
      int classes = data.classes();
      for (int n = 0; n < data.size(); n++) {
        network.setImage(0, data.image(n));
        network.begin();
        network.finish(ablation);
        assertThat(network.logits(0))
            .as("image " + n)
            .containsExactly(
                Arrays.copyOfRange(logits, n * classes, (n + 1) * classes),
                within(TOLERANCE * norm));
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ablations")
  void evaluatesTheSetBeforeAndAfter(String name, ReferenceNetwork reference, JsonNode expected) {
    try (FrozenNetwork network = reference.frozen()) {
      Dataset data = reference.data();
      byte[] image = data.image(1);
      AblationEffect effect =
          answer(
              network.ablate(ablation(expected), data, Optional.of(image), Optional.empty(), 70));
      Evaluation after = effect.after();
      assertThat(after.confusion()).isEqualTo(confusion(expected));
      assertThat(after.loss()).isCloseTo(expected.get("loss").doubleValue(), within(1e-5));
      assertThat(after.step()).isEqualTo(70);
      JsonNode whole = reference.expected().get("ablations").get(0);
      assertThat(effect.before().confusion()).isEqualTo(confusion(whole));
      assertThat(effect.before().loss()).isCloseTo(whole.get("loss").doubleValue(), within(1e-5));
      AblationEffect.OfImage more = effect.image().orElseThrow();
      assertThat(more.before()).isEqualTo(network.predict(image)).hasSize(data.classes());
      assertThat(more.after()).isEqualTo(after.probabilities(1));
    }
  }

  @Test
  void doesNotFindOutAgainWhatIsKnown() {
    ReferenceNetwork reference = networks().findFirst().orElseThrow();
    try (FrozenNetwork network = reference.frozen()) {
      Dataset data = reference.data();
      Ablation off = Ablation.off(0, 2);
      AblationEffect first =
          answer(network.ablate(off, data, Optional.empty(), Optional.empty(), 7));
      AblationEffect again =
          answer(network.ablate(off, data, Optional.empty(), Optional.of(first.before()), 7));
      assertThat(again.before()).isSameAs(first.before());
      assertThat(again.after().confusion()).isEqualTo(first.after().confusion());
      assertThat(again.after().loss()).isEqualTo(first.after().loss());
    }
  }

  @Test
  void leavesTheNetworkAsItIs() {
    ReferenceNetwork reference = networks().findFirst().orElseThrow();
    try (FrozenNetwork network = reference.frozen()) {
      byte[] image = reference.data().image(0);
      float[] before = network.predict(image);
      IncrementalProbe<AblationEffect> probe =
          network.ablate(
              Ablation.off(0, 0, 1, 2), reference.data(), Optional.empty(), Optional.empty(), 0);
      assertThat(probe.advance()).isTrue();
      assertThat(network.predict(image)).isEqualTo(before);
      answer(probe);
      assertThat(network.predict(image)).isEqualTo(before);
    }
  }

  /** The last case has each unit of its first layer switched off in turn. */
  @Test
  void countsWhatClassesLoseWithoutEachUnit() {
    JsonNode expected = CASES.get(CASES.size() - 1);
    ReferenceNetwork reference = new ReferenceNetwork(expected);
    try (FrozenNetwork network = reference.frozen()) {
      UnitImportance found = answer(network.rankUnits(0, reference.data(), 5));
      List<ConfusionMatrix> all =
          ReferenceNetwork.list(expected.get("ablations")).stream()
              .map(AblationProbeTest::confusion)
              .toList();
      assertThat(found.before()).isEqualTo(all.get(0));
      assertThat(found.without()).isEqualTo(all.subList(1, all.size()));
      assertThat(found.without()).anyMatch(some -> !some.equals(found.before()));
      assertThat(found.step()).isEqualTo(5);
      assertThat(found.layerIndex()).isEqualTo(0);
    }
  }

  @Test
  void refusesLayersAndUnitsThatAreNone() {
    ReferenceNetwork reference = networks().findFirst().orElseThrow();
    try (FrozenNetwork network = reference.frozen()) {
      Dataset data = reference.data();
      assertThatThrownBy(() -> network.rankUnits(8, data, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("There is no layer 9: the network has 8");
      assertThatThrownBy(
              () -> network.ablate(Ablation.off(7, 0), data, Optional.empty(), Optional.empty(), 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("are the classes");
      assertThatThrownBy(
              () ->
                  answer(
                      network.ablate(
                          Ablation.off(0, 5), data, Optional.empty(), Optional.empty(), 0)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Layer 1 has no unit 5: it has 5, counted from 0");
      assertThatThrownBy(() -> new ScaledUnit(0, 0, -1))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static ConfusionMatrix confusion(JsonNode expected) {
    JsonNode rows = expected.get("confusion");
    int[][] counts = new int[rows.size()][rows.size()];
    for (int actual = 0; actual < counts.length; actual++) {
      for (int predicted = 0; predicted < counts.length; predicted++) {
        counts[actual][predicted] = rows.get(actual).get(predicted).intValue();
      }
    }
    return new ConfusionMatrix(counts);
  }
}
