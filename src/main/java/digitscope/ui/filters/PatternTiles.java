package digitscope.ui.filters;

import digitscope.probe.FilterPatterns;
import digitscope.probe.FilterPatterns.Pattern;
import digitscope.probe.UnitResponses.Patch;
import digitscope.ui.control.WindowLocale;
import digitscope.ui.control.images.MapTile;

/** Patterns as small pictures. */
final class PatternTiles {
  private PatternTiles() {}

  /** What a filter sees of its pattern. */
  static MapTile tile(FilterPatterns patterns, Pattern pattern, String caption) {
    Patch field = pattern.field();
    return new MapTile(
        field.height(), field.width(), patterns.picture(pattern), caption, pattern.dead());
  }

  /** An activation in three digits. */
  static String number(double value) {
    return value == 0 ? "0" : String.format(WindowLocale.get(), "%.3g", value).replace('-', '−');
  }
}
