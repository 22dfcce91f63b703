package digitscope.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class StartResultTest {
  private static StartRound round(long window, long empty, long step) {
    return new StartRound(
        window * 1_000_000, empty * 1_000_000, step * 1_000_000, OptionalLong.empty());
  }

  @Test
  void comparesTheWindowsOfTheSameRound() {
    // A machine that is three times as slow in the second round.
    StartResult result =
        new StartResult(
            List.of(round(1500, 1000, 300), round(4500, 3000, 900), round(1700, 1000, 300)));

    assertThat(result.ratio()).isCloseTo(1.5, within(1e-9));
    assertThat(result.missedAims()).isEmpty();
  }

  @Test
  void namesTheAimsThatAreMissed() {
    StartResult result = new StartResult(List.of(round(1700, 1000, 501)));

    assertThat(result.missedAims())
        .containsExactly(
            "Missed: the window takes 1.70 times as long as an empty one, the aim is 1.6",
            "Missed: the first step takes 501 ms, the aim is 500 ms");
  }

  @Test
  void needsARound() {
    assertThatThrownBy(() -> new StartResult(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void hearsOnlyTheSignals() {
    assertThat(StartSignal.in("digitscope-start window")).contains(StartSignal.WINDOW);
    assertThat(StartSignal.in("a window")).isEmpty();
  }

  @Test
  void sharesNoOptionThatIsForOneProcess() {
    assertThat(
            JavaCommand.shared(
                List.of(
                    "-Xmx2g",
                    "-XX:SharedArchiveFile=a.jsa",
                    "-XX:ArchiveClassesAtExit=a.jsa",
                    "-javaagent:coverage.jar",
                    "-Dprism.order=sw")))
        .containsExactly("-Xmx2g", "-Dprism.order=sw");
  }
}
