package digitscope.bench;

import digitscope.config.RunConfig;
import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.eval.Evaluation;
import digitscope.network.Checkpoint;
import digitscope.session.TrainedNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Measures how well networks trained on one data set predict another one.
 *
 * @param config what is trained; its seed is replaced
 * @param seeds seeds 1 to this are trained, one after the other
 */
public record TransferBenchmark(RunConfig config, int seeds) {
  /**
   * Trains and reads.
   *
   * @param learned the images to train on
   * @param unseen images of the same shape and classes
   * @param progress is told what happens
   * @throws BenchmarkException if a training fails
   */
  public TransferResult run(DataSplits learned, Dataset unseen, Consumer<String> progress)
      throws BenchmarkException {
    List<TransferResult.Reading> readings = new ArrayList<>();
    for (int seed = 1; seed <= seeds; seed++) {
      TransferResult.Reading reading = read(learned, unseen, seed);
      readings.add(reading);
      progress.accept(
          String.format(
              Locale.ROOT,
              "Seed %d: %.2f %% after %.0f s",
              seed,
              100 * reading.accuracy(),
              reading.seconds()));
    }
    return new TransferResult(readings);
  }

  private TransferResult.Reading read(DataSplits learned, Dataset unseen, long seed)
      throws BenchmarkException {
    RunConfig seeded = config.withTraining(config.training().withSeed(seed));
    long startedAt = System.nanoTime();
    Checkpoint weights = QuickTraining.train(learned, seeded);
    double seconds = (System.nanoTime() - startedAt) / 1e9;
    try (TrainedNetwork network =
        new TrainedNetwork(seeded, unseen.shape(), unseen.classes(), weights)) {
      Evaluation evaluation = network.evaluate(unseen);
      return new TransferResult.Reading(seed, evaluation.accuracy(), seconds);
    }
  }
}
