package digitscope.ui.features;

import atlantafx.base.theme.Styles;
import digitscope.probe.FeatureMaps;
import digitscope.ui.control.EmptyState;
import digitscope.ui.control.LiveScrollPane;
import digitscope.ui.control.SidedPane;
import digitscope.ui.control.Visibility;
import digitscope.ui.control.help.HelpButton;
import digitscope.ui.control.help.HelpTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignL;

/** The whole page: every layer's maps of the chosen image. */
public final class FeaturesView extends BorderPane {
  private static final double SMALLEST_TILE = 32;
  private static final double LARGEST_TILE = 160;
  private static final double FIRST_TILE = 78;

  /** Below this width what is said of the chosen map stands below the maps. */
  private static final double NARROW = 720;

  private final FeaturesViewModel model;
  private final Readings readings = new Readings();
  private final Visibility sight = new Visibility(this, this::show);
  private final Label step = new Label();
  private final Slider tileSide = new Slider(SMALLEST_TILE, LARGEST_TILE, FIRST_TILE);
  private final VBox layers = new VBox();
  private final LiveScrollPane scroll = new LiveScrollPane(layers);
  private final List<StackSection> sections = new ArrayList<>();
  private final MapInspector inspector = new MapInspector(readings);
  private final LayerIndex index = new LayerIndex(readings, this::openLayer);
  private final LiveScrollPane sideScroll;
  private final LiveScrollPane pictureScroll;
  private final LiveScrollPane computationScroll;
  private final BorderPane mapsPane = new BorderPane();
  private final BorderPane content = new BorderPane();
  private final SidedPane sided = new SidedPane(NARROW);
  private final Node nothing;

  public FeaturesView(FeaturesViewModel model) {
    this.model = model;
    getStyleClass().addAll("page", "features-view");
    nothing =
        new EmptyState(
            MaterialDesignL.LAYERS_OUTLINE,
            readings.get("empty.title"),
            readings.get("empty.text"));
    layers.getStyleClass().add("map-layers");
    scroll.setFitToWidth(true);
    scroll.getStyleClass().add("map-scroll");
    VBox side =
        new VBox(new SubjectPane(model, readings), inspector, new KernelsPane(model, readings));
    side.getStyleClass().add("map-side");
    sideScroll = scrolling(side, "map-side-scroll");
    NetworkReadings pictureReadings = new NetworkReadings(readings);
    pictureScroll =
        scrolling(new NetworkPicture(model, pictureReadings, this::openLayer), "picture-scroll");
    pictureScroll.setFitToHeight(true);
    computationScroll =
        scrolling(new ComputationPane(model, pictureReadings), "computation-scroll");
    mapsPane.setTop(index);
    mapsPane.setCenter(scroll);
    layers.localToSceneTransformProperty().addListener((property, before, now) -> showInView());
    scroll.viewportBoundsProperty().addListener((property, before, now) -> showInView());
    layers.heightProperty().addListener((property, before, now) -> showInView());
    content.setTop(toolbar());
    content.setCenter(sided);
    model.arrangementProperty().addListener((property, before, now) -> arrange());
    model.stacksProperty().addListener((property, before, now) -> showStacks());
    model.mapsProperty().addListener((property, before, now) -> showStep());
    model.commonScaleProperty().addListener((property, before, now) -> showStacks());
    model.selectedProperty().addListener((property, before, now) -> showSelected());
    tileSide.valueProperty().addListener((property, before, now) -> resizeTiles());
    arrange();
    showStacks();
    showStep();
  }

  private static LiveScrollPane scrolling(Node node, String styleClass) {
    LiveScrollPane pane = new LiveScrollPane(node);
    pane.setFitToWidth(true);
    pane.getStyleClass().add(styleClass);
    return pane;
  }

  private void arrange() {
    boolean isPicture = model.arrangementProperty().get() == Arrangement.NETWORK;
    sided.show(
        isPicture ? pictureScroll : mapsPane,
        Optional.of(isPicture ? computationScroll : sideScroll));
    showStacks();
  }

  /** Shows every map of a layer, beginning at the top of the page. */
  private void openLayer(int layerIndex) {
    model.arrangementProperty().set(Arrangement.MAPS);
    applyCss();
    layout();
    sections.stream()
        .filter(section -> section.layerIndex() == layerIndex)
        .findFirst()
        .ifPresent(
            section -> {
              double top = section.getParent().getBoundsInParent().getMinY();
              double hidden = layers.getHeight() - scroll.getViewportBounds().getHeight();
              scroll.setVvalue(hidden <= 0 ? 0 : Math.min(1, top / hidden));
            });
  }

