package digitscope.ui.confusion;

import atlantafx.base.theme.Styles;
import atlantafx.base.theme.Tweaks;
import digitscope.eval.CellChoice;
import digitscope.eval.ClassMeasures;
import digitscope.ui.confusion.GalleryViewModel.Gallery;
import digitscope.ui.control.Messages;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/** The measures of every class; what is undefined is a dash. */
final class ClassTable extends TableView<ClassMeasures> {
  private static final double COUNT_WIDTH = 38;
  private static final double MEASURE_WIDTH = 50;
  private static final double NAME_WIDTH = 80;
  private static final double LEAST_NAME_WIDTH = 56;
  private static final double BORDERS = 2;

  /** About the width of a letter of a heading, and of what stands around the heading. */
  private static final double LETTER_WIDTH = 6;

  private static final double HEADING_PADDING = 16;

  private final Messages messages = Messages.of("confusion");
  private final ObjectProperty<Optional<CellChoice>> choice;
  private final ObservableValue<Optional<Gallery>> gallery;
  private List<String> classNames = List.of();
  private boolean following;

  /**
   * @param choice what is chosen: its classes are the selected rows, and a row that the user
   *     selects chooses the images of its class that were read as something else
   * @param gallery the images of the choice
   */
  ClassTable(
      ObjectProperty<Optional<CellChoice>> choice, ObservableValue<Optional<Gallery>> gallery) {
    this.choice = choice;
    this.gallery = gallery;
    setId("class-table");
    setAccessibleText(Messages.of("confusion").get("measures.title"));
    getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    getSelectionModel()
        .getSelectedItems()
        .addListener((ListChangeListener<ClassMeasures>) changed -> choose());
    choice.addListener(changed -> follow());
    gallery.addListener(changed -> followImages());
    getStyleClass().addAll(Styles.DENSE, Tweaks.EDGE_TO_EDGE, "class-table", "tabular");
    getColumns()
        .addAll(
            List.of(
                named(),
                count("tp", ClassMeasures::truePositives),
                count("fp", ClassMeasures::falsePositives),
                count("fn", ClassMeasures::falseNegatives),
                count("actual", ClassMeasures::actual),
                measure("precision", ClassMeasures::precision),
                measure("recall", ClassMeasures::recall),
                measure("f1", ClassMeasures::f1)));
    widthProperty().addListener(changed -> fitColumns());
    fitColumns();
  }

  /** Where not all columns fit, the table is scrolled sideways. */
  private void fitColumns() {
    double least = getColumns().stream().mapToDouble(TableColumn::getMinWidth).sum();
    setColumnResizePolicy(
        getWidth() < least + BORDERS
            ? UNCONSTRAINED_RESIZE_POLICY
            : CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
  }

  /** Shows the measures of classes, keeping the order in which the user sorted them. */
  void show(List<ClassMeasures> measures, List<String> names) {
    boolean isRenamed = !names.equals(classNames);
    classNames = names;
    int focused = getFocusModel().getFocusedIndex();
    following = true;
    // A table that sorts while several rows are selected tells its listeners of rows that are gone.
    getSelectionModel().clearSelection();
    getItems().setAll(measures);
    sort();
    following = false;
    if (isRenamed) {
      int letters = names.stream().mapToInt(String::length).max().orElse(0);
      getColumns()
          .get(0)
          .setPrefWidth(Math.max(NAME_WIDTH, letters * LETTER_WIDTH + HEADING_PADDING));
      refresh(); // rebuilds all cells
    }
    follow();
    getFocusModel().focus(focused);
  }

  private void choose() {
    if (!following) {
      Set<CellChoice.Part> rows = new HashSet<>();
      // While a selection changes, it may have rows that are not there any more.
      getSelectionModel().getSelectedItems().stream()
          .filter(Objects::nonNull)
          .forEach(row -> rows.add(new CellChoice.FalseNegatives(row.label())));
      following = true;
      choice.set(CellChoice.of(rows));
      following = false;
    }
  }

  private void follow() {
    if (following) {
      return;
    }
    Set<Integer> chosen = choice.get().map(this::classes).orElse(Set.of());
    int focused = getFocusModel().getFocusedIndex();
    following = true;
    getSelectionModel().clearSelection();
    for (int row = 0; row < getItems().size(); row++) {
      if (chosen.contains(getItems().get(row).label())) {
        getSelectionModel().select(row);
      }
    }
    getFocusModel().focus(focused);
    following = false;
  }

  private void followImages() {
    if (choice.get().filter(some -> some.parts().isEmpty()).isPresent()) {
      follow();
    }
  }

  /**
   * Of a choice that is not made in the matrix, such as what is newly wrong, what its images are.
   */
  private Set<Integer> classes(CellChoice chosen) {
    if (!chosen.parts().isEmpty() || chosen instanceof CellChoice.AllErrors) {
      return chosen.classes();
    }
    Set<Integer> classes = new HashSet<>();
    gallery
        .getValue()
        .filter(some -> some.choice().equals(chosen))
        .ifPresent(
            some -> some.images().forEach(image -> classes.add(some.evaluation().actual(image))));
    return classes;
  }

  private String name(int label) {
    return label < classNames.size() ? classNames.get(label) : String.valueOf(label);
  }

  private TableColumn<ClassMeasures, Integer> named() {
    TableColumn<ClassMeasures, Integer> column = column("class", ClassMeasures::label, this::name);
    column.setMinWidth(LEAST_NAME_WIDTH);
    return column;
  }

  private TableColumn<ClassMeasures, Integer> count(
      String name, ToIntFunction<ClassMeasures> value) {
    return column(name, value::applyAsInt, number -> messages.get("count", number));
  }

  private TableColumn<ClassMeasures, Double> measure(
      String name, ToDoubleFunction<ClassMeasures> value) {
    TableColumn<ClassMeasures, Double> column =
        column(
            name,
            value::applyAsDouble,
            number -> number.isNaN() ? messages.get("undefined") : messages.get("measure", number));
    column.setMinWidth(Math.max(MEASURE_WIDTH, column.getMinWidth()));
    return column;
  }

  private <T> TableColumn<ClassMeasures, T> column(
      String name, Function<ClassMeasures, T> value, Function<T, String> write) {
    TableColumn<ClassMeasures, T> column = new TableColumn<>();
    column.setId("column-" + name);
    column.getStyleClass().add(name.equals("class") ? "name-column" : "number-column");
    Label heading = new Label(messages.get("column." + name));
    if (!name.equals("class")) {
      heading.setTooltip(new Tooltip(messages.get("column." + name + ".help")));
    }
    column.setMinWidth(
        Math.max(COUNT_WIDTH, heading.getText().length() * LETTER_WIDTH + HEADING_PADDING));
    column.setPrefWidth(column.getMinWidth());
    column.setGraphic(heading);
    column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(value.apply(row.getValue())));
    column.setCellFactory(
        ignored ->
            new TableCell<>() {
              @Override
              protected void updateItem(@Nullable T item, boolean empty) {
                super.updateItem(item, empty);
                setText(item == null || empty ? "" : write.apply(item));
              }
            });
    return column;
  }
}
