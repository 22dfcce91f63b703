package digitscope.ui.control;

import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/** Draws on a canvas. */
public record CanvasBrush(GraphicsContext graphics) implements Brush {
  public CanvasBrush {
    graphics.setTextAlign(TextAlignment.CENTER);
    graphics.setTextBaseline(VPos.CENTER);
    graphics.setLineWidth(1);
  }

  @Override
  public void rectangle(double x, double y, double width, double height, Color fill) {
    graphics.setFill(fill);
    graphics.fillRect(x, y, width, height);
  }

  @Override
  public void text(String text, Font font, Color fill, double middle, double center) {
    graphics.setFill(fill);
    graphics.setFont(font);
    graphics.fillText(text, middle, center);
  }

  @Override
  public void line(double x1, double y1, double x2, double y2, Color stroke) {
    graphics.setStroke(stroke);
    graphics.strokeLine(x1, y1, x2, y2);
  }
}
