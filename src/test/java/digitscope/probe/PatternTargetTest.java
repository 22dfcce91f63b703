package digitscope.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import digitscope.nn.Activation;
import digitscope.nn.ActivationLayer;
import digitscope.nn.Convolution;
import digitscope.nn.Execution;
import digitscope.nn.Layer;
import digitscope.nn.MapShape;
import digitscope.nn.MaxPooling;
import digitscope.nn.Network;
import digitscope.nn.OutputFunction;
import digitscope.nn.Precision;
import digitscope.nn.plan.Planner;
import digitscope.probe.UnitResponses.Patch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A convolution, ReLU, pooling and a convolution, against PyTorch's numbers for six images. */
class PatternTargetTest {
  private static final MapShape IMAGE = new MapShape(1, 16, 16);
  private static final int FILTERS = 6;
  private static final JsonNode EXPECTED = PatternNumbers.all().get("objective");
  private static final float[] IMAGES = PatternNumbers.floats(EXPECTED.get("images"));

  private final ProbedNetwork probed = network();

  private static ProbedNetwork network() {
    Convolution first = new Convolution(IMAGE, 8, 3, 3, 1, false);
    Layer relu = new ActivationLayer(first.output(), Activation.RELU);
    Layer pooling = new MaxPooling(relu.output(), 2, 2);
    Convolution second = new Convolution(pooling.output(), FILTERS, 3, 3, 1, false);
    Network network =
        new Network(List.of(first, relu, pooling, second), Precision.FLOAT, Planner.auto());
    network.write(PatternNumbers.floats(EXPECTED.get("parameters")));
    return new ProbedNetwork(
        network,
        new OutputFunction.Softmax(),
        List.of(new ProbedNetwork.Point(3, 2, "conv", FeatureMaps.Stage.PRE_ACTIVATION)));
  }

  @AfterEach
  void free() {
    probed.network().close();
  }

  @Test
  void scoresAnImageByTheUnitsLargestPreActivation() {
    List<CandidateSearch.Candidate> candidates = new ArrayList<>();
    for (int unit = 0; unit < FILTERS; unit++) {
      candidates.add(new CandidateSearch.Candidate(unit, image(unit), Patches.whole(IMAGE)));
    }
    try (PatternScore score = new PatternScore(probed, 3)) {
      double[] found = score.of(candidates);
      for (int unit = 0; unit < FILTERS; unit++) {
        assertThat(found[unit])
            .isCloseTo(EXPECTED.get("best").get(unit).doubleValue(), within(1e-5));
      }
    }
  }

  @Test
  void climbsOnNoMoreThanWhatAPlaceSees() {
    try (PatternTarget target = PatternTarget.of(probed, 3, true)) {
      assertThat(target.isPatch()).isTrue();
      assertThat(target.field()).isEqualTo(new Patch(4, 4, 8, 8));
      assertThat(target.maps()).isEqualTo(new MapShape(FILTERS, 1, 1));
      assertThat(target.canvas()).isEqualTo(new MapShape(1, 14, 14));
    }
  }

  /** The same value and gradient on the patch as PyTorch's on the whole image. */
  @Test
  void givesThePlacesValueAndGradient() {
    try (PatternTarget target = PatternTarget.of(probed, 3, true);
        Execution execution = target.execution(FILTERS)) {
      int size = target.input().size();
      float[] patches = new float[FILTERS * size];
      for (int unit = 0; unit < FILTERS; unit++) {
        System.arraycopy(withoutMargin(target, image(unit)), 0, patches, unit * size, size);
      }
      execution.setInput(patches);
      execution.forward();
      int[] units = {0, 1, 2, 3, 4, 5};
      float[] ones = {1, 1, 1, 1, 1, 1};
      execution.setOutputGradient(units, new int[FILTERS], ones);
      execution.backward();
      for (int unit = 0; unit < FILTERS; unit++) {
        assertThat(execution.value(unit, unit, 0))
            .isCloseTo(EXPECTED.get("middle").get(unit).doubleValue(), within(1e-5));
      }
      float[] gradient = execution.inputGradient();
      float[] expected = PatternNumbers.floats(EXPECTED.get("gradient"));
      for (int unit = 0; unit < FILTERS; unit++) {
        float[] own = Arrays.copyOfRange(expected, unit * IMAGE.size(), (unit + 1) * IMAGE.size());
        assertThat(Arrays.copyOfRange(gradient, unit * size, (unit + 1) * size))
            .containsExactly(withoutMargin(target, own), Offset.offset(1e-5f));
      }
    }
  }

  private static float[] withoutMargin(PatternTarget target, float[] image) {
    float[] cut = target.cut(image, target.field(), new float[1]);
    MapShape canvas = target.canvas();
    MapShape input = target.input();
    float[] inner = new float[input.size()];
    for (int i = 0; i < inner.length; i++) {
      int y = i / input.width() + target.margin();
      inner[i] = cut[y * canvas.width() + i % input.width() + target.margin()];
    }
    return inner;
  }

  @Test
  void pastesWhatItCutAndBackgroundAround() {
    try (PatternTarget target = PatternTarget.of(probed, 3, true)) {
      float[] background = {0.25f};
      float[] cut = target.cut(image(0), target.field(), background);
      float[] pasted = target.paste(cut, target.field(), background);
      for (int i = 0; i < pasted.length; i++) {
        boolean isSeen = Patches.contains(target.field(), i / 16, i % 16);
        assertThat(pasted[i]).isEqualTo(isSeen ? image(0)[i] : 0.25f);
      }
      float[] atCorner = target.cut(image(0), new Patch(0, 0, 8, 8), background);
      assertThat(atCorner[0]).isEqualTo(0.25f);
      assertThat(atCorner[3 * 14 + 3]).isEqualTo(image(0)[0]);
    }
  }

  @Test
  void looksAtWholeImagesForTheMeanOfAMap() {
    try (PatternTarget target = PatternTarget.of(probed, 3, false)) {
      assertThat(target.isPatch()).isFalse();
      assertThat(target.canvas()).isEqualTo(IMAGE);
      assertThat(target.isAffine()).isFalse();
    }
  }

  @Test
  void opensTheRectifiersOfTheSameParameters() {
    try (PatternTarget target = PatternTarget.of(probed, 3, true)) {
      assertThat(target.opened().layers()).hasSize(3);
      assertThat(target.opened().values()).isEqualTo(probed.network().values());
    }
  }

  private static float[] image(int number) {
    return Arrays.copyOfRange(IMAGES, number * IMAGE.size(), (number + 1) * IMAGE.size());
  }
}
