package digitscope.windowbench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A temporary folder for all that a measured program writes.
 *
 * @param path the folder
 */
record ScratchHome(Path path) implements AutoCloseable {
  static ScratchHome create() throws IOException {
    return new ScratchHome(Files.createTempDirectory("digitscope-bench"));
  }

  /** Deletes it. */
  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    }
  }
}
