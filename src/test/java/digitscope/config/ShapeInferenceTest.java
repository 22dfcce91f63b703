package digitscope.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digitscope.data.ImageShape;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShapeInferenceTest {
  @Test
  void infersShapesAndParametersOfThePresetCnn() throws ConfigException {
    List<LayerSummary> layers =
        new ConfigFiles().preset("cnn").network().summarise(ImageShape.MNIST, 10);

    assertThat(layers)
        .extracting(layer -> layer.output().toString())
        .containsExactly("32×26×26", "32×13×13", "64×11×11", "64×5×5", "64×3×3", "576", "64", "10");
    assertThat(layers)
        .extracting(LayerSummary::parameters)
        .containsExactly(320L, 0L, 18_496L, 0L, 36_928L, 0L, 36_928L, 650L);
  }

  @Test
  void namesTheLayerThatDoesNotFitAndWhy() {
    LayerSpec pool = new LayerSpec.MaxPool2d(2, 2);
    NetworkSpec network =
        new NetworkSpec(List.of(pool, pool, pool, pool, pool, new LayerSpec.Flatten()));

    assertThatThrownBy(() -> network.summarise(ImageShape.MNIST, 10))
        .isInstanceOf(InvalidNetworkException.class)
        .hasMessage("layer 5, max pooling 2×2: its input is 1×1");
  }
}
