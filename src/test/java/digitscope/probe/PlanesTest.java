package digitscope.probe;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PlanesTest {
  private static final Offset<Float> ROUNDING = Offset.offset(1e-6f);

  @Test
  void shiftsEachPlaneAroundItsBorder() {
    float[] pixels = {1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60};
    assertThat(new Planes(2, 3).shift(pixels, 1, -1))
        .containsExactly(5, 6, 4, 2, 3, 1, 50, 60, 40, 20, 30, 10);
  }

  @Test
  void shiftingBackRestores() {
    float[] pixels = {1, 2, 3, 4, 5, 6};
    Planes planes = new Planes(2, 3);
    assertThat(planes.shift(planes.shift(pixels, 1, 2), -1, -2)).isEqualTo(pixels);
  }

  @Test
  void blurringSpreadsAPointAsABell() {
    int size = 15;
    float[] pixels = new float[size * size];
    int middle = 7 * size + 7;
    pixels[middle] = 1;
    float[] blurred = new Planes(size, size).blur(pixels, 1);
    assertThat(blurred[middle + 1] / blurred[middle])
        .isEqualTo((float) Math.exp(-0.5), Offset.offset(1e-5f));
    assertThat(blurred[middle + 2 * size] / blurred[middle])
        .isEqualTo((float) Math.exp(-2), Offset.offset(1e-5f));
    float sum = 0;
    for (float value : blurred) {
      sum += value;
    }
    assertThat(sum).isEqualTo(1, Offset.offset(1e-5f));
  }

  @Test
  void blurringLeavesAnEvenPlaneAndItsNeighborAlone() {
    float[] pixels = {1, 1, 1, 1, 5, 5, 5, 5};
    assertThat(new Planes(2, 2).blur(pixels, 1.5)).containsExactly(pixels, ROUNDING);
  }
}
