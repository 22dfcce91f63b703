package digitscope.app;

import digitscope.bench.StartSignal;
import digitscope.session.NetworkView;
import digitscope.session.RunProgress;
import digitscope.ui.fx.FirstPicture;
import digitscope.ui.fx.TrainingService;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;

/**
 * Tells the benchmark that launched this program how far its start is. It presses Train as soon as
 * the window stands. Used on the JavaFX thread.
 */
final class StartReporter {
  private final Scene scene;
  private final TrainingService service;
  private final Set<StartSignal> sent = EnumSet.noneOf(StartSignal.class);

  /**
   * @param scene of the window, which was just shown
   */
  StartReporter(Scene scene, TrainingService service) {
    this.scene = scene;
    this.service = service;
  }

  void report() {
    endWithStandardInput();
    service
        .progressProperty()
        .addListener(
            (observable, old, now) ->
                now.map(RunProgress::step)
                    .filter(step -> step > 0)
                    .ifPresent(step -> send(StartSignal.FIRST_STEP)));
    service
        .newestProperty()
        .addListener(
            (observable, old, now) ->
                now.flatMap(NetworkView::evaluation)
                    .filter(evaluation -> evaluation.accuracy() >= StartSignal.ACCURACY)
                    .ifPresent(evaluation -> send(StartSignal.ACCURACY_97)));
    FirstPicture.of(
        scene,
        () -> {
          send(StartSignal.WINDOW);
          ((ButtonBase) scene.lookup("#action-train")).fire();
        });
  }

  private void send(StartSignal signal) {
    if (sent.add(signal)) {
      signal.send();
    }
  }

  /** No window stays open if the benchmark is ended. */
  private static void endWithStandardInput() {
    Thread thread =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {
                  // Nothing is said there.
                }
              } catch (IOException e) {
                // As if it had ended.
              }
              System.exit(0);
            },
            "end of the benchmark");
    thread.setDaemon(true);
    thread.start();
  }
}
