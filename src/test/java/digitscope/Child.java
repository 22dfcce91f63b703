package digitscope;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process of its own, run to its end by a test and ended with it in any case. What it says goes
 * into files: who reads a pipe waits for its other end and cannot be interrupted.
 *
 * @param status exit status
 * @param out what it said to standard output, and to standard error if the two are one
 * @param err what else it said to standard error
 */
public record Child(int status, String out, String err) {
  /** A command that runs this Java on the tests' class path. */
  public static List<String> java(List<String> options, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(Arrays.asList(arguments));
    return command;
  }

  /** Runs a program with one file for all that it says. */
  public static Child run(List<String> command) throws IOException, InterruptedException {
    return run(new ProcessBuilder(command).redirectErrorStream(true));
  }

  /** Runs a program; fails with what it said if it does not end. */
  public static Child run(ProcessBuilder builder) throws IOException, InterruptedException {
    Path out = Files.createTempFile("child", ".out");
    Path err = Files.createTempFile("child", ".err");
    try {
      Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      try {
        boolean hasEnded = process.waitFor(Patience.SECONDS, TimeUnit.SECONDS);
        Child child =
            new Child(
                hasEnded ? process.exitValue() : -1, Files.readString(out), Files.readString(err));
        assertThat(hasEnded).as("It ended, having said %s", child).isTrue();
        return child;
      } finally {
        process.destroyForcibly().waitFor();
      }
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }
}
