package digitscope.config;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.data.ImageShape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkAdaptationTest {
  private final ConfigFiles files = new ConfigFiles();

  @ParameterizedTest
  @CsvSource({"1,16,16,3", "3,32,32,26", "3,64,64,2", "1,8,8,10", "1,5,9,4", "3,2,2,256"})
  void makesEveryPresetFitImagesOfOtherShapesAndClasses(
      int channels, int height, int width, int classes) throws ConfigException {
    ImageShape images = new ImageShape(channels, height, width);
    for (String preset : files.presets()) {
      NetworkSpec adapted = files.preset(preset).network().adaptedTo(images, classes);

      List<LayerSummary> layers = adapted.summarize(images, classes);
      assertThat(layers.get(layers.size() - 1).output()).isEqualTo(new Shape.Vector(classes));
    }
  }

  @Test
  void leavesWhatFitsAsItIs() throws ConfigException {
    NetworkSpec cnn = files.preset("cnn").network();

    assertThat(cnn.adaptedTo(ImageShape.MNIST, 10)).isEqualTo(cnn);
  }

  @Test
  void leavesWhatItCannotMakeFit() {
    NetworkSpec network = new NetworkSpec(List.of(new Flatten(), new MaxPool2d(2, 2)));

    assertThat(network.adaptedTo(ImageShape.MNIST, 7)).isEqualTo(network);
  }
}
