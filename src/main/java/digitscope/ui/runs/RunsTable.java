package digitscope.ui.runs;

import atlantafx.base.theme.Styles;
import atlantafx.base.theme.Tweaks;
import digitscope.run.EvaluationRecord;
import digitscope.ui.control.Messages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.Tooltip;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeTableCell;
import javafx.scene.control.TreeTableColumn;
import javafx.scene.control.TreeTableRow;
import javafx.scene.control.TreeTableView;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Polyline;

/** The runs, one a row, or in groups that fold. */
final class RunsTable extends TreeTableView<RunsTable.Line> {
  private static final double SPARK_WIDTH = 84;
  private static final double SPARK_HEIGHT = 18;

  /** Accuracies of a good network lie close to 1, and look flat on a scale from 0. */
  private static final double SPARK_FLOOR = 0.5;

  private final Messages messages = Messages.of("runs");
  private final RunsViewModel model;
  private boolean isFollowing;

  /**
   * A line of the table: a run, or the heading of a group.
   *
   * @param heading of a group; empty for a run
   */
  record Line(String heading, Optional<RunRow> run) {}

  RunsTable(RunsViewModel model) {
    this.model = model;
    setId("runs-table");
    setAccessibleText(messages.get("title"));
    getStyleClass().addAll(Styles.DENSE, Tweaks.EDGE_TO_EDGE, "runs-table", "tabular");
    setShowRoot(false);
    setRoot(new TreeItem<>(new Line("", Optional.empty())));
    getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    getSelectionModel()
        .getSelectedItems()
        .addListener((ListChangeListener<TreeItem<Line>>) changed -> choose());
    List<TreeTableColumn<Line, ?>> columns =
        List.of(
            column("name", 170, line -> line.run().map(RunRow::name).orElse(line.heading())),
            spark(),
            column("accuracy", 84, line -> number(line, RunsTable::accuracy)),
            column("preset", 90, line -> text(line, RunRow::preset)),
            column("data", 90, line -> text(line, RunRow::data)),
            column("seed", 56, line -> number(line, RunRow::seed)),
            column("steps", 66, line -> number(line, RunRow::steps)),
            column("when", 120, line -> text(line, RunRow::when)),
            column("tags", 90, line -> text(line, run -> String.join(", ", run.tags()))),
            column("computed", 150, line -> text(line, RunRow::computedBy)));
    getColumns().setAll(columns);
    setRowFactory(table -> new Row());
    Label none = new Label();
    none.textProperty()
        .bind(model.listedProperty().map(isRead -> messages.get(isRead ? "none" : "reading")));
    none.getStyleClass().add("text-muted");
    setPlaceholder(none);
    model.shownProperty().addListener(changed -> show());
    model.groupingProperty().addListener(changed -> show());
    show();
  }

  /** What is compared and shown: numbers as such, so that they are sorted by size. */
  private TreeTableColumn<Line, Comparable<?>> column(
      String id, double width, Function<Line, Comparable<?>> value) {
    TreeTableColumn<Line, Comparable<?>> column =
        new TreeTableColumn<>(messages.get("column." + id));
    column.setId("runs-column-" + id);
    column.setPrefWidth(width);
    column.setCellValueFactory(
        line -> new ReadOnlyObjectWrapper<>(value.apply(line.getValue().getValue())));
    column.setComparator(Comparator.nullsLast(RunsTable::compare));
    column.setCellFactory(
        ignored ->
            new TreeTableCell<>() {
              @Override
              protected void updateItem(Comparable<?> item, boolean empty) {
                super.updateItem(item, empty);
                setText(empty || item == null ? "" : words(item));
              }
            });
    return column;
  }

  @SuppressWarnings("unchecked")
  private static int compare(Comparable<?> a, Comparable<?> b) {
    return a instanceof String one && b instanceof String other
        ? one.compareToIgnoreCase(other)
        : Double.compare(size(a), size(b));
  }

  private static double size(Comparable<?> value) {
    return value instanceof Number number ? number.doubleValue() : Double.NEGATIVE_INFINITY;
  }

  private String words(Comparable<?> value) {
    return value instanceof Double share
        ? share.isNaN() ? "–" : messages.get("share", share)
        : value instanceof Long count ? messages.get("count", count) : String.valueOf(value);
  }

  private static Comparable<?> text(Line line, Function<RunRow, String> value) {
    return line.run().map(value).orElse("");
  }

  private static Comparable<?> number(
      Line line, Function<RunRow, ? extends Optional<? extends Comparable<?>>> value) {
    Optional<? extends Comparable<?>> found = line.run().flatMap(value);
    return found.isPresent() ? found.get() : "";
  }

