package digitscope.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DiversityTest {
  private static final int CHANNELS = 2;
  private static final int HEIGHT = 9;
  private static final int WIDTH = 8;
  private static final int IMAGES = 5;
  private static final int MARGIN = 2;
  private static final int[] GROUPS = {0, 0, 0, 7};

  private final Diversity diversity =
      new Diversity(CHANNELS, HEIGHT, WIDTH, IMAGES, MARGIN, GROUPS);

  private static float[] images(long seed) {
    Random random = new Random(seed);
    float[] d = new float[CHANNELS * HEIGHT * WIDTH * IMAGES];
    for (int i = 0; i < d.length; i++) {
      d[i] = random.nextFloat() - 0.3f;
    }
    return d;
  }

  /** By central differences of the sum over all groups. */
  @Test
  void subtractsTheGradient() {
    float[] d = images(1);
    float[] gradient = new float[d.length];
    diversity.subtractGradient(d, gradient, 2);
    float step = 0.01f;
    for (int i = 0; i < d.length; i++) {
      float before = d[i];
      d[i] = before + step;
      double above = diversity.of(d, 0) + diversity.of(d, 7);
      d[i] = before - step;
      double below = diversity.of(d, 0) + diversity.of(d, 7);
      d[i] = before;
      double expected = -2 * (above - below) / (2 * step);
      assertThat((double) gradient[i]).as("value %d", i).isCloseTo(expected, within(2e-4));
    }
    assertThat(gradient).isNotEqualTo(new float[d.length]);
  }

  @Test
  void doesNotPushWhatIsAloneInItsGroupOrInNone() {
    float[] gradient = new float[images(1).length];
    diversity.subtractGradient(images(1), gradient, 1);
    for (int i = 0; i < gradient.length; i += IMAGES) {
      assertThat(gradient[i + 3]).isZero();
      assertThat(gradient[i + 4]).isZero();
    }
  }

  @Test
  void doesNotMindWhatIsOutsideOfTheField() {
    float[] gradient = new float[images(1).length];
    diversity.subtractGradient(images(1), gradient, 1);
    for (int i = 0; i < gradient.length; i++) {
      int y = i / IMAGES / WIDTH % HEIGHT;
      int x = i / IMAGES % WIDTH;
      if (y < MARGIN || y >= HEIGHT - MARGIN || x < MARGIN || x >= WIDTH - MARGIN) {
        assertThat(gradient[i]).isZero();
      }
    }
  }

  @Test
  void isOneForEachPairOfEqualImages() {
    float[] d = images(1);
    for (int i = 0; i < d.length; i += IMAGES) {
      d[i + 1] = d[i];
      d[i + 2] = 3 * d[i];
    }
    assertThat(diversity.of(d, 0)).isCloseTo(3, within(1e-4));
    assertThat(diversity.of(d, 7)).isZero();
  }

  @Test
  void leavesEmptyImagesWhereTheyAre() {
    float[] gradient = new float[images(1).length];
    diversity.subtractGradient(new float[gradient.length], gradient, 1);
    assertThat(gradient).isEqualTo(new float[gradient.length]);
  }
}
