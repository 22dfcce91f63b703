package digitscope.ui.dataimport;

import digitscope.data.ImageShape;
import digitscope.ui.control.Choosers;
import digitscope.ui.control.EmptyState;
import digitscope.ui.control.Messages;
import digitscope.ui.control.images.ArgbPixels;
import digitscope.ui.control.images.ImageGrid;
import digitscope.ui.control.images.PixelImages;
import digitscope.ui.control.images.ThumbnailCache;
import digitscope.ui.fx.BackgroundTask;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignI;

/** Asks for a file or folder, shows what its pictures become, and imports them. */
public final class ImportView extends BorderPane {
  private static final Map<String, String> ICONS =
      Map.of(
          "folder", "mdi2f-folder-image",
          "csv", "mdi2f-file-delimited-outline",
          "import", "mdi2t-tray-arrow-down",
          "cancel", "mdi2c-close");

  private final ImportViewModel model;
  private final Messages messages = Messages.of("dataimport");
  private final Label source = new Label();
  private final VBox findings = new VBox();
  private final ImageGrid grid = new ImageGrid();
  private final ListView<String> problems = new ListView<>();
  private final Label status = new Label();
  private final ProgressBar progress = new ProgressBar();

  public ImportView(ImportViewModel model) {
    this.model = model;
    setId("import-view");
    getStyleClass().add("import-view");
    findings.getStyleClass().add("import-findings");
    findings.setId("import-findings");
    problems.getStyleClass().add("import-problems");
    problems.setId("import-problems");
    problems.accessibleTextProperty().bind(status.textProperty());
    grid.setId("import-preview");
    grid.setAccessibleText(messages.get("preview"));
    Node header = header();
    Node left = choices();
    Node start = start();
    Node empty = empty();
    setTop(header);
    setLeft(left);
    setCenter(new StackPane(grid, empty));
    setBottom(footer(start));
    // Nothing stands there disabled before there is something to choose.
    var isOpen =
        Bindings.createBooleanBinding(
            () -> model.openedProperty().get().isPresent(), model.openedProperty());
    for (Node node : List.of(header, left, start, grid)) {
      node.visibleProperty().bind(isOpen);
      node.managedProperty().bind(isOpen);
    }
    empty.visibleProperty().bind(isOpen.not());
    model.openedProperty().addListener((property, before, now) -> showOpened(now));
    model.choicesProperty().addListener((property, before, now) -> showFindings());
    model.previewProperty().addListener((property, before, now) -> showPreview(now));
    model.outcomeProperty().addListener((property, before, now) -> showMessage());
    model.workProperty().addListener((property, before, now) -> showWork(now));
    model.problemProperty().addListener((property, before, now) -> showMessage());
    showOpened(model.openedProperty().get());
    showPreview(model.previewProperty().get());
    showWork(model.workProperty().get());
  }

  private Node header() {
    source.getStyleClass().add("import-source");
    source.setId("import-source");
    source.setMinWidth(0);
    source.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(source, Priority.ALWAYS);
    HBox header = new HBox(source, button("folder", this::chooseFolder), csvButton());
    header.getStyleClass().add("import-header");
    return header;
  }

  private Node choices() {
    ScrollPane left = new ScrollPane(new VBox(new ChoicesForm(model, messages), findings));
    left.getStyleClass().add("import-left");
    left.setFitToWidth(true);
    left.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    return left;
  }

  /** What can be imported, and where to begin. */
  private Node empty() {
    Button folder = button("folder", this::chooseFolder);
    folder.setId("import-first-folder");
    folder.getStyleClass().add("accent");
    Button csv = csvButton();
    csv.setId("import-first-csv");
    HBox buttons = new HBox(folder, csv);
    buttons.getStyleClass().add("import-first");
    EmptyState state =
        new EmptyState(
            MaterialDesignI.IMAGE_MULTIPLE_OUTLINE,
            messages.get("empty.title"),
            messages.get("empty.text"));
    state.getChildren().add(buttons);
    return state;
  }

  private Button csvButton() {
    return button("csv", this::chooseCsv);
  }

  private Button button(String key, Runnable action) {
    Button button = new Button(messages.get(key), new FontIcon(ICONS.get(key)));
    button.setId("import-" + key);
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setOnAction(event -> action.run());
    return button;
  }

  private void chooseFolder() {
    DirectoryChooser chooser = new DirectoryChooser();
    chooser.setTitle(messages.get("folder.choose"));
    Optional.ofNullable(Choosers.folder(chooser, getScene().getWindow()))
        .map(File::toPath)
        .ifPresent(model::open);
  }

