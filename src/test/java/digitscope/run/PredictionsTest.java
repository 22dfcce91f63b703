package digitscope.run;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

final class PredictionsTest {
  @Test
  void takesEachOfItsClasses() {
    assertThatCode(() -> Predictions.check(new byte[] {0, 9}, 10)).doesNotThrowAnyException();
    assertThatCode(() -> Predictions.check(new byte[] {(byte) 255}, 256))
        .doesNotThrowAnyException();
  }

  @Test
  void refusesTheLabelBehindItsClasses() {
    assertThatThrownBy(() -> Predictions.check(new byte[] {0, 10}, 10))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("it has a label outside its 10 classes");
  }
}
