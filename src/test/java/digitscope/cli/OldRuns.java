package digitscope.cli;

import digitscope.run.RunFolder;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs as the first version of the program wrote them; {@code MakeOldRuns.java} made them. */
final class OldRuns {
  private OldRuns() {}

  /** A run, the data they were all trained on ({@code "digits"}), or what is expected of them. */
  static Path resource(String name) throws URISyntaxException {
    return Path.of(
        Optional.ofNullable(RunFolder.class.getResource("old/" + name)).orElseThrow().toURI());
  }

  /** A copy of a run, to be changed. */
  static Path copy(String run, Path folder) throws IOException, URISyntaxException {
    Path from = resource(run);
    Path to = folder.resolve(run);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
    return to;
  }
}
