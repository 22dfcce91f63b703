package digitscope.windowbench;

import digitscope.bench.BenchmarkException;
import digitscope.bench.WindowRecording;
import digitscope.bench.WindowRecording.Kind;
import digitscope.bench.WindowRecording.Moment;
import digitscope.bench.WindowRecording.Phase;
import digitscope.io.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import jdk.jfr.StackTrace;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Records the pulses of JavaFX with Java's flight recorder, which JavaFX tells of each phase. */
final class PulseRecorder implements AutoCloseable {
  private static final String PHASE = "javafx.PulsePhase";
  private static final String INPUT = "javafx.Input";
  private static final String MOMENT = "digitscope.Moment";
  private static final String FX_THREAD = "JavaFX Application Thread";
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final Path file;
  private final Recording recording = new Recording();

  /** Something that was done in the window, or seen in it. */
  @Name(MOMENT)
  @Label("Moment")
  @Category("Digitscope")
  @StackTrace(false)
  static final class MomentEvent extends Event {
    @Label("Kind")
    String kind = "";

    @Label("Number")
    int number;
  }

  private PulseRecorder(Path file) {
    this.file = file;
    recording.enable(PHASE).withoutStackTrace();
    recording.enable(INPUT).withoutStackTrace();
    recording.enable(MomentEvent.class);
    recording.start();
  }

  /**
   * Makes ready; JavaFX asks whether there is a recorder only once, as it starts.
   *
   * @throws BenchmarkException if this Java has none
   */
  static void prepare() throws BenchmarkException {
    if (!FlightRecorder.isAvailable()) {
      throw new BenchmarkException(
          "This Java has no flight recorder, which measures the window: use a full JDK");
    }
    // Looks idle, but is what JavaFX asks for.
    FlightRecorder unused = FlightRecorder.getFlightRecorder();
  }

  /**
   * Begins to record.
   *
   * @param folder for the recording until it is read
   */
  static PulseRecorder start(Path folder) {
    return new PulseRecorder(folder.resolve("pulses.jfr"));
  }

  /** Notes that something is done or seen now. */
  static void note(Kind kind, int number) {
    MomentEvent event = new MomentEvent();
    event.kind = kind.name();
    event.number = number;
    event.commit();
  }

  /**
   * Ends recording, and gives what was recorded.
   *
   * @throws BenchmarkException if it cannot be written or read
   */
  WindowRecording stop() throws BenchmarkException {
    recording.stop();
    List<Phase> phases = new ArrayList<>();
    List<Moment> moments = new ArrayList<>();
    try {
      recording.dump(file);
      for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
        switch (event.getEventType().getName()) {
          case PHASE -> phases.add(phase(phaseName(event), event));
          case INPUT -> phases.add(phase(WindowRecording.INPUT, event));
          case MOMENT -> moments.add(moment(event));
          default -> {
            // Java's own
          }
        }
      }
    } catch (IOException e) {
      throw new BenchmarkException(
          "The recording of the window cannot be read: " + Reason.of(e), e);
    }
    return new WindowRecording(phases, moments);
  }

  private static Moment moment(RecordedEvent event) {
    return new Moment(
        Kind.valueOf(event.getString("kind")), event.getInt("number"), nanos(event.getStartTime()));
  }

  /**
   * The flight recorder of Java 17 loses a name now and then: such a phase is one of the others.
   */
  private static String phaseName(RecordedEvent event) {
    return Objects.requireNonNullElse(event.getString("phaseName"), "");
  }

  private static Phase phase(String name, RecordedEvent event) {
    return new Phase(
        name,
        !event.getThread().getJavaName().equals(FX_THREAD),
        nanos(event.getStartTime()),
        nanos(event.getEndTime()));
  }

  private static long nanos(Instant time) {
    return time.getEpochSecond() * NANOS_PER_SECOND + time.getNano();
  }

  @Override
  public void close() {
    recording.close();
  }
}
