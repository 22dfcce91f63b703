package digitscope.ui.labels;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.config.ConfigException;
import digitscope.config.ConfigFiles;
import digitscope.data.Correction;
import digitscope.data.Correction.Verdict;
import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.data.HeldOut;
import digitscope.data.Split;
import digitscope.eval.Evaluation;
import digitscope.eval.SuspectLabels;
import digitscope.eval.SuspectLabels.Suspect;
import digitscope.ui.fx.ChosenImage;
import digitscope.ui.fx.SampleSnapshots;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelsViewModelTest {
  private final LabelsFixture fixture;
  private final Evaluation first = SampleSnapshots.evaluation(100, 10, 500, 1);
  private final List<Suspect> suspects = SuspectLabels.queue(first).all();

  LabelsViewModelTest(@TempDir Path folder) {
    fixture = new LabelsFixture(folder);
  }

  private LabelsViewModel opened() {
    LabelsViewModel model = fixture.model();
    fixture.publish(first);
    model.activeProperty().set(true);
    return model;
  }

  @Test
  void asksAboutTheMostDoubtfulFirst() {
    LabelsViewModel model = fixture.model();
    fixture.publish(first);
    assertThat(model.queueProperty().get()).isEmpty();
    model.activeProperty().set(true);

    assertThat(suspects).hasSizeGreaterThan(5);
    assertThat(images(model)).isEqualTo(suspects.stream().map(Suspect::image).toList());
    assertThat(current(model).suspect()).isEqualTo(suspects.get(0));
    assertThat(current(model).place()).isEqualTo(1);
    assertThat(fixture.selection.imageProperty().get())
        .isEqualTo(new ChosenImage.OfTestSet(suspects.get(0).image()));
  }

  @Test
  void keepsEachDecisionAndGoesOnToTheNext() throws DataException {
    LabelsViewModel model = opened();
    model.relabel();
    assertThat(current(model).suspect()).isEqualTo(suspects.get(1));
    model.leaveOut();
    model.keep();
    model.relabel(other(suspects.get(3)));

    assertThat(images(model)).hasSize(suspects.size() - 4).doesNotContain(suspects.get(0).image());
    String suggestion = String.valueOf(suspects.get(0).suggestion());
    String label = String.valueOf(suspects.get(0).label());
    List<Correction> kept = fixture.store.read("sample").decisions();
    assertThat(kept)
        .extracting(Correction::origin)
        .isEqualTo(suspects.subList(0, 4).stream().map(Suspect::image).toList());
    assertThat(kept.get(0).label()).isEqualTo(label);
    assertThat(kept)
        .extracting(Correction::verdict)
        .containsExactly(
            new Verdict.Relabel(suggestion),
            new Verdict.LeaveOut(),
            new Verdict.Keep(),
            new Verdict.Relabel(String.valueOf(other(suspects.get(3)))));
    assertThat(model.keptProperty().get().corrections().decisions()).isEqualTo(kept);
    assertThat(model.keptProperty().get().file()).contains(fixture.file);
  }

  @Test
  void takesBackOneDecisionAfterAnother() throws DataException {
    LabelsViewModel model = opened();
    model.relabel();
    model.leaveOut();
    assertThat(model.undoableProperty().get()).isPresent();

    model.undo();
    assertThat(current(model).suspect()).isEqualTo(suspects.get(1));
    assertThat(fixture.store.read("sample").decisions()).hasSize(1);
    model.undo();
    assertThat(current(model).suspect()).isEqualTo(suspects.get(0));
    assertThat(images(model)).isEqualTo(suspects.stream().map(Suspect::image).toList());
    assertThat(fixture.file).doesNotExist();
    assertThat(model.undoableProperty().get()).isEmpty();
    model.undo();
    assertThat(current(model).suspect()).isEqualTo(suspects.get(0));
  }

  @Test
  void doesNotAskAgainAboutWhatWasDecidedOnAnotherDay() throws DataException {
    opened().relabel();

    LabelsViewModel nextDay = opened();
    assertThat(images(nextDay)).hasSize(suspects.size() - 1);
    assertThat(current(nextDay).place()).isEqualTo(2);
    nextDay.takeBack(fixture.store.read("sample").decisions().get(0));
    assertThat(current(nextDay).suspect()).isEqualTo(suspects.get(0));
    assertThat(fixture.store.read("sample").isEmpty()).isTrue();
  }

  @Test
  void saysThatALabelIsRightWhenItIsGivenAgain() throws DataException {
    LabelsViewModel model = opened();
    model.relabel(suspects.get(0).label());
    model.relabel(10);
    model.relabel(-1);

    assertThat(fixture.store.read("sample").decisions())
        .extracting(Correction::verdict)
        .containsExactly(new Verdict.Keep());
  }

  @Test
  void skipsAndComesRoundAgain() {
    LabelsViewModel model = opened();
    for (int i = 0; i < suspects.size(); i++) {
      assertThat(current(model).suspect()).isEqualTo(suspects.get(i));
      model.skip();
    }
    assertThat(current(model).suspect()).isEqualTo(suspects.get(0));
    model.choose(suspects.get(4).image());
    assertThat(current(model).place()).isEqualTo(5);
    assertThat(fixture.file).doesNotExist();
  }

  @Test
  void asksAboutNothingAtTheEnd() {
    LabelsViewModel model = opened();
    suspects.forEach(suspect -> model.keep());
    assertThat(model.currentProperty().get()).isEmpty();
    model.keep();
    assertThat(model.keptProperty().get().corrections().decisions()).hasSize(suspects.size());
  }

  @Test
  void keepsItsOrderWhileTheNetworkLearnsOn() {
    LabelsViewModel model = opened();
    model.skip();
    Evaluation later = SampleSnapshots.evaluation(200, 10, 500, 1);
    fixture.publish(later);

    assertThat(current(model).suspect()).isEqualTo(suspects.get(1));
    assertThat(model.newerStepProperty().get()).isEqualTo(OptionalLong.of(200));
    model.reorder();
    assertThat(model.queueProperty().get().orElseThrow().step()).isEqualTo(200);
    assertThat(model.newerStepProperty().get()).isEmpty();
  }

  @Test
  void hasTheQueueOfEachStepThatIsLookedAt() {
    LabelsViewModel model = opened();
    for (int step : new int[] {50, 80, 20}) {
      fixture.lookBack(SampleSnapshots.evaluation(step, 10, 500, step));
      assertThat(model.queueProperty().get().orElseThrow().step()).isEqualTo(step);
      assertThat(current(model).judged().evaluation().step()).isEqualTo(step);
      assertThat(model.newerStepProperty().get()).isEmpty();
    }
    fixture.publish(SampleSnapshots.evaluation(200, 10, 500, 1));
    assertThat(model.queueProperty().get().orElseThrow().step()).isEqualTo(200);
  }

  @Test
  void saysWhatTheDecisionsComeTo() {
    LabelsViewModel model = opened();
    int right = first.confusion().correct();
    Suspect one = suspects.get(0);
    assertThat(first.predicted(one.image())).isEqualTo(one.suggestion());
    assertThat(standing(model)).isEqualTo(new LabelAccuracy(500, right, 500, right));
    model.relabel();
    model.leaveOut();
    assertThat(first.isRight(suspects.get(1).image())).isFalse();
    assertThat(standing(model)).isEqualTo(new LabelAccuracy(500, right, 499, right + 1));
    model.keep();
    assertThat(standing(model)).isEqualTo(new LabelAccuracy(500, right, 499, right + 1));
  }

  @Test
  void asksAgainIfADecisionCannotBeKept() throws Exception {
    LabelsViewModel model = opened();
    Files.writeString(fixture.file, "{ damaged");
    model.relabel();

    assertThat(current(model).suspect()).isEqualTo(suspects.get(0));
    assertThat(images(model)).hasSize(suspects.size());
    assertThat(model.undoableProperty().get()).isEmpty();
    assertThat(model.problemProperty().get().orElseThrow()).contains("sample.json is damaged");
    assertThat(fixture.file).hasContent("{ damaged");
  }

  @Test
  void judgesTheImagesThatAreHeldOut() throws Exception {
    Dataset train = SampleSnapshots.data(SampleSnapshots.evaluation(0, 10, 1000, 3)).train();
    DataSplits data = new DataSplits("sample", train, train);
    LabelsViewModel model = fixture.model();
    model.subjectProperty().set(JudgedSplit.HELD_OUT);
    model.activeProperty().set(true);
    assertThat(model.queueProperty().get()).isEmpty();

    fixture.publishHeldOut(data, heldOutEvaluation(data), 0.2);

    SuspectImage doubt = current(model);
    assertThat(doubt.judged().set().size()).isEqualTo(200);
    model.leaveOut();
    Correction kept = fixture.store.read("sample").decisions().get(0);
    assertThat(kept.split()).isEqualTo(Split.TRAIN);
    assertThat(kept.origin()).isEqualTo(doubt.judged().set().origin(doubt.image()));
    assertThat(fixture.selection.imageProperty().get()).isEqualTo(new ChosenImage.None());
  }

  /** Of images of which each second one is taken for the next class. */
  private static Evaluation heldOutEvaluation(DataSplits data) throws ConfigException {
    long seed = new ConfigFiles().preset("mlp").training().seed();
    Dataset heldOut = HeldOut.of(data.train(), 0.2, seed).validation().orElseThrow();
    byte[] labels = new byte[heldOut.size()];
    float[] probabilities = new float[10 * labels.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) heldOut.label(i);
      probabilities[10 * i + (labels[i] + i % 2) % 10] = 1;
    }
    return new Evaluation(100, 10, labels, probabilities, 0.5);
  }

  private static int other(Suspect suspect) {
    int other = 0;
    while (other == suspect.label() || other == suspect.suggestion()) {
      other++;
    }
    return other;
  }

  private static SuspectImage current(LabelsViewModel model) {
    return model.currentProperty().get().orElseThrow();
  }

  private static LabelAccuracy standing(LabelsViewModel model) {
    return model.keptProperty().get().standing().orElseThrow();
  }

  private static List<Integer> images(LabelsViewModel model) {
    return model.queueProperty().get().orElseThrow().doubts().stream()
        .map(SuspectImage::image)
        .toList();
  }
}
