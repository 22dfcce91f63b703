package digitscope.ui.confusion;

import atlantafx.base.theme.Styles;
import digitscope.ui.confusion.ImageCardViewModel.Place;
import digitscope.ui.control.IconButtons;
import digitscope.ui.control.Messages;
import digitscope.ui.control.help.HelpButton;
import digitscope.ui.control.help.HelpTopic;
import digitscope.ui.fx.ChosenImage;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignU;

/** Which image it is, and the ways to others and out. */
final class CardHeader extends HBox {
  private final Messages messages = Messages.of("card");
  private final ImageCardViewModel model;
  private final Label title = new Label();
  private final Label detail = new Label();
  private final Label position = new Label();
  private final Button before = new Button();
  private final Button previous;
  private final Button next;

  CardHeader(ImageCardViewModel model) {
    this.model = model;
    getStyleClass().add("image-card-header");
    Button back = new Button(messages.get("back"), new FontIcon(MaterialDesignA.ARROW_LEFT));
    back.setId("card-close");
    back.setOnAction(event -> model.close());
    back.setMinWidth(Region.USE_PREF_SIZE);
    before.setId("card-before");
    before.setGraphic(new FontIcon(MaterialDesignU.UNDO_VARIANT));
    before.setOnAction(event -> model.goBack());
    before.managedProperty().bind(before.visibleProperty());
    before.setMinWidth(Region.USE_PREF_SIZE);
    previous =
        IconButtons.button(
            MaterialDesignC.CHEVRON_LEFT, messages.get("previous"), () -> model.step(-1));
    previous.setId("card-previous");
    previous.getStyleClass().add(Styles.LEFT_PILL);
    next =
        IconButtons.button(
            MaterialDesignC.CHEVRON_RIGHT, messages.get("next"), () -> model.step(1));
    next.setId("card-next");
    next.getStyleClass().add(Styles.RIGHT_PILL);
    title.setId("card-title");
    title.getStyleClass().addAll("card-headline", "tabular");
    title.setMinWidth(Region.USE_PREF_SIZE);
    detail.setId("card-detail");
    detail.getStyleClass().addAll(Styles.TEXT_MUTED, "tabular");
    position.getStyleClass().addAll(Styles.TEXT_MUTED, "tabular");
    position.setMinWidth(Region.USE_PREF_SIZE);
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    HBox steps = new HBox(previous, next);
    getChildren()
        .addAll(
            back,
            before,
            title,
            new HelpButton(HelpTopic.IMAGE_CARD),
            detail,
            gap,
            position,
            steps);
    model.imageProperty().addListener(changed -> show());
    model.readingProperty().addListener(changed -> show());
    model.placeProperty().addListener(changed -> showPlace());
    model.beforeProperty().addListener(changed -> showBefore());
    show();
    showPlace();
    showBefore();
  }

  private void show() {
    title.setText(model.imageProperty().get().map(CardImage::source).map(this::nameOf).orElse(""));
    detail.setText(
        model
            .readingProperty()
            .get()
            .map(reading -> messages.get("detail", reading.step()))
            .orElse(""));
  }

  private void showPlace() {
    Optional<Place> place = model.placeProperty().get();
    position.setText(
        place.map(some -> messages.get("place", some.index() + 1, some.size())).orElse(""));
    previous.setDisable(place.filter(some -> some.index() > 0).isEmpty());
    next.setDisable(place.filter(some -> some.index() + 1 < some.size()).isEmpty());
  }

  private void showBefore() {
    Optional<ChosenImage> earlier = model.beforeProperty().get();
    before.setVisible(earlier.isPresent());
    before.setText(earlier.map(this::nameOf).orElse(""));
  }

  private String nameOf(ChosenImage source) {
    return source.accept(new Names());
  }

  private final class Names implements ChosenImage.Visitor<String> {
    @Override
    public String none(ChosenImage.None image) {
      return messages.get("title.drawing");
    }

    @Override
    public String ofTestSet(ChosenImage.OfTestSet image) {
      return messages.get("title.test", image.index());
    }

    @Override
    public String ofTrainingSet(ChosenImage.OfTrainingSet image) {
      return messages.get("title.training", image.index());
    }

    @Override
    public String ofOtherSet(ChosenImage.OfOtherSet image) {
      return messages.get("title.other", image.set(), image.index());
    }

    @Override
    public String drawing(ChosenImage.Drawing image) {
      return messages.get("title.drawing");
    }
  }
}
