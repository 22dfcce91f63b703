package digitscope.ui.confusion;

import atlantafx.base.theme.Styles;
import digitscope.eval.Evaluation;
import digitscope.ui.confusion.GalleryViewModel.Gallery;
import digitscope.ui.control.Messages;
import digitscope.ui.control.Visibility;
import digitscope.ui.control.images.ImageGrid;
import digitscope.ui.control.matrix.MatrixSentences;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The images of another data set that are chosen in its matrix. */
final class OtherImagesPane extends VBox {
  /** Two longer names would not fit beside each other below a picture. */
  private static final int LONGEST_IN_LINE = 5;

  private static final double SIDE = 84;

  private final Messages messages = Messages.of("evaluate");
  private final Visibility sight = new Visibility(this, this::show);
  private final OtherSetViewModel model;
  private final Label sentence = new Label();
  private final Label none = new Label(messages.get("none"));
  private final ImageGrid grid = new ImageGrid();

  /**
   * @param openCard shows all about the chosen image
   */
  OtherImagesPane(OtherSetViewModel model, Runnable openCard) {
    this.model = model;
    getStyleClass().add("gallery");
    sentence.setId("other-title");
    sentence.getStyleClass().addAll("gallery-title", "tabular");
    sentence.setWrapText(true);
    none.getStyleClass().add(Styles.TEXT_MUTED);
    grid.setId("other-gallery");
    grid.captionedProperty().set(true);
    grid.pictureSideProperty().set(SIDE);
    grid.chosenProperty().addListener((property, before, now) -> now.ifPresent(model::chooseImage));
    grid.onOpenProperty()
        .set(
            image -> {
              model.chooseImage(image);
              openCard.run();
            });
    StackPane images = new StackPane(grid, none);
    VBox.setVgrow(images, Priority.ALWAYS);
    getChildren().addAll(sentence, images);
    model.choiceProperty().addListener(changed -> grid.scrollToTop());
    model.gallery().galleryProperty().addListener(changed -> show());
    show();
  }

  private void show() {
    if (sight.isSeen()) {
      model.gallery().galleryProperty().get().ifPresent(this::show);
    }
  }

  private void show(Gallery gallery) {
    List<String> names = model.classNames();
    boolean isBroken = names.stream().mapToInt(String::length).max().orElse(0) > LONGEST_IN_LINE;
    sentence.setText(
        new MatrixSentences(names).describe(gallery.evaluation().confusion(), gallery.choice()));
    none.setVisible(gallery.images().isEmpty());
    grid.show(
        new ImageGrid.Content(
            gallery.images(),
            List.of(),
            image -> caption(gallery.evaluation(), names, image, isBroken),
            model.gallery().thumbnails(model.images())));
  }

  private ImageGrid.Caption caption(
      Evaluation evaluation, List<String> names, int image, boolean isBroken) {
    return new ImageGrid.Caption(
        messages.get(
            isBroken ? "picture.title.broken" : "picture.title",
            names.get(evaluation.actual(image)),
            names.get(evaluation.predicted(image))),
        messages.get(
            "picture.detail", evaluation.confidence(image), evaluation.rankOfActual(image)),
        messages.get("picture.note", image));
  }
}
