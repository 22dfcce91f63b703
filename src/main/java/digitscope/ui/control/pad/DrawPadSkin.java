package digitscope.ui.control.pad;

import digitscope.ui.control.Visibility;
import javafx.animation.AnimationTimer;
import javafx.event.EventHandler;
import javafx.event.EventType;
import javafx.geometry.HPos;
import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Label;
import javafx.scene.control.SkinBase;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.shape.StrokeLineCap;
import org.jspecify.annotations.Nullable;

/** Paints the smooth lines on a canvas as they grow, and all of them again at another size. */
final class DrawPadSkin extends SkinBase<DrawPad> implements Ink {
  private static final double PREFERRED_SIDE = 280;
  private static final double SMALLEST_SIDE = 96;

  private final Region paper = new Region();
  private final Canvas canvas = new Canvas();
  private final Label prompt = new Label();
  private final Sketch sketch;
  private final Visibility sight;
  private final AnimationTimer onNextPulse =
      new AnimationTimer() {
        @Override
        public void handle(long now) {
          stop();
          sketch.follow();
        }
      };
  private final EventHandler<MouseEvent> mouse = this::handleMouse;
  private final EventHandler<KeyEvent> keys = this::handleKey;

  DrawPadSkin(DrawPad pad) {
    super(pad);
    sketch = pad.sketch();
    sight = new Visibility(pad, () -> sketch.drawAllTo(this));
    prompt.getStyleClass().add("draw-pad-prompt");
    prompt.setMouseTransparent(true);
    prompt.textProperty().bind(pad.promptTextProperty());
    prompt.visibleProperty().bind(sketch.blankProperty());
    paper.getStyleClass().add("draw-pad-paper");
    paper.setMouseTransparent(true);
    getChildren().setAll(paper, canvas, prompt);
    pad.addEventHandler(MouseEvent.ANY, mouse);
    pad.addEventHandler(KeyEvent.KEY_PRESSED, keys);
    registerChangeListener(pad.ink(), change -> sketch.drawAllTo(this));
    registerChangeListener(pad.paper(), change -> sketch.drawAllTo(this));
    sketch.addInk(this);
  }

  @Override
  public void dispose() {
    onNextPulse.stop();
    sketch.removeInk(this);
    sight.dispose();
    getSkinnable().removeEventHandler(MouseEvent.ANY, mouse);
    getSkinnable().removeEventHandler(KeyEvent.KEY_PRESSED, keys);
    super.dispose();
  }

  @Override
  public void clear() {
    canvas.getGraphicsContext2D().clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
  }

  @Override
  public void draw(Stroke.Curve curve, boolean erases) {
    if (!sight.isSeen()) {
      return;
    }
    double side = canvas.getWidth();
    GraphicsContext graphics = canvas.getGraphicsContext2D();
    graphics.setStroke((erases ? getSkinnable().paper() : getSkinnable().ink()).getValue());
    graphics.setLineWidth(Stroke.width(erases) * side);
    graphics.setLineCap(StrokeLineCap.ROUND);
    graphics.beginPath();
    graphics.moveTo(curve.start().x() * side, curve.start().y() * side);
    graphics.bezierCurveTo(
        curve.leaving().x() * side,
        curve.leaving().y() * side,
        curve.arriving().x() * side,
        curve.arriving().y() * side,
        curve.end().x() * side,
        curve.end().y() * side);
    graphics.stroke();
  }

  /** Only takes the move down: while something else is done here, moves would be left out. */
  private void handleMouse(MouseEvent event) {
    PenMove.Kind kind = kind(event.getEventType());
    if (kind == null) {
      return;
    }
    double x = (event.getX() - canvas.getLayoutX()) / canvas.getWidth();
    double y = (event.getY() - canvas.getLayoutY()) / canvas.getHeight();
    boolean erases = sketch.erasingProperty().get() || event.getButton() == MouseButton.SECONDARY;
    sketch.take(new PenMove(kind, new Stroke.Point(x, y), erases, System.nanoTime()));
    onNextPulse.start();
    if (kind == PenMove.Kind.DOWN) {
      getSkinnable().requestFocus();
    }
    event.consume();
  }

  private static PenMove.@Nullable Kind kind(EventType<? extends MouseEvent> type) {
    if (type == MouseEvent.MOUSE_PRESSED) {
      return PenMove.Kind.DOWN;
    }
    if (type == MouseEvent.MOUSE_DRAGGED) {
      return PenMove.Kind.ALONG;
    }
    return type == MouseEvent.MOUSE_RELEASED ? PenMove.Kind.UP : null;
  }

  private void handleKey(KeyEvent event) {
    KeyCode code = event.getCode();
    boolean shortcut = event.isShortcutDown();
    if (shortcut && (code == KeyCode.Y || (code == KeyCode.Z && event.isShiftDown()))) {
      sketch.redo();
    } else if (shortcut && code == KeyCode.Z) {
      sketch.undo();
    } else if (code == KeyCode.DELETE || code == KeyCode.BACK_SPACE) {
      sketch.clear();
    } else if (!shortcut && (code == KeyCode.E || code == KeyCode.P)) {
      sketch.erasingProperty().set(code == KeyCode.E);
    } else {
      return;
    }
    event.consume();
  }

  @Override
  protected void layoutChildren(double x, double y, double width, double height) {
    double side = Math.floor(Math.min(width, height));
    double left = snapPositionX(x + (width - side) / 2);
    double top = snapPositionY(y + (height - side) / 2);
    if (canvas.getWidth() != side) {
      canvas.setWidth(side);
      canvas.setHeight(side);
      sketch.drawAllTo(this);
    }
    canvas.relocate(left, top);
    paper.resizeRelocate(left, top, side, side);
    layoutInArea(prompt, left, top, side, side, 0, HPos.CENTER, VPos.CENTER);
  }

  @Override
  protected double computeMinWidth(double h, double top, double right, double bottom, double left) {
    return SMALLEST_SIDE + left + right;
  }

  @Override
  protected double computeMinHeight(
      double w, double top, double right, double bottom, double left) {
    return SMALLEST_SIDE + top + bottom;
  }

  @Override
  protected double computePrefWidth(
      double h, double top, double right, double bottom, double left) {
    return PREFERRED_SIDE + left + right;
  }

  @Override
  protected double computePrefHeight(
      double w, double top, double right, double bottom, double left) {
    return PREFERRED_SIDE + top + bottom;
  }
}
