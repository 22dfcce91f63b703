package digitscope.ui.control.chart;

import digitscope.ui.control.ValueUnit;
import digitscope.ui.control.help.HelpTopic;
import digitscope.ui.control.images.ValueScale;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.css.CssMetaData;
import javafx.css.Styleable;
import javafx.css.StyleableProperty;
import javafx.css.StyleablePropertyFactory;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Control;
import javafx.scene.control.Skin;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import org.jspecify.annotations.Nullable;

/**
 * A chart of lines that grow while one looks: any number of points, a legend that switches lines on
 * and off, and a crosshair, moved by mouse or by arrow keys, that reads the values of all lines.
 *
 * <p>Lines are drawn as style sheets style their samples in the legend. Style class {@code
 * line-chart}; further properties {@code -chart-grid-color} and {@code -chart-tick-color}.
 */
public final class LineChartView extends Control {
  private static final StyleablePropertyFactory<LineChartView> STYLES =
      new StyleablePropertyFactory<>(Control.getClassCssMetaData());

  private final ObservableList<LineSeries> series = FXCollections.observableArrayList();
  private final StringProperty title = new SimpleStringProperty(this, "title", "");
  private final StringProperty xName = new SimpleStringProperty(this, "xName", "");
  private final DoubleProperty xUnit = new SimpleDoubleProperty(this, "xUnit", 1);
  private final ObjectProperty<ValueUnit> xTicks =
      new SimpleObjectProperty<>(this, "xTicks", ValueUnit.NUMBER);
  private final ObjectProperty<ValueScale> scale =
      new SimpleObjectProperty<>(this, "scale", ValueScale.LINEAR);
  private final ObjectProperty<ValueUnit> unit =
      new SimpleObjectProperty<>(this, "unit", ValueUnit.NUMBER);
  private final ObjectProperty<Optional<HelpTopic>> help =
      new SimpleObjectProperty<>(this, "help", Optional.empty());
  private final BooleanProperty legendVisible =
      new SimpleBooleanProperty(this, "legendVisible", true);
  private final DoubleProperty crosshair = new SimpleDoubleProperty(this, "crosshair", Double.NaN);
  private final DoubleProperty marker = new SimpleDoubleProperty(this, "marker", Double.NaN);
  private final StyleableProperty<Font> font =
      STYLES.createStyleableFontProperty(
          this, "font", "-fx-font", chart -> chart.font, Font.getDefault(), true);
  private final StyleableProperty<Color> gridColor =
      STYLES.createStyleableColorProperty(
          this, "gridColor", "-chart-grid-color", chart -> chart.gridColor, Color.LIGHTGRAY);
  private final StyleableProperty<Color> tickColor =
      STYLES.createStyleableColorProperty(
          this, "tickColor", "-chart-tick-color", chart -> chart.tickColor, Color.GRAY);

  /**
   * @param title what the values are; shown above the chart
   */
  public LineChartView(String title) {
    getStyleClass().add("line-chart");
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    this.title.set(title);
    accessibleTextProperty().bind(this.title);
  }

  /** The lines, the first drawn first. */
  public ObservableList<LineSeries> getSeries() {
    return series;
  }

  public StringProperty titleProperty() {
    return title;
  }

  /** What x counts, such as {@code "Step"}. */
  public StringProperty xNameProperty() {
    return xName;
  }

  /** How much x makes one unit of the axis: with 500 steps an epoch, 500 shows epochs. */
  public DoubleProperty xUnitProperty() {
    return xUnit;
  }

  /** How x is written, in units of the axis. */
  public ObjectProperty<ValueUnit> xTicksProperty() {
    return xTicks;
  }

  public ObjectProperty<ValueScale> scaleProperty() {
    return scale;
  }

  public ObjectProperty<ValueUnit> unitProperty() {
    return unit;
  }

  /** What a "?" behind the title explains; without it there is none. */
  public ObjectProperty<Optional<HelpTopic>> helpProperty() {
    return help;
  }

  /** Whether the chart names its lines itself; a {@link LineLegend} elsewhere may do so. */
  public BooleanProperty legendVisibleProperty() {
    return legendVisible;
  }

  /** The x under the crosshair, NaN if there is no crosshair; charts may share it by a binding. */
  public DoubleProperty crosshairProperty() {
    return crosshair;
  }

  /** An x that is marked by an upright line, NaN for none. */
  public DoubleProperty markerProperty() {
    return marker;
  }

  Font font() {
    return font.getValue();
  }

  Color gridColor() {
    return gridColor.getValue();
  }

  Color tickColor() {
    return tickColor.getValue();
  }

  /** What changes when the style sheet does. */
  List<ObservableValue<?>> styles() {
    return List.of(
        (ObservableValue<?>) font, (ObservableValue<?>) gridColor, (ObservableValue<?>) tickColor);
  }

  /**
   * The values at the crosshair, or the newest ones, as a sentence for those who cannot see them.
   */
  String reading() {
    StringBuilder text = new StringBuilder(title.get());
    for (LineSeries line : series) {
      int index =
          Double.isNaN(crosshair.get())
              ? line.data().size() - 1
              : line.data().nearest(crosshair.get());
      if (line.isVisible() && index >= 0) {
        text.append("; ").append(line.name()).append(' ');
        text.append(unit.get().reading(line.data().y(index)));
      }
    }
    return text.toString();
  }

  @Override
  public @Nullable Object queryAccessibleAttribute(
      AccessibleAttribute attribute, Object... parameters) {
    return attribute == AccessibleAttribute.TEXT
        ? reading()
        : super.queryAccessibleAttribute(attribute, parameters);
  }

  @Override
  protected Skin<?> createDefaultSkin() {
    return new LineChartSkin(this);
  }

  @Override
  public String getUserAgentStylesheet() {
    return Objects.requireNonNull(LineChartView.class.getResource("/css/charts.css"))
        .toExternalForm();
  }

  @Override
  protected List<CssMetaData<? extends Styleable, ?>> getControlCssMetaData() {
    return STYLES.getCssMetaData();
  }
}
