package digitscope.ui.features;

import digitscope.config.LayerSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The stations of an image on its way through the network, each with a few of its strongest maps. A
 * map that was shown stays as long as it is not much weaker than the strongest, so that the picture
 * keeps still while the network learns.
 */
final class LayerPath {
  private int shown;
  private final List<List<Integer>> before = new ArrayList<>();

  /**
   * One station.
   *
   * @param stack what a layer finally gives
   * @param maps numbers of the maps that are shown, strongest first; empty for a vector
   */
  record Station(MapStack stack, List<Integer> maps) {}

  /**
   * @param shown most maps a station
   */
  LayerPath(int shown) {
    this.shown = shown;
  }

  /** Most maps a station. */
  int most() {
    return shown;
  }

  /** Shows more or fewer maps from now on. */
  void showAtMost(int maps) {
    shown = maps;
  }

  /**
   * The stations of {@code stacks}: the last stage of each layer, but neither copies nor the end. A
   * layer with batch normalization behind it has one station with it.
   *
   * @param layers of the network, from input to output
   */
  List<Station> stations(List<MapStack> stacks, List<LayerSpec> layers) {
    List<Station> stations = new ArrayList<>();
    for (int i = 0; i + 1 < stacks.size(); i++) {
      MapStack stack = stacks.get(i);
      boolean lastStage = stacks.get(i + 1).layerIndex() != stack.layerIndex();
      if (lastStage && isStation(layers, stack.layerIndex())) {
        stations.add(new Station(stack, strongest(stack, stations.size())));
      }
    }
    return stations;
  }

  private static boolean isStation(List<LayerSpec> layers, int index) {
    return !layers.get(index).copies()
        && !(layers.get(index + 1) instanceof LayerSpec.Normalization);
  }

  private List<Integer> strongest(MapStack stack, int station) {
    if (stack.isVector()) {
      return List.of();
    }
    double[] strengths =
        IntStream.range(0, stack.count())
            .mapToDouble(map -> StrongestMaps.strength(stack, map))
            .toArray();
    List<Integer> ranked =
        IntStream.range(0, stack.count())
            .boxed()
            .sorted(Comparator.comparingDouble((Integer map) -> -strengths[map]))
            .toList();
    while (before.size() <= station) {
      before.add(List.of());
    }
    List<Integer> good = ranked.subList(0, Math.min(2 * shown, ranked.size()));
    List<Integer> chosen = new ArrayList<>(before.get(station));
    chosen.removeIf(map -> !good.contains(map));
    chosen.subList(Math.min(shown, chosen.size()), chosen.size()).clear();
    for (int map : good) {
      if (chosen.size() < shown && !chosen.contains(map)) {
        chosen.add(map);
      }
    }
    before.set(station, List.copyOf(chosen));
    return before.get(station);
  }
}
