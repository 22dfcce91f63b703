package digitscope.app.window;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Control;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableView;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.image.ImageView;
import javafx.scene.text.Text;

/**
 * What is wrong with how a page is laid out: text that is cut short, text over other text, and what
 * reaches beyond the card, the part of a split pane or the page that it is in.
 */
final class LayoutFaults {
  private static final double SLACK = 1.5;

  /** Names that a user gives, which may be of any length; each has a tooltip. */
  private static final Set<String> MAY_BE_CUT =
      Set.of("data-name", "footer-data", "comparison-name", "import-source");

  private final Set<String> faults = new TreeSet<>();
  private final List<Seen> texts = new ArrayList<>();

  /** A text, where it is and in which part of the page. */
  private record Seen(Labeled labeled, Bounds bounds, Node within) {}

  /** The part of the page that a node has to stay in. */
  private record Frame(Node node, boolean scrollsSideways, boolean scrollsDown) {}

  private LayoutFaults() {}

  /** The faults of what can be seen of a page, a sentence each. */
  static Set<String> in(Parent page) {
    LayoutFaults faults = new LayoutFaults();
    faults.visit(page, new Frame(page, false, false));
    faults.findOverlaps();
    return faults.faults;
  }

  private void visit(Node node, Frame frame) {
    // What is scrolled out of a list or a grid is neither cut nor outside.
    if (!node.isVisible()
        || node instanceof VirtualFlow<?>
        || node.getStyleClass().contains("image-grid")) {
      return;
    }
    if (node instanceof Labeled labeled) {
      look(labeled, frame);
    }
    boolean isSeen = node instanceof Control || node instanceof Canvas || node instanceof ImageView;
    if (isSeen && node.isManaged()) {
      stayIn(frame, node);
    }
    if (node instanceof Parent parent) {
      Frame inner = frame(parent, frame);
      parent.getChildrenUnmodifiable().forEach(child -> visit(child, inner));
    }
  }

  private static Frame frame(Parent node, Frame around) {
    boolean isCard = node.getStyleClass().contains("card");
    boolean isPart = node.getStyleClass().contains("split-pane-item") || isSplitContent(node);
    if (node instanceof ScrollPane scroll) {
      boolean sideways = scrollBar(scroll, "horizontal");
      boolean down = scrollBar(scroll, "vertical");
      return new Frame(node, sideways, down);
    }
    if (node instanceof TableView<?>) {
      return new Frame(node, true, true);
    }
    if (isCard || isPart) {
      return new Frame(node, false, false);
    }
    return around;
  }

  private static boolean isSplitContent(Node node) {
    return node.getParent() != null
        && node.getParent().getStyleClass().contains("split-pane")
        && node.getClip() != null;
  }

  private static boolean scrollBar(ScrollPane scroll, String way) {
    return scroll.lookupAll(".scroll-bar").stream()
        .filter(bar -> bar.getParent() == scroll)
        .anyMatch(
            bar ->
                bar.isVisible()
                    && bar.getPseudoClassStates().stream()
                        .anyMatch(state -> state.getPseudoClassName().equals(way)));
  }

  private void look(Labeled labeled, Frame frame) {
    String whole = labeled.getText() == null ? "" : labeled.getText();
    Optional<Text> shown =
        labeled.getChildrenUnmodifiable().stream()
            .filter(Text.class::isInstance)
            .map(Text.class::cast)
            .findFirst();
    if (whole.isEmpty() || shown.isEmpty()) {
      return;
    }
    String ellipsis = labeled.getEllipsisString();
    String text = shown.get().getText();
    boolean isCut = text.isBlank() || (text.endsWith(ellipsis) && !whole.endsWith(ellipsis));
    if (isCut && !MAY_BE_CUT.contains(String.valueOf(labeled.getId()))) {
      faults.add(String.format(Locale.ROOT, "cut short: %s, of \"%s\"", name(labeled), whole));
    }
    texts.add(new Seen(labeled, sceneBounds(shown.get()), frame.node()));
  }

  private void stayIn(Frame frame, Node node) {
    Bounds bounds = node.localToScene(node.getLayoutBounds());
    Bounds limits = frame.node().localToScene(frame.node().getLayoutBounds());
    boolean isWide =
        !frame.scrollsSideways()
            && (bounds.getMinX() < limits.getMinX() - SLACK
                || bounds.getMaxX() > limits.getMaxX() + SLACK);
    boolean isHigh =
        !frame.scrollsDown()
            && (bounds.getMinY() < limits.getMinY() - SLACK
                || bounds.getMaxY() > limits.getMaxY() + SLACK);
    if (isWide || isHigh) {
      faults.add(
          String.format(
              Locale.ROOT,
              "outside: %s at %s is not within %s at %s",
              name(node),
              written(bounds),
              name(frame.node()),
              written(limits)));
    }
  }

  private void findOverlaps() {
    for (int i = 0; i < texts.size(); i++) {
      for (int j = i + 1; j < texts.size(); j++) {
        Seen one = texts.get(i);
        Seen other = texts.get(j);
        if (one.within() == other.within() && overlap(one.bounds(), other.bounds())) {
          faults.add(
              String.format(
                  Locale.ROOT,
                  "over each other: \"%s\" and \"%s\" in %s",
                  one.labeled().getText(),
                  other.labeled().getText(),
                  name(one.within())));
        }
      }
    }
  }

  private static boolean overlap(Bounds one, Bounds other) {
    double wide =
        Math.min(one.getMaxX(), other.getMaxX()) - Math.max(one.getMinX(), other.getMinX());
    double high =
        Math.min(one.getMaxY(), other.getMaxY()) - Math.max(one.getMinY(), other.getMinY());
    return wide > 2 && high > 3;
  }

  /** Without the empty line that a font keeps above its letters. */
  private static Bounds sceneBounds(Text text) {
    Bounds bounds = text.localToScene(text.getLayoutBounds());
    return new BoundingBox(
        bounds.getMinX(), bounds.getMinY() + 1, bounds.getWidth(), bounds.getHeight() - 2);
  }

  private static String name(Node node) {
    String own = node.getId() == null ? "" : "#" + node.getId();
    return node.getClass().getSimpleName() + own + node.getStyleClass();
  }

  private static String written(Bounds bounds) {
    return String.format(
        Locale.ROOT,
        "[%.0f, %.0f to %.0f, %.0f]",
        bounds.getMinX(),
        bounds.getMinY(),
        bounds.getMaxX(),
        bounds.getMaxY());
  }
}
