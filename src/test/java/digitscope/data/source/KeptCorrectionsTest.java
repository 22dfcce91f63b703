package digitscope.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digitscope.config.CorrectionFiles;
import digitscope.data.Correction;
import digitscope.data.Correction.Verdict;
import digitscope.data.DataException;
import digitscope.data.Split;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptCorrectionsTest {
  private final Path temp;

  KeptCorrectionsTest(@TempDir Path temp) {
    this.temp = temp;
  }

  @Test
  void goOnWhereTheyBeganAndAreNeverInTwoPlaces() throws Exception {
    Path images = Files.createDirectory(temp.resolve("images"));
    KeptCorrections kept = store(images);
    Path beside = images.resolve("corrections.json");
    Path elsewhere = kept.elsewhere(images);
    Files.createDirectories(elsewhere.getParent());
    kept.change("x", old -> old.with(decision(1)));
    // As if the folder had not been writable when it began.
    Files.move(beside, elsewhere);

    kept.change("x", old -> old.with(decision(2)));

    assertThat(kept.read("x").decisions()).containsExactly(decision(1), decision(2));
    assertThat(beside).doesNotExist();
    Files.copy(elsewhere, beside);
    assertThatThrownBy(() -> kept.read("x"))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("two correction files", beside.toString());
  }

  @Test
  void takeInWhatAnotherProgramDecidedMeanwhile() throws Exception {
    Path images = Files.createDirectory(temp.resolve("images"));
    KeptCorrections window = store(images);
    KeptCorrections commandLine = store(images);
    window.change("x", old -> old.with(decision(1)));
    commandLine.change("x", old -> old.with(decision(2)));

    assertThat(window.change("x", old -> old.with(decision(3))).decisions()).hasSize(3);
    try (Stream<Path> files = Files.list(images)) {
      assertThat(files).containsExactly(images.resolve("corrections.json"));
    }
  }

  private KeptCorrections store(Path images) {
    return new KeptCorrections(
        temp.resolve("mine"), new CorrectionFiles(), source -> Optional.of(images));
  }

  private static Correction decision(int image) {
    return new Correction(Split.TEST, image, "0".repeat(64), "3", new Verdict.Keep());
  }
}
