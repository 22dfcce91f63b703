package digitscope.ui.control.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.paint.Color;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MatrixColorsTest {
  /** The colors of the light and of the dark style sheet. */
  @ParameterizedTest
  @CsvSource({"#f6f8fa, rgba(84;174;255;0.4), #f3622d", "#161b22, rgba(56;139;253;0.4), #f3622d"})
  void textIsReadableOnEveryCell(String none, String right, String wrong) {
    MatrixColors colors = colors(none, right, wrong);
    for (int part = 0; part <= 100; part++) {
      for (Color cell : new Color[] {colors.ofRight(part / 100.0), colors.ofWrong(part, 100)}) {
        assertThat(MatrixColors.contrast(colors.textOn(cell), cell)).isGreaterThan(4.5);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"#f6f8fa, rgba(84;174;255;0.4), #f3622d", "#161b22, rgba(56;139;253;0.4), #f3622d"})
  void oneErrorAmongAThousandImagesIsSeen(String none, String right, String wrong) {
    MatrixColors colors = colors(none, right, wrong);
    Color few = colors.ofWrong(0.001, 0.03);
    Color empty = colors.ofWrong(0, 0.03);
    assertThat(distance(few, empty)).isGreaterThan(0.1);
  }

  private static double distance(Color one, Color other) {
    return Math.abs(one.getRed() - other.getRed())
        + Math.abs(one.getGreen() - other.getGreen())
        + Math.abs(one.getBlue() - other.getBlue());
  }

  private static MatrixColors colors(String none, String right, String wrong) {
    return new MatrixColors(
        Color.web(none),
        Color.web(right.replace(';', ',')),
        Color.web(wrong),
        Color.BLACK,
        Color.WHITE);
  }
}
