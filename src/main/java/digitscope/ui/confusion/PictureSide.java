package digitscope.ui.confusion;

import atlantafx.base.theme.Styles;
import digitscope.data.ImageShape;
import digitscope.probe.Occlusion;
import digitscope.probe.Saliency;
import digitscope.ui.control.Messages;
import digitscope.ui.control.PixelImages;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.controlsfx.control.SegmentedButton;

/** The picture, what is laid over it, and a sentence that says what that is. */
final class PictureSide extends VBox {
  private final Messages messages = Messages.of("card");
  private final ImageCardViewModel model;
  private final CardPicture picture = new CardPicture();
  private final HBox classChoice = new HBox();
  private final ToggleButton forPredicted = new ToggleButton();
  private final ToggleButton forActual = new ToggleButton();
  private final Label low = new Label();
  private final ImageView colours = new ImageView();
  private final Label high = new Label();
  private final HBox legend = new HBox(low, colours, high);
  private final Label sentence = new Label();

  PictureSide(ImageCardViewModel model) {
    this.model = model;
    getStyleClass().add("card-picture-side");
    legend.getStyleClass().add("card-legend");
    legend.setId("card-legend");
    sentence.setId("card-explanation");
    sentence.getStyleClass().addAll("card-explanation", "tabular");
    sentence.setWrapText(true);
    sentence.setMinHeight(Region.USE_PREF_SIZE);
    VBox.setVgrow(picture, Priority.ALWAYS);
    picture.maxHeightProperty().bind(picture.widthProperty()); // what explains it stands below it
    fillClassChoice();
    FlowPane explained = new FlowPane(legend, classChoice);
    explained.getStyleClass().add("card-explained");
    getChildren().addAll(picture, overlayChoice(), explained, sentence);
    model.imageProperty().addListener(changed -> showImage());
    model.readingProperty().addListener(changed -> show());
    model.overlayProperty().addListener(changed -> show());
    model.actualExplainedProperty().addListener(changed -> show());
    ImageInquiries inquiries = model.inquiries();
    List.of(inquiries.saliency(), inquiries.occlusion())
        .forEach(
            answer -> {
              answer.valueProperty().addListener(changed -> show());
              answer.problemProperty().addListener(changed -> show());
            });
    showImage();
  }

  private SegmentedButton overlayChoice() {
    SegmentedButton choice = new SegmentedButton();
    ToggleGroup group = new ToggleGroup();
    choice.setToggleGroup(group);
    for (CardOverlay overlay : CardOverlay.values()) {
      ToggleButton button = new ToggleButton(messages.get("overlay." + overlay));
      button.setId("card-overlay-" + overlay);
      button.setTooltip(new Tooltip(messages.get("overlay." + overlay + ".help")));
      button.getStyleClass().add(Styles.SMALL);
      button.setMinWidth(Region.USE_PREF_SIZE);
      button.setSelected(model.overlayProperty().get() == overlay);
      // One is always on, so a click on it must not turn it off.
      button.setOnAction(
          event -> {
            button.setSelected(true);
            model.overlayProperty().set(overlay);
          });
      choice.getButtons().add(button);
    }
    return choice;
  }

  private void fillClassChoice() {
    SegmentedButton choice = new SegmentedButton(forPredicted, forActual);
    ToggleGroup group = new ToggleGroup();
    choice.setToggleGroup(group);
    forPredicted.setId("card-for-predicted");
    forActual.setId("card-for-actual");
    for (ToggleButton button : List.of(forPredicted, forActual)) {
      button.getStyleClass().add(Styles.SMALL);
      button.setMinWidth(Region.USE_PREF_SIZE);
      button.setOnAction(
          event -> {
            button.setSelected(true);
            model.actualExplainedProperty().set(button == forActual);
          });
    }
    Label caption = new Label(messages.get("explained"));
    caption.getStyleClass().add("card-caption");
    caption.setMinWidth(Region.USE_PREF_SIZE);
    classChoice.getStyleClass().add("card-class-choice");
    classChoice.managedProperty().bind(classChoice.visibleProperty());
    classChoice.getChildren().setAll(caption, choice);
  }

  private void showImage() {
    model
        .imageProperty()
        .get()
        .ifPresent(
            image -> {
              ImageShape shape = image.shape();
              picture.show(
                  Overlays.enlarged(
                      PixelImages.pictureArgb(
                          image.pixels(), shape.channels(), shape.height(), shape.width()),
                      shape.height(),
                      shape.width()),
                  shape);
            });
    show();
  }

