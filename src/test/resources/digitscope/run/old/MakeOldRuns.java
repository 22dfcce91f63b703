import com.fasterxml.jackson.databind.ObjectMapper;
import digitscope.config.ConfigFiles;
import digitscope.config.CorrectionFiles;
import digitscope.config.GlyphFiles;
import digitscope.config.RunConfig;
import digitscope.config.ValidationSpec;
import digitscope.data.download.Catalogue;
import digitscope.data.download.DataCache;
import digitscope.data.source.DataSources;
import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.eval.Evaluation;
import digitscope.run.Provenance;
import digitscope.run.RunFolder;
import digitscope.run.RunRecorder;
import digitscope.session.CancelToken;
import digitscope.network.Checkpoint;
import digitscope.session.Command;
import digitscope.eval.MetricLog;
import digitscope.session.SnapshotSink;
import digitscope.session.TrainedNetwork;
import digitscope.session.TrainingSession;
import digitscope.session.Snapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Made the run folders beside it, with the program as it was at commit 2db9cd2, before its files
 * had versions. To be run with that program only, since what it writes is the point:
 *
 * <pre>
 * bin/digitscope data make --out digits --count 300 --seed 5
 * OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 java --add-modules jdk.incubator.vector \
 *     --add-exports java.base/jdk.internal.module=ALL-UNNAMED -cp 'lib/*' MakeOldRuns.java FOLDER
 * </pre>
 *
 * <p>{@code expected.json} holds what that program said of each: of its weights, and of those it came
 * to by training to step 30 from there. Checkpoints of step 0 are kept in one folder only, to save
 * space.
 */
final class MakeOldRuns {
  private static final int END = 30;
  private static final int INTERRUPTION = 13;

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    DataSplits data =
        new DataSources(
                new GlyphFiles().bundled(),
                new DataCache(folder.resolve("none"), new Catalogue(List.of())),
                folder.resolve("none"),
                new CorrectionFiles())
            .load(folder.resolve("digits").toString());
    Map<String, Object> expected = new LinkedHashMap<>();
    for (String preset : List.of("cnn", "mlp", "cnn-bn")) {
      RunConfig config = config(preset);
      Path finished = folder.resolve(preset + "-finished");
      Path interrupted = folder.resolve(preset + "-interrupted");
      train(RunFolder.create(finished, config, Provenance.now(data)), data, config, END);
      train(RunFolder.create(interrupted, config, Provenance.now(data)), data, config, INTERRUPTION);
      expected.put(finished.getFileName().toString(), facts(finished, data));
      expected.put(interrupted.getFileName().toString(), facts(interrupted, data));
      if (!preset.equals("mlp")) {
        Files.delete(finished.resolve("checkpoints/step-000000.npz"));
      }
      Files.delete(interrupted.resolve("checkpoints/step-000000.npz"));
    }
    String json = new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(expected);
    Files.writeString(folder.resolve("expected.json"), json + "\n");
    System.exit(0);
  }

  /** One epoch of the preset in 30 steps; the mlp holds images out and brings its best weights back. */
  private static RunConfig config(String preset) throws Exception {
    RunConfig config = new ConfigFiles().preset(preset).withData("digits-300");
    boolean holdsOut = preset.equals("mlp");
    return config.withTraining(
        config
            .training()
            .with(
                draft -> {
                  draft.epochs = 1;
                  draft.batchSize = holdsOut ? 9 : 10;
                  draft.threads = 2;
                  draft.validation =
                      holdsOut ? new ValidationSpec(0.1, 0, true) : ValidationSpec.none();
                }));
  }

  private static void train(RunFolder folder, DataSplits data, RunConfig config, int steps)
      throws Exception {
    MetricLog log = new MetricLog();
    TrainingSession session = TrainingSession.fresh(data, config, log);
    try (RunRecorder recorder = new RunRecorder(folder, log, 0)) {
      run(session, recorder, steps);
    }
  }

  private static void run(TrainingSession session, RunRecorder recorder, int steps)
      throws Exception {
    CancelToken token = new CancelToken();
    CompletableFuture<Snapshot> over = new CompletableFuture<>();
    SnapshotSink sink =
        new SnapshotSink() {
          @Override
          public void publish(Snapshot snapshot) {
            recorder.publish(snapshot);
            if (snapshot.progress().phase().isOver()) {
              over.complete(snapshot);
            }
          }

          @Override
          public void checkpoint(Checkpoint checkpoint) {
            recorder.checkpoint(checkpoint);
          }
        };
    Thread thread = new Thread(() -> session.run(sink, token));
    if (steps < END) {
      session.submit(new Command.Pause());
      List<CompletableFuture<Long>> taken = new ArrayList<>();
      for (int step = 0; step < steps; step++) {
        taken.add(session.submit(new Command.Step()));
      }
      thread.start();
      for (CompletableFuture<Long> step : taken) {
        System.out.println("step " + step.get());
      }
      session.submit(new Command.Stop()).get();
    } else {
      thread.start();
    }
    System.out.println(over.get().phase());
    token.cancel();
    thread.join();
  }

  private static Map<String, Object> facts(Path path, DataSplits data) throws Exception {
    Map<String, Object> facts = facts(RunFolder.open(path).lastCheckpoint(), path, data);
    Path copy = path.resolveSibling("copy");
    copy(path, copy);
    RunFolder saved = RunFolder.open(copy);
    RunConfig config = saved.config();
    Checkpoint from = saved.lastCheckpoint();
    if (from.reachedStep() == END) {
      config = config.withTraining(config.training().withEpochs(2));
    }
    MetricLog log = saved.metrics(from.step());
    TrainingSession session =
        TrainingSession.resume(data, config, from, log, saved.history(from.step()));
    try (RunRecorder recorder =
        new RunRecorder(saved.withConfig(session.config()), log, from.step())) {
      run(session, recorder, Integer.MAX_VALUE);
    }
    facts.put("resumed", facts(RunFolder.open(copy).lastCheckpoint(), copy, data));
    delete(copy);
    return facts;
  }

  private static Map<String, Object> facts(Checkpoint last, Path path, DataSplits data)
      throws Exception {
    RunFolder folder = RunFolder.open(path);
    Map<String, Object> facts = new LinkedHashMap<>();
    Dataset test = data.test();
    try (TrainedNetwork network =
        new TrainedNetwork(folder.config(), test.shape(), test.classes(), last.result())) {
      Evaluation evaluation = network.evaluate(test);
      facts.put("step", last.result().step());
      facts.put("reached_step", last.reachedStep());
      facts.put("weights_sha256", last.result().sha256());
      facts.put("accuracy", evaluation.accuracy());
      facts.put("loss", evaluation.loss());
      facts.put("confusion", evaluation.confusion().toArray());
      List<float[]> probabilities = new ArrayList<>();
      for (int image = 0; image < 3; image++) {
        probabilities.add(evaluation.probabilities(image));
      }
      facts.put("probabilities", probabilities);
    }
    return facts;
  }

  private static void copy(Path from, Path to) throws Exception {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private static void delete(Path folder) throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
