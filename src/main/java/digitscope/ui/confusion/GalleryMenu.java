package digitscope.ui.confusion;

import digitscope.data.Dataset;
import digitscope.ui.confusion.GalleryExport.Pictures;
import digitscope.ui.confusion.GalleryViewModel.Gallery;
import digitscope.ui.control.Choosers;
import digitscope.ui.control.Messages;
import digitscope.ui.control.images.ArgbPixels;
import digitscope.ui.control.images.ImageGrid;
import digitscope.ui.control.images.PixelImages;
import java.io.File;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntConsumer;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/** What can be done with images of the gallery: on their menu, and by keys. */
final class GalleryMenu extends ContextMenu {
  private static final KeyCombination OPEN = new KeyCodeCombination(KeyCode.ENTER);
  private static final KeyCombination ALL =
      new KeyCodeCombination(KeyCode.A, KeyCombination.SHORTCUT_DOWN);
  private static final KeyCombination COPY =
      new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);

  private final Messages messages = Messages.of("confusion");
  private final ConfusionViewModel model;
  private final ImageGrid grid;
  private final MenuItem open = ofChosen("open", image -> model().openCard(image));
  private final MenuItem maps = ofChosen("maps", image -> model().showMaps(image));
  private final MenuItem saliency = ofChosen("saliency", this::showSaliency);
  private final MenuItem similar = ofChosen("similar", this::showSimilar);
  private final MenuItem copy = item("copy", this::copy);
  private final MenuItem png = item("png", this::exportPictures);
  private final MenuItem csv = item("csv", this::exportList);
  private final MenuItem all = item("all", () -> grid().selectAll());

  GalleryMenu(ConfusionViewModel model, ImageGrid grid) {
    this.model = model;
    this.grid = grid;
    setId("gallery-menu");
    getItems()
        .setAll(
            open,
            maps,
            saliency,
            similar,
            new SeparatorMenuItem(),
            copy,
            png,
            csv,
            new SeparatorMenuItem(),
            all);
    setOnShowing(
        event -> {
          showKeys(true);
          showWhatIsPossible();
        });
    setOnHidden(event -> showKeys(false));
    // An evaluation may come, and with it other images, while the menu is open.
    model.galleryProperty().addListener(changed -> showAnewIfOpen());
    grid.selectedProperty().addListener(changed -> showAnewIfOpen());
    // The keys are those of the grid: elsewhere on the page, Ctrl+C may copy something else.
    grid.addEventHandler(KeyEvent.KEY_PRESSED, this::onKey);
  }

  private ConfusionViewModel model() {
    return model;
  }

  private ImageGrid grid() {
    return grid;
  }

  private MenuItem item(String key, Runnable action) {
    MenuItem item = new MenuItem(messages.get("menu." + key));
    item.setId("gallery-menu-" + key);
    item.setOnAction(event -> action.run());
    return item;
  }

  private MenuItem ofChosen(String key, IntConsumer action) {
    return item(key, () -> chosen().ifPresent(action));
  }

  private void showSaliency(int image) {
    model.card().overlayProperty().set(CardOverlay.INTEGRATED_GRADIENTS);
    model.openCard(image);
  }

  private void showSimilar(int image) {
    model.card().neighborsWantedProperty().set(true);
    model.openCard(image);
  }

  /** Keys of the menu would be keys of the whole window, so it has them only while it is open. */
  private void showKeys(boolean isOpen) {
    open.setAccelerator(isOpen ? OPEN : null);
    copy.setAccelerator(isOpen ? COPY : null);
    all.setAccelerator(isOpen ? ALL : null);
  }

  private void showAnewIfOpen() {
    if (isShowing()) {
      showWhatIsPossible();
    }
  }

  private void showWhatIsPossible() {
    int selected = selected().size();
    boolean isNothingChosen = chosen().isEmpty();
    boolean hasNoPicture = selected == 0 || model.testSet().isEmpty();
    open.setDisable(isNothingChosen);
    maps.setDisable(isNothingChosen);
    saliency.setDisable(isNothingChosen);
    similar.setDisable(isNothingChosen);
    copy.setDisable(hasNoPicture);
    png.setDisable(hasNoPicture);
    int shown = gallery().map(some -> some.images().size()).orElse(0);
    csv.setDisable(shown == 0);
    all.setDisable(shown == 0);
    copy.setText(messages.get("menu.copy", selected));
    png.setText(messages.get("menu.png", selected));
    csv.setText(messages.get("menu.csv", shown));
  }

  private Optional<Gallery> gallery() {
    return model.galleryProperty().get();
  }

  private OptionalInt chosen() {
    return grid.chosenProperty().get();
  }

  /** The selected images that are shown, in the order of the gallery. */
  private List<Integer> selected() {
    Set<Integer> selected = grid.selectedProperty().get();
    return gallery()
        .map(some -> some.images().stream().filter(selected::contains).toList())
        .orElse(List.of());
  }

  private void onKey(KeyEvent event) {
    if (COPY.match(event)) {
      copy();
      event.consume();
    }
  }

  private void copy() {
    List<Integer> images = selected();
    Optional<Dataset> set = model.testSet();
    if (!images.isEmpty() && set.isPresent()) {
      model.gallery().export().copy(set.get(), images, GalleryMenu::toClipboard);
    }
  }

  private static void toClipboard(ArgbPixels sheet) {
    ClipboardContent content = new ClipboardContent();
    content.putImage(PixelImages.image(sheet.argb(), sheet.height(), sheet.width()));
    Clipboard.getSystemClipboard().setContent(content);
  }

  private void exportPictures() {
    List<Integer> images = selected();
    Optional<Dataset> set = model.testSet();
    if (images.isEmpty() || set.isEmpty() || gallery().isEmpty()) {
      return;
    }
    Pictures pictures = new Pictures(set.get(), gallery().get(), images, model.classNames());
    GalleryExport export = model.gallery().export();
    if (images.size() == 1) {
      saveAs("png", GalleryExport.fileName(pictures, images.get(0)))
          .ifPresent(file -> export.writePng(set.get(), images.get(0), file.toPath()));
    } else {
      DirectoryChooser chooser = new DirectoryChooser();
      chooser.setTitle(messages.get("export.png.title", images.size()));
      Optional.ofNullable(Choosers.folder(chooser, window()))
          .ifPresent(folder -> export.writePngs(pictures, folder.toPath()));
    }
  }

  private void exportList() {
    gallery()
        .ifPresent(
            shown ->
                saveAs("csv", messages.get("export.csv.name"))
                    .ifPresent(
                        file ->
                            model
                                .gallery()
                                .export()
                                .writeCsv(shown, model.classNames(), file.toPath())));
  }

  private Optional<File> saveAs(String ending, String name) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(messages.get("export." + ending + ".title", 1));
    chooser.setInitialFileName(name);
    chooser
        .getExtensionFilters()
        .add(
            new FileChooser.ExtensionFilter(
                messages.get("export." + ending + ".files"), "*." + ending));
    return Optional.ofNullable(Choosers.save(chooser, window()));
  }

  private Window window() {
    return grid.getScene().getWindow();
  }
}
