package digitscope.ui.network;

import static java.util.stream.Collectors.toSet;

import atlantafx.base.theme.Styles;
import digitscope.config.Shape;
import digitscope.data.ImageFiles;
import digitscope.io.OutputFile;
import digitscope.probe.HealthWarning;
import digitscope.probe.NetworkHealth;
import digitscope.ui.control.EmptyState;
import digitscope.ui.control.LiveScrollPane;
import digitscope.ui.control.Messages;
import digitscope.ui.control.Paper;
import digitscope.ui.control.SidedPane;
import digitscope.ui.control.SvgDrawing;
import digitscope.ui.control.Visibility;
import digitscope.ui.control.help.HelpButton;
import digitscope.ui.control.help.HelpTopic;
import digitscope.ui.control.images.NodeImage;
import digitscope.ui.fx.FileOffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;

/** The whole page: the map of the layers, and the inside of the one that is chosen. */
public final class NetworkPage extends BorderPane {
  private static final double PICTURE_SCALE = 2;

  /** From this width on there is room for what computes each layer. */
  private static final double WITH_BACKEND = 720;

  /** Below this width the inside of a layer stands below the map. */
  private static final double NARROW = 928;

  private final NetworkPageViewModel model;
  private final Messages text = Messages.of("network");
  private final NetworkMap map;
  private final LayerInspector inspector;
  private final HealthPane health;
  private final HealthWords words = new HealthWords();
  private final VBox warnings = new VBox();
  private final VBox pages = new VBox();
  private final VBox card;
  private final LiveScrollPane scroll;
  private final LiveScrollPane side;
  private final ToggleButton healthChoice = new ToggleButton();
  private final SidedPane content = new SidedPane(NARROW);
  private final Node nothing;
  private final Visibility sight = new Visibility(this, this::show);

  public NetworkPage(NetworkPageViewModel model) {
    this.model = model;
    this.map = new NetworkMap(index -> model.selectedProperty().set(OptionalInt.of(index)));
    this.inspector = new LayerInspector(model);
    getStyleClass().addAll("page", "network-view");
    nothing =
        new EmptyState(
            MaterialDesignS.SITEMAP_OUTLINE, text.get("empty.title"), text.get("empty.text"));
    Label problem = new Label();
    problem.getStyleClass().add("problem");
    problem.setWrapText(true);
    problem.textProperty().bind(model.problemProperty());
    problem.visibleProperty().bind(problem.textProperty().isNotEmpty());
    problem.managedProperty().bind(problem.visibleProperty());
    card = new VBox(problem, map);
    card.getStyleClass().addAll("card", "network-card");
    health = new HealthPane(model);
    warnings.setId("network-warnings");
    warnings.getStyleClass().add("health-warnings");
    pages.getStyleClass().add("map-layers");
    pages.getChildren().setAll(warnings, card);
    scroll = new LiveScrollPane(pages);
    scroll.setFitToWidth(true);
    scroll.getStyleClass().add("map-scroll");
    side = new LiveScrollPane(inspector);
    side.setFitToWidth(true);
    side.getStyleClass().addAll("reading-scroll", "network-side");
    content.setTop(toolbar());
    map.backendShownProperty()
        .bind(widthProperty().map(width -> width.doubleValue() >= WITH_BACKEND));
    placeSide();
    model.layersProperty().addListener((property, before, now) -> show());
    model.selectedProperty().addListener((property, before, now) -> showSelected());
    model.healthProperty().addListener((property, before, now) -> showHealth());
    model.shownHealthProperty().addListener((property, before, now) -> showHealth());
    healthChoice.selectedProperty().addListener((property, before, now) -> choose());
    show();
  }

