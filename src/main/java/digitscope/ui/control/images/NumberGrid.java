package digitscope.ui.control.images;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;

/**
 * A matrix of numbers, each written in a cell of the color of its value. Very small and very large
 * numbers share a power of ten, which stands above. A matrix with too many numbers to be written is
 * a picture, and its numbers are said of the cell under the mouse.
 *
 * <p>Style class {@code number-grid}; part {@code number-caption} (the power of ten).
 */
public final class NumberGrid extends Region {
  /** More columns or rows than this are a picture. */
  public static final int MOST_WRITTEN = 7;

  private static final double CELL_WIDTH = 37;
  private static final double CELL_HEIGHT = 20;
  private static final double PICTURE_SIDE = 112;
  private static final double POWER_HEIGHT = 14;

  /** From here on a number is so light that dark text is read better on it. */
  private static final double LIGHT = 0.55;

  private final Canvas canvas = new Canvas();
  private final Label power = new Label();
  private final Tooltip readout = new Tooltip();
  private final BooleanProperty diverging = new SimpleBooleanProperty(this, "diverging", true);
  private int rows;
  private int columns;
  private float[] values = {};
  private float largest;

  public NumberGrid() {
    getStyleClass().add("number-grid");
    power.getStyleClass().addAll("number-caption", "tabular");
    getChildren().setAll(canvas, power);
    canvas.setManaged(false);
    power.setManaged(false);
    power.fontProperty().addListener((property, before, now) -> paint());
    diverging.addListener((property, before, now) -> paint());
    setOnMouseMoved(this::readUnderMouse);
  }

  /** Whether 0 is the middle of the color scale, or its beginning. */
  public BooleanProperty divergingProperty() {
    return diverging;
  }

  /**
   * Shows numbers.
   *
   * @param shown in [rows, columns] order
   * @param strongest absolute value of the strongest color; that of the largest number if 0
   */
  public void show(float[] shown, int height, int width, float strongest) {
    values = shown.clone();
    rows = height;
    columns = width;
    largest = strongest;
    for (float value : values) {
      largest = strongest > 0 ? strongest : Math.max(largest, Math.abs(value));
    }
    if (isWritten()) {
      Tooltip.uninstall(this, readout);
    } else {
      Tooltip.install(this, readout);
    }
    power.setText(isWritten() ? scale().caption() : "");
    setAccessibleText(text());
    requestLayout();
    paint();
  }

  /** What is written in the cells, row by row; numbers that are not written too. */
  public List<String> cells() {
    NumberScale scale = scale();
    return IntStream.range(0, values.length).mapToObj(i -> scale.text(values[i])).toList();
  }

  private String text() {
    return isWritten()
        ? String.join(" ", cells()) + ' ' + power.getText()
        : String.format(Locale.ROOT, "%d×%d", rows, columns);
  }

  private boolean isWritten() {
    return rows <= MOST_WRITTEN && columns <= MOST_WRITTEN;
  }

  private NumberScale scale() {
    return NumberScale.of(values);
  }

  private double cellWidth() {
    return isWritten() ? CELL_WIDTH : Math.max(1, Math.floor(PICTURE_SIDE / side()));
  }

  private double cellHeight() {
    return isWritten() ? CELL_HEIGHT : cellWidth();
  }

  private int side() {
    return Math.max(rows, columns);
  }

  private double top() {
    return power.getText().isEmpty() ? 0 : POWER_HEIGHT;
  }

  @Override
  protected double computePrefWidth(double height) {
    return snappedLeftInset() + columns * cellWidth() + snappedRightInset();
  }

  @Override
  protected double computePrefHeight(double width) {
    return snappedTopInset() + top() + rows * cellHeight() + snappedBottomInset();
  }

  @Override
  protected double computeMinWidth(double height) {
    return computePrefWidth(height);
  }

  @Override
  protected double computeMinHeight(double width) {
    return computePrefHeight(width);
  }

  @Override
  protected double computeMaxWidth(double height) {
    return computePrefWidth(height);
  }

  @Override
  protected double computeMaxHeight(double width) {
    return computePrefHeight(width);
  }

  @Override
  protected void layoutChildren() {
    canvas.relocate(snappedLeftInset(), snappedTopInset() + top());
    power.resizeRelocate(
        snappedLeftInset(), snappedTopInset(), columns * cellWidth(), POWER_HEIGHT);
  }

  private void paint() {
    canvas.setWidth(columns * cellWidth());
    canvas.setHeight(rows * cellHeight());
    GraphicsContext graphics = canvas.getGraphicsContext2D();
    graphics.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
    graphics.setFont(power.getFont());
    graphics.setTextAlign(TextAlignment.CENTER);
    graphics.setTextBaseline(VPos.CENTER);
    List<String> cells = isWritten() ? cells() : List.of();
    for (int i = 0; i < values.length; i++) {
      double x = i % columns * cellWidth();
      double y = Math.floorDiv(i, columns) * cellHeight();
      Color color = color(values[i]);
      graphics.setFill(color);
      double gap = isWritten() ? 1 : 0;
      graphics.fillRect(x, y, cellWidth() - gap, cellHeight() - gap);
      if (isWritten()) {
        graphics.setFill(luminance(color) > LIGHT ? Color.BLACK : Color.WHITE);
        graphics.fillText(cells.get(i), x + (cellWidth() - 1) / 2, y + cellHeight() / 2);
      }
    }
  }

  private Color color(float value) {
    float part = largest > 0 ? value / largest : 0;
    int argb = diverging.get() ? PixelImages.divergingArgb(part) : PixelImages.sequentialArgb(part);
    return Color.rgb(argb >> 16 & 0xff, argb >> 8 & 0xff, argb & 0xff);
  }

  private static double luminance(Color color) {
    return 0.299 * color.getRed() + 0.587 * color.getGreen() + 0.114 * color.getBlue();
  }

  private void readUnderMouse(MouseEvent event) {
    int column = (int) Math.floor((event.getX() - canvas.getLayoutX()) / cellWidth());
    int row = (int) Math.floor((event.getY() - canvas.getLayoutY()) / cellHeight());
    boolean isInside = row >= 0 && row < rows && column >= 0 && column < columns;
    readout.setText(
        isInside
            ? String.format(
                Locale.ROOT, "%d, %d: %.4g", row, column, values[row * columns + column])
            : "");
  }
}
