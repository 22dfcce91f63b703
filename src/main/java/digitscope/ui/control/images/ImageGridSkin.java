package digitscope.ui.control.images;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntUnaryOperator;
import javafx.geometry.Bounds;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.SkinBase;
import javafx.scene.control.Tooltip;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Rectangle;

/**
 * Shows an {@link ImageGrid} with as many cells as are in sight. Within a row, scrolling only moves
 * the sheet that all cells are on; when a row has gone, its cells take other images and come back
 * on the other side. So a step costs one row at most, however many images there are.
 */
final class ImageGridSkin extends SkinBase<ImageGrid> {
  private static final double SPACING = 2;
  private static final double HEADING_HEIGHT = 30;
  private static final double LEAST_THUMB = 0.06;
  private static final int NOWHERE = -1;

  /** Making more would be seen as a halt. */
  private static final int MOST_NEW_CELLS = 200;

  private final Pane sight = new Pane();
  private final Pane sheet = new Pane();
  private final ScrollBar bar = new ScrollBar();
  private final List<PictureCell> cells = new ArrayList<>();
  private final List<Label> headings = new ArrayList<>();
  private final Tooltip hint = new Tooltip();
  private ImageGrid.Content content = ImageGrid.Content.NONE;
  private ImageGridLayout layout = new ImageGridLayout(List.of(), 1, 1, 0);
  private int lines = 3;

  /** Place of the upper left cell, with which the sheet begins. */
  private int first;

  /** Whether cells may not show what they ought to. */
  private boolean isStale = true;

  ImageGridSkin(ImageGrid images) {
    super(images);
    bar.setOrientation(Orientation.VERTICAL);
    Rectangle clip = new Rectangle();
    clip.widthProperty().bind(sight.widthProperty());
    clip.heightProperty().bind(sight.heightProperty());
    sight.setClip(clip);
    sight.setManaged(false);
    sheet.setManaged(false);
    sight.getChildren().add(sheet);
    getChildren().setAll(sight, bar);
    registerChangeListener(images.contentProperty(), changed -> show());
    registerChangeListener(images.chosenProperty(), changed -> showChosen());
    registerChangeListener(images.selectedProperty(), changed -> showChosen());
    registerChangeListener(images.pictureSideProperty(), changed -> show());
    registerChangeListener(images.captionedProperty(), changed -> showCaptions());
    registerChangeListener(bar.valueProperty(), changed -> place());
    images.addEventHandler(KeyEvent.KEY_PRESSED, this::onKey);
    images.addEventHandler(ScrollEvent.SCROLL, this::onScroll);
    images.addEventFilter(ContextMenuEvent.CONTEXT_MENU_REQUESTED, this::onMenu);
    sight.addEventFilter(MouseEvent.MOUSE_PRESSED, event -> images.requestFocus());
    showCaptions();
  }

  @Override
  public void dispose() {
    content.thumbnails().setOnArrival(() -> {});
    super.dispose();
  }

  @Override
  protected void layoutChildren(double x, double y, double width, double height) {
    double barWidth = bar.prefWidth(-1);
    bar.resizeRelocate(x + width - barWidth, y, barWidth, height);
    sight.resizeRelocate(x, y, Math.max(0, width - barWidth), height);
    ImageGridLayout before = layout;
    int kept = keptInPlace();
    double offset = kept == NOWHERE ? 0 : before.top(kept) - bar.getValue();
    layout = newLayout();
    int rows = (int) Math.ceil(height / layout.rowHeight()) + 1;
    fill(rows * layout.columns());
    double hidden = Math.max(0, layout.height() - height);
    bar.setMax(hidden);
    bar.setVisible(hidden > 0);
    // The thumb is to the bar what is in sight is to the whole, but never too small to be held.
    bar.setVisibleAmount(hidden * Math.max(LEAST_THUMB, height / (hidden + height)));
    bar.setUnitIncrement(layout.rowHeight());
    bar.setBlockIncrement(height);
    boolean isOtherwise =
        layout.columns() != before.columns() || layout.rowHeight() != before.rowHeight();
    isStale = true;
    scrollTo(isOtherwise && kept != NOWHERE ? layout.top(kept) - offset : bar.getValue());
    place();
  }

  private ImageGridLayout newLayout() {
    boolean isCaptioned = getSkinnable().captionedProperty().get();
    double side = getSkinnable().pictureSideProperty().get();
    double inset = PictureCell.inset(isCaptioned);
    double text = isCaptioned ? lines * PictureCell.LINE_HEIGHT : 0;
    boolean isDivided = !content.sections().isEmpty();
    List<Integer> sizes =
        isDivided
            ? content.sections().stream().map(ImageGrid.Section::size).toList()
            : content.images().isEmpty() ? List.of() : List.of(content.images().size());
    return new ImageGridLayout(
        sizes,
        Math.max(1, (int) (sight.getWidth() / (side + inset + SPACING))),
        Math.rint(side + text + inset + SPACING),
        isDivided ? HEADING_HEIGHT : 0);
  }

