package digitscope.data.source;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.data.DataSplits;
import digitscope.data.Progress;
import digitscope.data.digits.Glyph;
import digitscope.data.digits.Glyphs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundledDigitsTest {
  private final Path folder;
  private final AtomicInteger drawings = new AtomicInteger();

  BundledDigitsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** Nothing is kept unless the checksum that the program knows is that of what it draws. */
  @Test
  void areDrawnOnceAndAgainWhenTheirFileIsDamaged() throws IOException {
    DataSplits drawn = digits(folder).load(Progress.NONE);
    DataSplits read = digits(folder).load(Progress.NONE);

    assertThat(drawings).hasValue(1);
    assertThat(read.sha256()).isEqualTo(drawn.sha256());

    Files.write(folder.resolve("digits.pixels"), new byte[] {9}, StandardOpenOption.WRITE);
    DataSplits again = digits(folder).load(Progress.NONE);

    assertThat(drawings).hasValue(2);
    assertThat(again.sha256()).isEqualTo(drawn.sha256());
  }

  @Test
  void areDrawnWhereNothingCanBeKept() throws IOException {
    Path taken = Files.writeString(folder.resolve("taken"), "a file where the folder would be");

    DataSplits drawn = digits(taken).load(Progress.NONE);

    assertThat(drawn.train().size()).isEqualTo(60_000);
  }

  private BundledDigits digits(Path where) {
    return BundledDigits.kept(this::glyphs, where, Runnable::run);
  }

  private List<Glyph> glyphs() {
    drawings.incrementAndGet();
    return Glyphs.bundled();
  }
}
