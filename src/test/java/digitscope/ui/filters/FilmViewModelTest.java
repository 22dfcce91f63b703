package digitscope.ui.filters;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.eval.MetricLog;
import digitscope.io.UnreadyException;
import digitscope.probe.FilterPatterns;
import digitscope.probe.PatternSettings.Method;
import digitscope.session.Phase;
import digitscope.session.Question;
import digitscope.ui.filters.FilmViewModel.Frame;
import digitscope.ui.fx.FakeLens;
import digitscope.ui.fx.FakeMoments;
import digitscope.ui.fx.Samples;
import digitscope.ui.fx.Selection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A run with weights at steps 0, 10 and 30. */
class FilmViewModelTest {
  private final FakeLens lens = new FakeLens();
  private final FakeMoments moments = lens.moments();
  private final MetricLog session = new MetricLog();
  private final FiltersViewModel filters = new FiltersViewModel(lens, new Selection());
  private final FilmViewModel film = filters.film();

  @BeforeEach
  void showARun() {
    lens.dataProperty().set(Optional.of(Samples.data()));
    lens.answerWith(command -> Samples.patterns(lens.view().orElseThrow().step(), 0, 4));
    moments.answerWith((step, question) -> patterns(step, (Question.FollowPatterns) question));
    moments.stepsProperty().set(List.of(0L, 10L, 30L));
    lens.layersProperty().set(Samples.layers());
    filters.activeProperty().set(true);
    lens.show(Samples.snapshot(30, Phase.FINISHED, session));
  }

  private static FilterPatterns patterns(long step, Question.FollowPatterns asked) {
    return Samples.patterns(
        step, asked.layerIndex(), asked.layerIndex() == 0 ? 4 : 10, asked.method());
  }

  private List<Long> stepsAsked() {
    return moments.asked().stream().map(asked -> asked.getKey()).toList();
  }

  private List<Long> found() {
    return film.foundPatterns().stream().map(FilterPatterns::step).toList();
  }

  @Test
  void computesNothingBeforeSomebodyAsks() {
    assertThat(film.framesProperty().get()).extracting(Frame::step).containsExactly(0L, 10L, 30L);
    assertThat(moments.asked()).isEmpty();
    film.openProperty().set(true);
    assertThat(stepsAsked()).containsExactly(0L, 10L, 30L);
    assertThat(found()).containsExactly(0L, 10L, 30L);
    assertThat(film.completeProperty().get()).isTrue();
    assertThat(film.busyProperty().get()).isFalse();
    assertThat(film.progressProperty().get()).isEqualTo(1);
  }

  @Test
  void startsEachSearchFromTheStepBefore() {
    film.openProperty().set(true);
    assertThat(moments.asked())
        .extracting(asked -> ((Question.FollowPatterns) asked.getValue()).before())
        .extracting(before -> before.map(FilterPatterns::step))
        .containsExactly(Optional.empty(), Optional.of(0L), Optional.of(10L));
  }

  @Test
  void addsTheStepsThatTrainingStores() {
    film.openProperty().set(true);
    moments.stepsProperty().set(List.of(0L, 10L, 30L, 60L));
    assertThat(stepsAsked()).containsExactly(0L, 10L, 30L, 60L);
    assertThat(film.framesProperty().get()).hasSize(4);
  }

  @Test
  void beginsNothingWhileNobodyLooks() {
    filters.activeProperty().set(false);
    film.openProperty().set(true);
    assertThat(moments.asked()).isEmpty();
    filters.activeProperty().set(true);
    assertThat(stepsAsked()).containsExactly(0L, 10L, 30L);
  }

  @Test
  void cancelStopsAndKeepsWhatIsThereAndResumeGoesOn() {
    CompletableFuture<Object> second = new CompletableFuture<>();
    moments.answerWith(
        (step, question) ->
            step == 10 ? second : patterns(step, (Question.FollowPatterns) question));
    film.openProperty().set(true);
    assertThat(film.busyProperty().get()).isTrue();
    film.cancel();
    assertThat(second).isCancelled();
    assertThat(film.busyProperty().get()).isFalse();
    assertThat(found()).containsExactly(0L);
    assertThat(film.problemProperty().get()).isEmpty();
    moments.stepsProperty().set(List.of(0L, 10L, 30L, 60L));
    assertThat(stepsAsked()).containsExactly(0L, 10L);

    moments.answerWith((step, question) -> patterns(step, (Question.FollowPatterns) question));
    film.resume();
    assertThat(found()).containsExactly(0L, 10L, 30L, 60L);
  }

  @Test
  void leavesOutAStepThatCannotBeReadAndSaysWhy() {
    moments.answerWith(
        (step, question) -> {
          if (step == 10) {
            throw new UnreadyException("The weights of step 10 were not stored");
          }
          return patterns(step, (Question.FollowPatterns) question);
        });
    film.openProperty().set(true);
    assertThat(found()).containsExactly(0L, 30L);
    assertThat(film.problemProperty().get()).contains("step 10");
    assertThat(film.completeProperty().get()).isTrue();
  }

  @Test
  void marksTheStepThatIsShownAndLooksAtAFrame() {
    assertThat(film.shownProperty().get()).isEmpty();
    film.look(1);
    assertThat(moments.shownProperty().get()).hasValue(10);
    assertThat(film.shownProperty().get()).isEqualTo(OptionalInt.of(1));
  }

  @Test
  void patternsOfTheFilmShowAtOnceAtTheirStep() {
    film.openProperty().set(true);
    int asked = lens.asked().size();
    lens.show(Samples.snapshot(10, Phase.FINISHED, session));
    assertThat(filters.patternsProperty().get()).map(FilterPatterns::step).hasValue(10L);
    assertThat(lens.asked()).hasSize(asked);
  }

  @Test
  void keepsTheFilmsOfOtherLayersAndMethods() {
    film.openProperty().set(true);
    filters.layerProperty().set(Optional.of(filters.layersProperty().get().get(1)));
    assertThat(stepsAsked()).hasSize(6);
    assertThat(film.foundPatterns().get(0).patterns()).hasSize(10);
    filters.layerProperty().set(Optional.of(filters.layersProperty().get().get(0)));
    assertThat(stepsAsked()).hasSize(6);
    assertThat(film.foundPatterns().get(0).patterns()).hasSize(4);
    filters.methodProperty().set(Method.CHANNEL);
    assertThat(stepsAsked()).hasSize(9);
  }

  @Test
  void forgetsTheFilmsOfTheRunBefore() {
    film.openProperty().set(true);
    lens.show(Samples.snapshot(30, Phase.FINISHED, new MetricLog()));
    assertThat(stepsAsked()).hasSize(6);
  }
}
