package digitscope.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class BatchNormalisationTest {
  private static final MapShape SHAPE = new MapShape(2, 3, 2);
  private static final Offset<Float> ROUNDING = Offset.offset(1e-5f);

  /** Values 0, 1, 2, … 23 of two images in [image, channels, height, width] order. */
  private static float[] images() {
    float[] images = new float[2 * SHAPE.size()];
    for (int i = 0; i < images.length; i++) {
      images[i] = i;
    }
    return images;
  }

  private static Network network() {
    Backend.useFromThisThread();
    Network network = new Network(List.of(new BatchNormalisation(SHAPE)), DataType.FLOAT);
    network.initialise(Initialisation.HE, 1);
    return network;
  }

  @Test
  void normalisesByTheBatchInTraining() {
    try (Network network = network();
        Execution execution = execution(network)) {
      execution.forwardInTraining(1, 1, 0);
      // Channel 0 holds 0…5 and 12…17: mean 8.5, variance 35 + 35/12 + …
      double mean = 8.5;
      double variance = 0;
      for (int i : new int[] {0, 1, 2, 3, 4, 5, 12, 13, 14, 15, 16, 17}) {
        variance += (i - mean) * (i - mean) / 12;
      }
      assertThat(execution.output(0, 0)[3])
          .isEqualTo((float) ((3 - mean) / Math.sqrt(variance + 1e-5)), ROUNDING);
      // Channel 1 is channel 0 plus 6, so it becomes the same.
      assertThat(execution.output(0, 1)[6 + 2]).isEqualTo(execution.output(0, 1)[2], ROUNDING);
    }
  }

  @Test
  void givesTheStatisticsOfTheBatchBehindTheGradient() {
    try (Network network = network();
        Execution execution = execution(network)) {
      execution.forwardInTraining(1, 1, 0);
      execution.setOutputGradient(new float[2 * SHAPE.size()]);
      execution.backward();
      float[] sum = new float[network.valueCount()];
      execution.addGradientTo(sum, 0.5f);
      double squares = 0;
      for (int i : new int[] {0, 1, 2, 3, 4, 5, 12, 13, 14, 15, 16, 17}) {
        squares += (i - 8.5) * (i - 8.5);
      }
      float variance = (float) (squares / 11); // Bessel's correction
      assertThat(sum)
          .containsExactly(
              new float[] {0, 0, 0, 0, 0.5f * 8.5f, 0.5f * 14.5f, variance / 2, variance / 2},
              Offset.offset(1e-4f));
    }
  }

  @Test
  void normalisesByTheStatisticsOtherwise() {
    try (Network network = network();
        Execution execution = execution(network)) {
      network.write(new float[] {2, 1, 0.5f, 0, 3, 1, 4, 1});
      execution.forward();
      assertThat(execution.output(0, 1)[0])
          .isEqualTo((float) (2 * (12 - 3) / Math.sqrt(4 + 1e-5) + 0.5), ROUNDING);
      assertThat(execution.output(0, 1)[6])
          .isEqualTo((float) ((18 - 1) / Math.sqrt(1 + 1e-5)), ROUNDING);
    }
  }

  private static Execution execution(Network network) {
    Execution execution = new Execution(network, network.layers(), 2, Execution.Purpose.TRAINING);
    execution.setInput(images());
    return execution;
  }
}
