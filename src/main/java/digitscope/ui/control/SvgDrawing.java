package digitscope.ui.control;

import java.util.List;
import java.util.Locale;
import javafx.geometry.Bounds;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.layout.Background;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.Border;
import javafx.scene.layout.BorderStroke;
import javafx.scene.layout.BorderStrokeStyle;
import javafx.scene.layout.CornerRadii;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.paint.LinearGradient;
import javafx.scene.paint.Paint;
import javafx.scene.paint.Stop;
import javafx.scene.shape.Polyline;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import javafx.scene.transform.NonInvertibleTransformException;
import javafx.scene.transform.Transform;

/**
 * What a node looks like as SVG 1.1, which any size shows sharply: it is written from the very
 * nodes that are on the screen, so it has their places, colors and theme. Backgrounds, borders,
 * lines of points, text and what a {@link Brush} draws are drawn; text stays text. Effects and
 * clips are left out.
 */
public final class SvgDrawing {
  private static final String FALLBACK_FONTS = ", 'Segoe UI', Helvetica, Arial, sans-serif";

  private static final String NO_FILL = "fill=\"none\"";

  private final StringBuilder shapes = new StringBuilder();
  private final StringBuilder definitions = new StringBuilder();
  private final Transform toRoot;
  private int gradients;

  private SvgDrawing(Transform toRoot) {
    this.toRoot = toRoot;
  }

  /**
   * Draws a node that is in a scene, on the JavaFX thread.
   *
   * @param title what it shows, for who cannot see it
   * @param paper what is behind it
   */
  public static String of(Node node, String title, Color paper) {
    try {
      SvgDrawing drawing = new SvgDrawing(node.getLocalToSceneTransform().createInverse());
      drawing.add(node, 1);
      return drawing.document(node.getBoundsInLocal(), title, paper);
    } catch (NonInvertibleTransformException e) {
      throw new IllegalArgumentException("A node that is flattened cannot be drawn", e);
    }
  }

