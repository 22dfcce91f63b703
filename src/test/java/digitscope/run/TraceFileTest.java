package digitscope.run;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.engine.StepResult;
import digitscope.network.NamedArray;
import digitscope.session.TracedStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TraceFileTest {
  @TempDir private Path folder = Path.of("");

  private TracedStep step(long number) {
    return new TracedStep(
        number,
        List.of(3),
        List.of(7),
        new StepResult(2.3, 0, 0.2, 0, 1),
        0.1,
        1,
        List.of(new NamedArray("images", List.of(1, 2), new float[] {0, 1})));
  }

  @Test
  void isWrittenOnceAllItsStepsHaveCome() throws IOException {
    Path file = folder.resolve("trace.npz");
    TraceFile trace = new TraceFile(file, 2);
    trace.accept(step(1));
    assertThat(file).doesNotExist();
    trace.accept(step(2));
    assertThat(names(file)).contains("step-1/images", "step-2/images");
    Files.delete(file);
    trace.close();
    assertThat(file).doesNotExist();
    assertThat(trace.problem()).isEmpty();
  }

  @Test
  void holdsTheStepsBeforeTrainingEnds() throws IOException {
    Path file = folder.resolve("trace.npz");
    TraceFile trace = new TraceFile(file, 5);
    trace.accept(step(1));
    trace.close();
    assertThat(names(file)).contains("step-1/images").noneMatch(name -> name.startsWith("step-2"));
  }

  @Test
  void isNotWrittenIfNoStepIsTaken() {
    Path file = folder.resolve("trace.npz");
    new TraceFile(file, 5).close();
    assertThat(file).doesNotExist();
  }

  @Test
  void tellsWhyItCannotBeWritten() {
    TraceFile trace = new TraceFile(folder.resolve("missing/trace.npz"), 1);
    trace.accept(step(1));
    assertThat(trace.problem()).hasValueSatisfying(why -> assertThat(why).contains("trace.npz"));
  }

  private static List<String> names(Path file) throws IOException {
    try (NpzReader arrays = NpzReader.open(file)) {
      return arrays.names();
    }
  }
}
