package digitscope.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digitscope.config.ConfigFiles;
import digitscope.config.RunConfig;
import digitscope.config.TrainingSpec;
import digitscope.data.ImageShape;
import digitscope.network.NetworkFactory;
import digitscope.nn.Loss;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerTimerTest {
  private static final Loss LOSS = new Loss.SoftmaxCrossEntropy();

  private static ImageSample images() {
    Random random = new Random(1);
    byte[] image = new byte[ImageShape.MNIST.size()];
    random.nextBytes(image);
    return ImageSample.spread(4, 100, number -> image, number -> number % 10);
  }

  private static LayerTimes measured(ProbedNetwork probed) {
    try (LayerTimer timer = new LayerTimer(probed, LOSS, images(), 7)) {
      while (timer.advance()) {
        // Not done yet.
      }
      return timer.result();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cnn", "cnn-bn", "lenet5", "mlp", "resnet-mini"})
  void timesWhatComputesEachLayer(String preset) throws Exception {
    RunConfig config = new ConfigFiles().preset(preset);
    TrainingSpec training = config.training();
    ProbedNetwork probed = NetworkFactory.network(config.network(), training, ImageShape.MNIST, 10);
    float[] before = probed.network().values();

    LayerTimes times = measured(probed);

    List<Integer> computing =
        config.network().summarize(ImageShape.MNIST, 10).stream()
            .filter(layer -> !layer.spec().kind().equals("flatten"))
            .map(layer -> layer.number() - 1)
            .toList();
    assertThat(times.blocks()).flatExtracting(LayerTimes.Block::layers).containsAll(computing);
    assertThat(times.blocks()).allMatch(block -> block.forwardNanos() > 0);
    assertThat(times.blocks()).last().matches(block -> block.backwardNanos() > 0);
    assertThat(times.step()).isEqualTo(7);
    assertThat(probed.network().values()).isEqualTo(before);
    probed.network().close();
  }

  @Test
  void givesAnOvertakenActivationToItsLayerAndNotToThePooling() throws Exception {
    RunConfig config = new ConfigFiles().preset("cnn");
    TrainingSpec plain = config.training().withBackend(digitscope.config.BackendChoice.PLAIN);
    ProbedNetwork probed = NetworkFactory.network(config.network(), plain, ImageShape.MNIST, 10);

    LayerTimes times = measured(probed);

    // Pooling is done before the activation; both are blocks of their own here.
    assertThat(times.blocks().subList(0, 3))
        .extracting(block -> block.layers().get(0))
        .containsExactly(0, 1, 0);
    assertThat(times.blocks()).allMatch(block -> block.backend().equals("plain"));
    probed.network().close();
  }

  @Test
  void hasNoTimesBeforeItHasMeasured() throws Exception {
    RunConfig config = new ConfigFiles().preset("mlp");
    ProbedNetwork probed =
        NetworkFactory.network(config.network(), config.training(), ImageShape.MNIST, 10);
    try (LayerTimer timer = new LayerTimer(probed, LOSS, images(), 0)) {
      assertThatThrownBy(timer::result).isInstanceOf(IllegalStateException.class);
    }
    probed.network().close();
  }
}
