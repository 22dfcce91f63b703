package digitscope.ui.filters;

import atlantafx.base.theme.Styles;
import digitscope.config.LayerSummary;
import digitscope.eval.UnitImportance;
import digitscope.ui.control.Messages;
import digitscope.ui.control.help.HelpButton;
import digitscope.ui.control.help.HelpTopic;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.VBox;

/** The filters of a layer by what the classes lose without each; a row chooses its filter. */
final class RankingTable extends VBox {
  private static final int MOST_CLASSES = 3;

  private final Messages text = Messages.of("ablation");
  private final FiltersViewModel filters;
  private final AblationViewModel model;
  private final Label title = new Label();
  private final TableView<Integer> table = new TableView<>();
  private Optional<UnitImportance> shown = Optional.empty();
  private boolean following;

  RankingTable(FiltersViewModel filters) {
    this.filters = filters;
    this.model = filters.ablation();
    getStyleClass().add("ablation-ranking");
    title.getStyleClass().addAll("text-small", "text-muted", "tabular");
    title.setWrapText(true);
    table.setId("ablation-ranking");
    title.setLabelFor(table);
    table.getStyleClass().addAll(Styles.DENSE, "tabular");
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    table
        .getColumns()
        .setAll(
            List.of(
                column("column.filter", unit -> unit),
                column("column.accuracy", unit -> percent(found().accuracyLoss(unit))),
                column("column.class", unit -> name(worst(unit).label())),
                column("column.recall", unit -> percent(worst(unit).recall())),
                column("column.others", this::others)));
    table.getSelectionModel().selectedItemProperty().addListener(changed -> choose());
    getChildren().setAll(HelpButton.behind(title, HelpTopic.FILTER_RANKING), table);
    model.importanceProperty().addListener(changed -> show());
    filters.layerProperty().addListener(changed -> show());
    filters.unitProperty().addListener(changed -> follow());
    show();
  }

  private <T> TableColumn<Integer, T> column(String key, Function<Integer, T> value) {
    TableColumn<Integer, T> column = new TableColumn<>(text.get(key));
    column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(value.apply(cell.getValue())));
    return column;
  }

  private void show() {
    Optional<LayerSummary> layer = filters.layerProperty().get();
    shown = layer.flatMap(model::importance);
    setVisible(shown.isPresent());
    title.setText(
        shown
            .map(found -> text.get("ranked", layer.orElseThrow().name(), found.step()))
            .orElse(""));
    following = true;
    table.getItems().setAll(shown.map(UnitImportance::units).orElse(List.of()));
    following = false;
    follow();
  }

  private void choose() {
    Integer unit = table.getSelectionModel().getSelectedItem();
    if (!following && unit != null) {
      filters.unitProperty().set(OptionalInt.of(unit));
    }
  }

  private void follow() {
    OptionalInt unit = filters.unitProperty().get();
    following = true;
    if (unit.isPresent() && table.getItems().contains(unit.getAsInt())) {
      table.getSelectionModel().select(Integer.valueOf(unit.getAsInt()));
    } else {
      table.getSelectionModel().clearSelection();
    }
    following = false;
  }

  private UnitImportance found() {
    return shown.orElseThrow();
  }

  private UnitImportance.Loss worst(int unit) {
    return found().classes(unit).get(0);
  }

  private String others(int unit) {
    return found().classes(unit).stream()
        .skip(1)
        .limit(MOST_CLASSES)
        .filter(loss -> loss.recall() > 0)
        .map(loss -> text.get("lost", name(loss.label()), 100 * loss.recall()))
        .collect(Collectors.joining(", "));
  }

  private String percent(double loss) {
    return text.get("points", -100 * loss);
  }

  private String name(int label) {
    List<String> names = model.classNames();
    return label < names.size() ? names.get(label) : String.valueOf(label);
  }
}
