package digitscope.bench;

import digitscope.config.RunConfig;
import digitscope.data.DataSplits;
import digitscope.network.Checkpoint;
import digitscope.session.CancelToken;
import digitscope.session.Snapshot;
import digitscope.session.SnapshotSink;
import digitscope.session.TrainingSession;
import java.util.Optional;

/** Trains a network to the end, for a measurement that needs one. */
public final class QuickTraining implements SnapshotSink {
  private final CancelToken token = new CancelToken();
  private Optional<Checkpoint> checkpoint = Optional.empty();
  private Optional<String> failure = Optional.empty();

  private QuickTraining() {}

  /**
   * The weights that a training comes to.
   *
   * @throws BenchmarkException if it fails
   */
  public static Checkpoint train(DataSplits images, RunConfig config) throws BenchmarkException {
    TrainingSession session = TrainingSession.fresh(images, config);
    QuickTraining listener = new QuickTraining();
    session.run(listener, listener.token);
    if (listener.failure.isPresent()) {
      throw new BenchmarkException(listener.failure.get());
    }
    return listener.checkpoint.orElseThrow().result();
  }

  @Override
  public void publish(Snapshot snapshot) {
    failure = snapshot.progress().failure();
    if (snapshot.progress().phase().isOver()) {
      token.cancel();
    }
  }

  @Override
  public void checkpoint(Checkpoint saved) {
    checkpoint = Optional.of(saved);
  }
}
