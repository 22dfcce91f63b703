package digitscope.nn;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.nn.plan.Planner;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SparseImagesTest {
  /** No whole number of groups of pixels. */
  private static final MapShape SHAPE = new MapShape(1, 19, 21);

  private static final int IMAGES = 40;

  private final byte[][] images = new byte[IMAGES][SHAPE.size()];

  SparseImagesTest() {
    Random random = new Random(3);
    for (int i = 1; i < IMAGES; i++) { // the first one is black
      for (int k = 0; k < SHAPE.size(); k++) {
        images[i][k] = (byte) (random.nextInt(IMAGES) < i ? random.nextInt(256) : 0);
      }
    }
  }

  private void copyImage(int index, byte[] pixels) {
    System.arraycopy(images[index], 0, pixels, 0, pixels.length);
  }

  @Test
  void areWorthWhatTheImagesAre() {
    SparseImages sparse = SparseImages.of(IMAGES, SHAPE.size(), this::copyImage).orElseThrow();
    List<Layer> layers = List.of(new Flatten(SHAPE), new Dense(SHAPE.size(), 5));
    try (Network network = new Network(layers, Precision.FLOAT, Planner.auto());
        Execution one = new Execution(network, layers, 1, Execution.Purpose.INFERENCE);
        Execution other = new Execution(network, layers, 1, Execution.Purpose.INFERENCE)) {
      network.initialize(Initialization.HE, 1);
      assertThat(one.takesSparseImages()).isTrue();
      for (int i : new int[] {IMAGES - 1, 0, 7, 20}) {
        one.setImage(0, images[i]);
        other.setImage(0, sparse, i);
        one.forward();
        other.forward();
        assertThat(other.output(0, 0)).isEqualTo(one.output(0, 0));
        assertThat(other.output(1, 0)).isEqualTo(one.output(1, 0));
      }
    }
  }

  @Test
  void areTakenOnlyByNetworksThatBeginWithAWideDenseLayer() {
    List<Layer> layers = List.of(new Convolution(SHAPE, 2, 3, 3, 1, false));
    try (Network network = new Network(layers, Precision.FLOAT, Planner.auto());
        Execution execution = new Execution(network, layers, 1, Execution.Purpose.INFERENCE)) {
      assertThat(execution.takesSparseImages()).isFalse();
    }
  }

  @Test
  void areNotMadeOfImagesThatAreNotBlack() {
    assertThat(SparseImages.of(24_001, 1000, (index, pixels) -> Arrays.fill(pixels, (byte) 1)))
        .isEmpty();
  }
}
