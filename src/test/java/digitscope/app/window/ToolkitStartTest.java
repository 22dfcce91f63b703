package digitscope.app.window;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.app.Main;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.application.Platform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that draw, in processes of their own on machines that lack something. */
final class ToolkitStartTest {
  private static final String RUN = "src/test/resources/digitscope/run/old/mlp-finished";

  @TempDir private Path temp = Path.of("");
  private final List<Process> started = new ArrayList<>();

  private record Result(int status, String out, String err) {}

  @AfterEach
  void endWhatATimeoutLeaves() throws Exception {
    for (Process process : started) {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void saysThatTheDisplayCannotBeOpened() throws Exception {
    assertThat(run(Map.of("DISPLAY", ":55"), "", "render", RUN, "learning", "--out", picture()))
        .isEqualTo(
            failed(
                "The display ':55' from DISPLAY can't be opened: set DISPLAY to a working display,"
                    + " or unset it for commands that need none, such as digitscope render"));
  }

  @Test
  void saysThatThereIsNoDisplayForTheWindow() throws Exception {
    assertThat(run(Map.of("DISPLAY", ""), ""))
        .isEqualTo(
            failed(
                "There is no display for the window: start digitscope in a desktop session (or"
                    + " through ssh -X), or use a command that needs none, such as digitscope"
                    + " train"));
  }

  @Test
  void saysWhichLibraryOfTheSystemIsMissing() throws Exception {
    // The same library as JavaFX brings, except that it needs one that is nowhere.
    patch("libglassgtk3.so", "libgtk-3.so.0", "libgtk-x.so.0");

    assertThat(run(Map.of(), temp.toString(), "bench", "ui"))
        .isEqualTo(
            failed(
                "Nothing can be drawn: the system library libgtk-x.so.0 is missing; install it"));
  }

  @Test
  void saysWhichLibraryIsMissingForText() throws Exception {
    patch("libjavafx_font_pango.so", "libfontconfig.so.1", "libfontconfig.so.9");

    assertThat(run(Map.of(), temp.toString(), "render", RUN, "draw", "--out", picture()))
        .isEqualTo(
            failed(
                "Nothing can be drawn: the system library libfontconfig.so.9 is missing; install it"
                    + " (Debian or Ubuntu: apt install libfontconfig1; Fedora: dnf install"
                    + " fontconfig)"));
  }

  @Test
  void saysThatThereAreNoFonts() throws Exception {
    Path none = Files.writeString(temp.resolve("fonts.conf"), "<fontconfig></fontconfig>");

    assertThat(
            run(
                Map.of("FONTCONFIG_FILE", none.toString()),
                "",
                "render",
                RUN,
                "learning",
                "--out",
                picture()))
        .isEqualTo(
            failed(
                "Nothing can be drawn because no fonts are installed; install some (Debian or"
                    + " Ubuntu: apt install fonts-dejavu-core; Fedora: dnf install"
                    + " dejavu-sans-fonts)"));
  }

  private static Result failed(String sentence) {
    return new Result(1, "", "digitscope: " + sentence + "\n");
  }

  private String picture() {
    return temp.resolve("picture.png").toString();
  }

  /**
   * Puts a library of JavaFX, with other words of the same length in it, where it is found first.
   */
  private void patch(String library, String word, String other) throws Exception {
    try (InputStream in = Platform.class.getResourceAsStream("/" + library)) {
      String content = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      assertThat(content).contains(word);
      Files.write(
          temp.resolve(library),
          content.replace(word, other).getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  private Result run(Map<String, String> environment, String classes, String... arguments)
      throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dprism.order=sw",
                "-Djavafx.cachedir=" + temp.resolve("cache"),
                "-Djava.util.logging.config.file=packaging/logging.properties",
                "-cp",
                classes + ":" + System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(arguments));
    Path out = temp.resolve("out.txt");
    Path err = temp.resolve("err.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    started.add(process);
    int status = process.waitFor();
    return new Result(status, Files.readString(out), Files.readString(err));
  }
}
