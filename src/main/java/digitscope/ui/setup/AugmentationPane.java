package digitscope.ui.setup;

import digitscope.config.AugmentationSpec;
import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import digitscope.ui.control.Messages;
import digitscope.ui.control.images.PixelImages;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.TilePane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** How training images are varied: a switch, a slider for each change, and what comes of it. */
final class AugmentationPane extends VBox {
  private static final int SAMPLE_SIDE = 48;
  private static final double HALVES = 2;
  private static final double TENTHS = 10;
  private static final double TWENTIETHS = 20;
  private static final double HUNDREDTHS = 100;

  private final AugmentationViewModel model;
  private final Messages messages;
  private final SettingsForm form;
  private final SettingsForm bounds;
  private final TilePane samples = new TilePane();
  private final VBox details;

  AugmentationPane(AugmentationViewModel model, Messages messages) {
    this.model = model;
    this.messages = messages;
    form = new SettingsForm(messages);
    form.toggle("augmentation", () -> model.onProperty().get(), model::setOn);
    bounds = new SettingsForm(messages);
    bounds.setOnGesture(model::setGesture);
    addBounds();
    samples.setId("augmentation-samples");
    samples.getStyleClass().add("augmentation-samples");
    details = new VBox(bounds, samplesHead(), samples);
    details.getStyleClass().add("settings-form");
    getStyleClass().add("section-content");
    getChildren().addAll(form, details);
    model.samplesProperty().addListener((property, before, now) -> showSamples(now));
    model.onProperty().addListener((property, before, now) -> refresh());
    showSamples(model.samplesProperty().get());
    refresh();
  }

  /** Shows what is in force. */
  void refresh() {
    details.setVisible(model.onProperty().get());
    details.setManaged(model.onProperty().get());
    form.refresh();
    bounds.refresh();
  }

  private void addBounds() {
    String pixels = messages.get("unit.pixels");
    String degrees = messages.get("unit.degrees");
    ValueField.Format<Double> halfPixels = ValueFormats.measure(messages, pixels, 0.5);
    ValueField.Format<Double> tenthPixels = ValueFormats.measure(messages, pixels, 0.1);
    ValueField.Format<Double> angles = ValueFormats.measure(messages, degrees, 1);
    bound("shift", halfPixels, 8, HALVES, AugmentationSpec::shift, this::withShift);
    bound("rotation", angles, 45, 1, AugmentationSpec::rotation, this::withRotation);
    bound("scale", percent(0.9), 0.5, HUNDREDTHS, AugmentationSpec::scale, this::withScale);
    bound("shear", angles, 45, 1, AugmentationSpec::shear, this::withShear);
    bound("elastic", tenthPixels, 3, TENTHS, AugmentationSpec::elastic, this::withElastic);
    bound("erase", percent(1), 1, TWENTIETHS, AugmentationSpec::erase, this::withErase);
  }

  private ValueField.Format<Double> percent(double highest) {
    return ValueFormats.percent(messages, highest);
  }

  private void bound(
      String key,
      ValueField.Format<Double> format,
      double largest,
      double placesPerUnit,
      Function<AugmentationSpec, Double> value,
      BiFunction<AugmentationSpec, Double, AugmentationSpec> changed) {
    bounds.slider(
        key,
        format,
        largest,
        placesPerUnit,
        () -> value.apply(model.bounds()),
        v -> model.setBounds(changed.apply(model.bounds(), v)));
  }

  private AugmentationSpec withShift(AugmentationSpec s, double v) {
    return new AugmentationSpec(v, s.rotation(), s.scale(), s.shear(), s.elastic(), s.erase());
  }

  private AugmentationSpec withRotation(AugmentationSpec s, double v) {
    return new AugmentationSpec(s.shift(), v, s.scale(), s.shear(), s.elastic(), s.erase());
  }

  private AugmentationSpec withScale(AugmentationSpec s, double v) {
    return new AugmentationSpec(s.shift(), s.rotation(), v, s.shear(), s.elastic(), s.erase());
  }

  private AugmentationSpec withShear(AugmentationSpec s, double v) {
    return new AugmentationSpec(s.shift(), s.rotation(), s.scale(), v, s.elastic(), s.erase());
  }

  private AugmentationSpec withElastic(AugmentationSpec s, double v) {
    return new AugmentationSpec(s.shift(), s.rotation(), s.scale(), s.shear(), v, s.erase());
  }

  private AugmentationSpec withErase(AugmentationSpec s, double v) {
    return new AugmentationSpec(s.shift(), s.rotation(), s.scale(), s.shear(), s.elastic(), v);
  }

  private Node samplesHead() {
    Label title = new Label(messages.get("samples.title"));
    title.getStyleClass().addAll("text-small", "text-muted");
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    Button others = new Button(messages.get("samples.others"), new FontIcon("mdi2r-refresh"));
    others.setId("augmentation-others");
    others.getStyleClass().addAll("small", "flat");
    others.setTooltip(new Tooltip(messages.get("samples.others.help")));
    others.setOnAction(event -> model.varyAnew());
    HBox head = new HBox(title, gap, others);
    head.getStyleClass().add("setting-line");
    head.visibleProperty().bind(samples.visibleProperty());
    head.managedProperty().bind(samples.managedProperty());
    return head;
  }

  private void showSamples(Optional<Dataset> varied) {
    samples.getChildren().clear();
    varied.ifPresent(this::addSamples);
    samples.setVisible(varied.isPresent());
    samples.setManaged(varied.isPresent());
  }

  private void addSamples(Dataset varied) {
    ImageShape shape = varied.shape();
    for (int i = 0; i < varied.size(); i++) {
      ImageView view =
          new ImageView(
              PixelImages.picture(
                  varied.image(i), shape.channels(), shape.height(), shape.width()));
      view.setFitHeight(SAMPLE_SIDE);
      view.setFitWidth(SAMPLE_SIDE);
      view.setAccessibleText(varied.classNames().get(varied.label(i)));
      samples.getChildren().add(view);
    }
  }
}
