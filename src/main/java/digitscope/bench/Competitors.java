package digitscope.bench;

import digitscope.io.Reason;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The available competitors: this program, and the others if they have been built.
 *
 * @param own this program
 * @param peers the others; empty if they have not been built
 */
public record Competitors(Competitor own, List<Competitor> peers) {
  /** How to get the peers. */
  public static final String HOW_TO_BUILD_PEERS =
      "PyTorch and Deeplearning4j are missing for the comparison: build them with 'mvn "
          + "-Pbench -DskipTests package'";

  private static final String OWN_NAME = "digitscope";

  /**
   * Looks around.
   *
   * @param peerLibraries folder of the peers' archives, which may be missing
   */
  public static Competitors find(Path peerLibraries) throws BenchmarkException {
    List<String> ownPath = ownClassPath();
    Competitor own = new Competitor(OWN_NAME, OwnContestant.class.getName(), ownPath);
    List<String> archives = archives(peerLibraries);
    if (archives.isEmpty()) {
      return new Competitors(own, List.of());
    }
    List<String> path = new ArrayList<>(archives);
    path.addAll(ownPath);
    return new Competitors(
        own,
        List.of(
            new Competitor("pytorch", "digitscope.peer.PyTorchPeer", path),
            new Competitor("deeplearning4j", "digitscope.peer.Deeplearning4jPeer", path)));
  }

  static List<String> ownClassPath() {
    return List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1));
  }

  /** Where the peers are, if they are: beside the folder of this program's own archives. */
  public static Path usualPeerLibraries() {
    try {
      Path own =
          Path.of(Competitors.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return own.resolve("../../bench/lib").normalize();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("A class comes from a file or a folder", e);
    }
  }

  private static List<String> archives(Path folder) throws BenchmarkException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(Path::toString).filter(name -> name.endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new BenchmarkException(
          "The peers in %s cannot be read: %s".formatted(folder, Reason.of(e)), e);
    }
  }
}
