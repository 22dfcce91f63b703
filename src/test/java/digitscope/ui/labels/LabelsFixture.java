package digitscope.ui.labels;

import digitscope.config.ConfigException;
import digitscope.config.ConfigFiles;
import digitscope.config.CorrectionFiles;
import digitscope.config.GlyphFiles;
import digitscope.config.RunConfig;
import digitscope.config.ValidationSpec;
import digitscope.data.Catalogue;
import digitscope.data.CorrectionStore;
import digitscope.data.DataCache;
import digitscope.data.DataSources;
import digitscope.data.DataSplits;
import digitscope.eval.Evaluation;
import digitscope.eval.EvaluationHistory;
import digitscope.train.MetricLog;
import digitscope.train.Phase;
import digitscope.train.TrainingSnapshot;
import digitscope.ui.fx.BackgroundTask;
import digitscope.ui.fx.BackgroundTasks;
import digitscope.ui.fx.DataLibrary;
import digitscope.ui.fx.FakeTraining;
import digitscope.ui.fx.SampleSnapshots;
import digitscope.ui.fx.Selection;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/** A session whose labels are judged, and a folder in which decisions are kept. */
final class LabelsFixture {
  final FakeTraining training = new FakeTraining();
  final Selection selection = new Selection();
  final BackgroundTasks tasks = new BackgroundTasks();
  final CorrectionStore store;
  final Path file;
  private final DataLibrary library;

  LabelsFixture(Path folder) {
    store =
        new DataSources(
                new GlyphFiles().bundled(),
                new DataCache(folder.resolve("cache"), new Catalogue(List.of())),
                folder,
                new CorrectionFiles())
            .corrections();
    file = folder.resolve("sample.json");
    library = new DataLibrary(tasks, new Source(store), "reading");
  }

  private record Source(CorrectionStore corrections) implements DataLibrary.Source {
    @Override
    public DataSplits read(String name, BackgroundTask<?> task) {
      throw new IllegalStateException("Nobody reads data here");
    }
  }

  LabelsViewModel model() {
    return model(Runnable::run);
  }

  LabelsViewModel model(Executor background) {
    return new LabelsViewModel(training, selection, library, tasks, background, Runnable::run);
  }

  /** Lets the session come to an evaluation of the test set. */
  void publish(Evaluation evaluation) {
    if (training.data().isEmpty()) {
      training.dataProperty().set(Optional.of(SampleSnapshots.data(evaluation)));
    }
    training
        .snapshotProperty()
        .set(
            Optional.of(
                SampleSnapshots.training(
                    evaluation.step(), Optional.of(evaluation), new MetricLog())));
  }

  /** Lets the session come to an evaluation of a part that it holds out. */
  void publishHeldOut(DataSplits data, Evaluation heldOut, double fraction) {
    training.dataProperty().set(Optional.of(data));
    training.configProperty().set(Optional.of(holdingOut(fraction)));
    training
        .snapshotProperty()
        .set(
            Optional.of(
                new TrainingSnapshot(
                    heldOut.step(),
                    300,
                    100,
                    Phase.TRAINING,
                    Optional.empty(),
                    0.001,
                    2853,
                    1,
                    1,
                    EvaluationHistory.NONE,
                    Optional.of(heldOut),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    new MetricLog())));
  }

  private static RunConfig holdingOut(double fraction) {
    try {
      RunConfig config = new ConfigFiles().preset("mlp");
      return config.withTraining(
          config.training().withValidation(new ValidationSpec(fraction, 0, false)));
    } catch (ConfigException e) {
      throw new IllegalStateException(e);
    }
  }
}
