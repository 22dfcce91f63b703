package digitscope.exchange;

import digitscope.config.Activation;
import digitscope.config.ConfigException;
import digitscope.config.ConfigFiles;
import digitscope.config.Dense;
import digitscope.config.LayerSpec;
import digitscope.config.Loss;
import digitscope.config.RunConfig;
import digitscope.config.TrainingSpec;
import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.eval.Evaluation;
import digitscope.io.Reason;
import digitscope.network.Checkpoint;
import digitscope.run.Provenance;
import digitscope.run.RunException;
import digitscope.run.RunFolder;
import digitscope.session.TrainedNetwork;
import java.nio.file.Path;
import java.util.List;
import onnx.Onnx.ModelProto;

/** Makes a run of a network that was trained elsewhere. */
public final class NetworkImport {
  private NetworkImport() {}

  /**
   * A run that was made.
   *
   * @param evaluation how the network does on the test images
   */
  public record Imported(RunFolder folder, Evaluation evaluation) {}

  /**
   * Reads an ONNX file and makes a run of it, whose only checkpoint is of step 0.
   *
   * @param file an ONNX model that takes images with pixels 0..1, white on black
   * @param data images of the shape and classes that it is for
   * @param source what a user calls that data, from anywhere
   * @param path folder of the run
   * @throws ExchangeException if the file cannot be read, or the network is none of ours
   * @throws RunException if the run cannot be written
   */
  public static Imported read(Path file, DataSplits data, String source, Path path)
      throws ExchangeException, RunException {
    OnnxFile onnx = OnnxFile.read(file);
    Dataset test = data.test();
    PortableNetwork network;
    try {
      network =
          OnnxReader.read(onnx.model().getGraph(), name(file), test.shape(), test.classNames());
    } catch (ExchangeException e) {
      throw new ExchangeException(
          "%s cannot be imported: %s".formatted(file.getFileName(), Reason.of(e)), e);
    }
    RunConfig config = config(network, source);
    Checkpoint start =
        Checkpoint.beginning(config.training(), network.layout(), network.parameters());
    RunFolder folder = RunFolder.create(path, config, provenance(file, onnx, data));
    try (TrainedNetwork trained = new TrainedNetwork(config, test.shape(), test.classes(), start)) {
      Evaluation evaluation = trained.evaluate(test);
      folder.begin(start, evaluation);
      return new Imported(folder, evaluation);
    }
  }

  /** What a network is called that is read from a file. */
  public static String name(Path file) {
    return String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
  }

  /** The network with the training of the standard setup, in case it is trained further. */
  private static RunConfig config(PortableNetwork network, String source) {
    List<LayerSpec> layers = network.network().layers();
    Activation output = ((Dense) layers.get(layers.size() - 1)).activation();
    boolean isEntropy = output == Activation.SOFTMAX || output == Activation.SIGMOID;
    try {
      TrainingSpec training =
          new ConfigFiles()
              .preset("cnn")
              .training()
              .withLoss(isEntropy ? Loss.CROSS_ENTROPY : Loss.MEAN_SQUARED_ERROR)
              .withDefiniteThreads();
      return new RunConfig(network.name(), source, 0, network.network(), training);
    } catch (ConfigException e) {
      throw new IllegalStateException("The presets come with the program", e);
    }
  }

  private static Provenance provenance(Path file, OnnxFile onnx, DataSplits data) {
    ModelProto model = onnx.model();
    String producer = (model.getProducerName() + " " + model.getProducerVersion()).strip();
    Provenance now = Provenance.now(data);
    return new Provenance(
        "%s; imported from %s (SHA-256 %s) by digitscope %s"
            .formatted(
                producer.isEmpty() ? "unknown program" : producer,
                file.getFileName(),
                onnx.sha256(),
                now.program()),
        now.created(),
        now.dataSha256(),
        now.trainingImages(),
        now.corrections(),
        now.imageShape(),
        now.classNames(),
        now.preparation(),
        now.computations());
  }
}
