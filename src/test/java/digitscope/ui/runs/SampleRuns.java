package digitscope.ui.runs;

import digitscope.config.RunConfig;
import digitscope.data.DataSplits;
import digitscope.eval.MetricLog;
import digitscope.run.Provenance;
import digitscope.run.RunFolder;
import digitscope.run.RunRecorder;
import digitscope.run.RunStore;
import digitscope.session.Phase;
import digitscope.session.RunningSession;
import digitscope.session.TinyTask;
import digitscope.session.TrainingSession;

/** Runs of a tiny network. */
final class SampleRuns {
  private SampleRuns() {}

  /** Trains a run of a store, of 30 steps. */
  static RunFolder train(RunStore store, String name, long seed) throws Exception {
    RunConfig tiny = TinyTask.config();
    RunConfig config = tiny.withTraining(tiny.training().withSeed(seed));
    DataSplits data = TinyTask.data();
    RunFolder run = RunFolder.create(store.root().resolve(name), config, Provenance.now(data));
    MetricLog log = new MetricLog();
    try (RunRecorder recorder = new RunRecorder(run, log, 0);
        RunningSession running =
            new RunningSession(TrainingSession.fresh(data, config, log), recorder)) {
      running.await(snapshot -> snapshot.progress().phase() == Phase.FINISHED);
    }
    return run;
  }
}
