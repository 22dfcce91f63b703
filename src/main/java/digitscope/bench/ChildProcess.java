package digitscope.bench;

import digitscope.io.Reason;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A process that a benchmark has started. It ends with its standard input, so with this one. */
final class ChildProcess implements AutoCloseable {
  private static final List<String> OPTIONS =
      List.of(
          "-Xlog:disable",
          "-Xlog:all=error:stderr",
          "-XX:+UseSerialGC",
          "-XX:MaxRAMPercentage=40",
          "-Djava.awt.headless=true",
          "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED");

  /** Where JavaCPP unpacks native libraries, if not where it usually does. */
  private static final String LIBRARIES = "org.bytedeco.javacpp.cachedir";

  private final String name;
  private final Process process;
  private final Path errors;
  private final BufferedReader answers;
  private final Writer orders;

  /**
   * Starts a competitor and waits until it is ready.
   *
   * @param errors file for what it says to standard error
   * @throws BenchmarkException if it fails, with its own sentence if it gives one
   */
  static ChildProcess start(Competitor competitor, List<String> arguments, Path errors)
      throws BenchmarkException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(OPTIONS);
    String libraries = System.getProperty(LIBRARIES, "");
    if (!libraries.isEmpty()) {
      command.add("-D" + LIBRARIES + "=" + libraries);
    }
    command.addAll(
        List.of(
            "-cp",
            String.join(File.pathSeparator, competitor.classPath()),
            competitor.mainClass()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    // The launcher's, for this program's own workers; others shall use the threads they would.
    builder.environment().remove("OMP_NUM_THREADS");
    builder.environment().remove("OPENBLAS_NUM_THREADS");
    try {
      ChildProcess child = new ChildProcess(competitor.name(), builder.start(), errors);
      try {
        child.awaitAnswer(ContestantServer.READY);
        return child;
      } catch (BenchmarkException e) {
        child.close();
        throw e;
      }
    } catch (IOException e) {
      throw new BenchmarkException(
          "A separate process could not be started for %s with %s: %s"
              .formatted(competitor.name(), java, Reason.of(e)),
          e);
    }
  }

  private ChildProcess(String name, Process process, Path errors) {
    this.name = name;
    this.process = process;
    this.errors = errors;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.orders = process.outputWriter(StandardCharsets.UTF_8);
  }

  /**
   * Lets it work for so long.
   *
   * @throws BenchmarkException if it fails
   */
  Measurement work(long nanos) throws BenchmarkException {
    try {
      orders.write(nanos + "\n");
      orders.flush();
    } catch (IOException e) {
      // It has ended; why, awaitAnswer says.
    }
    String[] words = awaitAnswer(ContestantServer.DONE).split(" ", 2);
    return new Measurement(Long.parseLong(words[0]), Long.parseLong(words[1]));
  }

  private String awaitAnswer(String mark) throws BenchmarkException {
    try {
      for (String line = answers.readLine(); line != null; line = answers.readLine()) {
        if (line.startsWith(mark)) {
          return line.substring(mark.length());
        }
        if (line.startsWith(ContestantServer.FAILED)) {
          throw new BenchmarkException(
              "%s failed: %s".formatted(name, line.substring(ContestantServer.FAILED.length())));
        }
      }
      int status = process.waitFor();
      throw new BenchmarkException(
          String.format(
              Locale.ROOT,
              "%s ended with status %d: %s",
              name,
              status,
              lastError().orElse("it printed nothing")));
    } catch (IOException e) {
      throw new BenchmarkException(
          "the output of %s could not be read: %s".formatted(name, Reason.of(e)), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkException("Interrupted while waiting for " + name, e);
    }
  }

  private Optional<String> lastError() throws IOException {
    return Files.readAllLines(errors, StandardCharsets.UTF_8).stream()
        .filter(line -> !line.isBlank())
        .reduce((earlier, later) -> later);
  }

  /** Ends the process and waits for that. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
