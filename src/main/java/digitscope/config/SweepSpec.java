package digitscope.config;

import digitscope.io.InvalidValueException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * A search for settings: a configuration, and what of it varies.
 *
 * @param base the configuration, with the first value of each setting that varies
 * @param isPreset whether its network is that of a preset, which may be made to fit the images
 * @param holdsOutByDefault whether the file left it open how many images are held out
 * @param axes settings that vary, in the order of the file
 * @param search which of their combinations are tried
 */
public record SweepSpec(
    RunConfig base,
    boolean isPreset,
    boolean holdsOutByDefault,
    List<SweepAxis> axes,
    Search search) {
  /** Held out where a file says nothing. */
  public static final double DEFAULT_VALIDATION = 0.1;

  /** More than anyone waits for on one machine. */
  static final int MOST_RUNS = 1000;

  private static final int ATTEMPTS = 100;

  /**
   * Which combinations are tried.
   *
   * @param number how many at random; empty for all of them, a grid
   * @param seed of the random choice
   */
  public record Search(Optional<Integer> number, long seed) {
    public Search {
      number.ifPresent(count -> Checks.inRange("'number'", count, 1, MOST_RUNS));
    }

    public static Search grid() {
      return new Search(Optional.empty(), 0);
    }
  }

  public SweepSpec {
    axes = List.copyOf(axes);
    if (axes.isEmpty()) {
      throw new InvalidValueException(
          "nothing varies; give a list or a range for a setting, such as \"learningRate\": [0.01, "
              + "0.1]");
    }
  }

  /**
   * The values of the settings that vary, run by run, none twice: of a grid with the last setting
   * changing fastest. Random choices of a few values give all of them at most.
   *
   * @throws InvalidValueException if they are too many, or a range has no steps
   */
  public List<Map<String, Object>> points() {
    return search.number().isPresent() ? drawn(search.number().get()) : grid();
  }

  private List<Map<String, Object>> grid() {
    List<Map<String, Object>> points = List.of(Map.of());
    for (SweepAxis axis : axes) {
      List<Object> values = axis.grid();
      if ((long) points.size() * values.size() > MOST_RUNS) {
        throw new InvalidValueException(
            String.format(
                Locale.ROOT,
                "the grid has more than %,d runs; give fewer values, or use a random search with a "
                    + "number",
                MOST_RUNS));
      }
      List<Map<String, Object>> longer = new ArrayList<>();
      for (Map<String, Object> point : points) {
        for (Object value : values) {
          Map<String, Object> with = new LinkedHashMap<>(point);
          with.put(axis.path(), value);
          longer.add(with);
        }
      }
      points = longer;
    }
    return points;
  }

  private List<Map<String, Object>> drawn(int number) {
    Random random = new Random(search.seed());
    Set<Map<String, Object>> points = new LinkedHashSet<>();
    for (int i = 0; i < ATTEMPTS * number && points.size() < number; i++) {
      Map<String, Object> point = new LinkedHashMap<>();
      axes.forEach(axis -> point.put(axis.path(), axis.draw(random)));
      points.add(point);
    }
    return List.copyOf(points);
  }
}
