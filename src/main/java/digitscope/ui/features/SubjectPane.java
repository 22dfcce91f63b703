package digitscope.ui.features;

import digitscope.data.ImageShape;
import digitscope.probe.FeatureMaps;
import digitscope.ui.control.chart.ProbabilityBars;
import digitscope.ui.control.help.HelpButton;
import digitscope.ui.control.help.HelpTopic;
import digitscope.ui.control.images.PixelImages;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The chosen image and its prediction. */
final class SubjectPane extends VBox {
  private static final double SIDE = 84;

  private final FeaturesViewModel model;
  private final Readings readings;
  private final ImageView picture = new ImageView();
  private final Label title = new Label();
  private final Label actual = new Label();
  private final ProbabilityBars bars = new ProbabilityBars();

  SubjectPane(FeaturesViewModel model, Readings readings) {
    this.model = model;
    this.readings = readings;
    getStyleClass().add("subject-pane");
    picture.setFitWidth(SIDE);
    picture.setFitHeight(SIDE);
    picture.setSmooth(false);
    picture.setPreserveRatio(true);
    title.getStyleClass().add("map-inspector-title");
    title.setWrapText(true);
    actual.getStyleClass().addAll("text-muted", "text-small");
    actual.setWrapText(true);
    HBox reading = new HBox(picture, bars);
    reading.getStyleClass().add("subject-reading");
    HBox.setHgrow(bars, Priority.ALWAYS);
    getChildren().setAll(HelpButton.beside(title, HelpTopic.FEATURES_IMAGE), actual, reading);
    model.shownSubjectProperty().addListener((property, before, now) -> showSubject());
    model.mapsProperty().addListener((property, before, now) -> showProbabilities());
    showSubject();
    showProbabilities();
  }

  private void showSubject() {
    List<String> classes = model.classNames();
    bars.classNamesProperty().set(classes);
    ImageShape shape = model.imageShape();
    model
        .shownSubjectProperty()
        .get()
        .ifPresent(
            subject -> {
              picture.setImage(
                  PixelImages.picture(
                      subject.pixels(), shape.channels(), shape.height(), shape.width()));
              title.setText(readings.subject(subject));
              actual.setText(actual(subject, classes));
              bars.actualProperty().set(subject.actual());
            });
  }

  private String actual(InspectedImage subject, List<String> classes) {
    OptionalInt label = subject.actual();
    return label.isPresent()
        ? readings.get("subject.actual", Readings.className(classes, label.getAsInt()))
        : readings.get("subject.actual.unknown");
  }

  private void showProbabilities() {
    Optional<FeatureMaps> maps = model.mapsProperty().get();
    bars.probabilitiesProperty().set(maps.map(FeatureMaps::probabilities).orElse(new float[0]));
  }
}
