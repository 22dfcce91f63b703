package digitscope.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digitscope.config.Activation;
import digitscope.config.ConfigFiles;
import digitscope.config.Conv2d;
import digitscope.config.Dense;
import digitscope.config.Flatten;
import digitscope.config.NetworkSpec;
import digitscope.config.Padding;
import digitscope.config.RunConfig;
import digitscope.data.DataSplits;
import digitscope.data.ImageShape;
import digitscope.engine.Engine;
import digitscope.engine.NetworkSample;
import digitscope.exchange.NetworkExport.Format;
import digitscope.network.Checkpoint;
import digitscope.run.Provenance;
import digitscope.run.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkExportTest {
  /** What {@code make_numpy_network.py} has. */
  private static final NetworkSpec NETWORK =
      new NetworkSpec(
          List.of(
              new Conv2d(4, 3, 2, 1, Padding.VALID, Activation.RELU),
              new Flatten(),
              new Dense(10, Activation.SOFTMAX)));

  private static final int PARAMETERS = 3 * 2 * 4 + 4 + 4 * 8 * 9 * 10 + 10;

  @TempDir private Path temp = Path.of("");

  @Test
  void writesArraysAsNumPyDoes() throws Exception {
    Path file = temp.resolve("net.npz");
    write(Format.NPZ, PARAMETERS, file);
    Map<String, byte[]> ours = entries(file);
    Map<String, byte[]> theirs = entries(PyTorchImportTest.resource("network.npz"));
    assertThat(ours.keySet()).containsExactlyElementsOf(theirs.keySet());
    theirs.forEach((name, bytes) -> assertThat(ours.get(name)).as(name).isEqualTo(bytes));
  }

  @Test
  void writesTheArraysThatACheckpointHas() throws Exception {
    for (NetworkSample sample : NetworkSample.all()) {
      Path path = temp.resolve(sample.name());
      DataSplits splits = new DataSplits("rows", sample.data(), sample.data());
      RunFolder run = RunFolder.create(path, sample.config(), Provenance.now(splits));
      try (Engine engine = sample.engine(1)) {
        engine.startEvaluation(sample.data(), () -> {});
        run.begin(engine.checkpoint(0, 0.1), engine.finishEvaluation(0));
      }
      Path file = temp.resolve("net.npz");
      NetworkExport.write(
          Format.NPZ,
          run.config(),
          sample.data().shape(),
          sample.data().classNames(),
          run.lastCheckpoint(),
          file);
      Map<String, byte[]> checkpoint = entries(path.resolve("checkpoints/step-000000.npz"));
      assertThat(entries(file))
          .as(sample.name())
          .isNotEmpty()
          .allSatisfy((name, bytes) -> assertThat(checkpoint.get(name)).as(name).isEqualTo(bytes));
    }
  }

  @Test
  void replacesAFileOnlyByAWholeOne() throws Exception {
    Path file = Files.writeString(temp.resolve("net.onnx"), "old");
    write(Format.ONNX, PARAMETERS, file);
    assertThat(OnnxFile.read(file).model().getGraph().getName()).isEqualTo("net");
    try (Stream<Path> files = Files.list(temp)) {
      assertThat(files.map(path -> path.getFileName().toString())).containsExactly("net.onnx");
    }
  }

  @Test
  void refusesFoldersAndForeignWeightsInOneSentence() throws Exception {
    for (Path file : List.of(temp, temp.resolve("no/net.npz"), Path.of("/"))) {
      assertThatThrownBy(() -> write(Format.NPZ, PARAMETERS, file))
          .isInstanceOf(ExchangeException.class)
          .hasMessage(file + " cannot be written: give the name of a file in an existing folder");
    }
    assertThatThrownBy(() -> write(Format.ONNX, 7, temp.resolve("net.onnx")))
        .isInstanceOf(ExchangeException.class)
        .hasMessage(
            String.format(
                Locale.ROOT,
                "The run is damaged: its network has %,d values, its checkpoint 7",
                PARAMETERS));
    assertThat(temp.resolve("net.onnx")).doesNotExist();
  }

  private static void write(Format format, int count, Path file) throws Exception {
    float[] parameters = new float[count];
    for (int i = 0; i < count; i++) {
      parameters[i] = i / 1024f;
    }
    RunConfig preset = new ConfigFiles().preset("mlp");
    NetworkExport.write(
        format,
        new RunConfig("net", "digits", 0, NETWORK, preset.training()),
        new ImageShape(1, 10, 10),
        RandomNetworks.digits(10).test().classNames(),
        new Checkpoint(0, 0.1, parameters, new float[0]),
        file);
  }

  private static Map<String, byte[]> entries(Path file) throws Exception {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
        entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
    return entries;
  }
}