  private void show() {
    if (model.imageProperty().get().isEmpty()) {
      return;
    }
    showClassChoice();
    picture.lay(null);
    picture.blank(Optional.empty());
    legend.setVisible(false);
    CardOverlay overlay = model.overlayProperty().get();
    if (overlay == CardOverlay.NONE) {
      sentence.setText("");
    } else if (overlay == CardOverlay.OCCLUSION) {
      sentence.setText(
          sentence(model.inquiries().occlusion(), messages.get("occlusion.awaited"), this::show));
    } else {
      sentence.setText(
          sentence(
              model.inquiries().saliency(),
              messages.get("saliency.awaited"),
              found -> show(found, overlay)));
    }
  }

  private static <T> String sentence(Answer<T> answer, String awaited, Function<T, String> show) {
    return answer.value().map(show).orElseGet(() -> answer.problemProperty().get().orElse(awaited));
  }

  /** Both classes are offered if they differ and something is shown that speaks for one. */
  private void showClassChoice() {
    OptionalInt actual = model.imageProperty().get().map(CardImage::actual).orElseThrow();
    Optional<Reading> reading = model.readingProperty().get();
    CardOverlay overlay = model.overlayProperty().get();
    boolean isOfClass =
        overlay == CardOverlay.INTEGRATED_GRADIENTS || overlay == CardOverlay.GRAD_CAM;
    boolean differ =
        actual.isPresent()
            && reading.filter(some -> some.predicted() != actual.getAsInt()).isPresent();
    classChoice.setVisible(isOfClass && differ);
    if (differ) {
      boolean isActual = model.actualExplainedProperty().get();
      forPredicted.setText(messages.get("explained.predicted", nameOf(reading.get().predicted())));
      forActual.setText(messages.get("explained.actual", nameOf(actual.getAsInt())));
      forPredicted.setSelected(!isActual);
      forActual.setSelected(isActual);
    }
  }

  private String show(Saliency found, CardOverlay overlay) {
    String name = nameOf(found.label());
    if (overlay == CardOverlay.INTEGRATED_GRADIENTS) {
      Saliency.Attribution attribution = found.attribution();
      picture.lay(Overlays.of(attribution));
      showLegend(Overlays.signedLegend(), messages.get("legend.against", name), name);
      return messages.get(
          "gradients",
          name,
          attribution.steps(),
          attribution.sum(),
          attribution.logit() - attribution.baselineLogit(),
          found.step());
    }
    if (found.heatMap().isEmpty()) {
      return messages.get("heat.noConvolution");
    }
    Saliency.HeatMap map = found.heatMap().get();
    ImageShape shape = model.imageProperty().get().orElseThrow().shape();
    if (isBlack(map)) {
      return messages.get("heat.nothing", name, map.layerIndex() + 1, map.title(), found.step());
    }
    picture.lay(Overlays.of(map, shape.height(), shape.width()));
    showLegend(Overlays.heatLegend(), messages.get("legend.nothing"), name);
    return messages.get(
        "heat", name, map.layerIndex() + 1, map.title(), map.height(), map.width(), found.step());
  }

  private static boolean isBlack(Saliency.HeatMap map) {
    for (float value : map.values()) {
      if (value > 0) {
        return false;
      }
    }
    return true;
  }

  private void showLegend(Image scale, String least, String name) {
    colours.setImage(scale);
    low.setText(least);
    high.setText(messages.get("legend.for", name));
    legend.setVisible(true);
  }

  private String show(Occlusion found) {
    String read = nameOf(found.label());
    String spacing =
        found.spacing() == 1 ? "" : " " + messages.get("occlusion.spacing", found.spacing());
    if (found.square().isEmpty()) {
      return messages.get("occlusion.none", read, found.step()) + spacing;
    }
    Occlusion.Square square = found.square().get();
    picture.blank(found.square());
    String words =
        messages.get(
            "occlusion",
            square.size(),
            square.top() + 1,
            square.left() + 1,
            read,
            nameOf(square.label()),
            square.probability());
    String others =
        square.places() == 1
            ? messages.get("occlusion.only", found.step())
            : messages.get("occlusion.several", square.places(), read, found.step());
    return words + " " + others + spacing;
  }

  private String nameOf(int label) {
    List<String> names = model.classNames();
    return label < names.size() ? names.get(label) : String.valueOf(label);
  }
}
