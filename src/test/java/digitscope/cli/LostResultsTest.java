package digitscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.app.Main;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Processes whose standard output cannot be written. */
@Timeout(120)
@EnabledOnOs(OS.LINUX)
final class LostResultsTest {
  @ParameterizedTest
  @CsvSource({
    "data list, > /dev/full, the disk is full; free some space",
    "data list --json, > /dev/full, the disk is full; free some space",
    "--help, > /dev/full, the disk is full; free some space",
    "data list --json, >&-, it is closed",
    "data list, '', nothing reads the output any more"
  })
  void lostResultsAreAFailure(String arguments, String redirection, String reason)
      throws Exception {
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
            .start();
    // Where nothing else was said, the results go into a pipe that nothing reads.
    process.getInputStream().close();
    String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(errors)
        .contains("digitscope: The results could not be written to standard output: " + reason)
        .doesNotContain("Exception");
    assertThat(process.waitFor()).isEqualTo(1);
  }
}
