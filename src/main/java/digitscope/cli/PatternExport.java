package digitscope.cli;

import digitscope.config.LayerSpec;
import digitscope.config.LayerSummary;
import digitscope.data.Dataset;
import digitscope.data.Progress;
import digitscope.io.Reason;
import digitscope.probe.FilterPatterns;
import digitscope.probe.FilterPatterns.Pattern;
import digitscope.probe.PatternSettings;
import digitscope.probe.UnitResponses;
import digitscope.run.NpyArray;
import digitscope.run.NpzFile;
import digitscope.session.TrainedNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes the patterns that excite the filters of some layers most as NumPy arrays, with what they
 * are held against.
 *
 * @param all the network's layers
 * @param training the images that tell the best real one
 */
record PatternExport(TrainedNetwork network, List<LayerSummary> all, Dataset training) {
  /** What {@code --method} says of its choices. */
  static final String METHODS =
      "unit: one position of the filter's map, optimized in Fourier space under random "
          + "shifts, scales and rotations. channel: likewise, for the mean of the map. noise: "
          + "plain gradient ascent from noise.";

  /**
   * Writes them.
   *
   * @param layer name of the only layer; every convolution if empty
   * @throws CommandException if there is no such layer, or the file cannot be written
   */
  void write(Optional<String> layer, PatternSettings settings, Path out, Progress progress)
      throws CommandException {
    List<LayerSummary> chosen =
        layer.isPresent()
            ? List.of(layer(all, layer.get()))
            : all.stream().filter(one -> one.spec() instanceof LayerSpec.Convolution).toList();
    if (chosen.isEmpty()) {
      throw new CommandException(
          "The network has no convolution: choose a layer with --layer. " + names(all));
    }
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    for (LayerSummary one : chosen) {
      int index = one.answeringIndex(all);
      UnitResponses real = network.responses(index, training, progress::isCancelled);
      add(one.name(), network.patterns(index, settings, real, training, Progress.NONE), arrays);
      progress.advance((chosen.indexOf(one) + 1.0) / chosen.size());
    }
    try {
      NpzFile.write(out, arrays);
    } catch (IOException e) {
      throw new CommandException("%s cannot be written: %s".formatted(out, Reason.of(e)), e);
    }
  }

  private static void add(String name, FilterPatterns found, Map<String, NpyArray> arrays) {
    int units = found.patterns().size();
    int size = found.channels() * found.height() * found.width();
    float[] pixels = new float[units * size];
    float[] activation = new float[units];
    float[] bestReal = new float[units];
    float[] bestImage = new float[units];
    float[] dead = new float[units];
    for (int unit = 0; unit < units; unit++) {
      Pattern pattern = found.patterns().get(unit);
      System.arraycopy(pattern.pixels(), 0, pixels, unit * size, size);
      activation[unit] = (float) pattern.activation();
      bestReal[unit] = (float) pattern.bestReal().orElse(Double.NaN);
      bestImage[unit] = pattern.bestImage().orElse(-1);
      dead[unit] = pattern.dead() ? 1 : 0;
    }
    arrays.put(
        name, NpyArray.of(pixels, List.of(units, found.channels(), found.height(), found.width())));
    arrays.put(name + "/activation", NpyArray.of(activation, List.of(units)));
    arrays.put(name + "/best_real", NpyArray.of(bestReal, List.of(units)));
    arrays.put(name + "/best_image", NpyArray.of(bestImage, List.of(units)));
    arrays.put(name + "/dead", NpyArray.of(dead, List.of(units)));
  }

  /**
   * The layer of a name.
   *
   * @throws CommandException if there is none, or it has no filters or units of its own
   */
  static LayerSummary layer(List<LayerSummary> all, String name) throws CommandException {
    return all.stream()
        .filter(one -> one.spec().hasFilters() && one.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new CommandException(
                    "The network has no layer '%s' with filters. %s".formatted(name, names(all))));
  }

  /** The layers to choose from, in a sentence. */
  static String names(List<LayerSummary> all) {
    return all.stream()
        .filter(one -> one.spec().hasFilters())
        .map(LayerSummary::name)
        .limit(8)
        .collect(Collectors.joining(", ", "Choose one of: ", "."));
  }
}
