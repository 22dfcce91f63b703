package digitscope.cli;

import digitscope.data.ImageShape;
import digitscope.io.OutputFile;
import digitscope.io.Reason;
import digitscope.probe.Saliency;
import digitscope.run.NpyArray;
import digitscope.run.NpzFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** By which method pixels are said to speak for a class. */
enum SaliencyMethod {
  GRADIENT,
  INTEGRATED,
  SMOOTH,
  GRADCAM,
  OCCLUSION;

  /**
   * Writes what a network says of an image as arrays in NumPy's format .npz: {@code saliency}
   * [height, width]; for integrated gradients also {@code baseline} [channels, height, width],
   * {@code sum} of all pixels, {@code difference} of the class's logit between image and baseline,
   * and the two logits, {@code logit} and {@code baseline_logit}.
   *
   * @param shape of the image
   * @throws CommandException if the network has no convolution, or the file cannot be written
   */
  void write(Saliency found, ImageShape shape, Path file) throws CommandException {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put(
        "saliency", NpyArray.of(values(found, shape), List.of(shape.height(), shape.width())));
    if (this == INTEGRATED) {
      Saliency.Attribution attribution = found.attribution();
      arrays.put(
          "baseline",
          NpyArray.of(
              new float[shape.size()], List.of(shape.channels(), shape.height(), shape.width())));
      arrays.put("sum", scalar(attribution.sum()));
      arrays.put("difference", scalar(attribution.logit() - attribution.baselineLogit()));
      arrays.put("logit", scalar(attribution.logit()));
      arrays.put("baseline_logit", scalar(attribution.baselineLogit()));
    }
    try {
      OutputFile.write(file.toAbsolutePath(), out -> NpzFile.write(out, arrays));
    } catch (IOException e) {
      throw new CommandException("%s cannot be written: %s".formatted(file, Reason.of(e)), e);
    }
  }

  private static NpyArray scalar(double value) {
    return NpyArray.of(new float[] {(float) value}, List.of());
  }

  /** A number for each pixel, in [height, width] order. */
  private float[] values(Saliency found, ImageShape shape) throws CommandException {
    return switch (this) {
      case GRADIENT -> found.gradient().values();
      case INTEGRATED -> found.attribution().values();
      case SMOOTH -> found.smooth().values();
      case OCCLUSION -> found.occlusion().map().values();
      case GRADCAM -> {
        if (found.heatMap().isEmpty()) {
          throw new CommandException(
              "Grad-CAM needs a convolution, and this network has none; choose another --method");
        }
        yield found.heatMap().get().over(shape.height(), shape.width());
      }
    };
  }
}
