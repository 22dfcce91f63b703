package digitscope.ui.filters;

import digitscope.config.LayerSummary;
import digitscope.probe.FilterPatterns;
import digitscope.probe.FilterPatterns.Pattern;
import digitscope.probe.PatternSettings.Method;
import digitscope.ui.control.ChoiceNames;
import digitscope.ui.control.EmptyState;
import digitscope.ui.control.LayerWords;
import digitscope.ui.control.LiveScrollPane;
import digitscope.ui.control.Messages;
import digitscope.ui.control.help.HelpButton;
import digitscope.ui.control.help.HelpTopic;
import digitscope.ui.control.images.MapGrid;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.controlsfx.control.ToggleSwitch;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignI;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;

/** The whole page: the pattern that excites each filter of a layer most. */
public final class FiltersView extends BorderPane {
  private static final double SMALLEST_TILE = 28;
  private static final double LARGEST_TILE = 168;
  private static final double FIRST_TILE = 84;
  private static final double ENLARGED = 224;

  /** How much of the page's height is given to what filters that are off do, at most. */
  private static final double ABLATION_PART = 0.6;

  private final FiltersViewModel model;
  private final Messages text = Messages.of("filters");
  private final LayerWords layerWords = new LayerWords();
  private final ComboBox<LayerSummary> layers = new ComboBox<>();
  private final ComboBox<Method> methods = new ComboBox<>();
  private final Slider tileSide = new Slider(SMALLEST_TILE, LARGEST_TILE, FIRST_TILE);
  private final MapGrid grid = new MapGrid();
  private final MapGrid enlarged = new MapGrid();
  private final Label enlargedTitle = new Label();
  private final Label enlargedNumbers = new Label();
  private final VBox inspector = new VBox();
  private final ResponsesPane responses;
  private final Label about = new Label();
  private final Label problem = new Label();
  private final FacetsPane facets;
  private final AblationSwitch ablation;
  private final PatternWords words;
  private final BorderPane content = new BorderPane();
  private final Node nothing;
  private boolean following;

  public FiltersView(FiltersViewModel model) {
    this.model = model;
    this.responses = new ResponsesPane(model.responses());
    this.facets = new FacetsPane(model.facets());
    this.ablation = new AblationSwitch(model);
    this.words = new PatternWords(model);
    getStyleClass().addAll("page", "filters-view");
    nothing =
        new EmptyState(MaterialDesignC.CREATION, text.get("empty.title"), text.get("empty.text"));
    grid.tileSideProperty().bind(tileSide.valueProperty());
    grid.setReadoutText(spot -> pattern(spot.tile()).map(this::reading).orElse(""));
    grid.selectedProperty().addListener((property, before, now) -> select(now));
    VBox card = new VBox(aboutLine(), problem, grid);
    card.getStyleClass().addAll("card", "map-card");
    problem.getStyleClass().add("problem");
    problem.setWrapText(true);
    problem.textProperty().bind(model.problemProperty());
    problem.visibleProperty().bind(problem.textProperty().isNotEmpty());
    problem.managedProperty().bind(problem.visibleProperty());
    VBox padded = new VBox(card);
    padded.getStyleClass().add("map-layers");
    LiveScrollPane scroll = new LiveScrollPane(padded);
    scroll.setFitToWidth(true);
    scroll.getStyleClass().add("map-scroll");
    content.setTop(toolbar());
    content.setCenter(scroll);
    content.setRight(inspector());
    content.setBottom(new VBox(new FilmPane(model, words), ablationPane()));
    grid.setAccessibleText(text.get("patterns.accessible"));
    new AblationMenu(model, ablation).showOn(grid);
    model.layersProperty().addListener((property, before, now) -> showLayers());
    model.layerProperty().addListener((property, before, now) -> showLayer());
    model.patternsProperty().addListener((property, before, now) -> showPatterns());
    model.unitProperty().addListener((property, before, now) -> showSelected());
    showLayers();
    showPatterns();
  }