  /** The place that stays where it is when rows become longer or shorter: the chosen or first. */
  private int keptInPlace() {
    int shown = Math.min(cells.size(), content.images().size() - first);
    if (shown <= 0 || bar.getValue() == 0) {
      return NOWHERE;
    }
    OptionalInt chosen = getSkinnable().chosenProperty().get();
    int place =
        chosen.isPresent()
            ? content.images().subList(first, first + shown).indexOf(chosen.getAsInt())
            : NOWHERE;
    return first + Math.max(0, place);
  }

  /**
   * Makes this many cells: a part of them now if they are many, and the others in pulses to come.
   */
  private void fill(int wanted) {
    int enough = Math.min(wanted, cells.size() + MOST_NEW_CELLS);
    if (enough < wanted) {
      goOnInNextPulse();
    }
    while (cells.size() < enough) {
      PictureCell cell = new PictureCell(getSkinnable());
      cell.setOnMouseEntered(event -> hint.setText(cell.description()));
      cells.add(cell);
      sheet.getChildren().add(cell);
    }
    while (cells.size() > wanted) {
      sheet.getChildren().remove(cells.remove(cells.size() - 1));
    }
  }

  private void goOnInNextPulse() {
    Scene scene = getSkinnable().getScene();
    if (scene != null) {
      scene.addPostLayoutPulseListener(
          new Runnable() {
            @Override
            public void run() {
              scene.removePostLayoutPulseListener(this);
              getSkinnable().requestLayout();
            }
          });
    }
  }

  void scrollToTop() {
    bar.setValue(0);
  }

  void reveal(int image) {
    int place = content.images().indexOf(image);
    if (place >= 0) {
      // A grid that is new, or shown again, does not know its size before it is laid out.
      getSkinnable().layout();
      revealPlace(place);
    }
  }

  private void show() {
    ImageGrid.Content now = getSkinnable().contentProperty().get();
    content.thumbnails().setOnArrival(() -> {});
    now.thumbnails().setOnArrival(() -> cells.forEach(PictureCell::showPicture));
    content = now;
    if (!now.images().isEmpty()) {
      lines = now.captions().apply(now.images().get(0)).lines().size();
    }
    cells.forEach(PictureCell::forget);
    isStale = true;
    getSkinnable().requestLayout();
  }

  private void showCaptions() {
    if (getSkinnable().captionedProperty().get()) {
      Tooltip.uninstall(sight, hint);
    } else {
      Tooltip.install(sight, hint);
    }
    show();
  }

  private void showChosen() {
    cells.forEach(PictureCell::showChosen);
  }

  /** Moves the sheet, and gives each cell its image and its place if a row has come or gone. */
  private void place() {
    double scroll = bar.getValue();
    int now = layout.firstAt(scroll);
    if (isStale || now != first) {
      first = now;
      isStale = false;
      placeCells();
      askForPictures();
    }
    double origin = content.images().isEmpty() ? 0 : layout.top(now);
    sheet.relocate(0, Math.rint(origin - scroll));
    placeHeadings(now, scroll);
  }

  private void placeCells() {
    List<Integer> images = content.images();
    double step = sight.getWidth() / layout.columns();
    double width = Math.floor(step - SPACING);
    for (int i = first; i < first + cells.size(); i++) {
      PictureCell cell = cells.get(i % cells.size());
      if (i < images.size()) {
        cell.show(OptionalInt.of(images.get(i)));
        // The sheet begins with this row, lest coordinates become larger than floats can tell.
        cell.resizeRelocate(
            Math.floor(layout.column(i) * step),
            layout.top(i) - layout.top(first),
            width,
            layout.rowHeight() - SPACING);
      } else {
        cell.show(OptionalInt.empty());
      }
    }
  }

  /** Asks for what is in sight, then for what will be after a page more, then before. */
  private void askForPictures() {
    List<Integer> missing = new ArrayList<>();
    int page = cells.size();
    addMissing(first, first + page, missing);
    addMissing(first + page, first + 2 * page, missing);
    addMissing(first - page, first, missing);
    content.thumbnails().want(missing);
  }

  private void addMissing(int from, int to, List<Integer> missing) {
    List<Integer> images = content.images();
    for (int i = Math.max(0, from); i < Math.min(to, images.size()); i++) {
      if (content.thumbnails().get(images.get(i)).isEmpty()) {
        missing.add(images.get(i));
      }
    }
  }

