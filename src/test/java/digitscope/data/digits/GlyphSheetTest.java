package digitscope.data.digits;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.data.GrayImage;
import digitscope.data.ImageFiles;
import digitscope.data.InkSeparation;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GlyphSheetTest {
  private static final int CELL = 72;

  @TempDir private Path folder = Path.of("");

  @Test
  void drawsEachWayInTheRowOfItsDigit() throws Exception {
    Path file = folder.resolve("sheet.png");
    Glyph bar = new Glyph(1, "bar", List.of(Glyph.Stroke.parse("50,0 50,100")));
    Glyph other = new Glyph(1, "other", List.of(Glyph.Stroke.parse("60,0 40,100")));
    Glyph seven = new Glyph(7, "seven", List.of(Glyph.Stroke.parse("10,5 80,5! 40,95")));

    GlyphSheet.write(file, List.of(seven, bar, other));

    GrayImage sheet = InkSeparation.separate(ImageFiles.readLarge(file).opaque());
    assertThat(sheet.width()).isEqualTo(2 * CELL);
    assertThat(sheet.height()).isEqualTo(10 * CELL);
    for (int row = 0; row < 10; row++) {
      assertThat(hasInk(sheet, 0, row)).as("first of %d", row).isEqualTo(row == 1 || row == 7);
      assertThat(hasInk(sheet, 1, row)).as("second of %d", row).isEqualTo(row == 1);
    }
  }

  private static boolean hasInk(GrayImage sheet, int column, int row) {
    for (int y = row * CELL; y < (row + 1) * CELL; y++) {
      for (int x = column * CELL; x < (column + 1) * CELL; x++) {
        if (sheet.ink(x, y) > 100) {
          return true;
        }
      }
    }
    return false;
  }
}
