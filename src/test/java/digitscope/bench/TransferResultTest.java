package digitscope.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransferResultTest {
  @Test
  void takesTheAccuracyInTheMiddle() {
    assertThat(result(0.9, 0.5, 0.7).medianAccuracy()).isEqualTo(0.7);
    assertThat(result(0.5, 1).medianAccuracy()).isEqualTo(0.75);
    assertThat(result(0.5).medianAccuracy()).isEqualTo(0.5);
  }

  @Test
  void addsUpTheSeconds() {
    assertThat(result(0.9, 0.5, 0.7).seconds()).isEqualTo(6);
  }

  private static TransferResult result(double... accuracies) {
    List<TransferResult.Reading> readings =
        Arrays.stream(accuracies).mapToObj(it -> new TransferResult.Reading(1, it, 2)).toList();
    return new TransferResult(readings);
  }
}
