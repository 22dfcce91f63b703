package digitscope.ui.control.chart;

import digitscope.eval.Calibration;
import digitscope.ui.control.Messages;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.scene.shape.Line;

/**
 * How often a classifier is right where it is so and so sure: a bar for each range of confidence,
 * as high as the fraction that was predicted correctly, and the diagonal on which the bars would
 * end if it knew how sure to be. Below, how many images there are in each range. Style class {@code
 * reliability}; the bars of range 3 have the ids {@code reliability-3} and {@code confidence-3}.
 */
public final class ReliabilityDiagram extends Region {
  /** As in a {@link LineChartView}, so that one over the same confidences stands in line. */
  private static final double AXIS_WIDTH = 56;

  private static final double RIGHT_MARGIN = 16;
  private static final double AXIS_HEIGHT = 20;
  private static final double GAP = 2;

  /** Part of the height that the upper bars take. */
  private static final double UPPER_PART = 0.68;

  private static final double BETWEEN = 16;
  private static final int TICKS = 4;

  private final Messages messages = Messages.of("control");
  private final List<Region> accuracies = new ArrayList<>();
  private final List<Region> numbers = new ArrayList<>();
  private final List<Label> upTicks = new ArrayList<>();
  private final List<Label> rightTicks = new ArrayList<>();
  private final Line diagonal = new Line();
  private final Label most = tick("");
  private final Label confidence = tick(messages.get("reliability.confidence"));
  private List<Calibration.Bin> bins = List.of();

  public ReliabilityDiagram() {
    getStyleClass().add("reliability");
    diagonal.getStyleClass().add("reliability-diagonal");
    for (int i = 0; i <= TICKS; i++) {
      String percent = messages.get("reliability.tick", (double) i / TICKS);
      upTicks.add(tick(percent));
      rightTicks.add(tick(percent));
    }
  }

  private static Label tick(String text) {
    Label label = new Label(text);
    label.getStyleClass().add("reliability-tick");
    return label;
  }

  /** Shows another calibration. */
  public void show(Calibration calibration) {
    boolean isOther = calibration.bins().size() != bins.size();
    bins = calibration.bins();
    if (isOther) {
      rebuild();
    }
    int largest = bins.stream().mapToInt(Calibration.Bin::images).max().orElse(0);
    most.setText(messages.get("reliability.images", largest));
    for (int i = 0; i < bins.size(); i++) {
      Calibration.Bin bin = bins.get(i);
      String sentence =
          bin.images() == 0
              ? messages.get("reliability.none", bin.from(), bin.to())
              : messages.get(
                  "reliability.bin",
                  bin.from(),
                  bin.to(),
                  bin.images(),
                  bin.accuracy(),
                  bin.confidence());
      for (Region bar : List.of(accuracies.get(i), numbers.get(i))) {
        bar.setAccessibleText(sentence);
        Tooltip.install(bar, new Tooltip(sentence));
      }
    }
    requestLayout();
  }

  private void rebuild() {
    accuracies.clear();
    numbers.clear();
    for (int i = 0; i < bins.size(); i++) {
      accuracies.add(bar("reliability-" + i, "reliability-bar"));
      numbers.add(bar("confidence-" + i, "reliability-number"));
    }
    List<Node> nodes = new ArrayList<>(accuracies);
    nodes.addAll(numbers);
    nodes.add(diagonal);
    nodes.addAll(upTicks);
    nodes.addAll(rightTicks);
    nodes.addAll(List.of(most, confidence));
    nodes.forEach(node -> node.setManaged(false));
    getChildren().setAll(nodes);
  }

  private static Region bar(String id, String styleClass) {
    Region bar = new Region();
    bar.setId(id);
    bar.getStyleClass().add(styleClass);
    return bar;
  }

  @Override
  protected void layoutChildren() {
    if (bins.isEmpty()) {
      return;
    }
    double width = Math.max(0, getWidth() - AXIS_WIDTH - RIGHT_MARGIN);
    double height = getHeight() - AXIS_HEIGHT / 2 - 2 * AXIS_HEIGHT - BETWEEN;
    double upper = Math.max(0, height * UPPER_PART);
    double lower = Math.max(0, height - upper);
    double bottom = AXIS_HEIGHT / 2 + upper;
    double floor = bottom + BETWEEN + lower;
    double column = width / bins.size();
    int largest = Math.max(1, bins.stream().mapToInt(Calibration.Bin::images).max().orElse(1));
    for (int i = 0; i < bins.size(); i++) {
      Calibration.Bin bin = bins.get(i);
      double x = AXIS_WIDTH + i * column;
      place(accuracies.get(i), x, bottom, column, bin.images() == 0 ? 0 : upper * bin.accuracy());
      place(numbers.get(i), x, floor, column, lower * bin.images() / largest);
    }
    diagonal.setStartX(AXIS_WIDTH);
    diagonal.setStartY(bottom);
    diagonal.setEndX(AXIS_WIDTH + width);
    diagonal.setEndY(bottom - upper);
    for (int i = 0; i <= TICKS; i++) {
      double part = (double) i / TICKS;
      left(upTicks.get(i), bottom - part * upper);
      Label tick = rightTicks.get(i);
      tick.autosize();
      double center = AXIS_WIDTH + part * width - tick.getWidth() / 2;
      tick.relocate(Math.min(center, getWidth() - tick.getWidth()), floor + GAP);
    }
    left(most, bottom + BETWEEN);
    confidence.autosize();
    confidence.relocate(
        AXIS_WIDTH + (width - confidence.getWidth()) / 2, floor + GAP + AXIS_HEIGHT);
  }

  private static void place(Region bar, double x, double bottom, double column, double height) {
    bar.resizeRelocate(x + GAP / 2, bottom - height, Math.max(0, column - GAP), height);
  }

  /** Puts a label to the left of the axis, at a height. */
  private static void left(Label label, double y) {
    label.setTextOverrun(OverrunStyle.CLIP);
    label.autosize();
    label.relocate(AXIS_WIDTH - label.getWidth() - 2 * GAP, y - label.prefHeight(-1) / 2);
  }
}
