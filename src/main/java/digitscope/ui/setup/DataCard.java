package digitscope.ui.setup;

import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import digitscope.ui.control.Messages;
import digitscope.ui.control.PixelImages;
import digitscope.ui.fx.BackgroundTask;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import org.kordamp.ikonli.javafx.FontIcon;

/** What to train on: where it comes from, how much it is, what it looks like. */
final class DataCard extends VBox {
  private static final int SAMPLE_SIDE = 24;

  private final SetupViewModel model;
  private final Messages messages;
  private final Label source = new Label();
  private final Label counts = new Label();
  private final HBox samples = new HBox();
  private final ProgressBar progress = new ProgressBar();
  private final HBox reading = new HBox();
  private final Label problem = new Label();

  DataCard(SetupViewModel model, Messages messages) {
    this.model = model;
    this.messages = messages;
    setId("data-card");
    getStyleClass().add("setup-card");
    source.getStyleClass().add("data-source");
    source.setId("data-source");
    counts.getStyleClass().addAll("text-small", "text-muted", "tabular");
    counts.setId("data-counts");
    counts.setWrapText(true);
    samples.getStyleClass().add("data-samples");
    samples.setId("data-samples");
    problem.getStyleClass().add("setting-reason");
    problem.setId("data-problem");
    problem.setWrapText(true);
    problem.setMinHeight(Region.USE_PREF_SIZE);
    SettingsForm form = new SettingsForm(messages);
    form.integer("limit", () -> model.config().limit(), model::setLimit);
    fillReading();
    getChildren().addAll(source, counts, samples, reading, problem, buttons(), form);
    model.setupProperty().addListener((observable, old, setup) -> form.refresh());
    model.setupProperty().addListener((observable, old, setup) -> showSource());
    model.dataProperty().addListener((observable, old, data) -> showData(data));
    model.readingProperty().addListener((observable, old, task) -> showReading(task));
    model.dataProblemProperty().addListener((observable, old, text) -> showProblem(text));
    showSource();
    showData(model.dataProperty().get());
    showReading(model.readingProperty().get());
    showProblem(model.dataProblemProperty().get());
  }

  /** Asks for a directory and takes its data. */
  void openDirectory() {
    DirectoryChooser chooser = new DirectoryChooser();
    chooser.setTitle(messages.get("data.choose"));
    File directory = chooser.showDialog(getScene().getWindow());
    if (directory != null) {
      model.useData(directory.toString());
    }
  }

  private HBox buttons() {
    Button digits = new Button(messages.get("data.digits"), new FontIcon("mdi2d-draw"));
    digits.setId("data-digits");
    digits.setTooltip(new Tooltip(messages.get("data.digits.help")));
    digits.setOnAction(event -> model.useData("digits"));
    Button open = new Button(messages.get("data.open"), new FontIcon("mdi2f-folder-open-outline"));
    open.setId("data-open");
    open.setTooltip(new Tooltip(messages.get("data.open.help")));
    open.setOnAction(event -> openDirectory());
    HBox buttons = new HBox(digits, open);
    buttons.getStyleClass().add("setup-buttons");
    for (Button button : new Button[] {digits, open}) {
      button.getStyleClass().add("small");
      button.setMaxWidth(Double.MAX_VALUE);
      HBox.setHgrow(button, Priority.ALWAYS);
    }
    return buttons;
  }

  private void fillReading() {
    Button cancel = new Button(messages.get("data.cancel"));
    cancel.setId("data-cancel");
    cancel.getStyleClass().addAll("small", "flat");
    cancel.setOnAction(event -> model.readingProperty().get().ifPresent(BackgroundTask::cancel));
    progress.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(progress, Priority.ALWAYS);
    reading.getStyleClass().add("data-reading");
    reading.getChildren().setAll(progress, cancel);
  }

  private void showSource() {
    String name = model.config().data();
    if (name.equals("digits")) {
      source.setText(messages.get("data.source.digits"));
      source.setTooltip(new Tooltip(messages.get("data.digits.help")));
    } else {
      Path file = Path.of(name).getFileName();
      source.setText(file == null ? name : file.toString());
      source.setTooltip(new Tooltip(name));
    }
  }

  private void showData(Optional<DataSplits> data) {
    samples.getChildren().clear();
    counts.setText(data.map(this::describe).orElse(""));
    data.ifPresent(splits -> showSamples(splits.train()));
    setShown(counts, data.isPresent());
    setShown(samples, data.isPresent());
  }

  private String describe(DataSplits data) {
    ImageShape shape = data.train().shape();
    return messages.get(
        "data.counts",
        data.train().size(),
        data.test().size(),
        shape.height() + "×" + shape.width(),
        data.train().classes());
  }

  private void showSamples(Dataset images) {
    ImageShape shape = images.shape();
    for (int i : Specimens.ofEachClass(images)) {
      ImageView view =
          new ImageView(
              PixelImages.picture(
                  images.image(i), shape.channels(), shape.height(), shape.width()));
      view.setFitHeight(SAMPLE_SIDE);
      view.setFitWidth(SAMPLE_SIDE);
      view.setAccessibleText(images.classNames().get(images.label(i)));
      samples.getChildren().add(view);
    }
  }

  private void showReading(Optional<BackgroundTask<DataSplits>> task) {
    progress.progressProperty().unbind();
    task.ifPresent(t -> progress.progressProperty().bind(t.progressProperty()));
    setShown(reading, task.isPresent());
  }

  private void showProblem(Optional<String> text) {
    problem.setText(text.orElse(""));
    setShown(problem, text.isPresent());
  }

  private static void setShown(Region region, boolean shown) {
    region.setVisible(shown);
    region.setManaged(shown);
  }
}
