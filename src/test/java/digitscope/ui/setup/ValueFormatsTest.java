package digitscope.ui.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import digitscope.config.Dropout;
import digitscope.config.OutOfRangeException;
import digitscope.ui.control.Messages;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueFormatsTest {
  private static final String SPACE = "\u00a0";

  private final Messages messages = Messages.of("setup");

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.07, 0.1, 0.29, 1e-4, 0.123456, 0.5})
  void readsBackTheVeryPartThatItShows(double part) {
    ValueField.Format<Double> percent = ValueFormats.percent(messages, 0.5);

    assertThat(percent.parse(percent.format(part))).isEqualTo(part);
  }

  @Test
  void showsAPartInPerCent() {
    assertThat(ValueFormats.percent(messages, 1).format(0.07)).isEqualTo("7" + SPACE + "%");
    assertThat(ValueFormats.percent(messages, 1).format(1e-4)).isEqualTo("0.01" + SPACE + "%");
  }

  @ParameterizedTest
  @ValueSource(strings = {"12", "12%", "12 %", " 12\u00a0% ", "12,0"})
  void readsAPartWithAndWithoutItsUnit(String text) {
    assertThat(ValueFormats.percent(messages, 0.5).parse(text)).isEqualTo(0.12);
  }

  @ParameterizedTest
  @ValueSource(strings = {"51", "-1", "50.001"})
  void saysWhichPartsArePossible(String text) {
    assertThatThrownBy(() -> ValueFormats.percent(messages, 0.5).parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Enter a number from 0" + SPACE + "% to 50" + SPACE + "%");
  }

  @Test
  void saysInTheNumbersOfTheFieldWhatTheSettingAllows() {
    OutOfRangeException rate =
        catchThrowableOfType(OutOfRangeException.class, () -> new Dropout(2));

    assertThat(ValueFormats.real(messages).advice(rate)).isEqualTo("Enter a number from 0 to 0.95");
    assertThat(ValueFormats.percent(messages, 1).advice(rate))
        .isEqualTo("Enter a number from 0" + SPACE + "% to 95" + SPACE + "%");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "NaN", "1e999", "%", "1 2"})
  void asksForANumber(String text) {
    assertThatThrownBy(() -> ValueFormats.percent(messages, 0.5).parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Enter a number, not");
  }

  @Test
  void stepsWithinWhatIsPossible() {
    ValueField.Format<Double> percent = ValueFormats.percent(messages, 0.5);

    assertThat(percent.step(0.29, 1)).isEqualTo(0.3);
    assertThat(percent.step(0.5, 1)).isEqualTo(0.5);
    assertThat(percent.step(0.0, -1)).isEqualTo(0);
  }

  @Test
  void showsAMeasureWithItsUnit() {
    ValueField.Format<Double> pixels = ValueFormats.measure(messages, SPACE + "px", 0.5);

    assertThat(pixels.format(2.5)).isEqualTo("2.5" + SPACE + "px");
    assertThat(pixels.parse("3 px")).isEqualTo(3);
    assertThat(pixels.step(2.5, -1)).isEqualTo(2);
    assertThatThrownBy(() -> pixels.parse("far"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("“far”");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"1, 1, 2.5", "1 1 2.5", "1;1;2.5", " 1,1,,2.5 "})
  void readsARowOfNumbers(String text) {
    assertThat(ValueFormats.list(messages).parse(text)).containsExactly(1.0, 1.0, 2.5);
  }

  @Test
  void readsNothingAsNoNumbers() {
    assertThat(ValueFormats.list(messages).parse("  ")).isEmpty();
    assertThat(ValueFormats.list(messages).format(List.of())).isEmpty();
    assertThat(ValueFormats.list(messages).format(List.of(1.0, 0.5))).isEqualTo("1, 0.5");
  }

  @Test
  void saysWhichOfTheNumbersIsNone() {
    assertThatThrownBy(() -> ValueFormats.list(messages).parse("1, two, 3"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("“two”");
  }

  @Test
  void roundsWhatIsOnlyRead() {
    assertThat(ValueFormats.rounded(0.00123456)).isEqualTo("0.00123");
    assertThat(ValueFormats.rounded(4e-7)).isEqualTo("4e-7");
    assertThat(ValueFormats.rounded(0)).isEqualTo("0");
  }
}
