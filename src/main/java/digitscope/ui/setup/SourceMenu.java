package digitscope.ui.setup;

import digitscope.data.source.DataSources;
import digitscope.ui.control.Messages;
import digitscope.ui.fx.DataOffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;

/** Chooses among the data that has a name, and says of each whether it is here. */
final class SourceMenu extends MenuButton {
  private final SetupViewModel model;
  private final Messages messages;

  SourceMenu(SetupViewModel model, Messages messages) {
    this.model = model;
    this.messages = messages;
    setId("data-sources");
    getStyleClass().add("source-menu");
    setMaxWidth(Double.MAX_VALUE);
    model.sources().offersProperty().addListener((observable, old, offers) -> fill());
    model.setupProperty().addListener((observable, old, setup) -> showChosen());
    fill();
  }

  private void fill() {
    List<MenuItem> items = new ArrayList<>();
    items.add(
        item(
            DataSources.DIGITS,
            messages.get("data.source.digits"),
            messages.get("data.needsNothing")));
    boolean isImported = false;
    for (DataOffer offer : model.sources().offersProperty().get()) {
      if (items.size() == 1 || isImported != offer.known().isEmpty()) {
        isImported = offer.known().isEmpty();
        items.add(new SeparatorMenuItem());
      }
      items.add(item(offer.name(), offer.title(), state(offer)));
    }
    getItems().setAll(items);
    showChosen();
  }

  private String state(DataOffer offer) {
    if (offer.isHere()) {
      return messages.get(offer.known().isPresent() ? "data.here" : "data.imported");
    }
    return messages.get("data.size", offer.known().map(DataCard::megabytes).orElse(0.0));
  }

  private MenuItem item(String name, String title, String state) {
    MenuItem item = new MenuItem();
    item.setId("data-source-" + name);
    item.setGraphic(line(title, state));
    item.setOnAction(event -> model.useData(name));
    return item;
  }

  private static Node line(String title, String state) {
    Label left = new Label(title);
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    Label right = new Label(state);
    right.getStyleClass().addAll("text-small", "text-muted", "tabular");
    HBox line = new HBox(left, gap, right);
    line.getStyleClass().add("source-line");
    return line;
  }

  private void showChosen() {
    String name = model.config().data();
    String title =
        model
            .sources()
            .chosen()
            .map(DataOffer::title)
            .orElse(
                name.equals(DataSources.DIGITS)
                    ? messages.get("data.source.digits")
                    : fileName(name));
    setText(title);
    boolean isNamed = name.equals(DataSources.DIGITS) || model.sources().chosen().isPresent();
    setGraphic(new FontIcon(isNamed ? "mdi2d-database-outline" : "mdi2f-folder-outline"));
    setTooltip(
        new Tooltip(name.equals(DataSources.DIGITS) ? messages.get("data.digits.help") : name));
  }

  private static String fileName(String path) {
    Path file = Path.of(path).getFileName();
    return file == null ? path : file.toString();
  }
}
