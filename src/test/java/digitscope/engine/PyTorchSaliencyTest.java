package digitscope.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import digitscope.nn.Reference;
import digitscope.probe.Saliency;
import digitscope.probe.SaliencyMethod;
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

  private static Saliency.Answer ask(
      ReferenceNetwork reference,
      byte[] image,
      SaliencyMethod method,
      SaliencyProbe.Exactness exactness) {
    int label = expected(reference).get("label").intValue();
    try (FrozenNetwork network = reference.frozen();
        SaliencyProbe probe = network.explain(image, OptionalInt.of(label), method, 0, exactness)) {
      while (probe.advance()) {
        assertThat(label).isNotNegative();
      }
      return probe.result().answer();
    }
  }

  private static Saliency.Answer ask(ReferenceNetwork reference, SaliencyMethod method) {
    return ask(reference, reference.data().image(0), method, SaliencyProbe.Exactness.SHOWN);
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
    JsonNode expected = expected(reference);
    Saliency.Gradient gradient = (Saliency.Gradient) ask(reference, SaliencyMethod.GRADIENT);
    check("gradient", gradient.map().values(), expected.get("gradient"));
    Saliency.Attribution attribution =
        (Saliency.Attribution) ask(reference, SaliencyMethod.INTEGRATED);
    check("integrated gradients", attribution.values(), expected.get("integrated"));
    Saliency.SmoothGradient smooth =
        (Saliency.SmoothGradient) ask(reference, SaliencyMethod.SMOOTH);
    check("SmoothGrad", smooth.map().values(), expected.get("smooth"));
    Saliency.Occluded occluded = (Saliency.Occluded) ask(reference, SaliencyMethod.OCCLUSION);
    check("occlusion", occluded.map().values(), expected.get("occlusion"));
    assertThat(occluded.side()).isEqualTo(expected.get("side").intValue());
    if (expected.has("heat")) {
      Saliency.HeatMap heat = (Saliency.HeatMap) ask(reference, SaliencyMethod.GRADCAM);
      check("Grad-CAM", heat.values(), expected.get("heat"));
      check(
          "Grad-CAM over the image",
          heat.over(reference.shape().height(), reference.shape().width()),
          expected.get("gradcam"));
    } else {
      assertThat(ask(reference, SaliencyMethod.GRADCAM)).isEqualTo(new Saliency.NoConvolution());
    }
  }

  /** Also where the background is black, so that values in pooling windows are equal. */
  @ParameterizedTest
  @MethodSource("networks")
  void agreesWithPyTorchOnTheGradientInPlainLoops(ReferenceNetwork reference) {
    JsonNode expected = expected(reference);
    byte[] image = reference.data().image(0);
    check("gradient", plainGradient(reference, image), expected.get("gradient"));
    byte[] dot = new byte[reference.shape().size()];
    dot[dot.length / 2] = (byte) 255;
    check("gradient of a white pixel", plainGradient(reference, dot), expected.get("ofDot"));
  }

  private static float[] plainGradient(ReferenceNetwork reference, byte[] image) {
    SaliencyProbe.Exactness plain = new SaliencyProbe.Exactness(1, true);
    Saliency.Answer found = ask(reference, image, SaliencyMethod.GRADIENT, plain);
    return ((Saliency.Gradient) found).map().values();
  }

  /** The completeness axiom, which the sum over steps comes closer to the more there are. */
  @ParameterizedTest
  @MethodSource("networks")
  void integratedGradientsAddUpToTheDifferenceOfTheLogit(ReferenceNetwork reference) {
    double difference = expected(reference).get("difference").doubleValue();
    Saliency.Attribution few = integrated(reference, 4);
    Saliency.Attribution many = integrated(reference, 512);
    assertThat(many.logit() - many.baselineLogit()).isCloseTo(difference, within(1e-5));
    assertThat(many.sum()).isCloseTo(difference, within(0.002 * Math.abs(difference)));
    assertThat(Math.abs(many.sum() - difference)).isLessThan(Math.abs(few.sum() - difference));
  }

  private static Saliency.Attribution integrated(ReferenceNetwork reference, int steps) {
    SaliencyProbe.Exactness exactness = new SaliencyProbe.Exactness(steps, false);
    byte[] image = reference.data().image(0);
    return (Saliency.Attribution) ask(reference, image, SaliencyMethod.INTEGRATED, exactness);
  }
}
