package digitscope.ui.control.chart;

import digitscope.ui.control.Messages;
import digitscope.ui.control.Visibility;
import java.util.ArrayList;
import java.util.List;
import javafx.animation.Interpolator;
import javafx.animation.Transition;
import javafx.css.PseudoClass;
import javafx.geometry.HPos;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.control.SkinBase;
import javafx.scene.layout.Region;
import javafx.util.Duration;

/** Lays a name, a bar and a percentage out for each class. */
final class ProbabilityBarsSkin extends SkinBase<ProbabilityBars> {
  private static final PseudoClass TOP = PseudoClass.getPseudoClass("top");
  private static final PseudoClass ACTUAL = PseudoClass.getPseudoClass("actual");
  private static final double PREFERRED_ROW = 24;
  private static final double SMALLEST_ROW = 12;
  private static final double LARGEST_ROW = 36;
  private static final double GAP = 8;
  private static final double COLUMN_GAP = 24;
  private static final double SHORTEST_TRACK = 32;
  private static final double PREFERRED_TRACK = 160;

  /** Less than this part of its track nobody sees a bar glide, but the whole window is painted. */
  private static final double SMALLEST_GLIDE = 0.05;

  /**
   * Bars that change again sooner than this jump: where they never rest nobody sees them glide, and
   * the window would be painted 60 times a second.
   */
  private static final long LEAST_REST_NANOS = 500_000_000;

  private final Messages text = Messages.of("maps");
  private final List<Bar> bars = new ArrayList<>();
  private final Glide glide = new Glide();
  private final Visibility sight;

  private long changedAt = System.nanoTime() - LEAST_REST_NANOS;

  /** Room for the widest percentage, so that bars don't move as digits come and go. */
  private final Label widest = new Label();

  ProbabilityBarsSkin(ProbabilityBars control) {
    super(control);
    sight = new Visibility(control, () -> update(false));
    registerChangeListener(control.classNamesProperty(), change -> rebuild());
    registerChangeListener(control.columnsProperty(), change -> control.requestLayout());
    registerChangeListener(control.probabilitiesProperty(), change -> update(true));
    registerChangeListener(control.actualProperty(), change -> update(true));
    widest.getStyleClass().addAll("probability-percent", "tabular");
    widest.setText(text.get("probability.percent", 100));
    widest.pseudoClassStateChanged(TOP, true);
    widest.setVisible(false);
    rebuild();
  }

  @Override
  public void dispose() {
    glide.stop();
    sight.dispose();
    super.dispose();
  }

  private void rebuild() {
    bars.clear();
    getChildren().setAll(widest);
    for (String name : getSkinnable().classNamesProperty().get()) {
      Bar bar = new Bar(name);
      bars.add(bar);
      getChildren().addAll(bar.name, bar.track, bar.fill, bar.percent);
    }
    update(false);
  }

