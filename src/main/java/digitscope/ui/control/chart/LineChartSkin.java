package digitscope.ui.control.chart;

import digitscope.ui.control.Visibility;
import digitscope.ui.control.chart.SeriesData.Extremes;
import digitscope.ui.control.help.HelpButton;
import digitscope.ui.control.help.HelpTopic;
import digitscope.ui.control.images.ValueScale;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.InvalidationListener;
import javafx.collections.ListChangeListener;
import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Label;
import javafx.scene.control.SkinBase;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.Line;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/** Draws a {@link LineChartView}, at most once a pulse. */
final class LineChartSkin extends SkinBase<LineChartView> {
  private static final double TICK_FONT_SIZE = 11;
  private static final double Y_LABEL_WIDTH = 56;
  private static final double X_LABEL_HEIGHT = 24;
  private static final double TOP_MARGIN = 8;
  private static final double RIGHT_MARGIN = 16;
  private static final double LABEL_GAP = 8;
  private static final double PIXELS_PER_X_TICK = 56;
  private static final double PIXELS_PER_Y_TICK = 40;
  private static final double FAST_KEY_STEP = 20;

  private final ChartHeader header;
  private final LineLegend legend = new LineLegend();
  private final Canvas canvas = new Canvas();
  private final Pane plotArea = new Pane(canvas);
  private final Crosshair crosshair;
  private final List<LineSeries> drawn = new ArrayList<>();
  private final InvalidationListener redraw = changed -> invalidate();
  private final ListChangeListener<LineSeries> rebuild = change -> followSeries();
  private PlotGeometry plot = new PlotGeometry(0, 0, 1, 1, 0, 1, 0, 1, ValueScale.LINEAR);
  private final Visibility sight;
  private boolean dirty = true;

  LineChartSkin(LineChartView chart) {
    super(chart);
    sight = new Visibility(chart, chart::requestLayout);
    Label title = new Label();
    title.getStyleClass().add("chart-title");
    title.textProperty().bind(chart.titleProperty());
    title.setMinWidth(Region.USE_PREF_SIZE);
    legend.managedProperty().bind(legend.visibleProperty());
    header = new ChartHeader(titleLine(title, chart.helpProperty().get()), legend);
    crosshair = new Crosshair(chart);
    plotArea.getStyleClass().add("chart-plot");
    plotArea.getChildren().addAll(crosshair.nodes());
    getChildren().addAll(header, plotArea);

    chart.getSeries().addListener(rebuild);
    List.of(
            chart.scaleProperty(),
            chart.unitProperty(),
            chart.xUnitProperty(),
            chart.xTicksProperty(),
            chart.markerProperty())
        .forEach(property -> registerInvalidationListener(property, changed -> invalidate()));
    chart.styles().forEach(style -> registerInvalidationListener(style, changed -> invalidate()));
    registerInvalidationListener(chart.crosshairProperty(), changed -> crosshair.show(plot));
    registerInvalidationListener(chart.legendVisibleProperty(), changed -> showLegend());
    registerInvalidationListener(chart.xNameProperty(), changed -> crosshair.show(plot));
    plotArea.setOnMouseMoved(event -> moveCrosshair(event.getX()));
    plotArea.setOnMouseExited(event -> chart.crosshairProperty().set(Double.NaN));
    plotArea.setOnMousePressed(event -> chart.requestFocus());
    chart.addEventHandler(KeyEvent.KEY_PRESSED, this::onKey);
    followSeries();
  }

  @Override
  public void dispose() {
    if (getSkinnable() != null) {
      getSkinnable().getSeries().removeListener(rebuild);
      drawn.forEach(this::unfollow);
      sight.dispose();
    }
    super.dispose();
  }

  private void invalidate() {
    dirty = true;
    if (sight.isSeen()) {
      getSkinnable().requestLayout();
    }
  }

  private static Region titleLine(Label title, Optional<HelpTopic> help) {
    return help.<Region>map(topic -> HelpButton.behind(title, topic)).orElse(title);
  }

