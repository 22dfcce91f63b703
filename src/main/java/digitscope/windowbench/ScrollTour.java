package digitscope.windowbench;

import digitscope.app.window.WorkbenchWindow;
import digitscope.bench.BenchmarkException;
import digitscope.bench.Scrolling;
import digitscope.bench.WindowRecording;
import digitscope.bench.WindowRecording.Kind;
import digitscope.eval.CellChoice;
import digitscope.session.NetworkView;
import digitscope.ui.confusion.ConfusionViewModel;
import digitscope.ui.confusion.GalleryViewModel.Gallery;
import digitscope.ui.fx.GalleryLook;
import digitscope.ui.shell.Page;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.ScrollBar;

/**
 * Turns the wheel over a gallery with all test images, at each size of its pictures, whose pixels
 * are read in the background as they come into sight.
 */
final class ScrollTour {
  /** Three notches, 120 pixels, every 60th second: as a wheel that is spun. */
  private static final int NOTCHES = 3;

  /** Until the pictures of another size stand still. */
  private static final int SETTLING_MILLIS = 300;

  private static final int TURN_PAUSE_MILLIS = 16;

  private final WorkbenchWindow window;
  private final ConfusionViewModel model;
  private final RobotMouse hand;
  private final Duration visit;

  /**
   * @param visit how long the wheel is turned at each size
   */
  ScrollTour(WorkbenchWindow window, RobotMouse hand, Duration visit) {
    this.window = window;
    this.model = window.models().confusion();
    this.hand = hand;
    this.visit = visit;
  }

  /**
   * Pauses the training, and scrolls.
   *
   * @param folder for what is recorded
   */
  Scrolling scroll(Path folder) throws BenchmarkException, InterruptedException {
    OnFxThread.run(window.service()::pause);
    OnFxThread.until(this::isAtRest, "Training was not paused in time");
    OnFxThread.run(this::showAllImages);
    OnFxThread.until(this::isShown, "The gallery did not show all images in time");
    Node gallery = hand.find("#gallery");
    hand.moveTo(gallery, 0.4, 0.5);
    List<WindowRecording> recordings = new ArrayList<>();
    for (GalleryLook.Zoom zoom : GalleryLook.Zoom.values()) {
      OnFxThread.run(() -> look(zoom));
      Thread.sleep(SETTLING_MILLIS);
      recordings.add(turnWheel(gallery, folder));
    }
    OnFxThread.run(() -> look(GalleryLook.INITIAL.zoom()));
    return new Scrolling(OnFxThread.ask(this::images), recordings);
  }

  /** Whether the training is paused, and the network evaluated as it is. */
  private boolean isAtRest() {
    return window
        .lens()
        .view()
        .filter(now -> now.activity() == NetworkView.Activity.RESTING)
        .filter(now -> now.evaluation().filter(some -> some.step() == now.step()).isPresent())
        .isPresent();
  }

  private void showAllImages() {
    window.workbench().pageProperty().set(Page.CONFUSION);
    int classes = model.classNames().size();
    Set<CellChoice.Cell> cells = new HashSet<>();
    for (int actual = 0; actual < classes; actual++) {
      for (int predicted = 0; predicted < classes; predicted++) {
        cells.add(new CellChoice.Cell(actual, predicted));
      }
    }
    model.choiceProperty().set(CellChoice.of(cells));
  }

  private boolean isShown() {
    return images() == model.testSet().orElseThrow().size();
  }

  private int images() {
    return model.galleryProperty().get().map(Gallery::images).orElseThrow().size();
  }

  private void look(GalleryLook.Zoom zoom) {
    GalleryLook look = model.gallery().lookProperty().get();
    model.gallery().lookProperty().set(look.withZoom(zoom));
  }

  /** Turns it towards the end, and back once the end is reached. */
  private WindowRecording turnWheel(Node gallery, Path folder)
      throws BenchmarkException, InterruptedException {
    ScrollBar bar = (ScrollBar) gallery.lookup(".scroll-bar");
    try (PulseRecorder recorder = PulseRecorder.start(folder)) {
      PulseRecorder.note(Kind.BUSY, 0);
      long end = System.nanoTime() + visit.toNanos();
      boolean isForward = true;
      while (System.nanoTime() < end) {
        double place = OnFxThread.ask(() -> bar.getMax() > 0 ? bar.getValue() / bar.getMax() : 0);
        isForward = isForward ? place < 1 : place <= 0;
        hand.turnWheel(isForward ? NOTCHES : -NOTCHES);
        Thread.sleep(TURN_PAUSE_MILLIS);
      }
      OnFxThread.run(PulseWatch::awaitPainting);
      return recorder.stop();
    }
  }
}
