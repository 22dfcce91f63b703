package digitscope.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import digitscope.bench.WindowRecording.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WindowResultTest {
  private static final long MILLI = 1_000_000;

  private static Measurement rate(double imagesPerSecond) {
    return new Measurement((long) imagesPerSecond, 1_000_000_000L);
  }

  private static Scrolling scrolled(double pulse, double gap) {
    return new Scrolling(10_000, List.of(SampleRecordings.of(pulse, gap, 50)));
  }

  private static WindowRound round(double first, double second, double before, double after) {
    return new WindowRound(
        List.of(
            new PageVisit(
                "overview", SampleRecordings.of(10, 20, 30), rate(first), rate(first / 2)),
            new PageVisit("draw", SampleRecordings.of(30, 40, 50), rate(second), rate(second / 2))),
        SampleRecordings.of(12, 17, 210),
        scrolled(12, 17),
        rate(before),
        rate(after));
  }

  @Test
  void slowdownIsTheMedianOfTheRounds() {
    WindowResult result =
        new WindowResult(
            List.of(
                round(80, 100, 90, 110), // loses 10 %
                round(50, 70, 100, 100), // loses 40 %
                round(100, 70, 100, 100))); // loses 15 %
    assertThat(result.slowdown()).isCloseTo(0.15, within(1e-9));
    assertThat(result.busySlowdown()).isCloseTo(0.575, within(1e-9));
    assertThat(result.windowRate()).isEqualTo(85);
    assertThat(result.aloneRate()).isEqualTo(100);
    assertThat(result.pages())
        .extracting(WindowResult.PageResult::page)
        .containsExactly("overview", "draw");
    assertThat(result.pages().get(0).slowdown()).isCloseTo(0.2, within(1e-9));
    assertThat(result.pages().get(1).slowdown()).isCloseTo(0.3, within(1e-9));
  }

  @Test
  void samplesOfAllVisitsCount() {
    WindowResult result = new WindowResult(List.of(round(1, 1, 1, 1), round(1, 1, 1, 1)));
    assertThat(result.pulses().nanos())
        .containsExactly(10 * MILLI, 10 * MILLI, 30 * MILLI, 30 * MILLI);
    assertThat(result.gaps().nanos())
        .containsExactly(20 * MILLI, 20 * MILLI, 40 * MILLI, 40 * MILLI);
    assertThat(result.clicks().nanos()).hasSize(4);
    assertThat(result.cards().nanos()).hasSize(4);
    assertThat(result.moves().nanos()).containsExactly(210 * MILLI, 210 * MILLI);
    assertThat(result.pages().get(1).pulses().nanos()).containsExactly(30 * MILLI, 30 * MILLI);
  }

  @Test
  void scrollingIsToldApartFromTheVisits() {
    WindowResult result = new WindowResult(List.of(round(1, 1, 1, 1), round(1, 1, 1, 1)));
    assertThat(result.scrollPulses().nanos()).containsExactly(12 * MILLI, 12 * MILLI);
    assertThat(result.scrollGaps().nanos()).containsExactly(17 * MILLI, 17 * MILLI);
    assertThat(result.scrolledImages()).isEqualTo(10_000);
  }

  @Test
  void saysWhichAimsAreMissed() {
    WindowResult good =
        new WindowResult(
            List.of(
                new WindowRound(
                    List.of(
                        new PageVisit(
                            "overview", SampleRecordings.of(32.9, 32.9, 99), rate(86), rate(50))),
                    SampleRecordings.of(12, 17, 499),
                    scrolled(16.6, 16.6),
                    rate(100),
                    rate(100))));
    assertThat(good.missedAims()).isEmpty();
    WindowResult bad =
        new WindowResult(
            List.of(
                new WindowRound(
                    List.of(
                        new PageVisit(
                            "overview", SampleRecordings.of(33, 34, 100), rate(84), rate(50))),
                    SampleRecordings.of(12, 17, 500),
                    scrolled(16.7, 40),
                    rate(100),
                    rate(100))));
    assertThat(bad.missedAims())
        .containsExactly(
            "99 of 100 frames took up to 33.0 ms; the limit is 33",
            "99 of 100 gaps between frames took up to 34.0 ms; the limit is 33",
            "95 of 100 clicks on a cell took up to 100.0 ms; the limit is 100",
            "95 of 100 cards took up to 100.0 ms; the limit is 100",
            "95 of 100 slider moves took up to 500.0 ms; the limit is 500",
            "99 of 100 frames of a scrolled gallery took up to 16.7 ms; the limit is 16.7",
            "The window slows training down by 16.0 %; the limit is 15");
  }

  @Test
  void answersAreToldApart() {
    WindowRecording recording = SampleRecordings.of(10, 20, 30);
    assertThat(recording.answers(Kind.STROKE, Kind.PREDICTION)).containsExactly(30 * MILLI);
    assertThat(recording.answers(Kind.STROKE, Kind.IMAGES)).isEmpty();
  }
}
