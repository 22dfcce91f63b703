package digitscope.ui.time;

import digitscope.run.Timeline.Kind;
import digitscope.run.Timeline.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.shape.ClosePath;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;

/**
 * Below the track of the slider: a line for each stored step, a longer one with its number at the
 * end of an epoch, a diamond at the best, and a wedge where the learning rate jumped.
 */
final class TimeMarks extends Region {
  /** Between two lines that are both drawn, in pixels. */
  private static final double LEAST_GAP = 2;

  /** Between two numbers of epochs, in pixels. */
  private static final double NUMBER_GAP = 8;

  private static final double SHORT = 4;
  private static final double LONG = 7;
  private static final double DIAMOND = 3.5;
  private static final double WEDGE = 3.5;
  private static final double NUMBERS_TOP = 8;

  private final TimeViewModel model;
  private final Path steps = path("time-steps");
  private final Path epochs = path("time-epochs");
  private final Path best = path("time-best");
  private final Path rates = path("time-rates");
  private final List<Label> numbers = new ArrayList<>();
  private double start;
  private double length;

  TimeMarks(TimeViewModel model) {
    this.model = model;
    getStyleClass().add("time-marks");
    setMouseTransparent(true);
    getChildren().addAll(steps, epochs, rates, best);
    model.marksProperty().addListener(changed -> requestLayout());
    model.rateChangesProperty().addListener(changed -> requestLayout());
  }

  private static Path path(String styleClass) {
    Path path = new Path();
    path.getStyleClass().add(styleClass);
    path.setManaged(false);
    return path;
  }

  /**
   * Lays the marks along a track.
   *
   * @param from x of the first position, in pixels of this
   * @param to x of the network as it is now
   */
  void setTrack(double from, double to) {
    if (from != start || to - from != length) {
      start = from;
      length = to - from;
      requestLayout();
    }
  }

  /** The position nearest to an x. */
  int position(double x) {
    int last = model.marksProperty().get().size();
    double place = length <= 0 ? last : (x - start) / length * last;
    return (int) Math.max(0, Math.min(last, Math.round(place)));
  }

  /** Where a position is. */
  double x(double position) {
    int last = model.marksProperty().get().size();
    return last == 0 ? start + length : start + length * position / last;
  }

  @Override
  protected double computePrefHeight(double width) {
    return NUMBERS_TOP + new Label("0").getFont().getSize() + 4;
  }

  @Override
  protected void layoutChildren() {
    List.of(steps, epochs, best, rates).forEach(path -> path.getElements().clear());
    int last = model.marksProperty().get().size();
    List<Integer> ends = new ArrayList<>();
    double drawn = Double.NEGATIVE_INFINITY;
    for (int i = 0; last > 0 && i <= last; i++) {
      Set<Kind> kinds = model.mark(i).map(Mark::kinds).orElse(Set.of());
      boolean isEnd = kinds.contains(Kind.EPOCH_END) || kinds.contains(Kind.FIRST);
      if (isEnd) {
        ends.add(i);
      }
      if (kinds.contains(Kind.BEST)) {
        diamond(x(i));
      }
      if (x(i) - drawn >= LEAST_GAP) {
        drawn = x(i);
        line(isEnd ? epochs : steps, drawn, isEnd ? LONG : SHORT);
      }
    }
    if (last > 0) {
      model.rateChangesProperty().get().forEach(step -> wedge(x(model.place(step))));
    }
    number(ends);
  }

  private static void line(Path path, double x, double height) {
    double sharp = Math.floor(x) + 0.5;
    path.getElements().addAll(new MoveTo(sharp, 0), new LineTo(sharp, height));
  }

  private void diamond(double x) {
    best.getElements()
        .addAll(
            new MoveTo(x, 0),
            new LineTo(x + DIAMOND, DIAMOND),
            new LineTo(x, 2 * DIAMOND),
            new LineTo(x - DIAMOND, DIAMOND),
            new ClosePath());
  }

  private void wedge(double x) {
    rates
        .getElements()
        .addAll(
            new MoveTo(x - WEDGE, 0),
            new LineTo(x + WEDGE, 0),
            new LineTo(x, 2 * WEDGE),
            new ClosePath());
  }

  /** Writes the numbers of the epochs that there is room for, the first and last among them. */
  private void number(List<Integer> ends) {
    int used = 0;
    double free = Double.NEGATIVE_INFINITY;
    for (int end : ends) {
      long epoch = Math.round(model.epoch(model.mark(end).orElseThrow().step()));
      Label label = label(used);
      label.setText(Long.toString(epoch));
      label.autosize();
      double left = x(end) - label.getWidth() / 2;
      if (left >= free) {
        label.relocate(Math.max(0, left), NUMBERS_TOP);
        label.setVisible(true);
        free = left + label.getWidth() + NUMBER_GAP;
        used++;
      }
    }
    numbers.subList(used, numbers.size()).forEach(label -> label.setVisible(false));
  }

  private Label label(int index) {
    if (index == numbers.size()) {
      Label label = new Label();
      label.getStyleClass().addAll("time-epoch", "tabular");
      label.setManaged(false);
      numbers.add(label);
      getChildren().add(label);
      label.applyCss();
    }
    return numbers.get(index);
  }

  /** Middle of the thumb of a slider at its ends, from its own. */
  static OptionalDouble halfThumb(Node slider) {
    Node thumb = slider.lookup(".thumb");
    return thumb == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(thumb.getLayoutBounds().getWidth() / 2);
  }
}
