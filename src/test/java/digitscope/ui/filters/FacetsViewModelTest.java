package digitscope.ui.filters;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.eval.MetricLog;
import digitscope.probe.UnitFacets;
import digitscope.session.Phase;
import digitscope.session.Question;
import digitscope.ui.fx.FakeLens;
import digitscope.ui.fx.Samples;
import digitscope.ui.fx.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored") // the double of the training passes futures on
class FacetsViewModelTest {
  private final FakeLens lens = new FakeLens();
  private final Selection selection = new Selection();
  private final MetricLog session = new MetricLog();
  private final FacetsViewModel model = new FacetsViewModel(lens, selection);
  private final List<CompletableFuture<Object>> answers = new ArrayList<>();

  @BeforeEach
  void chooseAUnit() {
    lens.answerWith(
        command -> {
          answers.add(new CompletableFuture<>());
          return answers.get(answers.size() - 1);
        });
    lens.show(Samples.snapshot(3, Phase.PAUSED, session));
    model.about(OptionalInt.of(0));
    choose(2);
  }

  private void choose(int unit) {
    selection.unitProperty().set(OptionalInt.of(unit));
  }

  private void answer(int question, UnitFacets facets) {
    answers.get(question).complete(facets);
  }

  @Test
  void looksForThemOnDemandOnly() {
    assertThat(lens.asked()).isEmpty();
    model.find();
    assertThat(model.busyProperty().get()).isTrue();
    Question.ComputeFacets asked = (Question.ComputeFacets) lens.asked().get(0);
    assertThat(asked.layerIndex()).isZero();
    assertThat(asked.unit()).isEqualTo(2);
    answer(0, Samples.facets(3, 0, 2, 3));
    assertThat(model.busyProperty().get()).isFalse();
    assertThat(model.facetsProperty().get().orElseThrow().patterns().patterns()).hasSize(3);
  }

  @Test
  void keepsThoseOfEachUnit() {
    model.find();
    answer(0, Samples.facets(3, 0, 2, 3));
    choose(3);
    assertThat(model.facetsProperty().get()).isEmpty();
    choose(2);
    assertThat(model.facetsProperty().get()).isPresent();
    model.about(OptionalInt.of(3));
    assertThat(model.facetsProperty().get()).isEmpty();
  }

  @Test
  void goesOnWhileAnotherUnitIsLookedAtUntilThatOneIsAskedAbout() {
    model.find();
    choose(3);
    assertThat(model.busyProperty().get()).isFalse();
    model.find();
    assertThat(answers.get(0)).isCancelled();
    assertThat(model.busyProperty().get()).isTrue();
    answer(1, Samples.facets(3, 0, 3, 2));
    assertThat(model.facetsProperty().get().orElseThrow().unit()).isEqualTo(3);
  }

  @Test
  void isGivenUpWhenAskedTo() {
    model.find();
    model.cancel();
    assertThat(answers.get(0)).isCancelled();
    assertThat(model.busyProperty().get()).isFalse();
    assertThat(model.problemProperty().get()).isEmpty();
    model.find();
    assertThat(lens.asked()).hasSize(2);
  }

  @Test
  void saysWhyThereAreNone() {
    model.find();
    answers.get(0).completeExceptionally(new OutOfMemoryError());
    assertThat(model.busyProperty().get()).isFalse();
    assertThat(model.problemProperty().get()).contains("not enough memory");
    choose(3);
    assertThat(model.problemProperty().get()).isEmpty();
  }

  @Test
  void dropsThoseOfAnotherNetwork() {
    model.find();
    answer(0, Samples.facets(3, 0, 2, 3));
    model.find();
    lens.show(Samples.snapshot(0, Phase.TRAINING, new MetricLog()));
    assertThat(model.facetsProperty().get()).isEmpty();
    assertThat(model.busyProperty().get()).isFalse();
    assertThat(answers.get(1)).isCancelled();
  }

  @Test
  void asksNothingWithoutAUnitOrANetwork() {
    selection.unitProperty().set(OptionalInt.empty());
    model.find();
    choose(2);
    lens.forget();
    model.find();
    lens.show(Samples.snapshot(0, Phase.PREPARING, new MetricLog()));
    model.find();
    assertThat(lens.asked()).isEmpty();
    assertThat(model.facetsProperty().get()).isEqualTo(Optional.empty());
  }
}
