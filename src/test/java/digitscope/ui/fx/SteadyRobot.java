package digitscope.ui.fx;

import digitscope.Patience;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.geometry.Point2D;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.framework.junit5.Start;
import org.testfx.robot.Motion;
import org.testfx.service.query.PointQuery;
import org.testfx.service.query.impl.CallableBoundsPointQuery;
import org.testfx.util.NodeQueryUtils;
import org.testfx.util.WaitForAsyncUtils;

/**
 * Shows the window of a test and is its robot, which aims only at what stands still. A click at
 * something that slides in misses, or presses it here and lets go of it there. It returns when what
 * it did is laid out.
 */
public final class SteadyRobot extends FxRobot
    implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
  /** Pulses that begin before what it did is laid out: that of the layout, and the next. */
  private static final int LAYING_OUT = 2;

  /** Places on a straight way of the mouse. */
  private static final int MOVES = 5;

  /** Pulses without a move that are enough for what has not been seen to move. */
  private static final int GLANCE = 3;

  /** Pulses without a move after a move: animations begin and end slowly. */
  private static final int REST = 8;

  /**
   * Has the methods of a test that are marked with {@link Start} fill the stage. All tests have the
   * same one; none is to find the size that another gave it.
   */
  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    Object test = context.getRequiredTestInstance();
    List<Method> starts =
        AnnotationSupport.findAnnotatedMethods(
            test.getClass(), Start.class, HierarchyTraversalMode.TOP_DOWN);
    Stage stage = FxToolkit.registerPrimaryStage();
    interact(
        () -> {
          stage.setMinWidth(0);
          stage.setMinHeight(0);
          stage.setMaximized(false);
          stage.sizeToScene();
          starts.forEach(start -> ReflectionSupport.invokeMethod(start, test, stage));
        });
    Fx.settle();
  }

  /** Closes all windows and lets go of all keys. */
  @Override
  public void afterEach(ExtensionContext context) {
    interact(() -> List.copyOf(Window.getWindows()).forEach(Window::hide));
    release(new MouseButton[0]);
    release(new KeyCode[0]);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == FxRobot.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return this;
  }

  @Override
  public FxRobot clickOn(String query, Motion motion, MouseButton... buttons) {
    awaitSight(query);
    return super.clickOn(query, motion, buttons);
  }

  @Override
  public FxRobot doubleClickOn(String query, Motion motion, MouseButton... buttons) {
    awaitSight(query);
    return super.doubleClickOn(query, motion, buttons);
  }

  @Override
  public FxRobot moveTo(String query, Motion motion) {
    awaitSight(query);
    return super.moveTo(query, motion);
  }

  @Override
  public FxRobot clickOn(PointQuery query, Motion motion, MouseButton... buttons) {
    glideTo(query, motion);
    return clickOn(buttons);
  }

  @Override
  public FxRobot clickOn(MouseButton... buttons) {
    click(buttons);
    return settled();
  }

  @Override
  public FxRobot doubleClickOn(PointQuery query, Motion motion, MouseButton... buttons) {
    glideTo(query, motion);
    return doubleClickOn(buttons);
  }

  /**
   * Both clicks at once: the second may come too late from a thread that is busy with the first.
   */
  @Override
  public FxRobot doubleClickOn(MouseButton... buttons) {
    click(buttons);
    click(buttons);
    return settled();
  }

  private void click(MouseButton... buttons) {
    robotContext().getMouseRobot().pressNoWait(buttons);
    robotContext().getMouseRobot().releaseNoWait(buttons);
  }

  @Override
  public FxRobot press(MouseButton... buttons) {
    robotContext().getMouseRobot().pressNoWait(buttons);
    return settled();
  }

  @Override
  public FxRobot release(MouseButton... buttons) {
    if (robotContext().getMouseRobot().getPressedButtons().isEmpty()) {
      return this;
    }
    robotContext().getMouseRobot().releaseNoWait(buttons);
    return settled();
  }

  @Override
  public FxRobot drag(PointQuery query, MouseButton... buttons) {
    awaitRest(query);
    return super.drag(query, buttons);
  }

  @Override
  public FxRobot moveTo(PointQuery query, Motion motion) {
    glideTo(query, motion);
    return settled();
  }

  private void glideTo(PointQuery query, Motion motion) {
    awaitRest(query);
    Point2D from = robotContext().getBaseRobot().retrieveMouse();
    Point2D to = query.query();
    if (from.distance(to) < 1) { // a mouse that does not move tells the window nothing
      from = to.add(2, 2);
      robotContext().getMouseRobot().moveNoWait(from);
    }
    Point2D corner =
        switch (motion == Motion.DEFAULT ? query.queryMotion().orElse(motion) : motion) {
          case HORIZONTAL_FIRST -> new Point2D(to.getX(), from.getY());
          case VERTICAL_FIRST -> new Point2D(from.getX(), to.getY());
          case DEFAULT, DIRECT -> from;
        };
    glide(from, corner);
    glide(corner, to);
  }

  private void glide(Point2D from, Point2D to) {
    for (int i = 1; i <= MOVES && !from.equals(to); i++) {
      robotContext().getMouseRobot().moveNoWait(from.interpolate(to, (double) i / MOVES));
    }
  }

  @Override
  public FxRobot press(KeyCode... keys) {
    robotContext().getKeyboardRobot().pressNoWait(keys);
    return settled();
  }

  @Override
  public FxRobot release(KeyCode... keys) {
    if (robotContext().getKeyboardRobot().getPressedKeys().isEmpty()) {
      return this;
    }
    robotContext().getKeyboardRobot().releaseNoWait(keys);
    return settled();
  }

  /** Presses keys one after another, and then lets go of them. */
  @Override
  public FxRobot push(KeyCode... keys) {
    robotContext().getKeyboardRobot().pressNoWait(keys);
    for (int i = keys.length - 1; i >= 0; i--) {
      robotContext().getKeyboardRobot().releaseNoWait(keys[i]);
    }
    return settled();
  }

  @Override
  public FxRobot type(KeyCode... keys) {
    for (KeyCode key : keys) {
      push(key);
    }
    return this;
  }

  @Override
  public FxRobot type(KeyCode key, int times) {
    for (int i = 0; i < times; i++) {
      push(key);
    }
    return this;
  }

  @Override
  public FxRobot interact(Runnable work) {
    WaitForAsyncUtils.waitFor(WaitForAsyncUtils.asyncFx(work));
    return settled();
  }

  @Override
  public <T> FxRobot interact(Callable<T> work) {
    WaitForAsyncUtils.waitFor(WaitForAsyncUtils.asyncFx(work));
    return settled();
  }

  private FxRobot settled() {
    Fx.awaitPulses(LAYING_OUT);
    return this;
  }

  /** What a robot is to click on may come a moment later, from another thread. */
  private void awaitSight(String query) {
    Fx.awaitOnly(() -> lookup(query).match(NodeQueryUtils.isVisible()).tryQuery().isPresent());
  }

  private static void awaitRest(PointQuery query) {
    if (!(query instanceof CallableBoundsPointQuery)) {
      return; // a point on the screen, which belongs to no node
    }
    CompletableFuture<Void> rest = new CompletableFuture<>();
    Platform.runLater(() -> new Watcher(query, rest).start());
    try {
      WaitForAsyncUtils.waitFor(Patience.SECONDS, TimeUnit.SECONDS, rest);
    } catch (TimeoutException e) {
      throw new AssertionError("It never stands still: " + query.query(), e);
    }
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
