package digitscope.ui.control.chart;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;

/** One line of a chart. */
public final class LineSeries {
  /** How a line is drawn. */
  public enum Kind {
    PLAIN,
    /** Each point is marked, as long as they stand apart. */
    MARKED,
    /** Stands behind the others; may leave the chart at the top and at the bottom. */
    BACKDROP
  }

  private final BooleanProperty visible = new SimpleBooleanProperty(this, "visible", true);
  private final String name;
  private final String styleClass;
  private final SeriesData data;
  private final Kind kind;

  /**
   * @param name what the user reads in the legend
   * @param styleClass of the sample line in the legend, whose stroke, width and opacity the line
   *     takes over
   * @param data its points, which may grow
   * @param kind how it is drawn
   */
  public LineSeries(String name, String styleClass, SeriesData data, Kind kind) {
    this.name = name;
    this.styleClass = styleClass;
    this.data = data;
    this.kind = kind;
  }

  public String name() {
    return name;
  }

  public String styleClass() {
    return styleClass;
  }

  public SeriesData data() {
    return data;
  }

  public Kind kind() {
    return kind;
  }

  /** Whether the line is drawn; the legend switches it. */
  public BooleanProperty visibleProperty() {
    return visible;
  }

  public boolean isVisible() {
    return visible.get();
  }
}