  private void update(boolean glides) {
    if (!sight.isSeen()) {
      return;
    }
    float[] probabilities = getSkinnable().probabilitiesProperty().get();
    boolean known = probabilities.length == bars.size();
    int top = known ? argMax(probabilities) : -1;
    int actual = getSkinnable().actualProperty().get().orElse(-1);
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      bar.from = bar.shown;
      bar.to = known ? probabilities[i] : 0;
      bar.percent.setText(known ? text.get("probability.percent", 100 * probabilities[i]) : "");
      bar.setVisible(known);
      bar.set(TOP, i == top);
      bar.set(ACTUAL, i == actual);
    }
    boolean isFar = bars.stream().anyMatch(bar -> Math.abs(bar.to - bar.from) >= SMALLEST_GLIDE);
    boolean isRested = System.nanoTime() - changedAt >= LEAST_REST_NANOS;
    changedAt = System.nanoTime();
    if (!glides || !isFar || !isRested) {
      glide.stop();
      glide.interpolate(1);
    } else {
      glide.playFromStart();
    }
  }

  private static int argMax(float[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[best]) {
        best = i;
      }
    }
    return best;
  }

  @Override
  protected void layoutChildren(double x, double y, double width, double height) {
    if (bars.isEmpty()) {
      return;
    }
    double row = Math.min(LARGEST_ROW, height / rows());
    double column = (width - (columns() - 1) * COLUMN_GAP) / columns();
    for (int i = 0; i < bars.size(); i++) {
      int columnNumber = i / rows();
      double left = x + columnNumber * (column + COLUMN_GAP);
      layoutBar(bars.get(i), left, y + i % rows() * row, column, row);
    }
  }

  private void layoutBar(Bar bar, double x, double y, double width, double row) {
    double name = nameWidth();
    double percent = percentWidth();
    double track = Math.max(0, width - name - percent - 2 * GAP);
    double trackX = x + name + GAP;
    double thick = snapSizeY(Math.max(4, Math.min(16, row * 0.5)));
    double barY = snapPositionY(y + (row - thick) / 2);
    layoutInArea(bar.name, x, y, name, row, 0, HPos.RIGHT, VPos.CENTER);
    bar.track.resizeRelocate(trackX, barY, track, thick);
    bar.fill.resizeRelocate(trackX, barY, track * bar.shown, thick);
    layoutInArea(bar.percent, trackX + track + GAP, y, percent, row, 0, HPos.RIGHT, VPos.CENTER);
  }

  private int columns() {
    return Math.max(1, getSkinnable().columnsProperty().get());
  }

  private int rows() {
    return (bars.size() + columns() - 1) / columns();
  }

  private double nameWidth() {
    return bars.stream().mapToDouble(bar -> snapSizeX(bar.name.prefWidth(-1))).max().orElse(0);
  }

  private double percentWidth() {
    return snapSizeX(widest.prefWidth(-1));
  }

  @Override
  protected double computeMinWidth(double h, double top, double right, double bottom, double left) {
    return left + right + widthOfColumns(SHORTEST_TRACK);
  }

  @Override
  protected double computePrefWidth(
      double h, double top, double right, double bottom, double left) {
    return left + right + widthOfColumns(PREFERRED_TRACK);
  }

  private double widthOfColumns(double track) {
    double column = bars.isEmpty() ? 0 : nameWidth() + percentWidth() + 2 * GAP + track;
    return columns() * column + (columns() - 1) * COLUMN_GAP;
  }

  @Override
  protected double computeMinHeight(
      double w, double top, double right, double bottom, double left) {
    return top + bottom + SMALLEST_ROW * rows();
  }

  @Override
  protected double computePrefHeight(
      double w, double top, double right, double bottom, double left) {
    return top + bottom + PREFERRED_ROW * rows();
  }

  @Override
  protected double computeMaxHeight(
      double w, double top, double right, double bottom, double left) {
    return top + bottom + LARGEST_ROW * rows();
  }

  private static final class Bar {
    private final Label name = new Label();
    private final Region track = new Region();
    private final Region fill = new Region();
    private final Label percent = new Label();
    private double from;
    private double to;
    private double shown;

    Bar(String title) {
      name.setText(title);
      name.getStyleClass().add("probability-name");
      track.getStyleClass().add("probability-track");
      fill.getStyleClass().add("probability-fill");
      percent.getStyleClass().addAll("probability-percent", "tabular");
    }

    void setVisible(boolean isVisible) {
      List.of(name, track, fill, percent).forEach(part -> part.setVisible(isVisible));
    }

    void set(PseudoClass state, boolean on) {
      name.pseudoClassStateChanged(state, on);
      track.pseudoClassStateChanged(state, on);
      fill.pseudoClassStateChanged(state, on);
      percent.pseudoClassStateChanged(state, on);
    }
  }

  private final class Glide extends Transition {
    Glide() {
      setCycleDuration(Duration.millis(120));
      setInterpolator(Interpolator.EASE_OUT);
    }

    @Override
    protected void interpolate(double fraction) {
      for (Bar bar : bars) {
        bar.shown = bar.from + (bar.to - bar.from) * fraction;
        bar.fill.resize(bar.track.getWidth() * bar.shown, bar.fill.getHeight());
      }
    }
  }
}
