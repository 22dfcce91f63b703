package digitscope;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What depends on the kind of a sealed type is asked by a visitor. */
final class SealedLaddersTest {
  @Test
  void noMethodAsksForOneKindOfASealedTypeAfterAnother() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      assertThat(SealedLadders.in(files.filter(file -> file.toString().endsWith(".java")).toList()))
          .isEmpty();
    }
  }

  @Test
  void intrudersAreSeen() throws IOException {
    assertThat(SealedLadders.in(List.of(Path.of("src/test/java/digitscope/wrong/nn/Climber.java"))))
        .containsExactly(
            "Climber.java area: shape is Circle, Square",
            "Climber.java isFlat: shape is Line, Square",
            "Climber.java later: shape is Circle, Line");
  }
}
