package digitscope.data;

import digitscope.config.GlyphFiles;
import java.util.List;

/** The bundled ways of writing, for tests. */
final class Glyphs {
  private Glyphs() {}

  static List<Glyph> bundled() {
    return new GlyphFiles().bundled();
  }

  static DigitGenerator generator() {
    return new DigitGenerator(bundled());
  }
}
