package digitscope.ui.filters;

import atlantafx.base.theme.Styles;
import digitscope.data.Film;
import digitscope.data.FilmFiles;
import digitscope.probe.FilterPatterns;
import digitscope.session.PatternFilm;
import digitscope.ui.control.Messages;
import digitscope.ui.fx.FileOffer;
import digitscope.ui.fx.TaskProgress;
import java.util.List;
import java.util.stream.IntStream;
import javafx.beans.binding.Bindings;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;

/** Offers the moments of a film that were found as files. */
final class FilmMenu extends MenuButton {
  private final Messages text = Messages.of("filters");
  private final FiltersViewModel filters;

  FilmMenu(FiltersViewModel filters) {
    this.filters = filters;
    setId("film-export");
    setGraphic(new FontIcon("mdi2d-download-outline"));
    setAccessibleText(text.get("film.export"));
    setTooltip(new Tooltip(text.get("film.export.tip")));
    setMinWidth(Region.USE_PREF_SIZE);
    getStyleClass().add(Styles.SMALL);
    getItems()
        .setAll(
            item("filter", "gif", false), item("layer", "gif", true), item("sheet", "png", true));
    disableProperty()
        .bind(
            Bindings.createBooleanBinding(
                () -> filters.film().foundPatterns().isEmpty(), filters.film().framesProperty()));
  }

  private MenuItem item(String id, String kind, boolean isOfAll) {
    MenuItem item = new MenuItem(text.get("film.export." + id));
    item.setId("film-export-" + id);
    item.setOnAction(
        event -> {
          List<FilterPatterns> found = filters.film().foundPatterns();
          int units = found.get(0).patterns().size();
          List<Integer> chosen =
              isOfAll ? IntStream.range(0, units).boxed().toList() : List.of(filters.film().unit());
          filters
              .film()
              .offer(
                  new FileOffer(
                      text.get("film.export.name." + id, number(), chosen.get(0)),
                      text.get("film.export.kind." + kind),
                      "." + kind,
                      content(found, chosen)));
        });
    return item;
  }

  private static FileOffer.Content content(List<FilterPatterns> found, List<Integer> units) {
    return (file, task) -> {
      Film film = PatternFilm.of(found, units);
      FilmFiles.write(file, film, new TaskProgress(task));
    };
  }

  /** Of the layer. */
  private int number() {
    return filters.layerProperty().get().map(layer -> layer.number()).orElse(0);
  }
}
