package digitscope.ui.setup;

import digitscope.ui.control.Messages;
import java.util.Arrays;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.ClosePath;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;

/** A small picture of the learning rate from the first step of a run to its last. */
final class RateCurve extends Region {
  private static final double HEIGHT = 48;
  private static final double GAP = 4;

  /** Half of the line's width, so that no peak is cut off. */
  private static final double MARGIN = 1;

  private final Messages messages;
  private final Pane plot = new Pane();
  private final Path line = new Path();
  private final Path area = new Path();
  private final Label highest = new Label();
  private final Label first = new Label();
  private final Label last = new Label();
  private double[] rates = {};

  RateCurve(Messages messages) {
    this.messages = messages;
    setId("rate-curve");
    getStyleClass().add("rate-curve");
    setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    plot.getStyleClass().add("rate-plot");
    line.getStyleClass().add("rate-line");
    area.getStyleClass().add("rate-area");
    plot.getChildren().addAll(area, line);
    for (Label label : new Label[] {highest, first, last}) {
      label.getStyleClass().addAll("text-small", "text-muted", "tabular");
    }
    first.setText(messages.get("curve.first"));
    getChildren().addAll(plot, highest, first, last);
  }

  /**
   * Shows a course.
   *
   * @param shown rates at evenly spaced times, from the first step to the last
   * @param epochs of the run
   */
  void show(double[] shown, int epochs) {
    rates = shown.clone();
    double top = Arrays.stream(rates).max().orElse(0);
    String from = ValueFormats.rounded(rates[0]);
    String to = ValueFormats.rounded(rates[rates.length - 1]);
    highest.setText(messages.get("curve.highest", ValueFormats.rounded(top)));
    last.setText(messages.get("curve.last", epochs, to));
    setAccessibleText(messages.get("curve.spoken", from, ValueFormats.rounded(top), to, epochs));
    requestLayout();
  }

  @Override
  protected double computePrefHeight(double width) {
    return highest.prefHeight(-1) + GAP + HEIGHT + GAP + first.prefHeight(-1);
  }

  @Override
  protected void layoutChildren() {
    double width = getWidth();
    double top = highest.prefHeight(-1) + GAP;
    double below = top + HEIGHT + GAP;
    highest.resizeRelocate(0, 0, width, highest.prefHeight(-1));
    plot.resizeRelocate(0, top, width, HEIGHT);
    double lastWidth = last.prefWidth(-1);
    first.resizeRelocate(0, below, width - lastWidth, first.prefHeight(-1));
    last.resizeRelocate(width - lastWidth, below, lastWidth, last.prefHeight(-1));
    draw(width);
  }

  private void draw(double width) {
    line.getElements().clear();
    area.getElements().clear();
    double top = Arrays.stream(rates).max().orElse(0);
    if (top == 0) {
      return;
    }
    area.getElements().add(new MoveTo(0, HEIGHT));
    for (int i = 0; i < rates.length; i++) {
      double x = width * i / (rates.length - 1);
      double y = HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * rates[i] / top;
      line.getElements().add(i == 0 ? new MoveTo(x, y) : new LineTo(x, y));
      area.getElements().add(new LineTo(x, y));
    }
    area.getElements().addAll(new LineTo(width, HEIGHT), new ClosePath());
  }
}
