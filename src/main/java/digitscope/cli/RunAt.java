package digitscope.cli;

import digitscope.run.RunException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A run and one of its stored steps, as {@code RUN@STEP} names them.
 *
 * @param run folder of the run
 * @param step a stored one; empty for what the run came to
 */
record RunAt(Path run, Optional<Long> step) {
  private static final Pattern WITH_STEP = Pattern.compile("(.+)@(\\d{1,18})");

  /**
   * Opens it, saying what is left out because it is damaged.
   *
   * @throws RunException if it cannot be opened, or the step is not stored
   */
  OpenedRun open(Environment environment) throws RunException {
    return OpenedRun.open(run, step, environment);
  }

  /** The folder's name and the step. */
  String title(OpenedRun opened) {
    return run + "@" + opened.checkpoint().step();
  }

  /** Reads it from an argument. */
  static final class Converter implements ITypeConverter<RunAt> {
    @Override
    public RunAt convert(String text) {
      Matcher parts = WITH_STEP.matcher(text);
      try {
        // A folder may have such a name.
        return parts.matches() && !Files.isDirectory(Path.of(text))
            ? new RunAt(Path.of(parts.group(1)), Optional.of(Long.valueOf(parts.group(2))))
            : new RunAt(Path.of(text), Optional.empty());
      } catch (InvalidPathException e) {
        throw new TypeConversionException("'%s' is not a path".formatted(text));
      }
    }
  }
}
