package digitscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.Patience;
import digitscope.app.Main;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Processes whose standard output cannot be written. */
@EnabledOnOs(OS.LINUX)
final class LostResultsTest {
  @ParameterizedTest
  @CsvSource({
    "data list, > /dev/full, the disk is full; free some space",
    "data list --json, > /dev/full, the disk is full; free some space",
    "--help, > /dev/full, the disk is full; free some space",
    "data list --json, >&-, it is closed",
    "data list, '', the program that read the output has ended"
  })
  void lostResultsAreAFailure(
      String arguments, String redirection, String reason, @TempDir Path folder) throws Exception {
    Path errors = folder.resolve("errors.txt");
    Process process =
        new ProcessBuilder(
                "sh",
                "-c",
                "exec \"$@\" " + arguments + " " + redirection,
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName())
            .redirectError(errors.toFile())
            .start();
    try {
      // Where nothing else was said, the results go into a pipe that nothing reads.
      process.getInputStream().close();
      assertThat(process.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).as("It ended").isTrue();
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(errors)
        .content()
        .contains("digitscope: The results could not be written to standard output: " + reason)
        .doesNotContain("Exception");
    assertThat(process.exitValue()).isEqualTo(1);
  }
}