  /** The patterns, which one switches by, stay in sight above it. */
  private Node ablationPane() {
    AblationPane pane = new AblationPane(model);
    LiveScrollPane scroll = new LiveScrollPane(pane);
    scroll.setFitToWidth(true);
    scroll.getStyleClass().add("ablation-scroll");
    scroll.maxHeightProperty().bind(content.heightProperty().multiply(ABLATION_PART));
    scroll.visibleProperty().bind(pane.visibleProperty());
    scroll.managedProperty().bind(scroll.visibleProperty());
    return scroll;
  }

  private Node toolbar() {
    Label label = new Label(text.get("layer"));
    label.setLabelFor(layers);
    layers.setConverter(
        new ChoiceNames<>(
            layer ->
                text.get("layer.name", layer.number(), layerWords.title(layer.spec().title()))));
    layers.getStyleClass().add("layer-box");
    layers.valueProperty().addListener((property, before, now) -> chooseLayer(now));
    Button refresh = new Button(text.get("refresh"), new FontIcon(MaterialDesignR.REFRESH));
    refresh.setTooltip(new Tooltip(text.get("refresh.tip")));
    refresh.setOnAction(event -> model.refresh());
    refresh.disableProperty().bind(model.busyProperty());
    Button cancel = new Button(text.get("cancel"));
    cancel.setTooltip(new Tooltip(text.get("cancel.tip")));
    cancel.setOnAction(event -> model.cancel());
    cancel.visibleProperty().bind(model.busyProperty());
    cancel.managedProperty().bind(cancel.visibleProperty());
    ProgressBar progress = new ProgressBar();
    progress.progressProperty().bind(model.progressProperty());
    progress.getStyleClass().add("filter-progress");
    progress.visibleProperty().bind(model.busyProperty());
    progress.managedProperty().bind(progress.visibleProperty());
    ToggleSwitch live = new ToggleSwitch(text.get("live"));
    live.setTooltip(new Tooltip(text.get("live.tip")));
    live.selectedProperty().bindBidirectional(model.whileTrainingProperty());
    tileSide.setTooltip(new Tooltip(text.get("tile.size")));
    tileSide.setAccessibleText(text.get("tile.size"));
    tileSide.getStyleClass().add("map-size");
    HBox choice = new HBox(label, layers, methods());
    HBox search = new HBox(refresh, cancel, progress);
    HBox look = new HBox(live, film(), tileSide);
    FlowPane bar = new FlowPane(choice, search, look);
    bar.getChildren().forEach(group -> group.getStyleClass().add("map-tools"));
    bar.getStyleClass().add("map-toolbar");
    return bar;
  }

  private Node film() {
    ToggleButton film = new ToggleButton(text.get("film"), new FontIcon("mdi2f-filmstrip"));
    film.setId("film-toggle");
    film.setTooltip(new Tooltip(text.get("film.tip")));
    film.selectedProperty().bindBidirectional(model.film().openProperty());
    return film;
  }

  private Node methods() {
    methods.getItems().setAll(Method.values());
    methods.setConverter(new ChoiceNames<>(method -> text.get("method." + method)));
    methods.setAccessibleText(text.get("method"));
    methods.setTooltip(new Tooltip(text.get("method.tip")));
    methods.getStyleClass().add("method-box");
    methods.valueProperty().bindBidirectional(model.methodProperty());
    return methods;
  }

  private Node aboutLine() {
    about.getStyleClass().addAll("text-muted", "tabular");
    about
        .textProperty()
        .bind(
            Bindings.createStringBinding(
                () -> model.patternsProperty().get().map(this::about).orElseGet(this::awaited),
                model.patternsProperty(),
                model.busyProperty()));
    Label why = new Label(text.get("recipe"), new FontIcon(MaterialDesignI.INFORMATION_OUTLINE));
    why.getStyleClass().addAll("text-muted", "recipe");
    Tooltip recipe = new Tooltip();
    recipe
        .textProperty()
        .bind(
            Bindings.createStringBinding(
                () -> text.get("recipe.tip." + model.methodProperty().get()),
                model.methodProperty()));
    recipe.setWrapText(true);
    recipe.setMaxWidth(440);
    why.setTooltip(recipe);
    Tooltip ratio = new Tooltip(text.get("about.ratio.tip"));
    about.setTooltip(ratio);
    FlowPane line = new FlowPane(about, why, new HelpButton(HelpTopic.PATTERNS));
    line.getStyleClass().add("about-line");
    return line;
  }

