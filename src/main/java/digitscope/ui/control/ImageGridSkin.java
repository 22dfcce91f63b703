package digitscope.ui.control;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import javafx.geometry.Orientation;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.SkinBase;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Rectangle;

/**
 * Shows an {@link ImageGrid} with as many cells as are in sight. A cell keeps its image while it
 * moves, and takes another one when it comes back on the other side; so scrolling costs one row now
 * and then, however many images there are.
 */
final class ImageGridSkin extends SkinBase<ImageGrid> {
  private static final double LINE_HEIGHT = 17;
  private static final double PADDING = 12;
  private static final double SPACING = 2;
  private static final double LEAST_THUMB = 0.06;

  private final Pane sight = new Pane();
  private final ScrollBar bar = new ScrollBar();
  private final List<PictureCell> cells = new ArrayList<>();
  private int lines = 3;
  private int columns = 1;

  ImageGridSkin(ImageGrid images) {
    super(images);
    bar.setOrientation(Orientation.VERTICAL);
    Rectangle clip = new Rectangle();
    clip.widthProperty().bind(sight.widthProperty());
    clip.heightProperty().bind(sight.heightProperty());
    sight.setClip(clip);
    sight.setManaged(false);
    getChildren().setAll(sight, bar);
    registerChangeListener(images.contentProperty(), changed -> show());
    registerChangeListener(images.chosenProperty(), changed -> showChosen());
    registerChangeListener(images.pictureSideProperty(), changed -> images.requestLayout());
    registerChangeListener(bar.valueProperty(), changed -> place());
    images.addEventHandler(KeyEvent.KEY_PRESSED, this::onKey);
    images.addEventHandler(ScrollEvent.SCROLL, this::onScroll);
    sight.setOnMousePressed(event -> images.requestFocus());
    show();
  }

  @Override
  protected void layoutChildren(double x, double y, double width, double height) {
    double barWidth = bar.prefWidth(-1);
    bar.resizeRelocate(x + width - barWidth, y, barWidth, height);
    sight.resizeRelocate(x, y, Math.max(0, width - barWidth), height);
    columns = Math.max(1, (int) (sight.getWidth() / (side() + PADDING + SPACING)));
    int rows = (int) Math.ceil(height / rowHeight()) + 1;
    while (cells.size() < rows * columns) {
      PictureCell cell = new PictureCell(getSkinnable());
      cells.add(cell);
      sight.getChildren().add(cell);
    }
    while (cells.size() > rows * columns) {
      sight.getChildren().remove(cells.remove(cells.size() - 1));
    }
    double hidden = Math.max(0, rows(images().size()) * rowHeight() - height);
    bar.setMax(hidden);
    bar.setVisible(hidden > 0);
    // The thumb is to the bar what is in sight is to the whole, but never too small to be held.
    bar.setVisibleAmount(hidden * Math.max(LEAST_THUMB, height / (hidden + height)));
    bar.setUnitIncrement(rowHeight());
    bar.setBlockIncrement(height);
    bar.setValue(Math.min(bar.getValue(), hidden));
    place();
  }

  void scrollToTop() {
    bar.setValue(0);
  }

  void reveal(int image) {
    int place = images().indexOf(image);
    if (place >= 0) {
      // A new grid, or one that is shown anew, does not know its size before it is laid out.
      getSkinnable().layout();
      scrollToRow(place / columns);
    }
  }

  private void show() {
    ImageGrid.Content content = getSkinnable().contentProperty().get();
    if (!content.images().isEmpty()) {
      lines = lines(content.describe().apply(content.images().get(0)));
    }
    cells.forEach(PictureCell::forget);
    getSkinnable().requestLayout();
  }

  private void showChosen() {
    cells.forEach(PictureCell::showChosen);
  }

  /** Gives each cell its image and its place. */
  private void place() {
    List<Integer> images = images();
    double step = sight.getWidth() / columns;
    int firstRow = (int) (bar.getValue() / rowHeight());
    int first = firstRow * columns;
    for (int i = first; i < first + cells.size(); i++) {
      int row = i / columns;
      PictureCell cell = cells.get(i % cells.size());
      cell.show(i < images.size() ? OptionalInt.of(images.get(i)) : OptionalInt.empty());
      cell.resizeRelocate(
          Math.floor((i % columns) * step),
          Math.rint(row * rowHeight() - bar.getValue()),
          Math.floor(step - SPACING),
          rowHeight() - SPACING);
    }
  }

  private void onScroll(ScrollEvent event) {
    scrollTo(bar.getValue() - event.getDeltaY());
    event.consume();
  }

  private void onKey(KeyEvent event) {
    if (event.isShortcutDown() || event.isAltDown() || event.isMetaDown()) {
      return;
    }
    switch (event.getCode()) {
      case LEFT -> move(-1);
      case RIGHT -> move(1);
      case UP -> move(-columns);
      case DOWN -> move(columns);
      case PAGE_UP -> move(-columns * visibleRows());
      case PAGE_DOWN -> move(columns * visibleRows());
      case HOME -> move(-images().size());
      case END -> move(images().size());
      case ENTER -> open();
      default -> {
        return;
      }
    }
    event.consume();
  }

  /** Chooses the image so many places on; the first one if none that is shown was chosen. */
  private void move(int places) {
    List<Integer> images = images();
    if (images.isEmpty()) {
      return;
    }
    OptionalInt chosen = getSkinnable().chosenProperty().get();
    int from = chosen.isPresent() ? images.indexOf(chosen.getAsInt()) : -1;
    int to = from < 0 ? 0 : Math.max(0, Math.min(images.size() - 1, from + places));
    scrollToRow(to / columns);
    getSkinnable().chosenProperty().set(OptionalInt.of(images.get(to)));
  }

  /** Opens the chosen image, if it is one of those that are shown. */
  private void open() {
    OptionalInt chosen = getSkinnable().chosenProperty().get();
    if (chosen.isPresent() && images().contains(chosen.getAsInt())) {
      getSkinnable().onOpenProperty().get().accept(chosen.getAsInt());
    }
  }

  /** Scrolls no farther than needed. */
  private void scrollToRow(int row) {
    double top = row * rowHeight();
    double lowest = top + rowHeight() - sight.getHeight();
    scrollTo(Math.min(top, Math.max(lowest, bar.getValue())));
  }

  private void scrollTo(double value) {
    bar.setValue(Math.max(0, Math.min(bar.getMax(), value)));
  }

  private List<Integer> images() {
    return getSkinnable().contentProperty().get().images();
  }

  private double side() {
    return getSkinnable().pictureSideProperty().get();
  }

  private double rowHeight() {
    return Math.rint(side() + lines * LINE_HEIGHT + PADDING + SPACING);
  }

  private int rows(int images) {
    return (images + columns - 1) / columns;
  }

  private int visibleRows() {
    return Math.max(1, (int) (sight.getHeight() / rowHeight()));
  }

  private static int lines(ImageGrid.Picture picture) {
    return (int)
        Stream.of(picture.title(), picture.detail(), picture.note())
            .filter(line -> !line.isEmpty())
            .count();
  }
}