  private String document(Bounds bounds, String title, Color paper) {
    String size =
        "x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\""
            .formatted(
                number(bounds.getMinX()),
                number(bounds.getMinY()),
                number(bounds.getWidth()),
                number(bounds.getHeight()));
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <svg xmlns="http://www.w3.org/2000/svg" role="img" width="%s" height="%s" viewBox="%s %s %s %s">
    <title>%s</title>
    <defs>
    %s</defs>
    <rect %s %s/>
    %s</svg>
    """
        .formatted(
            number(bounds.getWidth()),
            number(bounds.getHeight()),
            number(bounds.getMinX()),
            number(bounds.getMinY()),
            number(bounds.getWidth()),
            number(bounds.getHeight()),
            escape(title),
            definitions,
            size,
            fill(paper, 1),
            shapes);
  }

  private void add(Node node, double opacityAbove) {
    double opacity = opacityAbove * node.getOpacity();
    if (!node.isVisible() || opacity == 0) {
      return;
    }
    Transform place = toRoot.createConcatenation(node.getLocalToSceneTransform());
    if (node instanceof Region region) {
      addBackground(region, place, opacity);
      addBorder(region, place, opacity);
    } else if (node instanceof Text text) {
      addText(text, place, opacity);
    } else if (node instanceof Polyline line) {
      addPolyline(line, place, opacity);
    } else if (node instanceof Brush.Painting painting) {
      painting.paint(new SvgBrush(place, opacity));
    }
    if (node instanceof Parent parent) {
      parent.getChildrenUnmodifiable().forEach(child -> add(child, opacity));
    }
  }

  private void addBackground(Region region, Transform place, double opacity) {
    Background background = region.getBackground();
    List<BackgroundFill> fills = background == null ? List.of() : background.getFills();
    for (BackgroundFill fill : fills) {
      addRectangle(region, place, fill.getInsets(), fill.getRadii(), fill(fill.getFill(), opacity));
    }
  }

  private void addBorder(Region region, Transform place, double opacity) {
    Border border = region.getBorder();
    List<BorderStroke> strokes = border == null ? List.of() : border.getStrokes();
    for (BorderStroke stroke : strokes) {
      double width = stroke.getWidths().getTop();
      if (stroke.getTopStyle().equals(BorderStrokeStyle.NONE)
          || isTransparent(stroke.getTopStroke())) {
        continue;
      }
      Insets outer = stroke.getInsets();
      // JavaFX draws a border inside its line, SVG on both sides of it.
      Insets middle =
          new Insets(
              outer.getTop() + width / 2,
              outer.getRight() + width / 2,
              outer.getBottom() + width / 2,
              outer.getLeft() + width / 2);
      String look =
          "fill=\"none\" %s stroke-width=\"%s\""
              .formatted(paint("stroke", stroke.getTopStroke(), opacity), number(width));
      addRectangle(region, place, middle, stroke.getRadii(), look);
    }
  }

  private void addRectangle(
      Region region, Transform place, Insets insets, CornerRadii radii, String look) {
    double width = region.getWidth() - insets.getLeft() - insets.getRight();
    double height = region.getHeight() - insets.getTop() - insets.getBottom();
    boolean isSeen = !look.equals(NO_FILL);
    if (width <= 0 || height <= 0 || !isSeen) {
      return;
    }
    double radius = radii == null ? 0 : radii.getTopLeftHorizontalRadius();
    shapes.append(
        "<rect %s width=\"%s\" height=\"%s\"%s %s/>%n"
            .formatted(
                position(place, insets.getLeft(), insets.getTop()),
                number(width),
                number(height),
                radius > 0 ? " rx=\"%s\"".formatted(number(radius)) : "",
                look));
  }

  private void addText(Text text, Transform place, double opacity) {
    if (text.getText().isEmpty()) {
      return;
    }
    Bounds bounds = text.getLayoutBounds();
    String position =
        position(place, bounds.getCenterX(), bounds.getMinY() + text.getBaselineOffset());
    addText(text.getText(), text.getFont(), position, fill(text.getFill(), opacity));
  }

  /** From the middle, so that a font that is a little wider or narrower stays in its place. */
  private void addText(String text, Font font, String position, String look) {
    shapes.append(
        "<text %s text-anchor=\"middle\" font-family=\"%s\" font-size=\"%s\"%s %s>%s</text>%n"
            .formatted(
                position,
                escape(font.getFamily() + FALLBACK_FONTS),
                number(font.getSize()),
                font.getStyle().contains("Bold") ? " font-weight=\"bold\"" : "",
                look,
                escape(text)));
  }

  /** Draws on the paper as on a canvas. */
  private final class SvgBrush implements Brush {
    /** Middle of a line of digits above its base line, in parts of the font's size. */
    private static final double MIDDLE = 0.36;

    private final Transform place;
    private final double opacity;

    SvgBrush(Transform place, double opacity) {
      this.place = place;
      this.opacity = opacity;
    }

    @Override
    public void rectangle(double x, double y, double width, double height, Color fill) {
      shapes.append(
          "<rect %s width=\"%s\" height=\"%s\" %s/>%n"
              .formatted(
                  position(place, x, y), number(width), number(height), fill(fill, opacity)));
    }

    @Override
    public void text(String text, Font font, Color fill, double middle, double center) {
      String position = position(place, middle, center + MIDDLE * font.getSize());
      addText(text, font, position, fill(fill, opacity));
    }

    @Override
    public void line(double x1, double y1, double x2, double y2, Color stroke) {
      shapes.append(
          "<path d=\"M%s %sL%s %s\" transform=\"%s\" %s/>%n"
              .formatted(
                  number(x1),
                  number(y1),
                  number(x2),
                  number(y2),
                  matrix(place),
                  paint("stroke", stroke, opacity)));
    }
  }

  private void addPolyline(Polyline line, Transform place, double opacity) {
    StringBuilder points = new StringBuilder();
    for (int i = 0; i + 1 < line.getPoints().size(); i += 2) {
      points.append(number(line.getPoints().get(i))).append(',');
      points.append(number(line.getPoints().get(i + 1))).append(' ');
    }
    shapes.append(
        "<polyline points=\"%s\" transform=\"%s\" fill=\"none\" %s stroke-width=\"%s\"/>%n"
            .formatted(
                points.toString().strip(),
                matrix(place),
                paint("stroke", line.getStroke(), opacity),
                number(line.getStrokeWidth())));
  }

  /** Where something is: by its coordinates, unless it is turned or scaled. */
  private static String position(Transform place, double x, double y) {
    boolean isMoved =
        place.getMxx() == 1 && place.getMyy() == 1 && place.getMxy() == 0 && place.getMyx() == 0;
    return isMoved
        ? "x=\"%s\" y=\"%s\"".formatted(number(x + place.getTx()), number(y + place.getTy()))
        : "x=\"%s\" y=\"%s\" transform=\"%s\"".formatted(number(x), number(y), matrix(place));
  }

  private static String matrix(Transform place) {
    return "matrix(%s %s %s %s %s %s)"
        .formatted(
            number(place.getMxx()),
            number(place.getMyx()),
            number(place.getMxy()),
            number(place.getMyy()),
            number(place.getTx()),
            number(place.getTy()));
  }

  private String fill(Paint paint, double opacity) {
    return paint("fill", paint, opacity);
  }

  private String paint(String attribute, Paint paint, double opacity) {
    if (paint instanceof LinearGradient gradient) {
      return "%s=\"url(#%s)\"".formatted(attribute, define(gradient, opacity));
    }
    if (!(paint instanceof Color color) || isTransparent(paint)) {
      return "%s=\"none\"".formatted(attribute);
    }
    double alpha = color.getOpacity() * opacity;
    String solid = "%s=\"%s\"".formatted(attribute, hex(color));
    return alpha < 1 ? "%s %s-opacity=\"%s\"".formatted(solid, attribute, number(alpha)) : solid;
  }

  private static boolean isTransparent(Paint paint) {
    return paint instanceof Color color && color.getOpacity() == 0;
  }

  private String define(LinearGradient gradient, double opacity) {
    String id = "gradient-" + gradients++;
    definitions.append(
        "<linearGradient id=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\">%n"
            .formatted(
                id,
                number(gradient.getStartX()),
                number(gradient.getStartY()),
                number(gradient.getEndX()),
                number(gradient.getEndY())));
    for (Stop stop : gradient.getStops()) {
      definitions.append(
          "<stop offset=\"%s\" stop-color=\"%s\" stop-opacity=\"%s\"/>%n"
              .formatted(
                  number(stop.getOffset()),
                  hex(stop.getColor()),
                  number(stop.getColor().getOpacity() * opacity)));
    }
    definitions.append("</linearGradient>%n".formatted());
    return id;
  }

  private static String hex(Color color) {
    return String.format(
        Locale.ROOT,
        "#%02x%02x%02x",
        Math.round(255 * color.getRed()),
        Math.round(255 * color.getGreen()),
        Math.round(255 * color.getBlue()));
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.3f", value);
    return text.replaceFirst("\\.?0+$", "");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
