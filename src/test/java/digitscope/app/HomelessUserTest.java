package digitscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.Child;
import java.io.File;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A user of a container that is in no list of users. */
class HomelessUserTest {
  @TempDir private Path folder = Path.of("");

  private record Said(int status, String text) {}

  @Test
  void getsASentenceAndNoFolder() throws Exception {
    Said said = run("data", "list");

    assertThat(said.status()).isEqualTo(1);
    assertThat(said.text())
        .isEqualToIgnoringNewLines(
            "digitscope: This user has no home folder; set HOME to a writable folder");
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "--version", "train --help", "data list --help"})
  void getsHelpAndVersion(String command) throws Exception {
    Said said = run(command.split(" ", -1));

    assertThat(said.status()).as(said.text()).isZero();
    assertThat(said.text())
        .contains(command.equals("--version") ? "digitscope development" : "Usage: digitscope")
        .doesNotContain("has no home folder; set HOME");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void isToldOfAWrongUsage() throws Exception {
    assertThat(run("trian").status()).isEqualTo(2);
  }

  private Said run(String... arguments) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
                Stream.concat(
                        Stream.of(
                            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                            "-Duser.home=?",
                            "-cp",
                            absolute(System.getProperty("java.class.path")),
                            Main.class.getName()),
                        Stream.of(arguments))
                    .toList())
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().remove("HOME");
    Child process = Child.run(builder);
    return new Said(process.status(), process.out());
  }

  private static String absolute(String classPath) {
    return Stream.of(classPath.split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
