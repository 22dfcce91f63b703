package digitscope.ui.control;

import java.util.List;
import java.util.OptionalInt;
import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.SkinBase;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.controlsfx.control.GridCell;
import org.controlsfx.control.GridView;
import org.jspecify.annotations.Nullable;

/** Shows an {@link ImageGrid} as a ControlsFX grid. */
final class ImageGridSkin extends SkinBase<ImageGrid> {
  private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
  private static final double PICTURE_SIZE = 84;
  private static final double LEAST_CELL_WIDTH = 96;
  private static final double CELL_HEIGHT = 148;
  private static final double SPACING = 2;
  private static final double SCROLL_BAR = 20;

  private final GridView<Integer> grid = new GridView<>();

  ImageGridSkin(ImageGrid images) {
    super(images);
    grid.setCellHeight(CELL_HEIGHT);
    grid.setHorizontalCellSpacing(SPACING);
    grid.setVerticalCellSpacing(SPACING);
    grid.setCellFactory(view -> new PictureCell(images));
    grid.setFocusTraversable(false);
    getChildren().add(grid);
    registerChangeListener(images.contentProperty(), changed -> show());
    images.addEventHandler(KeyEvent.KEY_PRESSED, this::onKey);
    grid.setOnMousePressed(event -> images.requestFocus());
    show();
  }

  @Override
  protected void layoutChildren(double x, double y, double width, double height) {
    double column = (width - SCROLL_BAR) / columns(width);
    grid.setCellWidth(Math.floor(column - 2 * SPACING));
    super.layoutChildren(x, y, width, height);
  }

  void scrollToTop() {
    scrollToRow(0);
  }

  private void show() {
    grid.getItems().setAll(getSkinnable().contentProperty().get().images());
  }

  private void onKey(KeyEvent event) {
    int columns = columns();
    switch (event.getCode()) {
      case LEFT -> move(-1);
      case RIGHT -> move(1);
      case UP -> move(-columns);
      case DOWN -> move(columns);
      case PAGE_UP -> move(-columns * visibleRows());
      case PAGE_DOWN -> move(columns * visibleRows());
      case HOME -> move(-grid.getItems().size());
      case END -> move(grid.getItems().size());
      default -> {
        return;
      }
    }
    event.consume();
  }

  /** Chooses the image so many places on; the first one if none that is shown was chosen. */
  private void move(int places) {
    List<Integer> items = grid.getItems();
    if (items.isEmpty()) {
      return;
    }
    OptionalInt chosen = getSkinnable().chosenProperty().get();
    int from = chosen.isPresent() ? items.indexOf(chosen.getAsInt()) : -1;
    int to = from < 0 ? 0 : Math.max(0, Math.min(items.size() - 1, from + places));
    getSkinnable().chosenProperty().set(OptionalInt.of(items.get(to)));
    scrollToRow(to / columns());
  }

  private int columns() {
    return columns(grid.getWidth());
  }

  private static int columns(double width) {
    return Math.max(1, (int) ((width - SCROLL_BAR) / (LEAST_CELL_WIDTH + 2 * SPACING)));
  }

  private int visibleRows() {
    return Math.max(1, (int) (grid.getHeight() / (CELL_HEIGHT + 2 * SPACING)));
  }

  private void scrollToRow(int row) {
    if (grid.lookup(".virtual-flow") instanceof VirtualFlow<?> flow && flow.getCellCount() > row) {
      flow.scrollTo(row);
    }
  }

  private static final class PictureCell extends GridCell<Integer> {
    private final ImageGrid images;
    private final ImageView picture = new ImageView();
    private final Label title = new Label();
    private final Label detail = new Label();
    private final Label note = new Label();
    // Held here because the property holds it weakly: it outlives cells that the grid drops.
    private final InvalidationListener follow = changed -> showChosen();
    private final VBox box = new VBox(new StackPane(picture), title, detail, note);

    PictureCell(ImageGrid images) {
      this.images = images;
      getStyleClass().add("picture-cell");
      title.getStyleClass().addAll("picture-title", "tabular");
      detail.getStyleClass().addAll("picture-detail", "tabular");
      note.getStyleClass().addAll("picture-note", "tabular");
      box.getStyleClass().add("picture-box");
      picture.setFitWidth(PICTURE_SIZE);
      picture.setFitHeight(PICTURE_SIZE);
      picture.setPreserveRatio(true);
      picture.setSmooth(false);
      setOnMouseClicked(event -> images.chosenProperty().set(OptionalInt.of(getItem())));
      images.chosenProperty().addListener(new WeakInvalidationListener(follow));
    }

    @Override
    protected void updateItem(@Nullable Integer item, boolean empty) {
      super.updateItem(item, empty);
      if (item == null || empty) {
        setGraphic(null);
        setId(null);
      } else {
        ImageGrid.Picture shown = images.contentProperty().get().describe().apply(item);
        picture.setImage(shown.image());
        title.setText(shown.title());
        detail.setText(shown.detail());
        note.setText(shown.note());
        setAccessibleText(shown.title() + ", " + shown.detail() + ", " + shown.note());
        setGraphic(box);
        setId("image-" + item);
      }
      showChosen();
    }

    private void showChosen() {
      OptionalInt chosen = images.chosenProperty().get();
      boolean own = getItem() != null && chosen.equals(OptionalInt.of(getItem()));
      pseudoClassStateChanged(SELECTED, own);
    }
  }
}
