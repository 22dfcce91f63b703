package digitscope.data.digits;

import digitscope.config.GlyphFiles;
import java.util.List;

/** The bundled ways of writing, for tests. */
public final class Glyphs {
  private Glyphs() {}

  public static List<Glyph> bundled() {
    return new GlyphFiles().bundled();
  }

  public static DigitGenerator generator() {
    return new DigitGenerator(bundled());
  }
}
