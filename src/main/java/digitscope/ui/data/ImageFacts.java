package digitscope.ui.data;

import atlantafx.base.theme.Styles;
import digitscope.data.Dataset;
import digitscope.eval.Evaluation;
import digitscope.explore.ImageOrder;
import digitscope.ui.control.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The chosen image, enlarged, with what is known of it. */
final class ImageFacts extends HBox {
  private static final PseudoClass FILLED = PseudoClass.getPseudoClass("filled");
  private static final double SIDE = 112;

  private final Messages messages = Messages.of("data");
  private final DataViewModel model;
  private final ImageView picture = new ImageView();
  private final Label title = new Label();
  private final GridPane facts = new GridPane();

  ImageFacts(DataViewModel model) {
    this.model = model;
    getStyleClass().add("data-facts");
    picture.setFitWidth(SIDE);
    picture.setFitHeight(SIDE);
    picture.setPreserveRatio(true);
    picture.setSmooth(false);
    title.setId("data-image-title");
    title.getStyleClass().addAll("data-image-title", "tabular");
    title.setWrapText(true);
    facts.getStyleClass().add("image-facts");
    VBox words = new VBox(title, facts);
    words.getStyleClass().add("data-facts-words");
    words.setMinWidth(0);
    HBox.setHgrow(words, Priority.ALWAYS);
    getChildren().setAll(picture, words);
    model.imageProperty().addListener(changed -> show());
    model.galleryProperty().addListener(changed -> show());
    model.evaluationProperty().addListener(changed -> show());
    model.sharedProperty().addListener(changed -> show());
    show();
  }

  private void show() {
    OptionalInt image = model.imageProperty().get();
    Optional<Gallery> gallery = model.galleryProperty().get();
    boolean filled =
        image.isPresent()
            && gallery.isPresent()
            && gallery.get().query().part() == model.queryProperty().get().part();
    pseudoClassStateChanged(FILLED, filled);
    picture.setVisible(filled);
    picture.setManaged(filled);
    facts.getChildren().clear();
    if (filled) {
      show(gallery.get(), image.getAsInt());
    } else {
      title.setText(messages.get(model.sharedProperty().get() ? "image.none" : "image.none.alone"));
    }
  }

  private void show(Gallery gallery, int image) {
    Dataset data = gallery.data();
    picture.setImage(Pictures.of(data, image));
    title.setText(messages.get("image.title." + gallery.query().part(), image));
    List<String> names = data.classNames();
    List<String> words = new ArrayList<>();
    words.add(messages.get("image.class"));
    words.add(names.get(data.label(image)));
    for (ImageOrder measure : List.of(ImageOrder.SIZE, ImageOrder.INK, ImageOrder.DISTANCE)) {
      words.add(messages.get("image." + measure));
      words.add(messages.get("picture." + measure, gallery.summary().measure(measure, image)));
    }
    Optional<Evaluation> evaluation = model.evaluationProperty().get();
    if (evaluation.isPresent()) {
      words.add(messages.get("image.predicted"));
      words.add(
          messages.get(
              "image.predicted.value",
              names.get(evaluation.get().predicted(image)),
              evaluation.get().confidence(image),
              evaluation.get().step()));
    }
    for (int i = 0; i < words.size(); i += 2) {
      Label name = new Label(words.get(i));
      name.getStyleClass().addAll(Styles.TEXT_MUTED, Styles.TEXT_SMALL);
      name.setMinWidth(0);
      Label value = new Label(words.get(i + 1));
      value.getStyleClass().addAll("tabular", Styles.TEXT_SMALL);
      value.setMinWidth(USE_PREF_SIZE);
      facts.addRow(i / 2, name, value);
    }
  }
}
