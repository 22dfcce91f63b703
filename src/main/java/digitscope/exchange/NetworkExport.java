package digitscope.exchange;

import digitscope.config.RunConfig;
import digitscope.data.ImageShape;
import digitscope.io.OutputFile;
import digitscope.io.Reason;
import digitscope.network.Checkpoint;
import digitscope.network.NamedArray;
import digitscope.run.NpyArray;
import digitscope.run.NpzFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the network of a run for other programs. */
public final class NetworkExport {
  /** What can be written. */
  public enum Format {
    /** The whole network, for ONNX Runtime, Netron and many others. */
    ONNX,
    /** The parameters alone, for NumPy. */
    NPZ
  }

  private NetworkExport() {}

  /**
   * Writes a network; what had the file's name before is replaced.
   *
   * @param config where the network is described
   * @param image shape of the images that it is for
   * @param classNames what its outputs stand for
   * @param weights its parameters
   * @throws ExchangeException if network and weights do not go together, or the file cannot be
   *     written
   */
  public static void write(
      Format format,
      RunConfig config,
      ImageShape image,
      List<String> classNames,
      Checkpoint weights,
      Path file)
      throws ExchangeException {
    PortableNetwork network = PortableNetwork.of(config, image, classNames, weights);
    Path target = file.toAbsolutePath();
    Path folder = target.getParent();
    if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(target)) {
      throw new ExchangeException(
          "%s cannot be written: give the name of a file in an existing folder".formatted(file));
    }
    try {
      switch (format) {
        case ONNX -> OutputFile.write(target, OnnxWriter.write(network)::writeTo);
        case NPZ -> OutputFile.write(target, out -> NpzFile.write(out, npyArrays(network)));
      }
    } catch (IOException e) {
      throw new ExchangeException("%s cannot be written: %s".formatted(file, Reason.of(e)), e);
    }
  }

  private static Map<String, NpyArray> npyArrays(PortableNetwork network) {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    for (NamedArray array : network.arrays()) {
      arrays.put(array.name(), NpyArray.of(array.values(), array.shape()));
    }
    return arrays;
  }
}
