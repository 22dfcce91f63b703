package digitscope.ui.data;

import atlantafx.base.theme.Styles;
import digitscope.explore.SetMap;
import digitscope.ui.control.IconButtons;
import digitscope.ui.control.Messages;
import digitscope.ui.control.help.HelpButton;
import digitscope.ui.control.help.HelpTopic;
import digitscope.ui.control.matrix.MatrixSentences;
import digitscope.ui.data.MapViewModel.Coloring;
import digitscope.ui.data.MapViewModel.Kind;
import digitscope.ui.data.MapViewModel.Shown;
import digitscope.ui.fx.ChosenImages;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.beans.property.ObjectProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Circle;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignL;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;

/** The map with what makes and colors it, its legend, and a sentence that says what it shows. */
final class MapPane extends VBox {
  private static final double DOT = 4;
  private static final double ZOOM = 1.5;

  private final Messages messages = Messages.of("data");
  private final DataViewModel model;
  private final MapViewModel map;
  private final MapCanvas canvas;
  private final Label sentence = new Label();
  private final FlowPane legend = new FlowPane();
  private final HBox progress = new HBox();
  private final Label chosenText = new Label();
  private final HBox chosen = new HBox();
  private final ToggleButton neighbors;
  private final ToggleButton verdict;
  private final LayerBox layers;
  private final Label lassoText = new Label();
  private final HBox lasso = new HBox();
  private final Label problem = new Label();

  MapPane(DataViewModel model) {
    this.model = model;
    this.map = model.map();
    canvas = new MapCanvas(model);
    layers = new LayerBox(map, messages);
    getStyleClass().add("data-map-side");
    sentence.setId("data-map-sentence");
    sentence.getStyleClass().addAll(Styles.TEXT_MUTED, Styles.TEXT_SMALL, "tabular");
    sentence.setWrapText(true);
    sentence.setMinHeight(Region.USE_PREF_SIZE);
    ToggleGroup kinds = new ToggleGroup();
    ToggleButton components = toggle(kinds, map.kindProperty(), Kind.COMPONENTS, "kind");
    neighbors = toggle(kinds, map.kindProperty(), Kind.NEIGHBORS, "kind");
    ToggleGroup colors = new ToggleGroup();
    ToggleButton byClass = toggle(colors, map.coloringProperty(), Coloring.CLASS, "coloring");
    verdict = toggle(colors, map.coloringProperty(), Coloring.VERDICT, "coloring");
    FlowPane tools =
        new FlowPane(
            layers,
            segmented(components, neighbors),
            segmented(byClass, verdict),
            lassoToggle(),
            zooms(),
            new MapMenu(map, messages),
            new HelpButton(HelpTopic.DATA_MAP_PANE));
    tools.getStyleClass().add("data-tools");
    fillProgress();
    fillChosen();
    fillLasso();
    problem.getStyleClass().add("problem");
    problem.setWrapText(true);
    problem.textProperty().bind(map.problemProperty());
    problem.visibleProperty().bind(problem.textProperty().isNotEmpty());
    problem.managedProperty().bind(problem.visibleProperty());
    VBox.setVgrow(canvas, Priority.ALWAYS);
    legend.getStyleClass().add("data-legend");
    ScrollPane legendScroll = new ScrollPane(legend);
    legendScroll.setFitToWidth(true);
    legendScroll.getStyleClass().addAll("edge-to-edge", "data-legend-scroll");
    // As high as its lines, up to what the style sheet allows.
    legendScroll.prefHeightProperty().bind(legend.heightProperty().add(2));
    getChildren().setAll(tools, canvas, problem, lasso, chosen, progress, legendScroll, sentence);
    map.shownProperty().addListener(changed -> show());
    map.coloringProperty().addListener(changed -> showLegend());
    model.galleryProperty().addListener(changed -> showLegend());
    model.queryProperty().addListener(changed -> showLegend());
    model.queryProperty().addListener(changed -> showLasso());
    model.evaluationProperty().addListener(changed -> showEvaluation());
    showEvaluation();
    show();
  }

