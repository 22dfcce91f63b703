package digitscope.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digitscope.data.DataSplits;
import digitscope.eval.MetricLog;
import digitscope.session.TinyTask;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {
  private static final DataSplits DATA = TinyTask.data();

  @TempDir private Path temp = Path.of("");

  /** A program that holds the lock of a folder until it is killed. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws Exception {
      new RunLock(Path.of(arguments[0])).take();
      System.out.println("held");
      Thread.sleep(Long.MAX_VALUE);
    }
  }

  private static Process hold(Path folder) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out = process.inputReader();
    assertThat(out.readLine()).isEqualTo("held");
    return process;
  }

  private RunFolder run() throws RunException {
    RunFolder folder =
        RunFolder.create(temp.resolve("run"), TinyTask.config(), Provenance.now(DATA));
    folder.release();
    return folder;
  }

  @Test
  void refusesASecondProgramUntilTheFirstEndsOrIsKilled() throws Exception {
    RunFolder folder = run();
    Process other = hold(folder.path());
    try {
      assertThatThrownBy(() -> RunFolder.openToTrain(folder.path(), note -> {}))
          .isInstanceOf(RunException.class)
          .hasMessageContaining("is being trained by process " + other.pid());
      assertThatThrownBy(() -> new RunRecorder(folder, new MetricLog(), 0))
          .isInstanceOf(RunException.class);
      assertThatThrownBy(
              () -> RunFolder.create(folder.path(), TinyTask.config(), Provenance.now(DATA)))
          .isInstanceOf(RunException.class);
      assertThat(RunFolder.open(folder.path()).config()).isEqualTo(TinyTask.config());
    } finally {
      other.destroyForcibly().waitFor();
    }
    RunFolder.openToTrain(folder.path(), note -> {}).release();
  }

  @Test
  void refusesASecondTrainingInTheSameProgram() throws Exception {
    RunFolder folder = run();
    try (RunRecorder recorder = new RunRecorder(folder, new MetricLog(), 0)) {
      assertThat(recorder.problem()).isEmpty();
      assertThatThrownBy(() -> RunFolder.openToTrain(folder.path(), note -> {}))
          .isInstanceOf(RunException.class)
          .hasMessageContaining("is being trained");
    }
    new RunRecorder(RunFolder.open(folder.path()), new MetricLog(), 0).close();
  }

  @Test
  void writesThroughNoLink() throws Exception {
    RunFolder folder = run();
    Path lock = folder.path().resolve(RunLock.NAME);
    Path letter = Files.writeString(temp.resolve("letter.txt"), "Dear");
    Files.delete(lock);
    Files.createSymbolicLink(lock, letter);
    assertThatThrownBy(() -> RunFolder.openToTrain(folder.path(), note -> {}))
        .isInstanceOf(RunException.class)
        .hasMessageContaining(".lock");
    assertThat(letter).hasContent("Dear");
    Files.delete(lock);
    assertThat(new ProcessBuilder(List.of("mkfifo", lock.toString())).start().waitFor()).isZero();
    assertThatThrownBy(() -> RunFolder.openToTrain(folder.path(), note -> {}))
        .isInstanceOf(RunException.class);
  }
}