  private Node inspector() {
    enlarged.tileSideProperty().set(ENLARGED);
    enlarged.setFocusTraversable(false);
    enlargedTitle.getStyleClass().add("map-inspector-title");
    enlargedNumbers.getStyleClass().addAll("text-small", "tabular");
    enlargedNumbers.setWrapText(true);
    inspector.getStyleClass().addAll("map-side", "map-inspector");
    LiveScrollPane scroll = new LiveScrollPane(inspector);
    scroll.setFitToWidth(true);
    scroll.getStyleClass().add("map-side-scroll");
    return scroll;
  }

  private void showLayers() {
    List<LayerSummary> some = model.layersProperty().get();
    setCenter(some.isEmpty() ? nothing : content);
    following = true;
    layers.getItems().setAll(some);
    following = false;
    showLayer();
  }

  private void showLayer() {
    following = true;
    layers.setValue(model.layerProperty().get().orElse(null));
    following = false;
    showPatterns();
  }

  private void chooseLayer(LayerSummary chosen) {
    if (!following && chosen != null) {
      model.layerProperty().set(Optional.of(chosen));
      model.unitProperty().set(OptionalInt.empty());
    }
  }

  private void showPatterns() {
    Optional<FilterPatterns> patterns = model.patternsProperty().get();
    grid.setTiles(
        patterns
            .map(
                some ->
                    some.patterns().stream()
                        .map(one -> PatternTiles.tile(some, one, words.caption(one)))
                        .toList())
            .orElse(List.of()));
    showSelected();
  }

  private String about(FilterPatterns patterns) {
    String ratio =
        patterns.medianRatio().isPresent()
            ? text.get("about.ratio", patterns.medianRatio().getAsDouble())
            : "";
    return text.get("about", patterns.step(), patterns.patterns().size(), ratio, patterns.dead());
  }

  private String awaited() {
    return model.busyProperty().get() ? text.get("about.awaited") : "";
  }

  private String reading(Pattern pattern) {
    return words.reading(model.patternsProperty().get().orElseThrow(), pattern);
  }

  private Optional<Pattern> pattern(int tile) {
    return model
        .patternsProperty()
        .get()
        .map(FilterPatterns::patterns)
        .filter(all -> tile < all.size())
        .map(all -> all.get(tile));
  }

  private void select(OptionalInt tile) {
    if (tile.isPresent()) {
      pattern(tile.getAsInt())
          .ifPresent(chosen -> model.unitProperty().set(OptionalInt.of(chosen.unit())));
    }
  }

  private void showSelected() {
    OptionalInt unit = model.unitProperty().get();
    grid.selectedProperty().set(unit);
    Optional<Pattern> chosen = unit.isPresent() ? pattern(unit.getAsInt()) : Optional.empty();
    Optional<FilterPatterns> patterns = model.patternsProperty().get();
    if (chosen.isEmpty() || patterns.isEmpty()) {
      Label advice = new Label(text.get("inspector.advice"));
      advice.getStyleClass().addAll("text-muted", "text-small");
      inspector.getChildren().setAll(advice);
      return;
    }
    enlargedTitle.setText(words.title(chosen.get().unit()));
    enlarged.setTiles(List.of(PatternTiles.tile(patterns.get(), chosen.get(), "")));
    enlargedNumbers.setText(reading(chosen.get()));
    facets.setVisible(!chosen.get().dead());
    responses.show();
    inspector
        .getChildren()
        .setAll(
            HelpButton.beside(enlargedTitle, HelpTopic.FILTER_DETAIL),
            enlarged,
            enlargedNumbers,
            facets,
            ablation,
            responses);
  }
}
