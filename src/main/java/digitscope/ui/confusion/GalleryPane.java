package digitscope.ui.confusion;

import atlantafx.base.theme.Styles;
import digitscope.data.Dataset;
import digitscope.eval.CellChoice;
import digitscope.eval.Evaluation;
import digitscope.ui.confusion.ConfusionViewModel.Gallery;
import digitscope.ui.control.ImageGrid;
import digitscope.ui.control.MatrixSentences;
import digitscope.ui.control.Messages;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The images of the choice, with a sentence that says what they are. */
final class GalleryPane extends VBox {
  private final Messages messages = Messages.of("confusion");
  private final ConfusionViewModel model;
  private final Label sentence = new Label();
  private final Label none = new Label(messages.get("gallery.none"));
  private final ImageGrid grid = new ImageGrid();
  private Optional<CellChoice> shown = Optional.empty();

  GalleryPane(ConfusionViewModel model) {
    this.model = model;
    getStyleClass().add("gallery");
    sentence.getStyleClass().addAll("gallery-title", "tabular");
    sentence.setId("gallery-title");
    sentence.setWrapText(true);
    none.getStyleClass().add(Styles.TEXT_MUTED);
    grid.setId("gallery");
    grid.chosenProperty().set(model.imageProperty().get());
    grid.chosenProperty().addListener((property, before, now) -> now.ifPresent(model::chooseImage));
    model.imageProperty().addListener((property, before, now) -> grid.chosenProperty().set(now));
    StackPane images = new StackPane(grid, none);
    VBox.setVgrow(images, Priority.ALWAYS);
    getChildren().addAll(sentence, images, new ImageDetail(model));
    model.galleryProperty().addListener(changed -> show());
    sceneProperty().addListener(changed -> show());
  }

  private void show() {
    if (getScene() == null) {
      return; // another page is shown
    }
    Optional<Gallery> gallery = model.galleryProperty().get();
    gallery.ifPresent(this::show);
    none.setVisible(gallery.filter(some -> some.images().isEmpty()).isPresent());
  }

  private void show(Gallery gallery) {
    List<String> names = model.classNames();
    Evaluation evaluation = gallery.evaluation();
    sentence.setText(sentence(gallery, names));
    Optional<Dataset> pictures = model.testSet();
    grid.show(gallery.images(), image -> picture(evaluation, names, pictures, image));
    if (!shown.equals(Optional.of(gallery.choice()))) {
      grid.scrollToTop();
      shown = Optional.of(gallery.choice());
    }
  }

  private String sentence(Gallery gallery, List<String> names) {
    int images = gallery.images().size();
    if (gallery.choice() instanceof CellChoice.Changed changed) {
      return messages.get("changed." + changed.change(), images, changed.sinceStep());
    }
    return gallery.choice() instanceof CellChoice.Mislabelled
        ? messages.get("gallery.mislabelled", images)
        : new MatrixSentences(names).describe(gallery.evaluation().confusion(), gallery.choice());
  }

  private ImageGrid.Picture picture(
      Evaluation evaluation, List<String> names, Optional<Dataset> pictures, int image) {
    return new ImageGrid.Picture(
        Thumbnails.of(pictures, image),
        messages.get(
            "picture.title",
            names.get(evaluation.actual(image)),
            names.get(evaluation.predicted(image))),
        messages.get(
            "picture.detail", evaluation.confidence(image), evaluation.rankOfActual(image)),
        messages.get("picture.note", image));
  }
}
