package digitscope.cli;

import digitscope.config.LayerSummary;
import digitscope.data.ImageShape;
import digitscope.io.OutputFile;
import digitscope.io.Reason;
import digitscope.probe.FeatureMaps;
import digitscope.probe.FeatureMaps.LayerMaps;
import digitscope.probe.FeatureMaps.Stage;
import digitscope.run.NpyArray;
import digitscope.run.NpzFile;
import digitscope.run.Provenance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an image excites in every layer as named arrays: {@code input} [channels, height, width] in
 * [0, 1]; for each layer {@code LAYER/pre} and {@code LAYER/out} [channels, height, width], before
 * and after its activation, the same where it has none; {@code logits} and {@code probabilities}
 * [classes].
 */
record MapArrays(Map<String, NpyArray> arrays) {
  /** The arrays of maps of a run's network. */
  static MapArrays of(OpenedRun opened, FeatureMaps maps) {
    Provenance provenance = opened.folder().provenance();
    ImageShape shape = provenance.imageShape();
    List<LayerSummary> layers =
        opened.folder().config().network().summarize(shape, provenance.classNames().size());
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    float[] input = new float[maps.image().length];
    for (int i = 0; i < input.length; i++) {
      input[i] = (maps.image()[i] & 0xff) / 255f;
    }
    arrays.put(
        "input", NpyArray.of(input, List.of(shape.channels(), shape.height(), shape.width())));
    for (LayerMaps layer : maps.layers()) {
      String name = layers.get(layer.layerIndex()).name();
      NpyArray values =
          NpyArray.of(layer.values(), List.of(layer.channels(), layer.height(), layer.width()));
      if (layer.stage() != Stage.ACTIVATION) {
        arrays.put(name + "/pre", values);
      }
      arrays.put(name + "/out", values);
    }
    float[] logits = logits(maps);
    arrays.put("logits", NpyArray.of(logits, List.of(logits.length)));
    arrays.put("probabilities", NpyArray.of(maps.probabilities(), List.of(logits.length)));
    return new MapArrays(arrays);
  }

  /** What the last layer gives before its activation. */
  private static float[] logits(FeatureMaps maps) {
    float[] logits = new float[0];
    for (LayerMaps layer : maps.layers()) {
      logits = layer.stage() == Stage.ACTIVATION ? logits : layer.values();
    }
    return logits;
  }

  /**
   * Writes them in NumPy's format .npz.
   *
   * @throws CommandException if the file cannot be written
   */
  void write(Path file) throws CommandException {
    try {
      OutputFile.write(file.toAbsolutePath(), out -> NpzFile.write(out, arrays));
    } catch (IOException e) {
      throw new CommandException("%s cannot be written: %s".formatted(file, Reason.of(e)), e);
    }
  }
}
