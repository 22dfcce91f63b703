package digitscope.ui.setup;

import digitscope.data.Corrected;
import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import digitscope.data.download.KnownSet;
import digitscope.data.source.DataSources;
import digitscope.ui.control.Messages;
import digitscope.ui.control.images.PixelImages;
import digitscope.ui.fx.BackgroundTask;
import digitscope.ui.fx.DataOffer;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** What to train on: where it comes from, how much it is, what it looks like. */
final class DataCard extends VBox {
  private static final int SAMPLE_SIDE = 24;
  private static final double MEGA = 1e6;

  private final SetupViewModel model;
  private final Messages messages;
  private final Label counts = new Label();
  private final CheckBox corrections = new CheckBox();
  private final HBox samples = new HBox();
  private final ProgressBar progress = new ProgressBar();
  private final Label arrived = new Label();
  private final VBox reading = new VBox();
  private final Label problem = new Label();
  private final Button instead = new Button();
  private final Label missing = new Label();
  private final HBox download = new HBox();
  private final AboutSet about;
  private final Button addData;

  DataCard(SetupViewModel model, Messages messages) {
    this.model = model;
    this.messages = messages;
    setId("data-card");
    getStyleClass().add("setup-card");
    about = new AboutSet(messages);
    addData = button("add", "mdi2d-database-plus-outline");
    counts.getStyleClass().addAll("text-small", "text-muted", "tabular");
    counts.setId("data-counts");
    counts.setWrapText(true);
    corrections.setId("data-corrections");
    corrections.setTooltip(new Tooltip(messages.get("data.corrections.help")));
    corrections.setWrapText(true);
    corrections.getStyleClass().addAll("text-small", "tabular");
    corrections.setOnAction(event -> model.useCorrections(corrections.isSelected()));
    samples.getStyleClass().add("data-samples");
    samples.setId("data-samples");
    problem.getStyleClass().add("setting-reason");
    problem.setId("data-problem");
    problem.setWrapText(true);
    problem.setMinHeight(Region.USE_PREF_SIZE);
    SettingsForm form = new SettingsForm(messages);
    form.optional("limit", this::allImages, () -> model.config().limit(), model::setLimit);
    form.refresh();
    fillReading();
    fillDownload();
    fillProblem();
    getChildren()
        .addAll(
            new SourceMenu(model, messages),
            counts,
            corrections,
            samples,
            download,
            reading,
            problem,
            instead,
            about,
            addData,
            form);
    model.setupProperty().addListener((observable, old, setup) -> form.refresh());
    model.setupProperty().addListener((observable, old, setup) -> showChosen());
    model.sources().offersProperty().addListener((observable, old, offers) -> showChosen());
    model.sources().needsDownloadProperty().addListener((observable, old, now) -> showChosen());
    model.dataProperty().addListener((observable, old, data) -> showData(data));
    model.dataProperty().addListener((observable, old, data) -> form.refresh());
    model.runningProperty().addListener((observable, old, now) -> form.refresh());
    model.readingProperty().addListener((observable, old, task) -> showReading(task));
    model.dataProblemProperty().addListener((observable, old, text) -> showProblem(text));
    showChosen();
    showData(model.dataProperty().get());
    showReading(model.readingProperty().get());
    showProblem(model.dataProblemProperty().get());
    model.sources().refresh();
  }

  /** What the button for more data does. */
  void setOnAddData(Runnable deed) {
    addData.setOnAction(event -> deed.run());
  }

  private String allImages() {
    return model
        .dataProperty()
        .get()
        .map(data -> messages.get("limit.all", data.train().size()))
        .orElse(messages.get("limit.none"));
  }

  private Button button(String key, String icon) {
    Button button = new Button(messages.get("data." + key), new FontIcon(icon));
    button.setId("data-" + key);
    button.setTooltip(new Tooltip(messages.get("data." + key + ".help")));
    button.getStyleClass().add("small");
    button.setMaxWidth(Double.MAX_VALUE);
    return button;
  }

