package digitscope.ui.confusion;

import atlantafx.base.theme.Styles;
import digitscope.eval.CellChoice;
import digitscope.eval.Evaluation;
import digitscope.eval.EvaluationHistory;
import digitscope.eval.GalleryQuery.Group;
import digitscope.ui.confusion.GalleryViewModel.Gallery;
import digitscope.ui.control.Messages;
import digitscope.ui.control.Visibility;
import digitscope.ui.control.help.HelpButton;
import digitscope.ui.control.help.HelpTopic;
import digitscope.ui.control.images.ImageGrid;
import digitscope.ui.control.matrix.MatrixSentences;
import digitscope.ui.fx.GalleryLook;
import digitscope.ui.fx.GalleryLook.Zoom;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javafx.scene.control.Label;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The images of the choice, with a sentence that says what they are. */
final class GalleryPane extends VBox {
  /** Two longer names would not fit beside each other below a picture of middle size. */
  private static final int LONGEST_IN_LINE = 5;

  private final Messages messages = Messages.of("confusion");
  private final Visibility sight = new Visibility(this, this::show);
  private final ConfusionViewModel model;
  private final Label sentence = new Label();
  private final Label none = new Label();
  private final ImageGrid grid = new ImageGrid();
  private Optional<CellChoice> shown = Optional.empty();

  GalleryPane(ConfusionViewModel model) {
    this.model = model;
    getStyleClass().add("gallery");
    sentence.getStyleClass().addAll("gallery-title", "tabular");
    sentence.setId("gallery-title");
    sentence.setWrapText(true);
    none.getStyleClass().add(Styles.TEXT_MUTED);
    none.setId("gallery-none");
    none.setWrapText(true);
    grid.setId("gallery");
    grid.setAccessibleText(messages.get("tab.images"));
    grid.multipleProperty().set(true);
    grid.chosenProperty().set(model.imageProperty().get());
    grid.chosenProperty().addListener((property, before, now) -> now.ifPresent(model::chooseImage));
    model.imageProperty().addListener((property, before, now) -> grid.chosenProperty().set(now));
    StackPane images = new StackPane(grid, none);
    VBox.setVgrow(images, Priority.ALWAYS);
    getChildren()
        .addAll(
            HelpButton.beside(sentence, HelpTopic.GALLERY),
            new GalleryTools(model.gallery()),
            images,
            new GalleryStatus(model.gallery().export()),
            new ImageDetail(model));
    grid.setContextMenu(new GalleryMenu(model, grid));
    grid.onOpenProperty().set(model::openCard);
    grid.onMagnifyProperty().set(this::zoom);
    model.gallery().lookProperty().addListener(changed -> showZoom());
    model.galleryProperty().addListener(changed -> show());
    showZoom();
    show();
  }

  private void zoom(int steps) {
    GalleryLook look = model.gallery().lookProperty().get();
    model.gallery().lookProperty().set(look.withZoom(look.zoom().plus(steps)));
  }

  private void showZoom() {
    Zoom zoom = model.gallery().lookProperty().get().zoom();
    grid.captionedProperty().set(zoom != Zoom.SMALL);
    grid.pictureSideProperty().set(side(zoom));
  }

  /** Whole multiples of 28, so that the pixels of the commonest images are all of one size. */
  private static double side(Zoom zoom) {
    return switch (zoom) {
      case SMALL -> 28;
      case MEDIUM -> 84;
      case LARGE -> 140;
    };
  }

  private void show() {
    if (!sight.isSeen()) {
      return;
    }
    Optional<Gallery> gallery = model.galleryProperty().get();
    gallery.ifPresent(this::show);
    none.setVisible(gallery.filter(some -> some.images().isEmpty()).isPresent());
  }

  private void show(Gallery gallery) {
    List<String> names = model.classNames();
    sentence.setText(sentence(gallery, names));
    none.setText(
        messages.get(gallery.answer().chosen() == 0 ? "gallery.none" : "gallery.none.filtered"));
    boolean isBroken = names.stream().mapToInt(String::length).max().orElse(0) > LONGEST_IN_LINE;
    grid.show(
        new ImageGrid.Content(
            gallery.images(),
            gallery.answer().groups().stream()
                .map(group -> section(gallery, group, names))
                .toList(),
            image -> caption(gallery, names, image, isBroken),
            model.gallery().thumbnails(model.testSet())));
    if (!shown.equals(Optional.of(gallery.choice()))) {
      grid.scrollToTop();
      shown = Optional.of(gallery.choice());
    }
  }

  private String sentence(Gallery gallery, List<String> names) {
    return gallery.choice().accept(new Sentence(gallery, new MatrixSentences(names)));
  }

  private ImageGrid.Section section(Gallery gallery, Group group, List<String> names) {
    int size = group.images().size();
    String heading =
        messages.get("gallery.group." + gallery.query().grouping(), names.get(group.label()), size);
    return new ImageGrid.Section(heading, size);
  }

  private ImageGrid.Caption caption(
      Gallery gallery, List<String> names, int image, boolean isBroken) {
    Evaluation evaluation = gallery.evaluation();
    return new ImageGrid.Caption(
        messages.get(
            isBroken ? "picture.title.broken" : "picture.title",
            names.get(evaluation.actual(image)),
            names.get(evaluation.predicted(image))),
        detail(gallery, image),
        messages.get("picture.note", image));
  }

  /** How sure the network was, or what the images are sorted by. */
  private String detail(Gallery gallery, int image) {
    Evaluation evaluation = gallery.evaluation();
    return switch (gallery.query().order()) {
      case CHOICE, CONFIDENCE, INDEX ->
          messages.get(
              "picture.detail", evaluation.confidence(image), evaluation.rankOfActual(image));
      case LOSS -> messages.get("picture.detail.loss", evaluation.loss(image));
      case MARGIN -> messages.get("picture.detail.margin", evaluation.margin(image));
      case LEARNED -> learned(gallery.history(), image);
    };
  }

  private String learned(EvaluationHistory history, int image) {
    OptionalLong step = history.learnedAt(image);
    return step.isPresent()
        ? messages.get("picture.detail.learned", step.getAsLong())
        : messages.get("picture.detail.unlearned");
  }

  /** Says of what is chosen how many images it is. */
  private final class Sentence implements CellChoice.Visitor<String> {
    private final Gallery gallery;
    private final MatrixSentences sentences;

    Sentence(Gallery gallery, MatrixSentences sentences) {
      this.gallery = gallery;
      this.sentences = sentences;
    }

    @Override
    public String cell(CellChoice.Cell choice) {
      return ofMatrix(choice);
    }

    @Override
    public String falseNegatives(CellChoice.FalseNegatives choice) {
      return ofMatrix(choice);
    }

    @Override
    public String falsePositives(CellChoice.FalsePositives choice) {
      return ofMatrix(choice);
    }

    @Override
    public String cells(CellChoice.Cells choice) {
      return ofMatrix(choice);
    }

    @Override
    public String allErrors(CellChoice.AllErrors choice) {
      return ofMatrix(choice);
    }

    @Override
    public String changed(CellChoice.Changed choice) {
      return messages.get(
          "changed." + choice.change(),
          gallery.answer().chosen(),
          choice.sinceStep(),
          model.comparison().nameOfStep(choice.sinceStep()));
    }

    @Override
    public String mislabeled(CellChoice.Mislabeled choice) {
      return messages.get("gallery.mislabeled", gallery.answer().chosen());
    }

    private String ofMatrix(CellChoice choice) {
      return sentences.describe(gallery.evaluation().confusion(), choice);
    }
  }
}
