package digitscope.bench;

import digitscope.config.RunConfig;
import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.eval.Evaluation;
import digitscope.train.CancelToken;
import digitscope.train.Checkpoint;
import digitscope.train.SnapshotSink;
import digitscope.train.TrainedNetwork;
import digitscope.train.TrainingSession;
import digitscope.train.TrainingSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How well networks that learned from one set of images read another, which they have never seen.
 *
 * @param config what is trained; its seed is replaced
 * @param seeds seeds 1 to this are trained, one after the other
 */
public record Transfer(RunConfig config, int seeds) {
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
    TrainingSession session =
        TrainingSession.fresh(learned, config.withTraining(config.training().withSeed(seed)));
    Listener listener = new Listener();
    long startedAt = System.nanoTime();
    session.run(listener, listener.token);
    double seconds = (System.nanoTime() - startedAt) / 1e9;
    try (TrainedNetwork network =
        new TrainedNetwork(
            session.config(), unseen.shape(), unseen.classes(), listener.trainedWeights())) {
      Evaluation evaluation = network.evaluate(unseen);
      return new TransferResult.Reading(seed, evaluation.accuracy(), seconds);
    }
  }

  /** Keeps the last checkpoint, and ends the session when its training is over. */
  private static final class Listener implements SnapshotSink {
    private final CancelToken token = new CancelToken();
    private Optional<Checkpoint> checkpoint = Optional.empty();
    private Optional<String> failure = Optional.empty();

    @Override
    public void publish(TrainingSnapshot snapshot) {
      failure = snapshot.failure();
      if (snapshot.phase().isOver()) {
        token.cancel();
      }
    }

    @Override
    public void checkpoint(Checkpoint saved) {
      checkpoint = Optional.of(saved);
    }

    Checkpoint trainedWeights() throws BenchmarkException {
      if (failure.isPresent()) {
        throw new BenchmarkException(failure.get());
      }
      return checkpoint.orElseThrow().result();
    }
  }
}
