package digitscope.bench;

import digitscope.config.RunConfig;
import digitscope.data.DataSplits;
import digitscope.engine.Engine;
import digitscope.session.CancelToken;
import digitscope.session.Command;
import digitscope.session.Snapshot;
import digitscope.session.SnapshotSink;
import digitscope.session.TrainingSession;
import java.util.Optional;

/** This program as a contestant: training as in a run, with its metrics, its log, its commands. */
public final class OwnContestant {
  /** What is not a training, such as the evaluations of a run, is kept out of the measurement. */
  private static final int TEST_IMAGES_WHILE_TRAINING = 1;

  private static final int EPOCHS = 100_000;

  private OwnContestant() {}

  public static void main(String[] arguments) {
    ContestantServer.serve(arguments, OwnContestant::create);
  }

  static Contestant create(Assignment assignment) {
    return assignment.task() == Task.TRAIN ? new Training(assignment) : evaluation(assignment);
  }

  private static Contestant evaluation(Assignment assignment) {
    DataSplits data = assignment.data();
    RunConfig config = assignment.config();
    Engine engine =
        new Engine(config.network(), config.training(), data.test().shape(), data.test().classes());
    return new Contestant() {
      private final Contestant evaluating =
          Contestant.repeating(
              () -> {
                engine.startEvaluation(data.test(), () -> {});
                return engine.finishEvaluation(0).size();
              });

      @Override
      public Measurement work(long nanos) throws Exception {
        return evaluating.work(nanos);
      }

      @Override
      public void close() {
        engine.close();
      }
    };
  }

  /** A session that is paused between the rounds. */
  private static final class Training implements Contestant {
    private final TrainingSession session;
    private final CancelToken token = new CancelToken();
    private final Thread thread;
    private volatile Optional<String> failure = Optional.empty();

    Training(Assignment assignment) {
      DataSplits all = assignment.data();
      DataSplits data =
          new DataSplits(all.source(), all.train(), all.test().limit(TEST_IMAGES_WHILE_TRAINING));
      RunConfig config = assignment.config();
      session =
          TrainingSession.fresh(data, config.withTraining(config.training().withEpochs(EPOCHS)));
      SnapshotSink sink = this::keepFailure;
      thread = new Thread(() -> session.run(sink, token), "training");
      thread.start();
    }

    private void keepFailure(Snapshot snapshot) {
      failure = snapshot.progress().failure();
    }

    @Override
    public Measurement work(long nanos) throws Exception {
      session.submit(new Command.Resume()).get();
      long begunAt = System.nanoTime();
      long before = session.imagesTrained();
      do {
        Thread.sleep(nanos / 1_000_000);
      } while (session.imagesTrained() == before && failure.isEmpty());
      session.submit(new Command.Pause()).get();
      Measurement measurement =
          new Measurement(session.imagesTrained() - before, System.nanoTime() - begunAt);
      Optional<String> why = failure;
      if (why.isPresent()) {
        throw new BenchmarkException(why.get());
      }
      return measurement;
    }

    @Override
    public void close() {
      token.cancel();
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
