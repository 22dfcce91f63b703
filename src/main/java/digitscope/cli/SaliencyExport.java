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

/**
 * Writes what a network says of an image as arrays in NumPy's format .npz: {@code saliency}
 * [height, width]; for integrated gradients also {@code baseline} [channels, height, width], {@code
 * sum} of all pixels, {@code difference} of the class's logit between image and baseline, and the
 * two logits, {@code logit} and {@code baseline_logit}.
 */
final class SaliencyExport implements Saliency.Answer.Visitor<Map<String, NpyArray>> {
  private final ImageShape shape;

  private SaliencyExport(ImageShape shape) {
    this.shape = shape;
  }

  /**
   * @param shape of the image
   * @throws CommandException if the network has no convolution, or the file cannot be written
   */
  static void write(Saliency found, ImageShape shape, Path file) throws CommandException {
    Map<String, NpyArray> arrays = found.answer().accept(new SaliencyExport(shape));
    if (arrays.isEmpty()) {
      throw new CommandException(
          "Grad-CAM needs a convolution, and this network has none; choose another --method");
    }
    try {
      OutputFile.write(file.toAbsolutePath(), out -> NpzFile.write(out, arrays));
    } catch (IOException e) {
      throw new CommandException("%s cannot be written: %s".formatted(file, Reason.of(e)), e);
    }
  }

  /**
   * @param values a number for each pixel, in [height, width] order
   */
  private Map<String, NpyArray> pixels(float[] values) {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("saliency", NpyArray.of(values, List.of(shape.height(), shape.width())));
    return arrays;
  }

  @Override
  public Map<String, NpyArray> gradient(Saliency.Gradient found) {
    return pixels(found.map().values());
  }

  @Override
  public Map<String, NpyArray> smooth(Saliency.SmoothGradient found) {
    return pixels(found.map().values());
  }

  @Override
  public Map<String, NpyArray> attribution(Saliency.Attribution found) {
    Map<String, NpyArray> arrays = pixels(found.values());
    arrays.put(
        "baseline",
        NpyArray.of(
            new float[shape.size()], List.of(shape.channels(), shape.height(), shape.width())));
    arrays.put("sum", scalar(found.sum()));
    arrays.put("difference", scalar(found.logit() - found.baselineLogit()));
    arrays.put("logit", scalar(found.logit()));
    arrays.put("baseline_logit", scalar(found.baselineLogit()));
    return arrays;
  }

  private static NpyArray scalar(double value) {
    return NpyArray.of(new float[] {(float) value}, List.of());
  }

  @Override
  public Map<String, NpyArray> heatMap(Saliency.HeatMap found) {
    return pixels(found.over(shape.height(), shape.width()));
  }

  @Override
  public Map<String, NpyArray> noConvolution(Saliency.NoConvolution found) {
    return Map.of();
  }

  @Override
  public Map<String, NpyArray> occluded(Saliency.Occluded found) {
    return pixels(found.map().values());
  }
}
