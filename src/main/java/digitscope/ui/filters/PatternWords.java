package digitscope.ui.filters;

import digitscope.probe.FilterPatterns;
import digitscope.probe.FilterPatterns.Pattern;
import digitscope.ui.control.Messages;
import java.util.List;

/** Says in words what a pattern is of, and how much it excites its filter. */
final class PatternWords {
  private final Messages text = Messages.of("filters");
  private final FiltersViewModel model;

  /**
   * @param model knows which layer the patterns are of
   */
  PatternWords(FiltersViewModel model) {
    this.model = model;
  }

  /** What stands below a pattern. */
  String caption(Pattern pattern) {
    if (pattern.dead()) {
      return text.get("caption.dead", name(pattern.unit()));
    }
    String activation = PatternTiles.number(pattern.activation());
    return pattern.ratio().isPresent()
        ? text.get("caption.ratio", name(pattern.unit()), activation, pattern.ratio().getAsDouble())
        : text.get("caption", name(pattern.unit()), activation);
  }

  /** All that is known of one of some patterns. */
  String reading(FilterPatterns patterns, Pattern pattern) {
    String title = title(pattern.unit());
    String activation = PatternTiles.number(pattern.activation());
    if (pattern.dead()) {
      return text.get("reading.dead", title, activation);
    }
    String said =
        pattern.ratio().isPresent()
            ? text.get(
                "reading.ratio",
                title,
                activation,
                PatternTiles.number(pattern.bestReal().getAsDouble()),
                pattern.ratio().getAsDouble())
            : text.get("reading", title, activation);
    return said + plainness(patterns, pattern);
  }

  /** A sentence on a pattern that is no shape. */
  private String plainness(FilterPatterns patterns, Pattern pattern) {
    return switch (patterns.plainness(pattern)) {
      case SHAPE -> "";
      case BRIGHT -> " " + text.get("reading.bright");
      case DARK -> " " + text.get("reading.dark");
    };
  }

  /** What a filter or unit of the layer is called. */
  String title(int unit) {
    String kind = model.isKMeans() ? "cluster" : "filter";
    return text.get(model.isOutputLayer() ? "class" : kind, name(unit));
  }

  private String name(int unit) {
    List<String> classes = model.classNames();
    return model.isOutputLayer() && unit < classes.size()
        ? classes.get(unit)
        : Integer.toString(unit);
  }
}