  private static Optional<Double> accuracy(RunRow run) {
    return run.summary().map(ignored -> run.testAccuracy().orElse(Double.NaN));
  }

  private TreeTableColumn<Line, List<EvaluationRecord>> spark() {
    TreeTableColumn<Line, List<EvaluationRecord>> column =
        new TreeTableColumn<>(messages.get("column.curve"));
    column.setId("runs-column-curve");
    column.setPrefWidth(SPARK_WIDTH + 16);
    column.setSortable(false);
    column.setCellValueFactory(
        line ->
            new ReadOnlyObjectWrapper<>(
                line.getValue().getValue().run().map(RunRow::curve).orElse(List.of())));
    column.setCellFactory(
        ignored ->
            new TreeTableCell<>() {
              @Override
              protected void updateItem(List<EvaluationRecord> item, boolean empty) {
                super.updateItem(item, empty);
                setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
                setGraphic(empty || item == null || item.size() < 2 ? null : curve(item));
              }
            });
    return column;
  }

  private static Node curve(List<EvaluationRecord> evaluations) {
    double last = evaluations.get(evaluations.size() - 1).step();
    Polyline line = new Polyline();
    line.getStyleClass().add("run-spark");
    int stride = Math.max(1, evaluations.size() / (int) SPARK_WIDTH);
    for (int i = 0; i < evaluations.size(); i += stride) {
      EvaluationRecord found = evaluations.get(i);
      double height = Math.max(0, (found.accuracy() - SPARK_FLOOR) / (1 - SPARK_FLOOR));
      line.getPoints()
          .addAll(
              SPARK_WIDTH * found.step() / last, SPARK_HEIGHT - 1 - height * (SPARK_HEIGHT - 2));
    }
    Pane pane = new Pane(line);
    pane.setPrefSize(SPARK_WIDTH, SPARK_HEIGHT);
    pane.setMaxSize(SPARK_WIDTH, SPARK_HEIGHT);
    return pane;
  }

  /** Opens its run with a double click, and says what is wrong with a damaged one. */
  private final class Row extends TreeTableRow<Line> {
    Row() {
      setOnMouseClicked(
          event -> {
            if (event.getClickCount() == 2 && !isEmpty()) {
              getItem().run().ifPresent(model::open);
            }
          });
    }

    @Override
    protected void updateItem(Line item, boolean empty) {
      super.updateItem(item, empty);
      Optional<RunRow> run = empty || item == null ? Optional.empty() : item.run();
      Optional<String> problem = run.flatMap(RunRow::problem);
      getStyleClass().removeAll("run-damaged", "run-group");
      problem.ifPresent(ignored -> getStyleClass().add("run-damaged"));
      if (!empty && item != null && run.isEmpty()) {
        getStyleClass().add("run-group");
      }
      setTooltip(problem.map(Tooltip::new).orElse(null));
    }
  }

  private void show() {
    isFollowing = true;
    List<Path> chosen = model.chosenProperty().get();
    getSelectionModel().clearSelection();
    List<TreeItem<Line>> items = new ArrayList<>();
    if (model.groupingProperty().get() == Grouping.NONE) {
      model.shownProperty().get().forEach(run -> items.add(item(run)));
    } else {
      for (Map.Entry<String, List<RunRow>> group : model.groups().entrySet()) {
        String name = group.getKey().isEmpty() ? messages.get("group.none") : group.getKey();
        String heading = messages.get("group", name, group.getValue().size());
        TreeItem<Line> folded = new TreeItem<>(new Line(heading, Optional.empty()));
        group.getValue().forEach(run -> folded.getChildren().add(item(run)));
        folded.setExpanded(true);
        items.add(folded);
      }
    }
    getRoot().getChildren().setAll(items);
    sort();
    Set<Path> wanted = new HashSet<>(chosen);
    for (int i = 0; i < getExpandedItemCount(); i++) {
      Optional<RunRow> run = getTreeItem(i).getValue().run();
      if (run.filter(one -> wanted.contains(one.path())).isPresent()) {
        getSelectionModel().select(i);
      }
    }
    isFollowing = false;
    if (model.listedProperty().get()) {
      choose(); // what is not shown any more is not chosen either
    }
  }

  private static TreeItem<Line> item(RunRow run) {
    return new TreeItem<>(new Line("", Optional.of(run)));
  }

  private void choose() {
    if (isFollowing) {
      return;
    }
    List<Path> paths = new ArrayList<>();
    for (TreeItem<Line> item : getSelectionModel().getSelectedItems()) {
      // While a selection changes, it may have rows that are not there any more.
      Optional.ofNullable(item)
          .flatMap(one -> one.getValue().run())
          .ifPresent(run -> paths.add(run.path()));
    }
    model.chosenProperty().set(paths.stream().distinct().toList());
  }
}