  private void followSeries() {
    drawn.forEach(this::unfollow);
    drawn.clear();
    drawn.addAll(getSkinnable().getSeries());
    legend.show(drawn);
    for (Line sample : legend.samples()) {
      List.of(sample.strokeProperty(), sample.strokeWidthProperty(), sample.opacityProperty())
          .forEach(style -> style.addListener(redraw));
    }
    for (LineSeries series : drawn) {
      series.data().revisionProperty().addListener(redraw);
      series.visibleProperty().addListener(redraw);
    }
    showLegend();
    crosshair.follow(drawn, legend.samples());
    invalidate();
  }

  /** The only line of a chart is named by the chart's title. */
  private void showLegend() {
    legend.setVisible(drawn.size() > 1 && getSkinnable().legendVisibleProperty().get());
  }

  private void unfollow(LineSeries series) {
    series.data().revisionProperty().removeListener(redraw);
    series.visibleProperty().removeListener(redraw);
  }

  @Override
  protected void layoutChildren(double x, double y, double width, double height) {
    double headerHeight = header.prefHeight(width);
    header.resizeRelocate(x, y, width, headerHeight);
    double plotHeight = Math.max(0, height - headerHeight);
    plotArea.resizeRelocate(x, y + headerHeight, width, plotHeight);
    if (canvas.getWidth() != width || canvas.getHeight() != plotHeight) {
      canvas.setWidth(width);
      canvas.setHeight(plotHeight);
      dirty = true;
    }
    if (dirty) {
      dirty = false;
      plot = geometry(width, plotHeight);
      paint();
      crosshair.show(plot);
    }
  }

  private PlotGeometry geometry(double width, double height) {
    double first = Double.POSITIVE_INFINITY;
    double last = Double.NEGATIVE_INFINITY;
    Extremes values = Extremes.NONE;
    ValueScale scale = getSkinnable().scaleProperty().get();
    for (LineSeries series : drawn) {
      SeriesData data = series.data();
      if (series.isVisible() && !data.isEmpty()) {
        first = Math.min(first, data.x(0));
        last = Math.max(last, data.lastX());
        // A backdrop's outliers would press the lines that matter flat.
        boolean counts = series.kind() != LineSeries.Kind.BACKDROP;
        values = counts ? values.and(data.extremesOnScale(scale)) : values;
      }
    }
    boolean none = first > last;
    double xMin = none || first < last / 20 ? 0 : first;
    double xMax = none || last <= xMin ? xMin + getSkinnable().xUnitProperty().get() : last;
    ValueAxis axis = ValueAxis.around(values, scale, getSkinnable().unitProperty().get());
    return new PlotGeometry(
        Y_LABEL_WIDTH,
        TOP_MARGIN,
        Math.max(1, width - Y_LABEL_WIDTH - RIGHT_MARGIN),
        Math.max(1, height - TOP_MARGIN - X_LABEL_HEIGHT),
        xMin,
        xMax,
        axis.low(),
        axis.high(),
        scale);
  }

  private void paint() {
    GraphicsContext graphics = canvas.getGraphicsContext2D();
    graphics.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
    graphics.setFont(Font.font(getSkinnable().font().getFamily(), TICK_FONT_SIZE));
    graphics.setLineWidth(1);
    graphics.setStroke(getSkinnable().gridColor());
    graphics.setFill(getSkinnable().tickColor());
    paintValueTicks(graphics);
    paintXTicks(graphics);
    graphics.save();
    graphics.beginPath();
    graphics.rect(plot.left(), plot.top() - 2, plot.width() + RIGHT_MARGIN / 2, plot.height() + 4);
    graphics.clip();
    LinePainter painter = new LinePainter(graphics, plot);
    for (int i = 0; i < drawn.size(); i++) {
      if (drawn.get(i).isVisible()) {
        painter.draw(drawn.get(i), legend.samples().get(i));
      }
    }
    graphics.restore();
    paintMarker(graphics);
  }

