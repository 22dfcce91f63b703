package digitscope.report;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.Patience;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A browser without a window, with a profile of its own, that opens pages from files. */
record Browser(Path program, Path folder) {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final List<Path> ON_MACOS =
      List.of(
          Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
          Path.of("/Applications/Chromium.app/Contents/MacOS/Chromium"));

  /**
   * What became of a page.
   *
   * @param html the document as its script left it
   * @param console what the browser logged of it, errors of the script and of its policy included
   */
  record Page(String html, List<String> console) {
    /** What a group of a pattern matches, from the first match to the last. */
    List<String> all(String pattern) {
      return Pattern.compile(pattern).matcher(html).results().map(match -> match.group(1)).toList();
    }

    MatchResult first(String pattern) {
      return Pattern.compile(pattern).matcher(html).results().findFirst().orElseThrow();
    }

    /** What the first match's group holds, as a page of its own. */
    Page part(String pattern) {
      return new Page(first(pattern).group(1), console);
    }

    /** The same as {@link #all}, as the user reads it: without elements and entities. */
    List<String> texts(String pattern) {
      return all(pattern).stream()
          .map(
              text ->
                  text.replaceAll("<[^>]*>", "")
                      .replace("&lt;", "<")
                      .replace("&gt;", ">")
                      .replace("&quot;", "\"")
                      .replace("&amp;", "&"))
          .toList();
    }
  }

  /**
   * The browser of this machine: {@code CHROME_BIN}, or one of the Chromium family.
   *
   * @param folder for its profile and what it writes
   */
  static Browser find(Path folder) {
    Optional<Path> found =
        Stream.of(
                Stream.ofNullable(System.getenv("CHROME_BIN")).map(Path::of),
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .flatMap(entry -> NAMES.stream().map(name -> Path.of(entry, name))),
                ON_MACOS.stream())
            .flatMap(paths -> paths)
            .filter(Files::isExecutable)
            .findFirst();
    return new Browser(
        found.orElseThrow(
            () ->
                new AssertionError(
                    "No Chromium is here: run ./test, which installs it, or install it (on Debian:"
                        + " apt-get install chromium), or say where it is in CHROME_BIN")),
        folder);
  }

  /** Opens a page, lets its script run, and gives what came of it. */
  Page open(String url, String... more) throws IOException, InterruptedException {
    Path html = folder.resolve("page.html");
    Path log = folder.resolve("log.txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-extensions",
                "--disable-background-networking",
                "--user-data-dir=" + folder.resolve("profile"),
                "--enable-logging=stderr",
                "--virtual-time-budget=10000",
                "--dump-dom"));
    command.addAll(List.of(more));
    command.add(url);
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(html.toFile())
            .redirectError(log.toFile())
            .start();
    try {
      assertThat(process.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    List<String> console =
        Files.readAllLines(log).stream().filter(line -> line.contains(":CONSOLE")).toList();
    return new Page(Files.readString(html), console);
  }
}