  private Node toolbar() {
    ToggleGroup group = new ToggleGroup();
    ToggleButton layer = scaleButton("scale.layer", Styles.LEFT_PILL, group);
    ToggleButton map = scaleButton("scale.map", Styles.RIGHT_PILL, group);
    group.selectToggle(model.commonScaleProperty().get() ? layer : map);
    group
        .selectedToggleProperty()
        .addListener(
            (property, before, now) -> {
              if (now == null) {
                group.selectToggle(before);
              } else {
                model.commonScaleProperty().set(now == layer);
              }
            });
    tileSide.setTooltip(new Tooltip(readings.get("tile.size")));
    tileSide.setAccessibleText(readings.get("tile.size"));
    tileSide.getStyleClass().addAll(Styles.SMALL, "map-size");
    step.getStyleClass().addAll("text-muted", "tabular");
    tileSide.visibleProperty().bind(model.arrangementProperty().isEqualTo(Arrangement.MAPS));
    tileSide.managedProperty().bind(tileSide.visibleProperty());
    FlowPane bar =
        new FlowPane(
            new ImageChooser(model, readings),
            arrangements(),
            new HBox(layer, map),
            new MapCompareMenu(model, readings),
            tileSide,
            step,
            new HelpButton(HelpTopic.FEATURES));
    bar.getStyleClass().add("map-toolbar");
    return bar;
  }

  private Node arrangements() {
    ToggleGroup group = new ToggleGroup();
    ToggleButton network = scaleButton("arrangement.network", Styles.LEFT_PILL, group);
    ToggleButton maps = scaleButton("arrangement.maps", Styles.RIGHT_PILL, group);
    network.setId("arrange-network");
    maps.setId("arrange-maps");
    model
        .arrangementProperty()
        .subscribe(now -> group.selectToggle(now == Arrangement.NETWORK ? network : maps));
    group
        .selectedToggleProperty()
        .addListener(
            (property, before, now) -> {
              if (now == null) {
                group.selectToggle(before);
              } else {
                model
                    .arrangementProperty()
                    .set(now == network ? Arrangement.NETWORK : Arrangement.MAPS);
              }
            });
    return new HBox(network, maps);
  }

  private ToggleButton scaleButton(String key, String pill, ToggleGroup group) {
    ToggleButton button = new ToggleButton(readings.get(key));
    button.setTooltip(new Tooltip(readings.get(key + ".tip")));
    button.getStyleClass().add(pill);
    button.setToggleGroup(group);
    return button;
  }

  private void show() {
    showStacks();
    showStep();
  }

  private void showStacks() {
    if (!sight.isSeen()) {
      return;
    }
    List<MapStack> stacks = model.stacksProperty().get();
    setCenter(stacks.isEmpty() ? nothing : content);
    if (model.arrangementProperty().get() != Arrangement.MAPS) {
      return;
    }
    index.show(stacks);
    if (fits(stacks)) {
      for (int i = 0; i < sections.size(); i++) {
        sections.get(i).take(stacks.get(i));
      }
      showInView();
    } else {
      rebuild(stacks);
    }
    showSelected();
  }

  /** Most layers are scrolled out of view, and their maps would cost as much as those in view. */
  private void showInView() {
    Bounds view = scroll.localToScene(scroll.getLayoutBounds());
    sections.stream()
        .filter(StackSection::isStale)
        .filter(section -> section.localToScene(section.getLayoutBounds()).intersects(view))
        .forEach(StackSection::show);
  }

  private boolean fits(List<MapStack> stacks) {
    if (stacks.size() != sections.size()) {
      return false;
    }
    for (int i = 0; i < sections.size(); i++) {
      if (!sections.get(i).fits(stacks.get(i))) {
        return false;
      }
    }
    return true;
  }

  private void rebuild(List<MapStack> stacks) {
    sections.clear();
    layers.getChildren().clear();
    VBox card = new VBox();
    int layer = -1;
    for (int i = 0; i < stacks.size(); i++) {
      MapStack stack = stacks.get(i);
      if (stack.layerIndex() != layer) {
        layer = stack.layerIndex();
        Label title = new Label(readings.get("layer", layer + 1, readings.title(stack)));
        title.getStyleClass().add("card-title");
        card = new VBox(HelpButton.behind(title, HelpTopic.LAYER_MAPS));
        card.getStyleClass().addAll("card", "map-card");
        layers.getChildren().add(card);
      }
      StackSection section = new StackSection(model, readings, i, stack);
      sections.add(section);
      card.getChildren().add(section);
    }
    resizeTiles();
  }

  private void resizeTiles() {
    sections.forEach(section -> section.setTileSide(tileSide.getValue()));
  }

  private void showSelected() {
    Optional<MapAddress> selected = model.selectedProperty().get();
    sections.forEach(section -> section.markSelected(selected));
    inspector.show(model.stacksProperty().get(), selected);
  }

  private void showStep() {
    if (!sight.isSeen()) {
      return;
    }
    step.setText(
        model
            .mapsProperty()
            .get()
            .map(FeatureMaps::step)
            .map(at -> readings.get("step", at))
            .orElse(""));
  }
}
