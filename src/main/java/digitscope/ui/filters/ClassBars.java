package digitscope.ui.filters;

import digitscope.ui.control.WindowLocale;
import java.util.List;
import javafx.geometry.HPos;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/**
 * One value a class as bars, one below another, all from the same zero: to the right what is
 * positive, to the left what is negative.
 */
final class ClassBars extends GridPane {
  ClassBars() {
    getStyleClass().add("class-bars");
    ColumnConstraints names = new ColumnConstraints();
    names.setMinWidth(USE_PREF_SIZE);
    ColumnConstraints bars = new ColumnConstraints();
    bars.setHgrow(Priority.ALWAYS);
    ColumnConstraints values = new ColumnConstraints();
    values.setMinWidth(USE_PREF_SIZE);
    values.setHalignment(HPos.RIGHT);
    getColumnConstraints().setAll(names, bars, values);
  }

  /**
   * Shows other values.
   *
   * @param names of the classes
   * @param values one a class
   */
  void show(List<String> names, float[] values) {
    getChildren().clear();
    double lowest = 0;
    double highest = 0;
    for (float value : values) {
      lowest = Math.min(lowest, value);
      highest = Math.max(highest, value);
    }
    for (int label = 0; label < values.length; label++) {
      Label name = new Label(label < names.size() ? names.get(label) : String.valueOf(label));
      name.getStyleClass().add("class-bar-name");
      Label number = new Label(number(values[label]));
      number.getStyleClass().addAll("class-bar-value", "tabular");
      addRow(label, name, new Bar(values[label], lowest, highest), number);
    }
  }

  static String number(double value) {
    return value == 0 ? "0" : String.format(WindowLocale.get(), "%.2f", value).replace('-', '−');
  }

  /** A bar from zero to its value on a track from the lowest to the highest of all. */
  private static final class Bar extends Region {
    private final Region fill = new Region();
    private final double from;
    private final double to;

    Bar(double value, double lowest, double highest) {
      double range = highest - lowest;
      double zero = range > 0 ? -lowest / range : 0;
      double end = range > 0 ? (value - lowest) / range : 0;
      this.from = Math.min(zero, end);
      this.to = Math.max(zero, end);
      getStyleClass().add("class-bar-track");
      fill.getStyleClass().add(value < 0 ? "class-bar-negative" : "class-bar-fill");
      getChildren().add(fill);
    }

    @Override
    protected void layoutChildren() {
      layoutInArea(
          fill,
          from * getWidth(),
          0,
          (to - from) * getWidth(),
          getHeight(),
          0,
          HPos.LEFT,
          VPos.TOP);
    }
  }
}
