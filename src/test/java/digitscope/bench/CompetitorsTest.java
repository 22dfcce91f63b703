package digitscope.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CompetitorsTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void thereIsNobodyElseBeforeThePeersAreBuilt() throws BenchmarkException {
    assertThat(Competitors.find(folder.resolve("missing")).peers()).isEmpty();
    assertThat(Competitors.find(folder).peers()).isEmpty();
  }

  @Test
  void peersSeeTheirOwnArchivesFirstAndThoseOfTheProgram() throws Exception {
    Files.createFile(folder.resolve("peers.jar"));
    Files.createFile(folder.resolve("readme.txt"));
    Competitors found = Competitors.find(folder);
    assertThat(found.peers())
        .extracting(Competitor::name)
        .containsExactly("pytorch", "deeplearning4j");
    assertThat(found.peers())
        .allSatisfy(
            peer ->
                assertThat(peer.classPath())
                    .startsWith(folder.resolve("peers.jar").toString())
                    .containsAll(found.own().classPath())
                    .noneMatch(entry -> entry.endsWith("readme.txt")));
  }

  @Test
  void programItselfHasNoPeerOnItsClassPath() throws IOException, BenchmarkException {
    Files.createFile(folder.resolve("peers.jar"));
    assertThat(Competitors.find(folder).own().classPath())
        .noneMatch(entry -> entry.startsWith(folder.toString()));
  }
}
