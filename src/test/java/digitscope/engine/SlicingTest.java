package digitscope.engine;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.config.ConfigFiles;
import digitscope.config.RunConfig;
import digitscope.data.ImageShape;
import digitscope.network.NetworkFactory;
import digitscope.nn.Network;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlicingTest {
  private static Slicing slicing(String preset, int workers) throws Exception {
    RunConfig config = new ConfigFiles().preset(preset);
    try (Network network =
        NetworkFactory.network(config.network(), config.training(), ImageShape.MNIST, 10)
            .network()) {
      return new Slicing(network, workers);
    }
  }

  @ParameterizedTest
  @CsvSource({"1,2", "2,2", "7,3", "64,2", "128,2", "128,5", "500,1", "4096,16"})
  void coversEveryImageOfAMiniBatchOnce(int images, int workers) throws Exception {
    Slicing.Division division = slicing("cnn", workers).divide(images);
    int image = 0;
    int slice = 0;
    for (int portion = 0; portion < division.portions(); portion++) {
      assertThat(division.firstSlice(portion)).isEqualTo(slice);
      assertThat(division.firstSlice(portion + 1)).isGreaterThan(slice);
      for (; slice < division.firstSlice(portion + 1); slice++) {
        assertThat(division.firstImage(slice)).isEqualTo(image);
        image = division.firstImage(slice + 1);
      }
    }
    assertThat(image).isEqualTo(images);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8})
  void givesEveryWorkerAsManySlices(int workers) throws Exception {
    Slicing.Division division = slicing("cnn", workers).divide(128);
    assertThat(division.slices() % workers).isZero();
    assertThat(division.portions()).isGreaterThanOrEqualTo(workers);
  }

  @ParameterizedTest
  @CsvSource({"1,2", "64,2", "128,3", "4096,2"})
  void makesEachPortionOneSliceWithBatchNormalization(int images, int workers) throws Exception {
    Slicing.Division division = slicing("cnn-bn", workers).divide(images);
    assertThat(division.slices()).isEqualTo(division.portions()).isBetween(1, 16);
    assertThat(IntStream.range(0, division.slices()).map(division::size).sum()).isEqualTo(images);
  }

  @Test
  void boundsTheGradientsOfAVeryLargeMiniBatch() throws Exception {
    assertThat(slicing("cnn", 2).divide(60_000).portions()).isEqualTo(16);
  }
}
