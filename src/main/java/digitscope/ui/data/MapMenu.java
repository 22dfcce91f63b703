package digitscope.ui.data;

import atlantafx.base.theme.Styles;
import digitscope.ui.control.Messages;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;

/** Offers the map of a layer over the stored steps of the run as a file. */
final class MapMenu extends MenuButton {
  MapMenu(MapViewModel map, Messages messages) {
    setId("data-map-export");
    setGraphic(new FontIcon("mdi2d-download-outline"));
    setAccessibleText(messages.get("film.export"));
    setTooltip(new Tooltip(messages.get("film.export.help")));
    setMinWidth(Region.USE_PREF_SIZE);
    getStyleClass().addAll(Styles.SMALL, Styles.FLAT);
    disableProperty().bind(map.filmableProperty().not());
    for (String kind : new String[] {"gif", "png"}) {
      MenuItem item = new MenuItem(messages.get("film.export." + kind));
      item.setId("data-map-export-" + kind);
      item.setOnAction(
          event ->
              map.offerFilm(
                  messages.get(
                      "film.export.name",
                      map.layerProperty().get().map(layer -> layer.number()).orElse(0)),
                  messages.get("film.export.kind." + kind),
                  "." + kind));
      getItems().add(item);
    }
  }
}
