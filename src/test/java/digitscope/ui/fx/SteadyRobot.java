package digitscope.ui.fx;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.animation.AnimationTimer;
import javafx.geometry.Point2D;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.robot.Motion;
import org.testfx.service.query.PointQuery;
import org.testfx.service.query.impl.CallableBoundsPointQuery;
import org.testfx.util.WaitForAsyncUtils;

/**
 * Shows the window of a test and is its robot, which aims only at what stands still. A click at
 * something that slides in misses, or presses it here and lets go of it there.
 */
public final class SteadyRobot extends ApplicationExtension {
  private static final int PATIENCE_SECONDS = 30;

  /** Pulses without a move that are enough for what has not been seen to move. */
  private static final int GLANCE = 3;

  /** Pulses without a move after a move: animations begin and end slowly. */
  private static final int REST = 8;

  /** All tests have the same stage; none is to find the size that another gave it. */
  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    Stage stage = FxToolkit.registerPrimaryStage();
    WaitForAsyncUtils.waitForAsyncFx(
        TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS),
        () -> {
          stage.setMinWidth(0);
          stage.setMinHeight(0);
          stage.setMaximized(false);
          stage.sizeToScene();
        });
    super.beforeEach(context);
  }

  @Override
  public FxRobot clickOn(PointQuery query, Motion motion, MouseButton... buttons) {
    awaitRest(query);
    return super.clickOn(query, motion, buttons);
  }

  @Override
  public FxRobot doubleClickOn(PointQuery query, Motion motion, MouseButton... buttons) {
    awaitRest(query);
    return super.doubleClickOn(query, motion, buttons);
  }

  @Override
  public FxRobot moveTo(PointQuery query, Motion motion) {
    awaitRest(query);
    return super.moveTo(query, motion);
  }

  @Override
  public FxRobot drag(PointQuery query, MouseButton... buttons) {
    awaitRest(query);
    return super.drag(query, buttons);
  }

  private static void awaitRest(PointQuery query) {
    if (!(query instanceof CallableBoundsPointQuery)) {
      return; // a point on the screen, which belongs to no node
    }
    CompletableFuture<Void> rest = new CompletableFuture<>();
    WaitForAsyncUtils.waitForAsyncFx(
        TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS), () -> new Watcher(query, rest).start());
    try {
      WaitForAsyncUtils.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS, rest::isDone);
    } catch (TimeoutException e) {
      throw new AssertionError("It never stands still: " + query.query(), e);
    }
    rest.join();
  }

  /** Looks where it is in every pulse, in which animations move and pages are laid out. */
  private static final class Watcher extends AnimationTimer {
    private final PointQuery query;
    private final CompletableFuture<Void> rest;
    private Optional<Point2D> last = Optional.empty();
    private int wanted = GLANCE;
    private int still;

    Watcher(PointQuery query, CompletableFuture<Void> rest) {
      this.query = query;
      this.rest = rest;
    }

    @Override
    public void handle(long now) {
      try {
        look();
      } catch (RuntimeException e) { // it has gone; the test is told
        rest.completeExceptionally(e);
      }
      if (rest.isDone()) {
        stop();
      }
    }

    private void look() {
      Optional<Point2D> here = Optional.of(query.query());
      if (here.equals(last)) {
        still++;
      } else {
        wanted = last.isPresent() ? REST : GLANCE;
        still = 0;
        last = here;
      }
      if (still >= wanted) {
        rest.complete(null);
      }
    }
  }
}