  private Node toolbar() {
    Button measure = new Button(text.get("measure"), new FontIcon("mdi2t-timer-outline"));
    measure.setTooltip(new Tooltip(text.get("measure.tip")));
    measure.setOnAction(event -> model.measure());
    measure.disableProperty().bind(model.busyProperty());
    MenuButton export = new MenuButton();
    export.setId("network-export");
    export.setGraphic(new FontIcon("mdi2d-download-outline"));
    export.setAccessibleText(text.get("export"));
    export.setTooltip(new Tooltip(text.get("export.tip")));
    export.getItems().addAll(item("svg", this::drawing), item("png", this::picture));
    HelpButton help = new HelpButton(HelpTopic.NETWORK_MAP);
    help.topicProperty()
        .bind(
            healthChoice
                .selectedProperty()
                .map(on -> on ? HelpTopic.NETWORK_HEALTH : HelpTopic.NETWORK_MAP));
    ProgressBar progress = new ProgressBar(ProgressBar.INDETERMINATE_PROGRESS);
    progress.getStyleClass().add("filter-progress");
    progress.visibleProperty().bind(model.busyProperty());
    FlowPane bar = new FlowPane(choice(), measure, export, help, progress);
    bar.getStyleClass().add("map-toolbar");
    return bar;
  }

  private Node choice() {
    ToggleButton mapChoice = new ToggleButton(text.get("show.map"));
    mapChoice.setId("show-map");
    mapChoice.getStyleClass().add(Styles.LEFT_PILL);
    mapChoice.setTooltip(new Tooltip(text.get("show.map.tip")));
    healthChoice.setText(text.get("show.health"));
    healthChoice.setId("show-health");
    healthChoice.getStyleClass().add(Styles.RIGHT_PILL);
    healthChoice.setTooltip(new Tooltip(text.get("show.health.tip")));
    ToggleGroup group = new ToggleGroup();
    group.getToggles().setAll(mapChoice, healthChoice);
    group.selectToggle(mapChoice);
    group
        .selectedToggleProperty()
        .addListener(
            (property, before, now) -> {
              if (now == null) {
                group.selectToggle(before);
              }
            });
    return new HBox(mapChoice, healthChoice);
  }

  private void choose() {
    boolean isHealth = healthChoice.isSelected();
    pages.getChildren().setAll(warnings, isHealth ? health : card);
    placeSide();
    showHealth();
  }

  private void placeSide() {
    content.show(scroll, healthChoice.isSelected() ? Optional.empty() : Optional.of(side));
  }

  private void showHealth() {
    if (!sight.isSeen()) {
      return;
    }
    Optional<NetworkHealth> shown = model.shownHealthProperty().get();
    List<HealthWarning> found = model.warnings();
    warnings.getChildren().clear();
    for (HealthWarning warning : found) {
      Label label =
          new Label(
              words.warning(warning, shown.orElseThrow()), new FontIcon("mdi2a-alert-outline"));
      label.setWrapText(true);
      label.getStyleClass().add("health-warning");
      warnings.getChildren().add(label);
    }
    warnings.setVisible(!found.isEmpty());
    warnings.setManaged(!found.isEmpty());
    map.warn(found.stream().map(HealthWarning::layerIndex).collect(toSet()));
    if (healthChoice.isSelected()) {
      health.show();
    }
  }

  private MenuItem item(String id, Supplier<FileOffer.Content> capture) {
    MenuItem item = new MenuItem(text.get("export." + id));
    item.setId("network-" + id);
    item.setOnAction(
        event ->
            model.offer(
                new FileOffer(
                    text.get("export.name"),
                    text.get("export.kind." + id),
                    "." + id,
                    capture.get())));
    return item;
  }

  private FileOffer.Content drawing() {
    String drawing =
        map.whole(() -> SvgDrawing.of(map, text.get("export.title"), Paper.behind(map)));
    return (file, task) -> OutputFile.write(file, drawing);
  }

  private FileOffer.Content picture() {
    NodeImage picture = map.whole(() -> NodeImage.of(map, PICTURE_SCALE, Paper.behind(map)));
    return (file, task) ->
        ImageFiles.writePng(file, picture.width(), picture.height(), picture.argb());
  }

  private void show() {
    if (!sight.isSeen()) {
      return;
    }
    Optional<Shape> input = model.input();
    setCenter(input.isEmpty() ? nothing : content);
    input.ifPresent(shape -> map.show(shape, model.layersProperty().get()));
    showSelected();
    showHealth();
  }

  private void showSelected() {
    map.select(model.selectedProperty().get());
    inspector.show();
  }
}
