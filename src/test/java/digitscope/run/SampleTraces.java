package digitscope.run;

import digitscope.config.AugmentationSpec;
import digitscope.config.ConfigException;
import digitscope.config.ConfigFiles;
import digitscope.config.Dropout;
import digitscope.config.GlyphFiles;
import digitscope.config.LayerSpec;
import digitscope.config.RunConfig;
import digitscope.config.TrainingSpec;
import digitscope.config.ValidationSpec;
import digitscope.data.DataSplits;
import digitscope.data.Progress;
import digitscope.data.digits.DigitGenerator;
import digitscope.session.RunningSession;
import digitscope.session.TrainingSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Traces of presets with all that can go with a step, which {@code trace.py} takes again. */
final class SampleTraces {
  static final int STEPS = 4;

  private static final AugmentationSpec VARIED = new AugmentationSpec(1, 10, 0.1, 5, 0.5, 0.2);

  /** A number that a mini-batch of 11 does not divide. */
  private static final int IMAGES = 37;

  private SampleTraces() {}

  /** Writes the traces and what was trained into a folder. */
  public static void main(String... arguments)
      throws ConfigException, IOException, InterruptedException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    for (String preset : List.of("cnn", "mlp")) {
      RunConfig config = config(preset);
      Files.writeString(folder.resolve(preset + ".json"), new ConfigFiles().format(config));
      write(config, data(), folder.resolve(preset + ".npz"));
    }
  }

  /** A preset with dropout behind its first dense layer. */
  static RunConfig config(String preset) throws ConfigException {
    RunConfig config = new ConfigFiles().preset(preset);
    List<LayerSpec> layers = new ArrayList<>(config.network().layers());
    boolean isConvolved = preset.equals("cnn");
    int dense = layers.size() - (isConvolved ? 2 : 3);
    layers.add(dense + 1, new Dropout(0.25));
    if (isConvolved) {
      layers.add(2, new Dropout(0.1)); // of maps
    }
    List<Double> classWeights = new ArrayList<>(Collections.nCopies(10, 1.0));
    classWeights.set(3, 2.5);
    TrainingSpec training =
        config
            .training()
            .with(
                draft -> {
                  draft.batchSize = 11;
                  draft.labelSmoothing = 0.1;
                  draft.classWeights = classWeights;
                  draft.l1 = 1e-5;
                  draft.l2 = 1e-3;
                  draft.gradientClipping = 1.5;
                  draft.augmentation = VARIED;
                  draft.validation = new ValidationSpec(0.1, 0, false);
                  draft.threads = 2;
                });
    return config.withNetwork(config.network().withLayers(layers)).withTraining(training);
  }

  /**
   * Digits on black. Where a kernel sees nothing else, a sum is exactly 0 before the first step, on
   * the corner of ReLU, so each backend must get it without any rounding.
   */
  static DataSplits data() throws ConfigException {
    return new DigitGenerator(new GlyphFiles().bundled()).generate(IMAGES, 10, 3, Progress.NONE);
  }

  static void write(RunConfig config, DataSplits data, Path file) throws InterruptedException {
    TrainingSession session = TrainingSession.fresh(data, config);
    TraceFile trace = new TraceFile(file, STEPS);
    session.trace(STEPS, trace);
    try (RunningSession running = new RunningSession(session)) {
      running.await(snapshot -> snapshot.progress().step() >= STEPS);
    }
    trace.close();
  }
}
