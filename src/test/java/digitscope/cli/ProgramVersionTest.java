package digitscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramVersionTest {
  private final StringWriter said = new StringWriter();
  private final Path home;

  ProgramVersionTest(@TempDir Path home) {
    this.home = home;
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V"})
  void saysWhatTheCommandLineWouldSay(String option) {
    Terminal.Result usual = new Terminal(home).run(option);

    assertThat(ProgramVersion.isAnswered(new String[] {option}, new PrintWriter(said))).isTrue();
    assertThat(usual.status()).isZero();
    assertThat(said).hasToString(usual.out());
  }

  @Test
  void leavesEverythingElseToTheCommandLine() {
    for (String[] arguments :
        new String[][] {{}, {"--help"}, {"train", "--version"}, {"--version", "--help"}}) {
      assertThat(ProgramVersion.isAnswered(arguments, new PrintWriter(said))).isFalse();
    }
    assertThat(said.toString()).isEmpty();
  }

  /** The command line then says why. */
  @Test
  void isNotContentWithAVersionThatCouldNotBePrinted() {
    PrintWriter full =
        new PrintWriter(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException("No space left on device");
              }
            },
            false,
            StandardCharsets.UTF_8);

    assertThat(ProgramVersion.isAnswered(new String[] {"--version"}, full)).isFalse();
  }
}
