package digitscope.ui.labels;

import digitscope.config.ConfigException;
import digitscope.config.ConfigFiles;
import digitscope.config.CorrectionFiles;
import digitscope.config.GlyphFiles;
import digitscope.config.RunConfig;
import digitscope.config.ValidationSpec;
import digitscope.data.CorrectionStore;
import digitscope.data.DataSplits;
import digitscope.data.download.Catalogue;
import digitscope.data.download.DataCache;
import digitscope.data.source.DataSources;
import digitscope.eval.Evaluation;
import digitscope.eval.EvaluationHistory;
import digitscope.eval.MetricLog;
import digitscope.session.Phase;
import digitscope.ui.fx.BackgroundTask;
import digitscope.ui.fx.BackgroundTasks;
import digitscope.ui.fx.DataLibrary;
import digitscope.ui.fx.FakeLens;
import digitscope.ui.fx.SampleSnapshots;
import digitscope.ui.fx.Selection;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/** A session whose labels are judged, and a folder in which decisions are kept. */
final class LabelsFixture {
  final FakeLens lens = new FakeLens();
  final Selection selection = new Selection();
  final BackgroundTasks tasks = new BackgroundTasks();
  final CorrectionStore store;
  final Path file;
  private final MetricLog metrics = new MetricLog();
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
    return new LabelsViewModel(lens, selection, library, tasks, background, Runnable::run);
  }

  /** Lets the session come to an evaluation of the test set. */
  void publish(Evaluation evaluation) {
    if (lens.data().isEmpty()) {
      lens.dataProperty().set(Optional.of(SampleSnapshots.data(evaluation)));
    }
    lens.show(SampleSnapshots.training(evaluation.step(), Optional.of(evaluation), metrics));
  }

  /** Shows the session's network as it was at a stored step. */
  void lookBack(Evaluation evaluation) {
    lens.show(
        SampleSnapshots.snapshot(
            evaluation.step(),
            Phase.FINISHED,
            EvaluationHistory.NONE.with(evaluation),
            Optional.empty(),
            Optional.empty(),
            metrics));
  }

  /** Lets the session come to an evaluation of a part that it holds out. */
  void publishHeldOut(DataSplits data, Evaluation heldOut, double fraction) {
    lens.dataProperty().set(Optional.of(data));
    lens.configProperty().set(Optional.of(holdingOut(fraction)));
    lens.show(
        SampleSnapshots.snapshot(
            heldOut.step(),
            Phase.TRAINING,
            EvaluationHistory.NONE,
            Optional.of(heldOut),
            Optional.empty(),
            metrics));
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
