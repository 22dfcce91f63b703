package digitscope.ui.control.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NumberScaleTest {
  private static List<String> written(float... values) {
    NumberScale scale = NumberScale.of(values);
    List<String> texts = new ArrayList<>(List.of(scale.caption()));
    for (float value : values) {
      texts.add(scale.text(value));
    }
    return texts;
  }

  @Test
  void givesTheLargestThreeDigitsAndAllTheSamePlaces() {
    assertThat(written(0.5f, -0.123456f, 0.0001f)).containsExactly("", "0.500", "−0.123", "0.000");
    assertThat(written(-12.34f, 1)).containsExactly("", "−12.3", "1.0");
    assertThat(written(1234, -5)).containsExactly("", "1234", "−5");
    assertThat(written(0.0312f)).containsExactly("", "0.031");
  }

  @Test
  void sharesAPowerOfTenAmongSmallAndLargeNumbers() {
    assertThat(written(0.00123f, -0.0005f)).containsExactly("×10⁻³", "1.23", "−0.50");
    assertThat(written(45678, 100)).containsExactly("×10⁴", "4.57", "0.01");
    assertThat(written(1.5e-12f)).containsExactly("×10⁻¹²", "1.50");
  }

  @Test
  void writesNothingButZeros() {
    assertThat(written(0, -0f)).containsExactly("", "0.00", "0.00");
  }
}