  /** Headings stand above their images; that of the upper images stays in sight with them. */
  private void placeHeadings(int place, double scroll) {
    int used = 0;
    if (!content.sections().isEmpty()) {
      int upper = layout.section(place);
      for (int s = upper;
          s < layout.sections() && layout.headingTop(s) < scroll + sight.getHeight();
          s++) {
        double top = layout.headingTop(s) - scroll;
        double next = layout.headingTop(s + 1) - scroll;
        double y = Math.min(Math.max(0, top), next - HEADING_HEIGHT);
        Label heading = heading(used++);
        heading.setText(content.sections().get(s).heading());
        heading.resizeRelocate(0, Math.rint(y), sight.getWidth(), HEADING_HEIGHT);
        heading.setVisible(true);
      }
    }
    headings.subList(used, headings.size()).forEach(unused -> unused.setVisible(false));
  }

  private Label heading(int number) {
    if (number == headings.size()) {
      Label heading = new Label();
      heading.getStyleClass().addAll("image-heading", "tabular");
      heading.setManaged(false);
      headings.add(heading);
      sight.getChildren().add(heading);
    }
    return headings.get(number);
  }

  private void onScroll(ScrollEvent event) {
    if (event.isShortcutDown()) {
      getSkinnable().onMagnifyProperty().get().accept((int) Math.signum(event.getDeltaY()));
    } else {
      scrollTo(bar.getValue() - event.getDeltaY());
    }
    event.consume();
  }

  private void onKey(KeyEvent event) {
    if (event.isAltDown()) {
      return;
    }
    boolean isUsed = event.isShortcutDown() ? onShortcut(event.getCode()) : onPlainKey(event);
    if (isUsed) {
      event.consume();
    }
  }

  private boolean onShortcut(KeyCode code) {
    if (code == KeyCode.A && getSkinnable().multipleProperty().get()) {
      getSkinnable().selectAll();
      return true;
    }
    return false;
  }

  private boolean onPlainKey(KeyEvent event) {
    boolean isShift = event.isShiftDown();
    int page = Math.max(1, (int) (sight.getHeight() / layout.rowHeight()));
    switch (event.getCode()) {
      case LEFT -> move(place -> place - 1, isShift);
      case RIGHT -> move(place -> place + 1, isShift);
      case UP -> move(place -> layout.below(place, -1), isShift);
      case DOWN -> move(place -> layout.below(place, 1), isShift);
      case PAGE_UP -> move(place -> layout.below(place, -page), isShift);
      case PAGE_DOWN -> move(place -> layout.below(place, page), isShift);
      case HOME -> move(place -> 0, isShift);
      case END -> move(place -> content.images().size() - 1, isShift);
      case ENTER -> open();
      // Not every desktop makes a menu event of this key.
      case CONTEXT_MENU -> {
        return showMenu();
      }
      case F10 -> {
        return isShift && showMenu();
      }
      case PLUS, EQUALS, ADD -> getSkinnable().onMagnifyProperty().get().accept(1);
      case MINUS, SUBTRACT -> getSkinnable().onMagnifyProperty().get().accept(-1);
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Chooses the image at another place; the first one if none that is shown was chosen. */
  private void move(IntUnaryOperator other, boolean isShiftDown) {
    if (content.images().isEmpty()) {
      return;
    }
    int last = content.images().size() - 1;
    int from = chosenPlace();
    int to = from < 0 ? 0 : Math.max(0, Math.min(last, other.applyAsInt(from)));
    revealPlace(to);
    getSkinnable().choose(content.images().get(to), isShiftDown, false);
  }

  /** Place of the chosen image; NOWHERE if it is not one of those that are shown. */
  private int chosenPlace() {
    OptionalInt chosen = getSkinnable().chosenProperty().get();
    return chosen.isPresent() ? content.images().indexOf(chosen.getAsInt()) : NOWHERE;
  }

  /** Opens the chosen image, if it is one of those that are shown. */
  private void open() {
    int place = chosenPlace();
    if (place >= 0) {
      getSkinnable().onOpenProperty().get().accept(content.images().get(place));
    }
  }

  /** The menu of the keyboard is about the chosen image, and opens beside it. */
  private void onMenu(ContextMenuEvent event) {
    if (event.isKeyboardTrigger() && showMenu()) {
      event.consume();
    }
  }

  private boolean showMenu() {
    ContextMenu menu = getSkinnable().getContextMenu();
    int place = chosenPlace();
    if (menu == null || place < 0) {
      return false;
    }
    revealPlace(place);
    Node cell = cells.get(place % cells.size());
    Bounds bounds = cell.localToScreen(cell.getLayoutBounds());
    menu.show(getSkinnable(), bounds.getCenterX(), bounds.getCenterY());
    return true;
  }

  /** Scrolls no farther than needed to have a place in sight. */
  private void revealPlace(int place) {
    double top = layout.top(place);
    double lowest = top + layout.rowHeight() - sight.getHeight();
    scrollTo(Math.min(top - layout.headingHeight(), Math.max(lowest, bar.getValue())));
  }

  private void scrollTo(double value) {
    bar.setValue(Math.max(0, Math.min(bar.getMax(), value)));
  }
}
