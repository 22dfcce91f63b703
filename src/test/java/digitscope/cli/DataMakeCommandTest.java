package digitscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.config.GlyphFiles;
import digitscope.data.idx.IdxFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataMakeCommandTest {
  @TempDir private Path home = Path.of("");

  private Terminal.Result make(Object... arguments) {
    Object[] all = new Object[arguments.length + 2];
    all[0] = "data";
    all[1] = "make";
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return new Terminal(home).run(all);
  }

  private Path glyphs(String json) throws Exception {
    return Files.writeString(home.resolve("mine.json"), json);
  }

  @Test
  void showsEveryWayOfWriting() {
    Path sheet = home.resolve("sheet.png");
    Terminal.Result result = make("--show", sheet);

    assertThat(result.status()).isZero();
    assertThat(result.out()).contains(new GlyphFiles().bundled().size() + " glyphs");
    assertThat(sheet).isNotEmptyFile();
  }

  @Test
  void drawsFromWaysOfOnesOwn() throws Exception {
    StringBuilder bars = new StringBuilder();
    for (int digit = 0; digit < 10; digit++) {
      bars.append(
          String.format(
              Locale.ROOT, "%s\"%d\": {\"bar\": [\"50,0 50,100\"]}", digit > 0 ? "," : "", digit));
    }
    Path mine = glyphs("{\"about\": [], \"digits\": {%s}}".formatted(bars));
    Path own = home.resolve("own");
    Path bundled = home.resolve("bundled");

    assertThat(make("--glyphs", mine, "--out", own, "--count", 60).status()).isZero();
    assertThat(make("--out", bundled, "--count", 60).status()).isZero();

    assertThat(IdxFiles.read(own).sha256()).isNotEqualTo(IdxFiles.read(bundled).sha256());
  }

  @Test
  void saysWhichDigitIsMissing() throws Exception {
    Path mine = glyphs("{\"about\": [], \"digits\": {\"0\": {\"bar\": [\"50,0 50,100\"]}}}");
    Terminal.Result result = make("--glyphs", mine, "--out", home.resolve("own"));

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("There is no glyph of a 1");
  }

  @Test
  void saysThatThereIsNoSuchFile() {
    Terminal.Result result = make("--glyphs", home.resolve("none.json"), "--show", "sheet.png");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("none.json cannot be read");
  }

  @Test
  void asksForSomethingToMake() {
    Terminal.Result result = make();

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).contains("Give --out DIR for images, --show FILE for a sheet");
  }
}
