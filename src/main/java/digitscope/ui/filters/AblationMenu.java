package digitscope.ui.filters;

import digitscope.config.LayerSummary;
import digitscope.ui.control.Messages;
import digitscope.ui.control.images.MapGrid;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.input.ContextMenuEvent;

/** Switches the filter of a tile by a menu of the tile, and strikes out those that are off. */
final class AblationMenu {
  private final Messages text = Messages.of("ablation");
  private final FiltersViewModel filters;
  private final AblationViewModel model;
  private final MenuItem toggle = new MenuItem();
  private final MenuItem rank = new MenuItem(text.get("rank"));
  private final MenuItem undo = new MenuItem(text.get("undo"));
  private final ContextMenu menu = new ContextMenu(toggle, rank, undo);

  AblationMenu(FiltersViewModel filters, AblationSwitch chosen) {
    this.filters = filters;
    this.model = filters.ablation();
    toggle.setId("ablation-menu-toggle");
    toggle.setOnAction(event -> chosen.toggle());
    rank.setOnAction(event -> layer().ifPresent(model::rank));
    rank.disableProperty().bind(model.rankingProperty());
    undo.setOnAction(event -> model.undo());
    undo.disableProperty().bind(model.undoableProperty().not());
  }

  /** Belongs to a grid, whose tiles are the filters of the layer, from now on. */
  void showOn(MapGrid grid) {
    grid.addEventHandler(ContextMenuEvent.CONTEXT_MENU_REQUESTED, event -> show(grid, event));
    model.ablationProperty().addListener(changed -> strikeOut(grid));
    filters.layerProperty().addListener(changed -> strikeOut(grid));
    strikeOut(grid);
  }

  /** The mouse button that asks for the menu has chosen the tile before. */
  private void show(MapGrid grid, ContextMenuEvent event) {
    boolean isOnTile = event.isKeyboardTrigger() || grid.hoveredProperty().get().isPresent();
    Optional<LayerSummary> layer = layer().filter(some -> isOnTile && model.isSwitchable(some));
    if (layer.isPresent() && filters.unitProperty().get().isPresent()) {
      int unit = filters.unitProperty().get().getAsInt();
      boolean isOff = model.factor(layer.get(), unit) == 0;
      toggle.setText(text.get(isOff ? "menu.on" : "menu.off", unit));
      menu.show(grid, event.getScreenX(), event.getScreenY());
      event.consume();
    }
  }

  private void strikeOut(MapGrid grid) {
    grid.setStruckOut(layer().map(this::unitsOff).orElse(Set.of()));
  }

  private Set<Integer> unitsOff(LayerSummary layer) {
    return IntStream.range(0, layer.units())
        .filter(unit -> model.factor(layer, unit) == 0)
        .boxed()
        .collect(Collectors.toSet());
  }

  private Optional<LayerSummary> layer() {
    return filters.layerProperty().get();
  }
}