  private void chooseCsv() {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(messages.get("csv.choose"));
    chooser
        .getExtensionFilters()
        .setAll(
            new FileChooser.ExtensionFilter(messages.get("csv.files"), "*.csv", "*.tsv", "*.txt"));
    Optional.ofNullable(Choosers.open(chooser, getScene().getWindow()))
        .map(File::toPath)
        .ifPresent(model::open);
  }

  private Button start() {
    Button start = button("import", model::importAll);
    start.setDefaultButton(true);
    start
        .disableProperty()
        .bind(
            Bindings.createBooleanBinding(
                () ->
                    model.previewProperty().get().isEmpty()
                        || model.workProperty().get().isPresent()
                        || model.outcomeProperty().get().isPresent()
                        || model.nameProperty().get().isBlank(),
                model.previewProperty(),
                model.workProperty(),
                model.outcomeProperty(),
                model.nameProperty()));
    return start;
  }

  private Node footer(Node start) {
    status.setWrapText(true);
    status.setMinHeight(Region.USE_PREF_SIZE);
    status.setId("import-status");
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    Button cancel = button("cancel", model::cancel);
    cancel.visibleProperty().bind(progress.visibleProperty());
    HBox row = new HBox(progress, cancel, space, start);
    row.getStyleClass().add("import-header");
    VBox footer = new VBox(status, problems, row);
    footer.getStyleClass().add("import-footer");
    return footer;
  }

  private void showOpened(Optional<ImportViewModel.Opened> opened) {
    source.setText(opened.map(some -> some.images().name()).orElse(""));
    showFindings();
    showMessage();
  }

  private void showFindings() {
    List<Label> labels = new ArrayList<>();
    for (String sentence : model.findings()) {
      Label label = new Label(sentence);
      label.setWrapText(true);
      label.getStyleClass().addAll("text-muted", "text-small");
      labels.add(label);
    }
    findings.getChildren().setAll(labels);
  }

  private void showPreview(Optional<Preview> preview) {
    if (preview.isEmpty()) {
      grid.show(ImageGrid.Content.NONE);
      return;
    }
    List<Preview.Sample> samples = preview.get().samples();
    ImageShape shape = preview.get().shape();
    grid.show(
        new ImageGrid.Content(
            IntStream.range(0, samples.size()).boxed().toList(),
            List.of(),
            index -> caption(samples.get(index)),
            ThumbnailCache.ofPicturesAtHand(index -> pixels(samples.get(index), shape))));
  }

  private static ArgbPixels pixels(Preview.Sample sample, ImageShape shape) {
    return new ArgbPixels(
        PixelImages.pictureArgb(sample.image(), shape.channels(), shape.height(), shape.width()),
        shape.height(),
        shape.width());
  }

  private ImageGrid.Caption caption(Preview.Sample sample) {
    ImageShape from = sample.from();
    return new ImageGrid.Caption(
        sample.className(), messages.get("picture.from", from.height(), from.width()), "");
  }

  /** What went wrong; else what was imported; else what cannot be. */
  private void showMessage() {
    String problem = model.problemProperty().get();
    Optional<ImportViewModel.Outcome> done = model.outcomeProperty().get();
    List<String> unreadable =
        model.openedProperty().get().map(some -> some.survey().unreadable()).orElse(List.of());
    if (!problem.isEmpty()) {
      show(problem, List.of());
      status.getStyleClass().add("problem");
    } else if (done.isPresent()) {
      int train = done.get().splits().train().size();
      int test = done.get().splits().test().size();
      String name = done.get().name();
      show(messages.get("done", name, train, test, done.get().skipped()), done.get().problems());
    } else {
      show(unreadable.isEmpty() ? "" : messages.get("unreadable", unreadable.size()), unreadable);
    }
  }

  private void showWork(Optional<BackgroundTask<?>> work) {
    progress.progressProperty().unbind();
    work.ifPresent(task -> progress.progressProperty().bind(task.progressProperty()));
    progress.setVisible(work.isPresent());
  }

  private void show(String text, List<String> sentences) {
    status.getStyleClass().remove("problem");
    status.setText(text);
    show(status, !text.isEmpty());
    problems.getItems().setAll(sentences);
    show(problems, !sentences.isEmpty());
  }

  private static void show(Node node, boolean shown) {
    node.setVisible(shown);
    node.setManaged(shown);
  }
}
