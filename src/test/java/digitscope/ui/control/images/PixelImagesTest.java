package digitscope.ui.control.images;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PixelImagesTest {
  @Test
  void makesTheSequentialScaleEverLighter() {
    double before = -1;
    for (int i = 0; i <= 100; i++) {
      double lightness = lightness(PixelImages.sequentialArgb(i / 100f));
      assertThat(lightness).isGreaterThan(before);
      before = lightness;
    }
  }

  @Test
  void makesTheDivergingScaleDarkerAwayFromZero() {
    for (int i = 1; i <= 20; i++) {
      float value = i / 20f;
      float nearer = (i - 1) / 20f;
      assertThat(lightness(PixelImages.divergingArgb(value)))
          .isLessThan(lightness(PixelImages.divergingArgb(nearer)));
      assertThat(lightness(PixelImages.divergingArgb(-value)))
          .isLessThan(lightness(PixelImages.divergingArgb(-nearer)));
    }
  }

  @Test
  void clampsValuesOutsideTheScale() {
    assertThat(PixelImages.grayArgb(new float[] {-1, 0, 0.5f, 1, 9}, 0, 5, 0, 1))
        .containsExactly(0xff000000, 0xff000000, 0xff808080, 0xffffffff, 0xffffffff);
    assertThat(PixelImages.divergingArgb(7)).isEqualTo(PixelImages.divergingArgb(1));
    assertThat(PixelImages.sequentialArgb(new float[] {3, 3}, 0, 2, 3, 3))
        .containsOnly(PixelImages.sequentialArgb(0));
  }

  private static double lightness(int argb) {
    return 0.2126 * (argb >> 16 & 0xff) + 0.7152 * (argb >> 8 & 0xff) + 0.0722 * (argb & 0xff);
  }
}
