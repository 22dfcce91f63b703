package digitscope.ui.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import digitscope.config.Activation;
import digitscope.config.BatchNorm;
import digitscope.config.Conv2d;
import digitscope.config.Dense;
import digitscope.config.Flatten;
import digitscope.config.GlobalAveragePool2d;
import digitscope.config.KMeans;
import digitscope.config.LayerSpec;
import digitscope.config.MaxPool2d;
import digitscope.config.Padding;
import digitscope.ui.features.MapStack.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayerPathTest {
  private static final LayerSpec CONVOLUTION =
      new Conv2d(2, 3, 3, 1, Padding.SAME, Activation.RELU);
  private static final LayerSpec DENSE = new Dense(10, Activation.RELU);

  private final LayerPath journey = new LayerPath(2);

  @Test
  void stopsAtTheLastStageOfEachLayerButNotAtCopiesOrTheEnd() {
    List<MapStack> stacks =
        List.of(
            maps(0, Kind.KERNELS, 1, 2),
            maps(0, Kind.PRE_ACTIVATION, 1, 2),
            maps(0, Kind.ACTIVATION, 1, 2),
            maps(1, Kind.POOLED, 1, 2),
            vector(2, Kind.OUTPUT),
            vector(3, Kind.ACTIVATION),
            vector(4, Kind.ACTIVATION));
    List<LayerSpec> layers = List.of(CONVOLUTION, new MaxPool2d(2, 2), new Flatten(), DENSE, DENSE);

    assertThat(journey.stations(stacks, layers))
        .extracting(station -> station.stack().kind(), station -> station.stack().layerIndex())
        .containsExactly(
            tuple(Kind.ACTIVATION, 0), tuple(Kind.POOLED, 1), tuple(Kind.ACTIVATION, 3));
  }

  @Test
  void stopsOnceAtALayerAndItsBatchNormalization() {
    List<MapStack> stacks =
        List.of(
            maps(0, Kind.OUTPUT, 1, 2),
            maps(1, Kind.PRE_ACTIVATION, 1, 2),
            maps(1, Kind.ACTIVATION, 1, 2),
            vector(2, Kind.POOLED),
            vector(3, Kind.ACTIVATION));
    List<LayerSpec> layers =
        List.of(CONVOLUTION, new BatchNorm(Activation.RELU), new GlobalAveragePool2d(), DENSE);

    assertThat(journey.stations(stacks, layers))
        .extracting(station -> station.stack().kind(), station -> station.stack().layerIndex())
        .containsExactly(tuple(Kind.ACTIVATION, 1), tuple(Kind.POOLED, 2));
  }

  @Test
  void stopsAtALayerWithoutActivation() {
    List<MapStack> stacks = List.of(vector(0, Kind.OUTPUT), vector(1, Kind.ACTIVATION));
    List<LayerSpec> layers = List.of(new KMeans(50), DENSE);

    assertThat(journey.stations(stacks, layers))
        .extracting(station -> station.stack().layerIndex())
        .containsExactly(0);
  }

  @Test
  void choosesTheStrongestMapsAndKeepsThemWhileTheyAreGood() {
    assertThat(shown(5, 1, 9, 2, 3, 0)).containsExactly(2, 0);
    assertThat(shown(4, 6, 3, 2, 7, 0)).containsExactly(2, 0);
    assertThat(shown(1, 6, 3, 2, 7, 0)).containsExactly(2, 4);
  }

  private List<Integer> shown(float... strengths) {
    List<MapStack> stacks =
        List.of(maps(0, Kind.ACTIVATION, strengths), vector(1, Kind.ACTIVATION));
    return journey.stations(stacks, List.of(CONVOLUTION, DENSE)).get(0).maps();
  }

  private static MapStack maps(int layer, Kind kind, float... strengths) {
    float[] values = new float[strengths.length * 4];
    for (int map = 0; map < strengths.length; map++) {
      values[map * 4] = strengths[map];
    }
    return new MapStack(layer, kind, "maps", strengths.length, 2, 2, values);
  }

  private static MapStack vector(int layer, Kind kind) {
    return new MapStack(layer, kind, "vector", 3, 1, 1, new float[] {1, 2, 3});
  }
}
