package digitscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.Child;
import digitscope.config.GlyphFiles;
import digitscope.data.Progress;
import digitscope.data.digits.DigitGenerator;
import digitscope.data.idx.IdxFiles;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process whose memory ends: at its start, in a library, in its network. */
final class LittleMemoryTest {
  @ParameterizedTest
  @ValueSource(strings = {"-Xmx6m", "-Xmx16m", "-Xmx22m"})
  void endsWithASentenceAndLeavesNoRun(String heap, @TempDir Path folder) throws Exception {
    Path images = folder.resolve("images");
    IdxFiles.write(
        new DigitGenerator(new GlyphFiles().bundled()).generate(60, 20, 5, Progress.NONE), images);
    Path run = folder.resolve("run");

    Child process =
        Child.run(
            Child.java(
                List.of(
                    heap,
                    "-XX:+UseSerialGC",
                    "--add-exports",
                    "java.base/jdk.internal.module=ALL-UNNAMED"),
                Main.class,
                "train",
                "--preset",
                "resnet-mini",
                "--data",
                images.toString(),
                "--run",
                run.toString()));
    String said = process.out();

    assertThat(process.status()).as(said).isEqualTo(1);
    assertThat(said.lines().filter(line -> line.startsWith("digitscope: ")))
        .singleElement()
        .asString()
        .containsIgnoringCase("there is not enough memory");
    assertThat(said).doesNotContain("\tat ");
    assertThat(run).doesNotExist();
  }
}
