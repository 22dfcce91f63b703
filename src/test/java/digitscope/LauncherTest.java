package digitscope;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher script, in front of a Java that only prints its arguments. */
final class LauncherTest {
  private static final String PRINTS_ARGUMENTS = "#!/bin/sh\nprintf '%s\\n' \"$@\"\n";

  private static final String PRINTS_DEVICES =
      "#!/bin/sh\necho \"GPU $CUDA_VISIBLE_DEVICES\"\necho \"processor $BACKEND_PRIORITY_CPU\"\n";

  @TempDir private Path folder;
  private Path launcher;

  private record Result(int exit, List<String> output, String errors) {}

  @BeforeEach
  void install() throws IOException {
    launcher = folder.resolve("my programs/digitscope/bin/digitscope");
    Files.createDirectories(launcher.getParent());
    Files.createDirectories(folder.resolve("my programs/digitscope/lib"));
    Files.copy(Path.of("packaging/digitscope"), launcher);
    script(folder.resolve("jdk/bin/java"), PRINTS_ARGUMENTS);
    Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"17.0.15\"\n");
  }

  @Test
  void passesArgumentsAsTheyAre() throws Exception {
    Result result = launch("predict", "a run", "*.png");

    assertThat(result.exit()).isZero();
    assertThat(result.output())
        .endsWith("digitscope.app.Main", "predict", "a run", "*.png")
        .doesNotContain("--enable-native-access=ALL-UNNAMED");
  }

  @Test
  void findsItsLibrariesThroughSymbolicLinks() throws Exception {
    Path direct = launcher;
    Path link = folder.resolve("relative");
    Files.createSymbolicLink(link, folder.relativize(direct));
    launcher = folder.resolve("absolute");
    Files.createSymbolicLink(launcher, link);

    assertThat(launch("train").output())
        .containsSubsequence("-cp", direct.resolve("../../lib/*").normalize().toString());
  }

  @Test
  void opensNativeAccessWhereJavaAsksForIt() throws Exception {
    Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"25.0.3\"\n");

    assertThat(launch("train").output()).contains("--enable-native-access=ALL-UNNAMED");
  }

  @Test
  void saysInOneSentenceThatThereIsNoDisplay() throws Exception {
    Result result = launch();

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.output()).isEmpty();
    assertThat(result.errors()).startsWith("digitscope: there is no display").hasLineCount(1);
  }

  @Test
  void explainsACommandWithoutADisplay() throws Exception {
    assertThat(launch("open", "--help").output()).endsWith("open", "--help");
    assertThat(launch("render", "-h").output()).endsWith("render", "-h");
  }

  @Test
  void bringsADisplayForPictures() throws Exception {
    script(folder.resolve("tools/xvfb-run"), "#!/bin/sh\necho virtual\nshift 3\nexec \"$@\"\n");

    assertThat(launch("render", "run", "learning").output())
        .startsWith("virtual")
        .endsWith("render", "run", "learning");
  }

  @Test
  void bringsADisplayForMeasuringTheWindow() throws Exception {
    script(folder.resolve("tools/xvfb-run"), "#!/bin/sh\necho virtual\nshift 3\nexec \"$@\"\n");

    assertThat(launch("bench", "ui", "--json").output())
        .startsWith("virtual")
        .endsWith("bench", "ui", "--json");
    assertThat(launch("bench", "start").output()).startsWith("virtual").endsWith("bench", "start");
    assertThat(launch("bench", "train").output()).doesNotContain("virtual");
  }

  @Test
  void takesTheFirstGpuThatTheBuildHasCodeFor() throws Exception {
    installGpuBuild();
    gpus("GPU-new, 9.0", "GPU-old, 3.5", "GPU-fit, 8.6", "GPU-other, 7.5");

    assertThat(launch("train").output()).contains("GPU GPU-fit", "processor ");
  }

  @Test
  void leavesGpusAloneThatTheBuildHasNoCodeFor() throws Exception {
    installGpuBuild();
    gpus("GPU-new, 9.0", "GPU-newer, 10.0");

    assertThat(launch("train").output()).contains("GPU ", "processor 200");
  }

  @Test
  void looksForNoGpuInABuildForTheProcessor() throws Exception {
    script(folder.resolve("jdk/bin/java"), PRINTS_DEVICES);
    gpus("GPU-fit, 8.6");

    assertThat(launch("train").output()).contains("GPU ", "processor ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "POSIX", "xx_XX.UTF-8", "de_XX", "no such locale"})
  void bringsCharactersToALocaleThatIsNotInstalled(String locale) throws Exception {
    script(folder.resolve("jdk/bin/java"), "#!/bin/sh\nlocale charmap\n");

    for (String variable : List.of("LC_ALL", "LC_CTYPE", "LANG")) {
      ProcessBuilder builder = builder("train");
      List.of("LC_ALL", "LC_CTYPE", "LANG").forEach(builder.environment()::remove);
      builder.environment().put(variable, locale);

      assertThat(result(builder).output()).containsExactly("UTF-8");
    }
  }

  private void installGpuBuild() throws IOException {
    Files.createFile(launcher.resolve("../../lib/nd4j-cuda-11.6.jar").normalize());
    script(folder.resolve("jdk/bin/java"), PRINTS_DEVICES);
  }

  private void gpus(String... lines) throws IOException {
    script(
        folder.resolve("tools/nvidia-smi"),
        "#!/bin/sh\ncat <<END\n" + String.join("\n", lines) + "\nEND\n");
  }

  @Test
  void leavesTheClassesOfTheFirstHelpAndStartsFromThemAfterwards() throws Exception {
    // It loads too little to be of use to others.
    assertThat(launch("--version").output()).noneMatch(option -> option.contains("Archive"));
    Path archive = archiveLeftBy(launch("--help"));
    assertThat(launch("train").output()).noneMatch(option -> option.contains("Archive"));
    Files.createFile(archive);

    assertThat(launch("--version").output()).contains("-XX:SharedArchiveFile=" + archive);
    assertThat(launch("train").output()).contains("-XX:SharedArchiveFile=" + archive);
  }

  @Test
  void takesNoArchiveOfOtherLibrariesOrOfAnotherJava() throws Exception {
    Path archive = archiveLeftBy(launch("--help"));
    Files.createFile(archive);

    Files.writeString(launcher.resolve("../../lib/new.jar").normalize(), "new");
    Path newer = archiveLeftBy(launch("--help"));
    assertThat(newer).isNotEqualTo(archive);
    Files.createFile(newer);
    Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"17.0.16\"\n");
    assertThat(archiveLeftBy(launch("--help"))).isNotIn(archive, newer);
  }

  @Test
  void startsWithoutAnArchiveWhereNoneCanBeKept() throws Exception {
    Files.writeString(folder.resolve("home"), "no folder");

    Result result = launch("--help");

    assertThat(result.exit()).isZero();
    assertThat(result.errors()).isEmpty();
    assertThat(result.output()).endsWith("--help").noneMatch(option -> option.contains("Archive"));
  }

  private static Path archiveLeftBy(Result result) {
    String option = "-XX:ArchiveClassesAtExit=";
    return result.output().stream()
        .filter(word -> word.startsWith(option))
        .map(word -> Path.of(word.substring(option.length())))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void handsOnTheExitStatusOfADrawingCommand() throws Exception {
    script(folder.resolve("tools/xvfb-run"), "#!/bin/sh\nexit 2\n");

    assertThat(launch("render").exit()).isEqualTo(2);
  }

  private Result launch(String... arguments) throws IOException, InterruptedException {
    return result(builder(arguments));
  }

  private ProcessBuilder builder(String... arguments) {
    List<String> command =
        Stream.concat(Stream.of("sh", launcher.toString()), Stream.of(arguments)).toList();
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
    builder.environment().put("PATH", folder.resolve("tools") + ":/usr/bin:/bin");
    builder.environment().put("HOME", folder.resolve("home").toString());
    List.of("DISPLAY", "XDG_CACHE_HOME").forEach(builder.environment()::remove);
    return builder;
  }

  private Result result(ProcessBuilder builder) throws IOException, InterruptedException {
    Child launcher = Child.run(builder);
    return new Result(launcher.status(), launcher.out().lines().toList(), launcher.err());
  }

  private static void script(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}
