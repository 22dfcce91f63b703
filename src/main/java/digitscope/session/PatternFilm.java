package digitscope.session;

import digitscope.data.Film;
import digitscope.probe.FilterPatterns;
import digitscope.probe.FilterPatterns.Pattern;
import java.util.Arrays;
import java.util.List;

/** How the patterns of a layer came about, as pictures to be written to a file. */
public final class PatternFilm {
  /** Where there is no pattern, as the filter is dead. */
  private static final int DEAD = 0xff909090;

  private PatternFilm() {}

  /**
   * A film of some filters: what each sees of its pattern.
   *
   * @param moments patterns of one layer by rising step, at least one
   * @param units numbers of the filters, at least one
   */
  public static Film of(List<FilterPatterns> moments, List<Integer> units) {
    List<FilterPatterns> all = List.copyOf(moments);
    List<Integer> some = List.copyOf(units);
    int height = 1;
    int width = 1;
    for (FilterPatterns moment : all) {
      for (int unit : some) {
        height = Math.max(height, moment.patterns().get(unit).field().height());
        width = Math.max(width, moment.patterns().get(unit).field().width());
      }
    }
    return new Film(
        some.stream().map(String::valueOf).toList(),
        all.stream().map(FilterPatterns::step).toList(),
        height,
        width,
        (subject, step) -> tile(all.get(step), some.get(subject)));
  }

  private static Film.Tile tile(FilterPatterns moment, int unit) {
    Pattern pattern = moment.patterns().get(unit);
    int[] argb = moment.picture(pattern);
    if (pattern.dead()) {
      Arrays.fill(argb, DEAD);
    }
    return new Film.Tile(pattern.field().height(), pattern.field().width(), argb);
  }
}
