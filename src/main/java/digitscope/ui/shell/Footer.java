package digitscope.ui.shell;

import static java.util.stream.Collectors.joining;

import digitscope.data.DataSplits;
import digitscope.engine.Hardware;
import digitscope.session.Computing;
import digitscope.ui.control.Messages;
import digitscope.ui.fx.BackgroundTasks;
import digitscope.ui.fx.Lens;
import digitscope.ui.fx.TrainingService;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.InvalidationListener;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.concurrent.Task;
import javafx.geometry.Orientation;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Separator;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.util.Duration;
import org.controlsfx.control.StatusBar;
import org.kordamp.ikonli.javafx.FontIcon;

/** The line at the bottom: what runs in the background, on what, and the step that is shown. */
final class Footer extends StatusBar {
  private static final Duration MEMORY_INTERVAL = Duration.seconds(2);
  private static final long MEGABYTE = 1 << 20;

  private final TrainingService training;
  private final Lens lens;
  private final BackgroundTasks tasks;
  private final Messages messages;
  private final Button cancel;

  Footer(TrainingService training, Lens lens, BackgroundTasks tasks, Messages messages) {
    this.training = training;
    this.lens = lens;
    this.tasks = tasks;
    this.messages = messages;
    setId("footer");
    setFocusTraversable(false);
    cancel = new Button(messages.get("footer.cancel"), new FontIcon("mdi2c-close"));
    cancel.setId("footer-cancel");
    cancel.getStyleClass().addAll("small", "flat");
    cancel.setOnAction(event -> tasks.running().get(0).cancel());
    addBackend();
    addItem("data", this::data);
    addItem("shown", this::shownStep);
    addMemory();
    tasks.running().addListener((ListChangeListener<Task<?>>) change -> showTask());
    showTask();
  }

  private void showTask() {
    progressProperty().unbind();
    if (tasks.running().isEmpty()) {
      setText(messages.get("footer.ready"));
      setProgress(0);
      getRightItems().remove(cancel);
    } else {
      Task<?> task = tasks.running().get(0);
      setText(task.getTitle());
      progressProperty().bind(task.progressProperty());
      if (!getRightItems().contains(cancel)) {
        getRightItems().add(0, cancel);
      }
    }
  }

  private void addItem(String key, Supplier<String> text) {
    Label label = label(key);
    InvalidationListener show = changed -> label.setText(text.get());
    training.configProperty().addListener(show);
    training.dataProperty().addListener(show);
    lens.viewProperty().addListener(show);
    show.invalidated(training.configProperty());
  }

  private void addBackend() {
    Label label = label("backend");
    label
        .textProperty()
        .bind(training.computingProperty().map(found -> found.map(this::backend).orElse("")));
    label
        .getTooltip()
        .textProperty()
        .bind(training.computingProperty().map(found -> found.map(this::plan).orElse("")));
  }

  private String backend(Computing found) {
    Hardware hardware = found.hardware();
    return messages.get(
        "footer.backend",
        hardware.backend(),
        hardware.isGpu() ? hardware.device() : messages.get("footer.threads", found.threads()));
  }

  /** The hardware, why it is not that of the run, and what computes each layer. */
  private String plan(Computing found) {
    return Stream.concat(
            Stream.concat(Stream.of(found.hardware().description()), found.note().stream()),
            found.plan().stream()
                .map(row -> messages.get("footer.plan", row.layer(), row.backend(), row.why())))
        .collect(joining("\n"));
  }

  private void addMemory() {
    Label label = label("memory");
    Timeline refresh =
        new Timeline(
            new KeyFrame(Duration.ZERO, event -> label.setText(memory())),
            new KeyFrame(MEMORY_INTERVAL));
    refresh.setCycleCount(Animation.INDEFINITE);
    // Only a footer in a window counts.
    sceneProperty()
        .addListener(
            (observable, old, scene) -> {
              if (scene == null) {
                refresh.stop();
              } else {
                refresh.play();
              }
            });
  }

  private Label label(String key) {
    Label label = new Label();
    label.setId("footer-" + key);
    label.getStyleClass().addAll("footer-item", "tabular");
    label.setMinWidth(Region.USE_PREF_SIZE);
    label.setTooltip(new Tooltip(messages.get("footer." + key + ".help")));
    label.managedProperty().bind(Bindings.isNotEmpty(label.textProperty()));
    Separator separator = new Separator(Orientation.VERTICAL);
    separator.managedProperty().bind(label.managedProperty());
    separator.visibleProperty().bind(label.managedProperty());
    getRightItems().addAll(separator, label);
    return label;
  }

  private String data() {
    Optional<DataSplits> data = training.data();
    return data.map(splits -> messages.get("footer.data", shortName(splits), splits.train().size()))
        .orElse("");
  }

  private static String shortName(DataSplits splits) {
    Path name = Path.of(splits.source()).getFileName();
    return name == null ? splits.source() : name.toString();
  }

  private String shownStep() {
    return lens.view().map(s -> messages.get("footer.shown", s.step())).orElse("");
  }

  private String memory() {
    Runtime runtime = Runtime.getRuntime();
    return messages.get(
        "footer.memory",
        (runtime.totalMemory() - runtime.freeMemory()) / MEGABYTE,
        runtime.maxMemory() / MEGABYTE);
  }
}
