package digitscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.config.GlyphFiles;
import digitscope.data.Progress;
import digitscope.data.digits.DigitGenerator;
import digitscope.data.idx.IdxFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process whose memory ends: at its start, in a library, in its network. */
@Timeout(120)
final class LittleMemoryTest {
  @ParameterizedTest
  @ValueSource(strings = {"-Xmx6m", "-Xmx16m", "-Xmx22m"})
  void endsWithASentenceAndLeavesNoRun(String heap, @TempDir Path folder) throws Exception {
    Path images = folder.resolve("images");
    IdxFiles.write(
        new DigitGenerator(new GlyphFiles().bundled()).generate(60, 20, 5, Progress.NONE), images);
    Path run = folder.resolve("run");

    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-XX:+UseSerialGC",
                "--add-exports",
                "java.base/jdk.internal.module=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "train",
                "--preset",
                "resnet-mini",
                "--data",
                images.toString(),
                "--run",
                run.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(said).isEqualTo(1);
    assertThat(said.lines().filter(line -> line.startsWith("digitscope: ")))
        .singleElement()
        .asString()
        .containsIgnoringCase("there is not enough memory");
    assertThat(said).doesNotContain("\tat ");
    assertThat(run).doesNotExist();
  }
}
