package digitscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.config.GlyphFiles;
import digitscope.data.source.DataSources;
import digitscope.run.RunStore;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Commands in which the virtual machine throws. */
final class FailingMachineTest {
  @TempDir private Path home = Path.of("");

  static Stream<Error> everyCommandEndsInOneSentence() {
    return Stream.of(
        new OutOfMemoryError("Java heap space"),
        new OutOfMemoryError("unable to create native thread"),
        new StackOverflowError(),
        new UnsatisfiedLinkError("/x/libjnind4jcpu.so: failed to map segment from shared object"),
        new UnsatisfiedLinkError("no jnijavacpp in java.library.path: [/usr/lib]"),
        new NoClassDefFoundError("Could not initialize class org.nd4j.linalg.factory.Nd4j"),
        new ExceptionInInitializerError(new UnsatisfiedLinkError("No space left on device")),
        new ExceptionInInitializerError(
            new IllegalStateException(
                "ND4J is probably missing dependencies",
                new UnsatisfiedLinkError("libnd4jcpu.so.0: cannot open shared object file"))),
        new InternalError("a fault occurred in an unsafe memory access operation"),
        new AssertionError());
  }

  @ParameterizedTest
  @MethodSource
  void everyCommandEndsInOneSentence(Error error) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Environment environment =
        new Environment(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            false,
            () -> new DataSources(new GlyphFiles().bundled()),
            new RunStore(home),
            run -> {
              throw error;
            },
            Optional.empty(),
            Optional.empty());

    assertThat(DigitscopeCommand.commandLine(environment).execute()).isEqualTo(1);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .startsWith("digitscope: The program can't continue: ")
        .hasLineCount(1)
        .hasSizeLessThanOrEqualTo(301)
        .doesNotContain("Error", "Exception", "java", "nd4j", "heap");
  }
}
