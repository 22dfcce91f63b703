package digitscope.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RatesTest {
  @Test
  void medianOfAnOddNumberIsTheMiddleOne() {
    assertThat(new Rates(List.of(9.0, 1.0, 5.0, 100.0, 4.0)).median()).isEqualTo(5);
  }

  @Test
  void medianOfAnEvenNumberIsTheMeanOfTheMiddleTwo() {
    assertThat(new Rates(List.of(9.0, 1.0, 5.0, 4.0)).median()).isEqualTo(4.5);
  }

  @Test
  void spreadIsFromSlowestToFastest() {
    Rates rates = new Rates(List.of(9.0, 1.0, 5.0));
    assertThat(rates.slowest()).isEqualTo(1);
    assertThat(rates.fastest()).isEqualTo(9);
  }

  @Test
  void refusesNoRoundAtAll() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Rates(List.of()));
  }

  @Test
  void ratioIsOursToThePeers() {
    Rates own = new Rates(List.of(30.0, 20.0, 90.0));
    Outcome outcome =
        new Outcome(
            new BenchmarkSetup(Task.TRAIN, "cnn", 64),
            own,
            Map.of("slow", new Rates(List.of(10.0))));
    assertThat(outcome.ratio("slow")).isEqualTo(3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> outcome.ratio("nobody"))
        .withMessage("There is no peer nobody");
  }

  @Test
  void rateIsImagesToSeconds() {
    assertThat(new Measurement(500, 250_000_000).imagesPerSecond()).isEqualTo(2000);
  }
}
