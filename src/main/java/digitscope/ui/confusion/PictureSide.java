package digitscope.ui.confusion;

import atlantafx.base.theme.Styles;
import digitscope.data.ImageShape;
import digitscope.probe.Occlusion;
import digitscope.probe.Saliency;
import digitscope.probe.SaliencyMethod;
import digitscope.ui.control.Messages;
import digitscope.ui.control.images.PixelImages;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
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

/** The picture, what is laid over it, and a sentence that says what that is. */
final class PictureSide extends VBox {
  private final Messages messages = Messages.of("card");
  private final ImageCardViewModel model;
  private final CardPicture picture = new CardPicture();
  private final Label low = new Label();
  private final ImageView colors = new ImageView();
  private final Label high = new Label();
  private final HBox legend = new HBox(low, colors, high);
  private final Label sentence = new Label();
  private final Label warning = new Label();

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
    warning.setId("card-warning");
    warning.getStyleClass().addAll("card-warning", "text-small");
    warning.setWrapText(true);
    warning.setMinHeight(Region.USE_PREF_SIZE);
    FlowPane explained = new FlowPane(legend, strengthChoice());
    explained.getStyleClass().add("card-explained");
    Region room = new Region();
    room.getStyleClass().add("card-explanation-room");
    HBox explanation = new HBox(room, sentence);
    getChildren()
        .addAll(picture, overlayChoice(), explained, new ClassChoice(model), explanation, warning);
    model.imageProperty().addListener(changed -> showImage());
    model.readingProperty().addListener(changed -> show());
    model.overlayProperty().addListener(changed -> show());
    ImageQueries inquiries = model.inquiries();
    follow(inquiries.occlusion());
    for (SaliencyMethod method : SaliencyMethod.values()) {
      follow(inquiries.saliency(method));
    }
    showImage();
  }

  private void follow(Answer<?> answer) {
    answer.valueProperty().addListener(changed -> show());
    answer.problemProperty().addListener(changed -> show());
  }

  private FlowPane overlayChoice() {
    FlowPane choice = new FlowPane();
    choice.getStyleClass().add("card-overlays");
    ToggleGroup group = new ToggleGroup();
    for (CardOverlay overlay : CardOverlay.values()) {
      ToggleButton button = new ToggleButton(messages.get("overlay." + overlay));
      button.setId("card-overlay-" + overlay);
      button.setTooltip(new Tooltip(messages.get("overlay." + overlay + ".help")));
      button.getStyleClass().add(Styles.SMALL);
      button.setMinWidth(Region.USE_PREF_SIZE);
      button.setToggleGroup(group);
      button.setSelected(model.overlayProperty().get() == overlay);
      // One is always on, so a click on it must not turn it off.
      button.setOnAction(
          event -> {
            button.setSelected(true);
            model.overlayProperty().set(overlay);
          });
      choice.getChildren().add(button);
    }
    return choice;
  }

  private HBox strengthChoice() {
    Slider strength = new Slider(0, 1, 1);
    strength.setId("card-strength");
    strength.setBlockIncrement(0.1);
    strength.setTooltip(new Tooltip(messages.get("strength.help")));
    strength.setAccessibleText(messages.get("strength.help"));
    strength.getStyleClass().addAll(Styles.SMALL, "card-strength-slider");
    picture.strengthProperty().bind(strength.valueProperty());
    Label caption = new Label(messages.get("strength"));
    caption.getStyleClass().add("card-caption");
    caption.setLabelFor(strength);
    HBox choice = new HBox(caption, strength);
    choice.getStyleClass().add("card-strength");
    choice.visibleProperty().bind(legend.visibleProperty());
    choice.managedProperty().bind(choice.visibleProperty());
    return choice;
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
    picture.lay(null);
    picture.blank(Optional.empty());
    legend.setVisible(false);
    CardOverlay overlay = model.overlayProperty().get();
    warning.setText(overlay == CardOverlay.NONE ? "" : messages.get("warning." + overlay));
    ImageQueries inquiries = model.inquiries();
    if (overlay == CardOverlay.NONE) {
      sentence.setText("");
    } else if (overlay == CardOverlay.OCCLUSION) {
      sentence.setText(
          sentence(inquiries.occlusion(), messages.get("occlusion.awaited"), this::show));
    } else {
      sentence.setText(
          sentence(
              inquiries.saliency(overlay.method().orElseThrow()),
              messages.get("saliency.awaited"),
              found -> found.answer().accept(new Laying(found))));
    }
  }

  private static <T> String sentence(Answer<T> answer, String awaited, Function<T, String> show) {
    return answer.value().map(show).orElseGet(() -> answer.problemProperty().get().orElse(awaited));
  }

  /** Lays over the picture what a method found, and says what that is. */
  private final class Laying implements Saliency.Answer.Visitor<String> {
    private final String name;
    private final long step;

    Laying(Saliency found) {
      this.name = nameOf(found.label());
      this.step = found.step();
    }

    @Override
    public String gradient(Saliency.Gradient found) {
      lay(found.map());
      return messages.get("gradient", name, step);
    }

    @Override
    public String smooth(Saliency.SmoothGradient found) {
      lay(found.map());
      return messages.get("smooth", name, step);
    }

    @Override
    public String occluded(Saliency.Occluded found) {
      lay(found.map());
      return messages.get("occluded", name, found.side(), step);
    }

    @Override
    public String attribution(Saliency.Attribution found) {
      lay(new Saliency.PixelMap(found.height(), found.width(), found.values()));
      double difference = found.logit() - found.baselineLogit();
      return messages.get("gradients", name, found.steps(), found.sum(), difference, step);
    }

    @Override
    public String noConvolution(Saliency.NoConvolution found) {
      return messages.get("heat.noConvolution");
    }

    @Override
    public String heatMap(Saliency.HeatMap map) {
      ImageShape shape = model.imageProperty().get().orElseThrow().shape();
      if (isBlack(map)) {
        return messages.get("heat.nothing", name, map.layerIndex() + 1, map.title(), step);
      }
      picture.lay(Overlays.of(map, shape.height(), shape.width()));
      showLegend(Overlays.heatLegend(), messages.get("legend.nothing"), name);
      return messages.get(
          "heat", name, map.layerIndex() + 1, map.title(), map.height(), map.width(), step);
    }

    private void lay(Saliency.PixelMap map) {
      picture.lay(Overlays.signed(map.values(), map.height(), map.width()));
      showLegend(Overlays.signedLegend(), messages.get("legend.against", name), name);
    }
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
    colors.setImage(scale);
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
