package digitscope.app.window;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Text;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * Texts that are hard to read, by the contrast of their color with what is behind them: at least
 * 4.5, or 3 for large text (WCAG 2.2, success criterion 1.4.3). Icons and what is disabled are left
 * out, as there.
 */
final class ContrastFaults {
  private static final double LEAST = 4.5;
  private static final double LEAST_LARGE = 3;
  private static final double LARGE = 24;
  private static final double LARGE_BOLD = 18.66;

  private final Color paper;
  private final Set<String> faults = new TreeSet<>();

  private ContrastFaults(Color paper) {
    this.paper = paper;
  }

  /**
   * The faults of what can be seen of a page, a sentence each.
   *
   * @param paper what is behind the page
   */
  static Set<String> in(Parent page, Color paper) {
    ContrastFaults found = new ContrastFaults(paper);
    found.visit(page);
    return found.faults;
  }

  private void visit(Node node) {
    if (!node.isVisible() || node.isDisabled() || node.getOpacity() == 0) {
      return;
    }
    if (node instanceof Text text && !(node instanceof FontIcon)) {
      look(text);
    }
    if (node instanceof Parent parent) {
      parent.getChildrenUnmodifiable().forEach(this::visit);
    }
  }

  private void look(Text text) {
    if (text.getText().isBlank() || !(text.getFill() instanceof Color color)) {
      return;
    }
    Color behind = behind(text);
    double contrast = contrast(over(color, opacity(text), behind), behind);
    if (contrast < least(text)) {
      faults.add(
          String.format(
              Locale.ROOT,
              "contrast %.2f of \"%s\" (%s on %s) in %s",
              contrast,
              text.getText(),
              color,
              behind,
              names(text)));
    }
  }

  private static double least(Text text) {
    double size = text.getFont().getSize();
    boolean isBold = text.getFont().getStyle().toUpperCase(Locale.ROOT).contains("BOLD");
    boolean isLarge = size >= LARGE || (isBold && size >= LARGE_BOLD);
    return isLarge ? LEAST_LARGE : LEAST;
  }

  private static double opacity(Node node) {
    double opacity = 1;
    for (Node each = node; each != null; each = each.getParent()) {
      opacity *= each.getOpacity();
    }
    return opacity;
  }

  /** The fills of all regions that a node is in, one over the other. */
  private Color behind(Node node) {
    List<Color> fills = new ArrayList<>();
    for (Node each = node.getParent(); each != null; each = each.getParent()) {
      if (each instanceof Region region && region.getBackground() != null) {
        List<BackgroundFill> own = region.getBackground().getFills();
        for (int i = own.size() - 1; i >= 0; i--) {
          if (own.get(i).getFill() instanceof Color color) {
            fills.add(color);
          }
        }
      }
    }
    Color seen = paper;
    for (int i = fills.size() - 1; i >= 0; i--) {
      seen = over(fills.get(i), 1, seen);
    }
    return seen;
  }

  private static Color over(Color color, double opacity, Color behind) {
    Color opaque = new Color(color.getRed(), color.getGreen(), color.getBlue(), 1);
    return behind.interpolate(opaque, color.getOpacity() * opacity);
  }

  /** From 1 to 21, as in WCAG 2.2. */
  private static double contrast(Color one, Color other) {
    double lighter = Math.max(luminance(one), luminance(other));
    double darker = Math.min(luminance(one), luminance(other));
    return (lighter + 0.05) / (darker + 0.05);
  }

  private static double luminance(Color color) {
    return 0.2126 * linear(color.getRed())
        + 0.7152 * linear(color.getGreen())
        + 0.0722 * linear(color.getBlue());
  }

  private static double linear(double part) {
    return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
  }

  private static String names(Node node) {
    List<String> names = new ArrayList<>();
    for (Node each = node; each != null && names.size() < 4; each = each.getParent()) {
      names.add(
          each.getClass().getSimpleName()
              + (each.getId() == null ? "" : "#" + each.getId())
              + each.getStyleClass());
    }
    return String.join(" < ", names);
  }
}
