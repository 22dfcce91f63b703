package digitscope.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import digitscope.Patience;
import digitscope.cli.CommandException;
import digitscope.ui.control.images.NodeImage;
import digitscope.ui.fx.SteadyRobot;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever is thrown while a picture is painted reaches the one who waits for it. */
@ExtendWith(SteadyRobot.class)
final class PaintingTest {
  private static final Duration LONG = Patience.LIMIT;

  @Test
  void givesThePicture() throws Exception {
    NodeImage picture = new NodeImage(1, 1, new int[] {7});

    assertThat(Painting.await(painted -> painted.complete(picture), LONG)).isSameAs(picture);
  }

  @Test
  void handsOnWhatIsThrownAtOnce() {
    IllegalStateException failure = new IllegalStateException("internal words");
    fails(
        painted -> {
          throw failure;
        },
        failure);
  }

  @Test
  void handsOnErrorsOfTheMachine() {
    OutOfMemoryError failure = new OutOfMemoryError("internal words");
    fails(
        painted -> {
          throw failure;
        },
        failure);
  }

  @Test
  void handsOnWhatIsThrownLaterInAFrame() {
    NullPointerException failure = new NullPointerException("internal words");
    fails(
        painted ->
            new AnimationTimer() {
              @Override
              public void handle(long now) {
                stop();
                throw failure;
              }
            }.start(),
        failure);
  }

  @Test
  void handsOnWhatIsThrownWhileAWindowLaysItselfOut() {
    ClassCastException failure = new ClassCastException("internal words");
    fails(
        painted -> {
          Stage stage = new Stage();
          stage.setScene(
              new Scene(
                  new Region() {
                    @Override
                    protected void layoutChildren() {
                      Platform.runLater(stage::hide);
                      throw failure;
                    }
                  }));
          stage.show();
        },
        failure);
  }

  @Test
  void handsOnWhatIsThrownOnAnotherThread() {
    UnsatisfiedLinkError failure = new UnsatisfiedLinkError("internal words");
    fails(
        painted ->
            new Thread(
                    () -> {
                      throw failure;
                    })
                .start(),
        failure);
  }

  @Test
  void leavesTheHandlerOfFailuresAsItWas() {
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();

    handsOnWhatIsThrownAtOnce();

    assertThat(Thread.getDefaultUncaughtExceptionHandler()).isSameAs(before);
  }

  private static void fails(Consumer<CompletableFuture<NodeImage>> painter, Throwable failure) {
    assertThatExceptionOfType(CommandException.class)
        .isThrownBy(() -> Painting.await(painter, LONG))
        .withMessageStartingWith("The view can't be drawn: ")
        .withMessageNotContaining("internal words")
        .withCause(failure);
  }
}
