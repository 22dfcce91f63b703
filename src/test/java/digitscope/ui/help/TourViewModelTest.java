package digitscope.ui.help;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TourViewModelTest {
  private final TourViewModel tour = new TourViewModel();

  @Test
  void waitsToBeStarted() {
    assertThat(tour.openProperty().get()).isFalse();
    assertThat(tour.seenProperty().get()).isFalse();
  }

  @Test
  void goesThroughFiveStopsAndEndsAfterTheLast() {
    tour.start();
    for (TourStep step : TourStep.values()) {
      assertThat(tour.stepProperty().get()).isEqualTo(step);
      assertThat(tour.openProperty().get()).isTrue();
      tour.next();
    }
    assertThat(TourStep.values()).hasSize(5);
    assertThat(tour.openProperty().get()).isFalse();
  }

  @Test
  void goesBackAsFarAsTheFirstStop() {
    tour.start();
    tour.next();
    tour.back();
    tour.back();
    assertThat(tour.stepProperty().get()).isEqualTo(TourStep.TRAIN);
    assertThat(tour.openProperty().get()).isTrue();
  }

  @Test
  void countsAsSeenOnceBegunAndBeginsAgainAtItsFirstStop() {
    tour.start();
    tour.next();
    tour.end();
    assertThat(tour.seenProperty().get()).isTrue();
    tour.start();
    assertThat(tour.stepProperty().get()).isEqualTo(TourStep.TRAIN);
  }
}
