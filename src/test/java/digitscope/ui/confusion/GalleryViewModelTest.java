package digitscope.ui.confusion;

import static digitscope.ui.fx.SampleSnapshots.data;
import static digitscope.ui.fx.SampleSnapshots.evaluation;
import static org.assertj.core.api.Assertions.assertThat;

import digitscope.data.Dataset;
import digitscope.eval.CellChoice;
import digitscope.eval.Evaluation;
import digitscope.eval.EvaluationHistory;
import digitscope.eval.GalleryQuery;
import digitscope.eval.GalleryQuery.Grouping;
import digitscope.eval.GalleryQuery.Order;
import digitscope.eval.GalleryQuery.Range;
import digitscope.ui.confusion.GalleryViewModel.Gallery;
import digitscope.ui.control.images.ThumbnailCache;
import digitscope.ui.fx.GalleryLook;
import digitscope.ui.fx.GalleryLook.Zoom;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

final class GalleryViewModelTest {
  private static final CellChoice ERRORS = new CellChoice.AllErrors();

  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private final GalleryViewModel model = new GalleryViewModel(waiting::add, Runnable::run);
  private final Evaluation evaluation = evaluation(100, 10, 2000, 1);
  private final EvaluationHistory history = EvaluationHistory.NONE.with(evaluation);

  @Test
  void answersInTheBackgroundAsThePersonWants() {
    model.show(history, ERRORS);
    assertThat(model.galleryProperty().get()).isEmpty();
    work();
    assertThat(gallery().images()).isEqualTo(history.images(ERRORS));
    model.lookProperty().set(new GalleryLook(Order.LOSS, true, Grouping.PREDICTED, Zoom.LARGE));
    model.rivalProperty().set(new Range(0.1, 0.2));
    work();
    GalleryQuery query =
        new GalleryQuery(Order.LOSS, true, Range.ALL, new Range(0.1, 0.2), Grouping.PREDICTED);
    assertThat(gallery().query()).isEqualTo(query);
    assertThat(gallery().answer()).isEqualTo(query.apply(history, ERRORS));
    assertThat(gallery().answer().groups()).isNotEmpty();
  }

  @Test
  void doesNotSortForAnotherSizeOnly() {
    model.show(history, ERRORS);
    work();
    model.lookProperty().set(GalleryLook.INITIAL.withZoom(Zoom.SMALL));
    assertThat(waiting).isEmpty();
  }

  @Test
  void skipsWhatWasOvertakenWhileASliderMoves() {
    model.show(history, ERRORS);
    work();
    for (int percent = 1; percent <= 50; percent++) {
      model.confidenceProperty().set(new Range(percent / 100.0, 1));
    }
    waiting.remove().run();
    assertThat(gallery().query().isFiltered()).isFalse();
    work();
    assertThat(gallery().query().confidence()).isEqualTo(new Range(0.5, 1));
    assertThat(gallery().images()).allMatch(image -> evaluation.confidence(image) >= 0.5);
    assertThat(gallery().images().size()).isLessThan(gallery().answer().chosen());
  }

  @Test
  void keepsFiltersForTheNextChoiceUntilTheyAreCleared() {
    model.show(history, ERRORS);
    model.confidenceProperty().set(new Range(0.5, 0.6));
    model.show(history, new CellChoice.FalseNegatives(3));
    work();
    assertThat(gallery().query().confidence()).isEqualTo(new Range(0.5, 0.6));
    model.clearFilters();
    work();
    assertThat(gallery().images())
        .hasSize(evaluation.confusion().measures().get(3).falseNegatives());
  }

  @Test
  void keepsPicturesAsLongAsTheyAreOfTheSameImages() {
    Optional<Dataset> set = Optional.of(data(evaluation).test());
    ThumbnailCache first = model.thumbnails(set);
    assertThat(model.thumbnails(set)).isSameAs(first);
    assertThat(model.thumbnails(Optional.of(data(evaluation).test()))).isNotSameAs(first);
  }

  @Test
  void zoomStopsAtBothEnds() {
    assertThat(Zoom.MEDIUM.plus(1)).isEqualTo(Zoom.LARGE);
    assertThat(Zoom.LARGE.plus(1)).isEqualTo(Zoom.LARGE);
    assertThat(Zoom.MEDIUM.plus(-1).plus(-1)).isEqualTo(Zoom.SMALL);
  }

  private Gallery gallery() {
    return model.galleryProperty().get().orElseThrow();
  }

  private void work() {
    while (!waiting.isEmpty()) {
      waiting.remove().run();
    }
  }
}
