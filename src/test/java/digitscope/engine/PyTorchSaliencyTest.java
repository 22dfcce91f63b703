package digitscope.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import digitscope.nn.Reference;
import digitscope.probe.Saliency;
import digitscope.probe.SaliencyProbe;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against what {@code saliency.py} got from PyTorch. */
final class PyTorchSaliencyTest {
  private static final List<JsonNode> CASES = Reference.cases("saliency.json");

  static Stream<ReferenceNetwork> networks() {
    return CASES.stream().map(ReferenceNetwork::new);
  }

  private static JsonNode expected(ReferenceNetwork reference) {
    return reference.expected().get("saliency");
  }

  private static Saliency ask(ReferenceNetwork reference, int steps, boolean isPlain) {
    int label = expected(reference).get("label").intValue();
    try (FrozenNetwork network = reference.frozen();
        SaliencyProbe probe =
            network.explain(
                reference.data().image(0),
                OptionalInt.of(label),
                0,
                new SaliencyProbe.Exactness(steps, isPlain))) {
      while (probe.advance()) {
        assertThat(label).isNotNegative();
      }
      return probe.result();
    }
  }

  /** To a part of the largest number. */
  private static void check(String what, float[] found, JsonNode expected) {
    double[] values = Reference.numbers(expected);
    double largest = DoubleStream.of(values).map(Math::abs).max().orElseThrow();
    assertThat(largest).as(what).isPositive();
    assertThat(IntStream.range(0, found.length).mapToDouble(i -> found[i]).toArray())
        .as(what)
        .containsExactly(values, within(1e-4 * largest));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void agreesWithPyTorchOnEveryPixel(ReferenceNetwork reference) {
    Saliency found = ask(reference, 32, false);
    JsonNode expected = expected(reference);
    check("gradient", found.gradient().values(), expected.get("gradient"));
    check("integrated gradients", found.attribution().values(), expected.get("integrated"));
    check("SmoothGrad", found.smooth().values(), expected.get("smooth"));
    check("occlusion", found.occlusion().map().values(), expected.get("occlusion"));
    assertThat(found.occlusion().side()).isEqualTo(expected.get("side").intValue());
    assertThat(found.heatMap().isPresent()).isEqualTo(expected.has("heat"));
    found
        .heatMap()
        .ifPresent(
            heat -> {
              check("Grad-CAM", heat.values(), expected.get("heat"));
              check(
                  "Grad-CAM over the image",
                  heat.over(reference.shape().height(), reference.shape().width()),
                  expected.get("gradcam"));
            });
  }

  /** Also where the background is black, so that values in pooling windows are equal. */
  @ParameterizedTest
  @MethodSource("networks")
  void agreesWithPyTorchOnTheGradientInPlainLoops(ReferenceNetwork reference) {
    check(
        "gradient",
        ask(reference, 1, true).gradient().values(),
        expected(reference).get("gradient"));
    check("gradient", askOfDot(reference).gradient().values(), expected(reference).get("ofDot"));
  }

  /** A white pixel in the middle of black. */
  private static Saliency askOfDot(ReferenceNetwork reference) {
    byte[] dot = new byte[reference.shape().size()];
    dot[dot.length / 2] = (byte) 255;
    int label = expected(reference).get("label").intValue();
    try (FrozenNetwork network = reference.frozen();
        SaliencyProbe probe =
            network.explain(dot, OptionalInt.of(label), 0, new SaliencyProbe.Exactness(1, true))) {
      while (probe.advance()) {
        assertThat(label).isNotNegative();
      }
      return probe.result();
    }
  }

  /** The completeness axiom, which the sum over steps comes closer to the more there are. */
  @ParameterizedTest
  @MethodSource("networks")
  void integratedGradientsAddUpToTheDifferenceOfTheLogit(ReferenceNetwork reference) {
    double difference = expected(reference).get("difference").doubleValue();
    Saliency.Attribution few = ask(reference, 4, false).attribution();
    Saliency.Attribution many = ask(reference, 512, true).attribution();
    assertThat(many.logit() - many.baselineLogit()).isCloseTo(difference, within(1e-5));
    assertThat(many.sum()).isCloseTo(difference, within(0.002 * Math.abs(difference)));
    assertThat(Math.abs(many.sum() - difference)).isLessThan(Math.abs(few.sum() - difference));
  }
}