  private <T extends Enum<T>> ToggleButton toggle(
      ToggleGroup group, ObjectProperty<T> property, T value, String key) {
    ToggleButton button = new ToggleButton(messages.get(key + "." + value));
    button.setId("data-" + key + "-" + value);
    button.setTooltip(new Tooltip(messages.get(key + "." + value + ".help")));
    button.setToggleGroup(group);
    button.setSelected(property.get() == value);
    button.setOnAction(
        event -> {
          property.set(value);
          // What is chosen stays chosen when it is chosen again.
          button.setSelected(true);
        });
    property.addListener((observable, before, now) -> button.setSelected(now == value));
    return button;
  }

  private static Node segmented(ButtonBase left, ButtonBase right) {
    left.getStyleClass().addAll(Styles.LEFT_PILL, Styles.SMALL);
    right.getStyleClass().addAll(Styles.RIGHT_PILL, Styles.SMALL);
    return new HBox(left, right);
  }

  private Node zooms() {
    List<Button> buttons =
        List.of(
            IconButtons.button(
                MaterialDesignP.PLUS, messages.get("zoom.in"), () -> canvas.zoom(ZOOM)),
            IconButtons.button(
                MaterialDesignM.MINUS, messages.get("zoom.out"), () -> canvas.zoom(1 / ZOOM)),
            IconButtons.button(
                MaterialDesignF.FIT_TO_PAGE_OUTLINE, messages.get("zoom.all"), canvas::showAll));
    HBox box = new HBox();
    for (Button button : buttons) {
      button.getStyleClass().addAll(Styles.SMALL, Styles.FLAT);
      box.getChildren().add(button);
    }
    return box;
  }

  private void fillProgress() {
    ProgressBar bar = new ProgressBar();
    bar.progressProperty().bind(map.progressProperty());
    bar.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(bar, Priority.ALWAYS);
    Button cancel = new Button(messages.get("map.cancel"));
    cancel.setId("data-map-cancel");
    cancel.getStyleClass().addAll(Styles.SMALL, Styles.FLAT);
    cancel.setMinWidth(Region.USE_PREF_SIZE);
    cancel.setOnAction(event -> map.cancel());
    progress.getStyleClass().add("data-tool");
    progress.getChildren().setAll(bar, cancel);
    // The first map comes so soon that a bar would only flash.
    progress
        .visibleProperty()
        .bind(map.progressProperty().lessThan(1).and(map.kindProperty().isEqualTo(Kind.NEIGHBORS)));
    progress.managedProperty().bind(progress.visibleProperty());
  }

  /** Says which images stand out, and lets all stand again. */
  private void fillChosen() {
    chosenText.setId("data-map-chosen");
    chosenText.setMinWidth(0);
    chosenText.getStyleClass().addAll(Styles.TEXT_SMALL, "tabular");
    HBox.setHgrow(chosenText, Priority.ALWAYS);
    chosenText.setMaxWidth(Double.MAX_VALUE);
    Button forget =
        IconButtons.button(
            MaterialDesignC.CLOSE, messages.get("map.chosen.forget"), model::forgetChoice);
    forget.setId("data-map-forget");
    forget.getStyleClass().addAll(Styles.SMALL, Styles.FLAT);
    chosen.getStyleClass().add("data-tool");
    chosen.getChildren().setAll(chosenText, forget);
    chosen.managedProperty().bind(chosen.visibleProperty());
    model.highlightedProperty().addListener(changed -> showChosen());
    showChosen();
  }

  private void showChosen() {
    Optional<ChosenImages.Found> found = model.highlightedProperty().get();
    chosen.setVisible(found.isPresent());
    found.ifPresent(
        some ->
            chosenText.setText(
                messages.get(
                    "map.chosen",
                    some.images().size(),
                    new MatrixSentences(classNames()).name(some.choice()),
                    some.step())));
  }

  private ToggleButton lassoToggle() {
    ToggleButton toggle = IconButtons.toggle(MaterialDesignL.LASSO, messages.get("lasso.help"));
    toggle.setId("data-lasso");
    toggle.getStyleClass().addAll(Styles.SMALL, Styles.FLAT);
    canvas.lassoProperty().bind(toggle.selectedProperty());
    return toggle;
  }

