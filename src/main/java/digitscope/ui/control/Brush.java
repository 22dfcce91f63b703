package digitscope.ui.control;

import javafx.scene.paint.Color;
import javafx.scene.text.Font;

/** Draws on a canvas, or on paper: what is drawn by one looks the same on both. */
public interface Brush {
  /** A node that is drawn by a brush, and can be drawn again. */
  interface Painting {
    void paint(Brush brush);
  }

  void rectangle(double x, double y, double width, double height, Color fill);

  /** One line of text around its middle. */
  void text(String text, Font font, Color fill, double middle, double center);

  /** A line of one pixel. */
  void line(double x1, double y1, double x2, double y2, Color stroke);
}
