package digitscope.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Files named after steps, {@code step-000938.npz}.
 *
 * @param folder that they are in; it may be missing
 */
record StepFiles(Path folder) {
  private static final Pattern NAME = Pattern.compile("step-(\\d{1,18})\\.npz");

  /** The steps of which there are files, rising. */
  List<Long> steps() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> NAME.matcher(file.getFileName().toString()))
          .filter(Matcher::matches)
          .map(name -> Long.valueOf(name.group(1)))
          .sorted()
          .toList();
    }
  }

  Path file(long step) {
    return folder.resolve(String.format(Locale.ROOT, "step-%06d.npz", step));
  }

  void delete(long step) throws IOException {
    Files.deleteIfExists(file(step));
  }
}
