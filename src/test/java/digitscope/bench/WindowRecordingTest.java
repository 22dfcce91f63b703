package digitscope.bench;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.bench.WindowRecording.Kind;
import digitscope.bench.WindowRecording.Moment;
import digitscope.bench.WindowRecording.Phase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WindowRecordingTest {
  /** Three pulses, at 0, 20 and 50; the first and the last change the picture. */
  private static final List<Phase> PHASES =
      List.of(
          new Phase(WindowRecording.START, false, 0, 2),
          new Phase("Layout Pass", false, 2, 5),
          new Phase(WindowRecording.HAND_OVER, false, 5, 9),
          new Phase("Painting", true, 10, 18),
          new Phase(WindowRecording.START, false, 20, 21),
          new Phase("Layout Pass", false, 21, 22),
          new Phase(WindowRecording.START, false, 50, 54),
          new Phase("Layout Pass", false, 54, 60),
          new Phase(WindowRecording.HAND_OVER, false, 60, 63),
          new Phase("Render Roots Discovered", true, 64, 65),
          new Phase("Painting", true, 65, 75));

  private static WindowRecording recording(Moment... moments) {
    List<Phase> anyOrder = new ArrayList<>(PHASES);
    Collections.reverse(anyOrder);
    return new WindowRecording(anyOrder, List.of(moments));
  }

  @Test
  void countsPulsesThatChangeThePicture() {
    assertThat(recording().pulses()).containsExactly(9L, 13L);
  }

  @Test
  void countsInputWithThePulseThatFollows() {
    List<Phase> phases = new ArrayList<>(PHASES);
    phases.add(new Phase(WindowRecording.INPUT, false, 10, 13));
    phases.add(new Phase(WindowRecording.INPUT, false, 30, 34));
    phases.add(new Phase(WindowRecording.INPUT, false, 40, 42));
    WindowRecording recording = new WindowRecording(phases, List.of(new Moment(Kind.BUSY, 0, 0)));
    assertThat(recording.pulsesWithInput()).containsExactly(9L, 13L + 4 + 2);
    assertThat(recording.pulses()).containsExactly(9L, 13L);
    assertThat(recording.gaps()).containsExactly(20L, 30L);
  }

  @Test
  void countsGapsWhileSomethingIsDone() {
    assertThat(recording(new Moment(Kind.BUSY, 0, 0)).gaps()).containsExactly(20L, 30L);
    assertThat(recording(new Moment(Kind.BUSY, 0, 1)).gaps()).containsExactly(30L);
    assertThat(recording().gaps()).isEmpty();
  }

  @Test
  void waitsUntilThePictureIsPainted() {
    WindowRecording recording =
        recording(
            new Moment(Kind.CLICK, 1, 3),
            // Laid out in the last pulse, which hands it over afterwards.
            new Moment(Kind.IMAGES, 1, 59),
            new Moment(Kind.CLICK, 2, 1),
            new Moment(Kind.IMAGES, 2, 4),
            new Moment(Kind.STROKE, 3, 0),
            new Moment(Kind.PREDICTION, 3, 4));
    assertThat(recording.answers(Kind.CLICK, Kind.IMAGES))
        .containsExactlyInAnyOrder(75L - 3, 18L - 1);
    assertThat(recording.answers(Kind.STROKE, Kind.PREDICTION)).containsExactly(18L);
  }

  @Test
  void leavesOutWhatWasNeverPainted() {
    WindowRecording recording =
        recording(
            new Moment(Kind.CLICK, 1, 3),
            new Moment(Kind.CLICK, 2, 3),
            new Moment(Kind.IMAGES, 2, 61));
    assertThat(recording.answers(Kind.CLICK, Kind.IMAGES)).isEmpty();
  }

  @Test
  void leavesOutTheEndOfAPulseThatBeganBefore() {
    WindowRecording recording =
        new WindowRecording(PHASES.subList(2, PHASES.size()), List.of(new Moment(Kind.BUSY, 0, 0)));
    assertThat(recording.pulses()).containsExactly(13L);
    assertThat(recording.gaps()).containsExactly(30L);
  }
}
