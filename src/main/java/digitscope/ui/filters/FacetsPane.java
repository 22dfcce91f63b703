package digitscope.ui.filters;

import atlantafx.base.theme.Styles;
import digitscope.probe.FilterPatterns;
import digitscope.probe.FilterPatterns.Pattern;
import digitscope.probe.UnitFacets;
import digitscope.ui.control.Messages;
import digitscope.ui.control.images.MapGrid;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignV;

/** Finds the different patterns that excite the chosen unit, and shows them side by side. */
final class FacetsPane extends VBox {
  /** So that four of them fit side by side. */
  private static final double SIDE = 56;

  private final Messages text = Messages.of("filters");
  private final FacetsViewModel model;
  private final MapGrid grid = new MapGrid();
  private final Label sentence = new Label();
  private final Label problem = new Label();

  FacetsPane(FacetsViewModel model) {
    this.model = model;
    getStyleClass().add("unit-facets");
    setId("facets");
    grid.setId("facets-grid");
    grid.setAccessibleText(text.get("facets.accessible"));
    grid.tileSideProperty().set(SIDE);
    grid.setReadoutText(spot -> pattern(spot.tile()).map(this::reading).orElse(""));
    sentence.setId("facets-sentence");
    sentence.getStyleClass().addAll(Styles.TEXT_MUTED, Styles.TEXT_SMALL, "tabular");
    problem.getStyleClass().addAll("problem", Styles.TEXT_SMALL);
    problem.textProperty().bind(model.problemProperty());
    for (Label label : List.of(sentence, problem)) {
      label.setWrapText(true);
      label.setMinHeight(USE_PREF_SIZE);
      label.visibleProperty().bind(label.textProperty().isNotEmpty());
    }
    getChildren().setAll(tools(), problem, grid, sentence);
    for (Node node : List.of(this, grid, problem, sentence)) {
      node.managedProperty().bind(node.visibleProperty());
    }
    model.facetsProperty().addListener(changed -> show());
    show();
  }

  private Node tools() {
    Button find = new Button(text.get("facets"), new FontIcon(MaterialDesignV.VIEW_GRID_OUTLINE));
    find.setId("facets-find");
    find.getStyleClass().add(Styles.SMALL);
    find.setTooltip(new Tooltip(text.get("facets.tip")));
    find.setOnAction(event -> model.find());
    find.disableProperty().bind(model.busyProperty());
    Button cancel = new Button(text.get("cancel"));
    cancel.setId("facets-cancel");
    cancel.getStyleClass().add(Styles.SMALL);
    cancel.setOnAction(event -> model.cancel());
    ProgressBar progress = new ProgressBar();
    progress.progressProperty().bind(model.progressProperty());
    progress.getStyleClass().add("filter-progress");
    for (Node node : List.of(cancel, progress)) {
      node.visibleProperty().bind(model.busyProperty());
      node.managedProperty().bind(node.visibleProperty());
    }
    HBox tools = new HBox(find, progress, cancel);
    tools.getStyleClass().add("unit-facets-tools");
    return tools;
  }

  private void show() {
    Optional<UnitFacets> facets = model.facetsProperty().get();
    grid.setVisible(facets.isPresent());
    grid.setTiles(
        facets
            .map(UnitFacets::patterns)
            .map(
                all ->
                    all.patterns().stream()
                        .map(one -> PatternTiles.tile(all, one, caption(one)))
                        .toList())
            .orElse(List.of()));
    sentence.setText(facets.map(this::sentence).orElse(""));
  }

  private String sentence(UnitFacets facets) {
    long step = facets.patterns().step();
    if (facets.searches() == 1) {
      return text.get("facets.exact", step);
    }
    String said =
        facets.isOne()
            ? text.get("facets.one", facets.searches(), UnitFacets.SHARE, step)
            : text.get(
                "facets.several", facets.patterns().patterns().size(), UnitFacets.SHARE, step);
    boolean isBelow =
        facets.patterns().patterns().stream().anyMatch(one -> one.ratio().orElse(1) < 1);
    return isBelow ? said + " " + text.get("facets.below") : said;
  }

  private String caption(Pattern pattern) {
    String activation = PatternTiles.number(pattern.activation());
    return pattern.ratio().isPresent()
        ? text.get("facets.caption.ratio", activation, pattern.ratio().getAsDouble())
        : activation;
  }

  private String reading(Pattern pattern) {
    String activation = PatternTiles.number(pattern.activation());
    return pattern.ratio().isPresent()
        ? text.get(
            "facets.reading.ratio",
            activation,
            PatternTiles.number(pattern.bestReal().getAsDouble()),
            pattern.ratio().getAsDouble())
        : text.get("facets.reading", activation);
  }

  private Optional<Pattern> pattern(int tile) {
    return model
        .facetsProperty()
        .get()
        .map(UnitFacets::patterns)
        .map(FilterPatterns::patterns)
        .filter(all -> tile < all.size())
        .map(all -> all.get(tile));
  }
}
