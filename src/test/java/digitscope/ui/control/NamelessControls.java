package digitscope.ui.control;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Spinner;

/** What takes the focus and has no name for a screen reader. */
public final class NamelessControls {
  private final Set<Node> labeled = new HashSet<>();
  private final Set<String> faults = new TreeSet<>();

  private NamelessControls() {}

  /** The faults of what can be seen of a part of the window, a sentence each. */
  public static Set<String> in(Parent page) {
    NamelessControls found = new NamelessControls();
    found.findLabels(page);
    found.visit(page);
    return found.faults;
  }

  private void findLabels(Node node) {
    if (node instanceof Label label && label.getLabelFor() != null) {
      labeled.add(label.getLabelFor());
    }
    if (node instanceof Parent parent) {
      parent.getChildrenUnmodifiable().forEach(this::findLabels);
    }
  }

  private void visit(Node node) {
    if (!node.isVisible()) {
      return;
    }
    boolean isPart = node instanceof ScrollPane || node.getParent() instanceof Spinner<?>;
    if (node.isFocusTraversable() && !isPart && !hasName(node)) {
      faults.add(
          "no accessible name: "
              + node.getClass().getSimpleName()
              + (node.getId() == null ? "" : "#" + node.getId())
              + node.getStyleClass()
              + " in "
              + node.getParent().getStyleClass());
    }
    if (node instanceof Parent parent) {
      parent.getChildrenUnmodifiable().forEach(this::visit);
    }
  }

  private boolean hasName(Node node) {
    return isName(node.getAccessibleText())
        || labeled.contains(node)
        || (node instanceof Labeled named && isName(named.getText()));
  }

  private static boolean isName(String text) {
    return text != null && !text.isBlank();
  }
}
