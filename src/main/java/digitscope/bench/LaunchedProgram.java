package digitscope.bench;

import digitscope.io.Reason;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A program whose start is measured, in a process of its own. It is to end when its standard input
 * does.
 */
public final class LaunchedProgram implements AutoCloseable {
  private final String name;
  private final Path errors;
  private final Duration patience;
  private final long launchedAtNanos;
  private final Process process;
  private final BufferedReader signals;
  private final CompletableFuture<Void> end;

  /**
   * Starts a program.
   *
   * @param name what to call it when it fails
   * @param home folder for all that it writes
   * @param patience how long it may run
   * @throws BenchmarkException if it cannot be started
   */
  public LaunchedProgram(
      String name, JavaCommand command, String mainClass, Path home, Duration patience)
      throws BenchmarkException {
    this.name = name;
    this.patience = patience;
    errors = home.resolve("errors.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command.words(mainClass, home)).redirectError(errors.toFile());
    builder.environment().put("HOME", home.toString());
    List.of("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")
        .forEach(builder.environment()::remove);
    launchedAtNanos = System.nanoTime();
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new BenchmarkException(
          "%s could not be started with %s: %s".formatted(name, command.java(), Reason.of(e)), e);
    }
    signals = process.inputReader(StandardCharsets.UTF_8);
    end =
        CompletableFuture.runAsync(
            process::destroyForcibly,
            CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS));
  }

  /**
   * Waits until the program tells of something.
   *
   * @return nanoseconds since it was launched
   * @throws BenchmarkException if it ends before, with its own last sentence if it gave one
   */
  public long await(StartSignal awaited) throws BenchmarkException {
    try {
      for (String line = signals.readLine(); line != null; line = signals.readLine()) {
        long now = System.nanoTime();
        if (StartSignal.in(line).equals(Optional.of(awaited))) {
          return now - launchedAtNanos;
        }
      }
      process.waitFor();
      throw new BenchmarkException(complaint());
    } catch (IOException e) {
      throw new BenchmarkException("%s could not be heard: %s".formatted(name, Reason.of(e)), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkException("Interrupted while waiting for " + name, e);
    }
  }

  private String complaint() throws IOException {
    if (end.isDone()) {
      return String.format(
          Locale.ROOT,
          "%s did not get far enough within %d s; try again when the machine is less busy",
          name,
          patience.toSeconds());
    }
    Optional<String> said =
        Files.readAllLines(errors, StandardCharsets.UTF_8).stream()
            .filter(line -> !line.isBlank())
            .reduce((earlier, later) -> later);
    return String.format(
        Locale.ROOT,
        "%s ended with status %d: %s",
        name,
        process.exitValue(),
        said.orElse("it said nothing"));
  }

  /** Lets the program end by itself, and waits for that as long as it may run. */
  public void end() throws BenchmarkException {
    try {
      process.getOutputStream().close();
      process.waitFor();
    } catch (IOException e) {
      throw new BenchmarkException("%s could not be ended: %s".formatted(name, Reason.of(e)), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkException("Interrupted while waiting for " + name, e);
    }
  }

  /** Ends the process and waits for that. */
  @Override
  public void close() {
    end.cancel(false);
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
