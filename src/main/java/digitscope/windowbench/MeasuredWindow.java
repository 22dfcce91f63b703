package digitscope.windowbench;

import digitscope.app.window.WorkbenchWindow;
import digitscope.bench.BenchmarkException;
import digitscope.bench.PageVisit;
import digitscope.bench.Scrolling;
import digitscope.bench.WindowRecording;
import digitscope.config.RunConfig;
import digitscope.data.DataSplits;
import digitscope.run.RunStore;
import digitscope.session.NetworkView;
import digitscope.ui.draw.DrawingFile;
import digitscope.ui.fx.Preferences;
import digitscope.ui.fx.PreferencesFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javafx.scene.Scene;
import javafx.stage.Stage;

/** The window as it opens at a first start, which shows one training after another. */
final class MeasuredWindow {
  private final Stage stage = new Stage();
  private final RunConfig config;
  private final Path home;
  private final WorkbenchWindow window;
  private final PulseWatch eye;
  private final Tour tour;
  private final SliderTour sliderTour;
  private final ScrollTour scrollTour;
  private boolean isShownBefore;

  /**
   * Makes the window; on the JavaFX thread.
   *
   * @param home for all that it writes
   * @param visit how long each page is shown
   */
  MeasuredWindow(DataSplits data, RunConfig config, RunStore store, Path home, Duration visit) {
    this.config = config;
    this.home = home;
    window =
        new WorkbenchWindow(
            stage,
            new WorkbenchWindow.Start(Preferences.defaults(), config),
            (name, task) -> data,
            store,
            new DrawingFile(home));
    Scene scene = stage.getScene();
    eye = new PulseWatch(scene);
    RobotMouse hand = new RobotMouse(scene);
    tour = new Tour(window, scene, hand, eye, visit);
    sliderTour = new SliderTour(window, eye, visit);
    scrollTour = new ScrollTour(window, hand, visit);
  }

  /**
   * What came of it.
   *
   * @param pages while the network was trained
   * @param moves to stored steps, after that, while it was still trained
   * @param scrolling at last
   */
  record Visit(List<PageVisit> pages, WindowRecording moves, Scrolling scrolling) {}

  /**
   * Trains in the window, and visits every page once; then moves to stored steps, and scrolls its
   * gallery.
   *
   * @param settling how long the training goes on before it is measured
   */
  Visit visit(Duration settling) throws BenchmarkException, InterruptedException {
    OnFxThread.run(this::show);
    try {
      OnFxThread.until(this::isEvaluated, "The network was not evaluated in time");
      tour.glance();
      Thread.sleep(settling.toMillis());
      return new Visit(tour.visitAll(home), sliderTour.move(home), scrollTour.scroll(home));
    } finally {
      OnFxThread.run(this::hide);
      window.service().awaitEnd(Duration.ofMinutes(1));
    }
  }

  private void show() {
    if (isShownBefore) {
      stage.show();
    } else {
      window.show();
      isShownBefore = true;
    }
    stage.toFront();
    eye.open();
    window.service().train(config);
  }

  private boolean isEvaluated() {
    return window.lens().view().flatMap(NetworkView::evaluation).isPresent();
  }

  private void hide() {
    eye.close();
    window.service().cancel();
    stage.hide();
  }

  /** Puts everything away. */
  void close() throws BenchmarkException, InterruptedException {
    OnFxThread.ask(() -> window.close(new PreferencesFolder(home))).run();
  }
}