  private void fillReading() {
    Button cancel = new Button(messages.get("data.cancel"));
    cancel.setId("data-cancel");
    cancel.getStyleClass().addAll("small", "flat");
    cancel.setOnAction(event -> model.readingProperty().get().ifPresent(BackgroundTask::cancel));
    arrived.setId("data-arrived");
    arrived.getStyleClass().addAll("text-small", "text-muted", "tabular");
    arrived.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(arrived, Priority.ALWAYS);
    HBox line = new HBox(arrived, cancel);
    line.getStyleClass().add("data-reading");
    progress.setMaxWidth(Double.MAX_VALUE);
    reading.getStyleClass().add("data-progress");
    reading.getChildren().setAll(progress, line);
  }

  private void fillDownload() {
    Button begin = new Button(messages.get("data.download"), new FontIcon("mdi2d-download"));
    begin.setId("data-download");
    begin.getStyleClass().addAll("small", "accent");
    begin.setMinWidth(Region.USE_PREF_SIZE);
    begin.setOnAction(event -> model.sources().download());
    missing.setId("data-missing");
    missing.getStyleClass().addAll("text-small", "text-muted", "tabular");
    missing.setWrapText(true);
    missing.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(missing, Priority.ALWAYS);
    download.getStyleClass().add("data-reading");
    download.getChildren().setAll(missing, begin);
  }

  private void fillProblem() {
    instead.setId("data-instead");
    instead.setText(messages.get("data.instead"));
    instead.getStyleClass().add("small");
    instead.setOnAction(event -> model.sources().useBundledDigits());
  }

  /** Offers to do without corrections where there are any, or where they cannot be read. */
  private void showCorrections() {
    boolean isUsed = model.config().corrections();
    Corrected corrected =
        model.dataProperty().get().map(DataSplits::corrected).orElse(Corrected.NOTHING);
    corrections.setSelected(isUsed);
    corrections.setText(
        corrected.equals(Corrected.NOTHING)
            ? messages.get("data.corrections")
            : messages.get(
                "data.corrections.counts",
                corrected.relabelled(),
                corrected.leftOut(),
                corrected.unplaced()));
    setShown(
        corrections,
        !isUsed
            || !corrected.equals(Corrected.NOTHING)
            || model.dataProblemProperty().get().isPresent());
  }

  private void showChosen() {
    showCorrections();
    Optional<KnownSet> known = model.sources().chosen().flatMap(DataOffer::known);
    about.show(known);
    missing.setText(known.map(set -> messages.get("data.missing", megabytes(set))).orElse(""));
    setShown(download, model.sources().needsDownloadProperty().get());
  }

  /** Size of a download in megabytes, at least one. */
  static double megabytes(KnownSet set) {
    return Math.max(1, Math.round(set.downloadSize() / MEGA));
  }

  private void showData(Optional<DataSplits> data) {
    showCorrections();
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
    arrived.textProperty().unbind();
    arrived.setText("");
    task.ifPresent(
        t -> {
          progress.progressProperty().bind(t.progressProperty());
          arrived
              .textProperty()
              .bind(
                  Bindings.createStringBinding(
                      () -> arrived(t), t.workDoneProperty(), t.totalWorkProperty()));
        });
    setShown(reading, task.isPresent());
  }

  /** How much of a download is here; nothing while data is only read. */
  private String arrived(BackgroundTask<?> task) {
    return task.getTotalWork() > MEGA / 1000
        ? messages.get("data.arrived", task.getWorkDone() / MEGA, task.getTotalWork() / MEGA)
        : "";
  }

  private void showProblem(Optional<String> text) {
    showCorrections();
    problem.setText(text.orElse(""));
    setShown(problem, text.isPresent());
    setShown(instead, text.isPresent() && !model.config().data().equals(DataSources.DIGITS));
  }

  private static void setShown(Region region, boolean shown) {
    region.setVisible(shown);
    region.setManaged(shown);
  }
}