  private void paintMarker(GraphicsContext graphics) {
    double marked = getSkinnable().markerProperty().get();
    if (marked >= plot.xMin() && marked <= plot.xMax()) {
      double x = Math.round(plot.pixelX(marked)) + 0.5;
      graphics.setStroke(getSkinnable().tickColor());
      graphics.strokeLine(x, plot.top(), x, plot.bottom());
    }
  }

  private void paintValueTicks(GraphicsContext graphics) {
    graphics.setTextAlign(TextAlignment.RIGHT);
    graphics.setTextBaseline(VPos.CENTER);
    int most = (int) (plot.height() / PIXELS_PER_Y_TICK);
    List<Double> ticks = plot.scale().ticks(plot.low(), plot.high(), most);
    List<String> texts = getSkinnable().unitProperty().get().ticks(ticks);
    for (int i = 0; i < ticks.size(); i++) {
      double y = Math.round(plot.pixelY(ticks.get(i))) + 0.5;
      graphics.strokeLine(plot.left(), y, plot.right(), y);
      graphics.fillText(texts.get(i), plot.left() - LABEL_GAP, y);
    }
  }

  private void paintXTicks(GraphicsContext graphics) {
    graphics.setTextAlign(TextAlignment.CENTER);
    graphics.setTextBaseline(VPos.TOP);
    double unit = getSkinnable().xUnitProperty().get();
    double first = plot.xMin() / unit;
    double last = plot.xMax() / unit;
    double most = plot.width() / PIXELS_PER_X_TICK;
    // x itself is a whole number, so its ticks are; parts of a larger unit need not be.
    int room = (int) (unit == 1 ? Math.min(most, Math.max(1, last - first)) : most);
    List<Double> ticks = ValueScale.roundTicks(first, last, room);
    List<String> texts = getSkinnable().xTicksProperty().get().ticks(ticks);
    for (int i = 0; i < ticks.size(); i++) {
      double x = Math.round(plot.pixelX(ticks.get(i) * unit)) + 0.5;
      graphics.strokeLine(x, plot.bottom(), x, plot.bottom() + LABEL_GAP / 2);
      graphics.fillText(texts.get(i), x, plot.bottom() + LABEL_GAP);
    }
  }

  /** Puts the crosshair on the point nearest to the mouse, of the line that has most points. */
  private void moveCrosshair(double pixelX) {
    double x = plot.xAt(pixelX);
    SeriesData densest = null;
    for (LineSeries series : drawn) {
      if (series.isVisible() && (densest == null || series.data().size() > densest.size())) {
        densest = series.data();
      }
    }
    int index = densest == null ? -1 : densest.nearest(x);
    getSkinnable().crosshairProperty().set(densest == null || index < 0 ? x : densest.x(index));
  }

  private void onKey(KeyEvent event) {
    double from =
        Double.isNaN(getSkinnable().crosshairProperty().get())
            ? plot.xMax()
            : getSkinnable().crosshairProperty().get();
    double pixels = event.isShiftDown() ? FAST_KEY_STEP : 1;
    switch (event.getCode()) {
      case LEFT -> stepCrosshair(from, -pixels);
      case RIGHT -> stepCrosshair(from, pixels);
      case HOME -> moveCrosshair(plot.left());
      case END -> moveCrosshair(plot.right());
      case ESCAPE -> getSkinnable().crosshairProperty().set(Double.NaN);
      default -> {
        return;
      }
    }
    event.consume();
  }

  /** Moves the crosshair by this many pixels, but at least to the next point. */
  private void stepCrosshair(double from, double pixels) {
    double pixelX = plot.pixelX(from) + pixels;
    do {
      moveCrosshair(pixelX);
      pixelX += pixels;
    } while (getSkinnable().crosshairProperty().get() == from
        && pixelX > plot.left()
        && pixelX < plot.right());
  }
}
