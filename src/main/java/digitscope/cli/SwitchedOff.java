package digitscope.cli;

import digitscope.config.LayerSummary;
import digitscope.eval.Evaluation;
import digitscope.io.PlainText;
import digitscope.probe.Ablation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Units of a layer that are switched off.
 *
 * @param layer name of the layer
 * @param units their numbers, rising, each once
 * @param ablation the same for the network
 */
record SwitchedOff(String layer, List<Integer> units, Ablation ablation) {
  private static final int LONGEST_NAME = 40;
  private static final int MOST_NAMES = 8;

  /**
   * Finds them in a network.
   *
   * @param layers all layers of the network
   * @throws CommandException if there is no such layer or unit
   */
  static SwitchedOff of(SwitchedOffConverter.Wish wish, List<LayerSummary> layers)
      throws CommandException {
    LayerSummary layer = layer(wish.layer(), layers);
    int count = layer.units();
    List<Integer> units = wish.units().stream().distinct().sorted().toList();
    int highest = units.get(units.size() - 1);
    if (highest >= count) {
      throw new CommandException(
          String.format(
              Locale.ROOT,
              "Layer %s has no unit %d: use numbers from 0 to %d",
              layer.name(),
              highest,
              count - 1));
    }
    return new SwitchedOff(
        layer.name(),
        units,
        Ablation.off(
            layer.answeringIndex(layers), units.stream().mapToInt(Integer::intValue).toArray()));
  }

  private static LayerSummary layer(String name, List<LayerSummary> layers)
      throws CommandException {
    List<LayerSummary> hidden = layers.subList(0, layers.size() - 1);
    List<LayerSummary> choice = hidden.stream().filter(some -> some.spec().hasFilters()).toList();
    Optional<LayerSummary> found =
        choice.stream().filter(some -> some.name().equals(name)).findFirst();
    if (found.isEmpty()) {
      throw new CommandException(reason(name, layers, choice));
    }
    return found.get();
  }

  private static String reason(String name, List<LayerSummary> layers, List<LayerSummary> choice) {
    boolean isLast = layers.get(layers.size() - 1).name().equals(name);
    boolean isKnown = layers.stream().anyMatch(some -> some.name().equals(name));
    String what =
        isLast
            ? "The units of %s are the classes, which can't be switched off"
            : isKnown ? "Layer %s has no units of its own" : "The network has no layer %s";
    return what.formatted(PlainText.cut(name, LONGEST_NAME)) + advice(choice);
  }

  private static String advice(List<LayerSummary> choice) {
    if (choice.isEmpty()) {
      return "; there is no layer before the last one to choose from";
    }
    String names =
        choice.stream().limit(MOST_NAMES).map(LayerSummary::name).collect(Collectors.joining(", "));
    return "; choose one of " + names + (choice.size() > MOST_NAMES ? ", …" : "");
  }

  /** Adds what {@code evaluate --off --json} promises. */
  void addTo(Map<String, @Nullable Object> json, Evaluation before) {
    Map<String, @Nullable Object> off = new LinkedHashMap<>();
    off.put("layer", layer);
    off.put("units", units);
    json.put("off", off);
    json.put("accuracy_before", Double.isFinite(before.accuracy()) ? before.accuracy() : null);
  }

  /** What it does, in a sentence. */
  String sentence(Evaluation before, Evaluation after) {
    String numbers = units.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "With %s %s of %s off, accuracy is %.2f %% instead of %.2f %% (%+.2f points).",
        units.size() == 1 ? "unit" : "units",
        numbers,
        layer,
        100 * after.accuracy(),
        100 * before.accuracy(),
        100 * (after.accuracy() - before.accuracy()));
  }
}