  /** Says how many images are caught, and lets them go. */
  private void fillLasso() {
    lassoText.setId("data-lasso-caught");
    lassoText.setMinWidth(0);
    lassoText.getStyleClass().addAll(Styles.TEXT_SMALL, "tabular");
    HBox.setHgrow(lassoText, Priority.ALWAYS);
    lassoText.setMaxWidth(Double.MAX_VALUE);
    Button forget =
        IconButtons.button(MaterialDesignC.CLOSE, messages.get("lasso.forget"), model::forgetLasso);
    forget.setId("data-lasso-forget");
    forget.getStyleClass().addAll(Styles.SMALL, Styles.FLAT);
    lasso.getStyleClass().add("data-tool");
    lasso.getChildren().setAll(lassoText, forget);
    lasso.managedProperty().bind(lasso.visibleProperty());
    showLasso();
  }

  private void showLasso() {
    Optional<Lasso> caught = model.queryProperty().get().lasso();
    lasso.setVisible(caught.isPresent());
    caught.ifPresent(some -> lassoText.setText(messages.get("lasso.caught", some.size())));
  }

  private List<String> classNames() {
    return model.dataProperty().get().map(data -> data.test().classNames()).orElse(List.of());
  }

  private void showEvaluation() {
    boolean known = model.evaluationProperty().get().isPresent();
    verdict.setDisable(!known);
    if (!known) {
      map.coloringProperty().set(Coloring.CLASS);
    }
    show();
  }

  private void show() {
    Optional<Shown> shown = map.shownProperty().get();
    neighbors.setDisable(!map.hasNeighbors());
    sentence.setText(shown.map(this::sentence).orElse(messages.get("map.none")));
    showLegend();
  }

  private String sentence(Shown shown) {
    SetMap points = shown.map();
    int all = points.data().size();
    String part = messages.get("part." + model.queryProperty().get().part() + ".images");
    String which =
        points.size() == all
            ? messages.get("map.whole", all, part)
            : messages.get("map.sample", points.size(), all, part);
    String how =
        points
            .shares()
            .map(shares -> messages.get("map.components", shares.x(), shares.y()))
            .orElse(messages.get("map.neighbors"));
    String step =
        map.coloringProperty().get() == Coloring.VERDICT
            ? model
                .evaluationProperty()
                .get()
                .map(evaluation -> " " + messages.get("map.step", evaluation.step()))
                .orElse("")
            : "";
    String source =
        shown
            .source()
            .map(of -> messages.get("map.layer", layers.name(of.layer()), of.step()) + " ")
            .orElse("");
    return source + which + " " + how + step;
  }

  private void showLegend() {
    legend.getChildren().clear();
    if (map.coloringProperty().get() == Coloring.VERDICT) {
      addEntry(messages.get("verdict.right"), MapLook.verdictColor(true));
      addEntry(messages.get("verdict.wrong"), MapLook.verdictColor(false));
    } else {
      model.galleryProperty().get().ifPresent(this::addClasses);
    }
    map.shownProperty().get().ifPresent(shown -> sentence.setText(sentence(shown)));
  }

  private void addClasses(Gallery gallery) {
    List<String> names = gallery.data().classNames();
    OptionalInt chosen = model.queryProperty().get().label();
    for (int label = 0; label < names.size(); label++) {
      Node entry = addEntry(names.get(label), ClassColors.argb(label, names.size()));
      boolean faint = chosen.isPresent() && chosen.getAsInt() != label;
      if (faint) {
        entry.getStyleClass().add("faint");
      }
      OptionalInt wanted =
          chosen.isPresent() && !faint ? OptionalInt.empty() : OptionalInt.of(label);
      entry.setOnMouseClicked(event -> model.setLabel(wanted));
    }
  }

  private Node addEntry(String name, int argb) {
    Label entry = new Label(name, new Circle(DOT, ClassColors.color(argb)));
    entry.getStyleClass().addAll("data-legend-entry", Styles.TEXT_SMALL);
    legend.getChildren().add(entry);
    return entry;
  }
}
