package digitscope.ui.confusion;

import static digitscope.ui.fx.SampleSnapshots.evaluation;
import static digitscope.ui.fx.SampleSnapshots.misreading;
import static digitscope.ui.fx.SampleSnapshots.training;
import static org.assertj.core.api.Assertions.assertThat;

import digitscope.config.RunConfig;
import digitscope.data.DataSplits;
import digitscope.eval.CellChoice;
import digitscope.eval.ConfusionMatrix;
import digitscope.eval.Evaluation;
import digitscope.eval.EvaluationHistory;
import digitscope.eval.EvaluationHistory.Change;
import digitscope.eval.MetricLog;
import digitscope.network.Checkpoint;
import digitscope.network.ParameterLayout;
import digitscope.run.Provenance;
import digitscope.run.RunException;
import digitscope.run.RunFolder;
import digitscope.session.TinyTask;
import digitscope.ui.confusion.ComparisonViewModel.Compared;
import digitscope.ui.fx.FakeLens;
import digitscope.ui.fx.RecentRun;
import digitscope.ui.fx.SampleSnapshots;
import digitscope.ui.fx.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonViewModelTest {
  @TempDir private Path runs = Path.of("");

  private final FakeLens lens = new FakeLens();
  private final Selection selection = new Selection();
  private final ConfusionViewModel model =
      new ConfusionViewModel(lens, selection, Runnable::run, Runnable::run);
  private final ComparisonViewModel comparison = model.comparison();
  private final Evaluation images = evaluation(100, 10, 400, 1);

  @BeforeEach
  void look() {
    lens.keepRunsIn(runs);
    lens.dataProperty().set(Optional.of(SampleSnapshots.data(images)));
    show(
        EvaluationHistory.NONE
            .with(misreading(images, 10, Set.of(1, 2, 3)))
            .with(misreading(images, 20, Set.of(3)))
            .with(misreading(images, 30, Set.of(3, 4))));
    model.activeProperty().set(true);
  }

  private void show(EvaluationHistory history) {
    long step = history.newest().orElseThrow().step();
    lens.show(training(step, history, new MetricLog()));
  }

  /** A run on disk whose evaluations misread more and more images. */
  private Path run(String name, Evaluation of, int... steps) throws RunException, IOException {
    Path path = runs.resolve(name);
    DataSplits data = SampleSnapshots.data(of);
    RunConfig config = TinyTask.config().adaptedTo(data.test().shape(), of.classes());
    ParameterLayout layout =
        ParameterLayout.of(config.network(), data.test().shape(), of.classes());
    RunFolder folder = RunFolder.create(path, config, Provenance.now(data));
    Checkpoint first = Checkpoint.beginning(config.training(), layout, new float[layout.size()]);
    int last = steps[steps.length - 1];
    folder.begin(
        new Checkpoint(last, first.learningRate(), first.parameters(), first.optimizerState()),
        misreading(of, steps[0], Set.of(0)));
    for (int i = 1; i < steps.length; i++) {
      ConfusionMatrix confusion = misreading(of, steps[i], Set.of(0, i)).confusion();
      Files.writeString(
          path.resolve("evaluations.jsonl"),
          String.format(
              Locale.ROOT,
              "{\"step\":%d,\"loss\":1,\"accuracy\":1,\"confusion\":%s}\n",
              steps[i],
              java.util.Arrays.deepToString(confusion.toArray())),
          StandardOpenOption.APPEND);
    }
    return path;
  }

  private Compared compared() {
    return comparison.comparedProperty().get().orElseThrow();
  }

  @Test
  void comparesWithTheLastEvaluationOfAnotherRunAndWithAnyOther() throws Exception {
    comparison.compareWith(run("lenet", images, 5, 25, 70));
    assertThat(compared().run()).contains("lenet");
    assertThat(compared().name()).isEqualTo("in lenet at step 70");
    assertThat(compared().at().confusion())
        .isEqualTo(misreading(images, 70, Set.of(0, 2)).confusion());
    assertThat(comparison.steps()).containsExactly(5, 25, 70);
    comparison.setStep(5);
    assertThat(compared().name()).isEqualTo("in lenet at step 5");
    assertThat(comparison.noteProperty().get()).isEmpty();
    // What is new in this run is so since its own evaluations.
    assertThat(comparison.since().map(Evaluation::step)).contains(10L);
  }

  @Test
  void goesOnWithTheStepOfTheRunThatIsShown() throws Exception {
    comparison.compareWith(run("lenet", images, 5, 25, 70));
    comparison.followStep();
    assertThat(compared().at().step()).isEqualTo(25);
    show(EvaluationHistory.NONE.with(misreading(images, 80, Set.of())));
    assertThat(compared().at().step()).isEqualTo(70);
  }

  @Test
  void saysWhyARunCannotBeComparedWithAndKeepsWhatWas() throws Exception {
    comparison.compareWith(run("letters", evaluation(1, 26, 400, 1), 5));
    assertThat(comparison.noteProperty().get().orElseThrow())
        .contains("Can't compare with letters", "(0, 1, 2 … 25)", "(0, 1, 2 … 9)");
    assertThat(compared().run()).isEmpty();
    comparison.compareWith(runs.resolve("nowhere"));
    assertThat(comparison.noteProperty().get().orElseThrow()).contains("There is no run folder");
    comparison.compareWithThisRun(Reference.Ago.FIRST);
    assertThat(comparison.noteProperty().get()).isEmpty();
  }

  @Test
  void comparesWithTheSameRunOnceAnotherOfOtherClassesIsShown() throws Exception {
    comparison.compareWith(run("lenet", images, 5));
    Evaluation few = evaluation(1, 4, 400, 1);
    lens.dataProperty().set(Optional.of(SampleSnapshots.data(few)));
    show(EvaluationHistory.NONE.with(few).with(misreading(few, 2, Set.of())));
    assertThat(compared().run()).isEmpty();
    assertThat(comparison.noteProperty().get().orElseThrow())
        .contains("Choose a run with the same classes");
  }

  @Test
  void warnsThatAnotherNumberOfImagesWasTested() throws Exception {
    comparison.compareWith(run("few", evaluation(1, 10, 50, 1), 5));
    assertThat(compared().run()).contains("few");
    assertThat(comparison.noteProperty().get().orElseThrow()).contains("50 images", "400");
  }

  @Test
  void saysThatARunWasNeverEvaluated() throws Exception {
    Path path = run("short", images, 5);
    Files.delete(path.resolve("evaluations.jsonl"));
    comparison.compareWith(path);
    assertThat(comparison.noteProperty().get().orElseThrow())
        .contains("short ended before its first evaluation");
  }

  @Test
  void offersTheNewestRuns() throws Exception {
    run("one", images, 5);
    comparison.refreshRuns();
    assertThat(comparison.recentRunsProperty().get())
        .extracting(RecentRun::path)
        .containsExactly(runs.resolve("one"));
  }

  @Test
  void offersNoComparisonOfARunWithItself() throws Exception {
    Path own = run("own", images, 5);
    run("other", images, 5);
    comparison.compareWith(own);
    assertThat(compared().run()).contains("own");
    // Then the run that is compared with is opened.
    lens.recordIn(own);
    comparison.refreshRuns();
    assertThat(comparison.recentRunsProperty().get())
        .extracting(RecentRun::path)
        .containsExactly(runs.resolve("other"));
    show(EvaluationHistory.NONE.with(misreading(images, 5, Set.of(0))));
    assertThat(comparison.comparedProperty().get()).isEmpty();
    comparison.compareWith(runs.resolve("other/../own"));
    assertThat(comparison.noteProperty().get().orElseThrow()).contains("the run shown here");
  }

  @Test
  void aComplaintEndsWithTheRun() {
    comparison.compareWith(runs.resolve("nowhere"));
    assertThat(comparison.noteProperty().get()).isPresent();
    lens.show(training(0, Optional.empty(), new MetricLog()));
    assertThat(comparison.noteProperty().get()).isEmpty();
  }

  @Test
  void comparesWithNoStepThatIsNotBeforeTheOneThatIsShown() {
    comparison.setStep(20);
    show(
        EvaluationHistory.NONE
            .with(misreading(images, 10, Set.of(1)))
            .with(misreading(images, 20, Set.of())));
    assertThat(compared().name()).isEqualTo("at step 10");
    assertThat(comparison.since().map(Evaluation::step)).contains(10L);
  }

  /** An epoch has 100 steps here: 100 steps before step 130 only the new network was evaluated. */
  @Test
  void callsTheNetworkBeforeItsFirstStepUntrained() {
    EvaluationHistory first = EvaluationHistory.NONE.with(misreading(images, 0, Set.of(1, 2, 3)));
    show(first.with(misreading(images, 60, Set.of(1))));
    assertThat(compared().name()).isEqualTo("before training");
    show(first.with(misreading(images, 60, Set.of(1))).with(misreading(images, 130, Set.of())));
    assertThat(compared().name()).isEqualTo("before training");
    show(first.with(misreading(images, 100, Set.of(1))));
    assertThat(compared().name()).isEqualTo("before training");
    show(first.with(misreading(images, 30, Set.of(1))).with(misreading(images, 130, Set.of())));
    assertThat(compared().name()).isEqualTo("one epoch ago");
  }

  @Test
  void choiceOfWhatIsNewMovesWithTheStep() {
    selection.cellsProperty().set(Optional.of(new CellChoice.Changed(Change.NEWLY_WRONG, 10)));
    comparison.setStep(20);
    assertThat(selection.cellsProperty().get())
        .contains(new CellChoice.Changed(Change.NEWLY_WRONG, 20));
    assertThat(compared().name()).isEqualTo("at step 20");
  }
}
