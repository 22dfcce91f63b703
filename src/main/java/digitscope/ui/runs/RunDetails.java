package digitscope.ui.runs;

import digitscope.run.EvaluationRecord;
import digitscope.run.RunSummary;
import digitscope.ui.control.Messages;
import digitscope.ui.control.ValueUnit;
import digitscope.ui.control.chart.LineChartView;
import digitscope.ui.control.chart.LineSeries;
import digitscope.ui.control.chart.SeriesData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * What is known of the chosen runs: curves over each other, differences, and what the user wrote.
 */
final class RunDetails extends VBox {
  /** Lines that a chart can tell apart. */
  private static final int MOST_CURVES = 8;

  private static final int MOST_EPOCHS = 1000;

  /** Epochs more that are offered for a run that took all of its own. */
  private static final int USUAL_EPOCHS = 5;

  private final Messages messages = Messages.of("runs");
  private final RunsViewModel model;
  private final Label hint = new Label();
  private final LineChartView chart = new LineChartView(messages.get("curves"));
  private final VBox written = new VBox();
  private final TextField name = new TextField();
  private final TextField tags = new TextField();
  private final TextArea note = new TextArea();
  private final GridPane differences = new GridPane();
  private final Label title = new Label(messages.get("differences"));
  private final Spinner<Integer> epochs = new Spinner<>(0, MOST_EPOCHS, 0);
  private Optional<RunRow> edited = Optional.empty();

  RunDetails(RunsViewModel model) {
    this.model = model;
    getStyleClass().add("run-details");
    hint.setId("runs-hint");
    hint.setWrapText(true);
    hint.setMinHeight(Region.USE_PREF_SIZE);
    hint.getStyleClass().add("text-muted");
    chart.setId("runs-curves");
    chart.unitProperty().set(ValueUnit.PERCENT);
    chart.xNameProperty().set(messages.get("step"));
    title.getStyleClass().add("card-title");
    differences.setId("runs-differences");
    differences.getStyleClass().addAll("run-differences", "tabular");
    name.setId("runs-name");
    tags.setId("runs-tags");
    tags.setPromptText(messages.get("tags.prompt"));
    note.setId("runs-note");
    note.setPrefRowCount(4);
    note.setWrapText(true);
    written.getStyleClass().add("run-written");
    written
        .getChildren()
        .setAll(field("name", name), field("tags", tags), field("note", note), training());
    name.setOnAction(event -> edited.ifPresent(this::save));
    tags.setOnAction(event -> edited.ifPresent(this::save));
    List.of(name, tags, note)
        .forEach(
            field ->
                field
                    .focusedProperty()
                    .addListener(
                        (property, before, now) -> {
                          if (!now) {
                            edited.ifPresent(this::save);
                          }
                        }));
    getChildren().setAll(hint, written, chart, title, differences);
    getChildren().forEach(node -> node.managedProperty().bind(node.visibleProperty()));
    model.chosenProperty().addListener(changed -> show());
    model.allProperty().addListener(changed -> show());
    show();
  }

  private Node training() {
    epochs.setId("runs-epochs");
    epochs.setEditable(true);
    epochs.setAccessibleText(messages.get("epochs"));
    epochs.getStyleClass().add("run-epochs");
    Button button = new Button(messages.get("continue"), new FontIcon("mdi2p-play"));
    button.setId("runs-continue");
    button.setTooltip(new Tooltip(messages.get("continue.help")));
    button.setOnAction(event -> edited.ifPresent(run -> model.goOn(run.path(), epochs.getValue())));
    Label caption = new Label(messages.get("epochs"));
    caption.setLabelFor(epochs);
    FlowPane row = new FlowPane(caption, epochs, button);
    row.getStyleClass().add("map-toolbar");
    return row;
  }

  private Node field(String id, Region input) {
    Label caption = new Label(messages.get(id));
    caption.setLabelFor(input);
    caption.getStyleClass().add("text-muted");
    return new VBox(caption, input);
  }

  /** Keeps what was written about a run. */
  private void save(RunRow run) {
    Path path = run.path();
    // All of it first: what is shown may change as soon as a part is kept.
    String newName = name.getText().strip();
    String newNote = note.getText().strip();
    List<String> newTags =
        List.of(tags.getText().split(",")).stream()
            .map(String::strip)
            .filter(word -> !word.isEmpty())
            .toList();
    if (!newName.equals(run.name())) {
      model.rename(path, newName);
    }
    if (!newTags.equals(run.tags())) {
      model.tag(path, newTags);
    }
    if (!newNote.equals(run.note())) {
      model.note(path, newNote);
    }
  }

  private void show() {
    List<RunRow> chosen = model.chosenRuns();
    Optional<RunRow> one =
        chosen.size() == 1 && chosen.get(0).summary().isPresent()
            ? Optional.of(chosen.get(0))
            : Optional.empty();
    Optional<RunRow> before = edited;
    edited = one;
    boolean isSame = before.map(RunRow::path).equals(one.map(RunRow::path));
    if (!isSame) {
      before.ifPresent(this::save);
      one.ifPresent(run -> epochs.getValueFactory().setValue(moreEpochs(run)));
    }
    one.ifPresent(run -> fill(run, isSame));
    written.setVisible(one.isPresent());
    List<RunRow> drawn = chosen.stream().filter(run -> run.curve().size() > 1).toList();
    chart.setVisible(!drawn.isEmpty());
    draw(drawn);
    List<RunSummary> runs = chosen.stream().flatMap(run -> run.summary().stream()).toList();
    List<RunsViewModel.Difference> found = RunsViewModel.differences(runs);
    title.setVisible(runs.size() > 1);
    title.setText(messages.get(found.isEmpty() ? "differences.none" : "differences"));
    differences.setVisible(!found.isEmpty());
    fill(chosen.stream().filter(run -> run.summary().isPresent()).toList(), found);
    hint.setText(words(chosen));
    hint.setVisible(!hint.getText().isEmpty());
  }

  private String words(List<RunRow> chosen) {
    if (chosen.isEmpty()) {
      return messages.get("hint");
    }
    Optional<String> problem = chosen.stream().flatMap(run -> run.problem().stream()).findFirst();
    return problem.orElse(
        chosen.size() > MOST_CURVES ? messages.get("hint.many", MOST_CURVES) : "");
  }

  /**
   * @param isSame whether the fields are of this run already: then what is being typed stays
   */
  private void fill(RunRow run, boolean isSame) {
    fill(name, run.name(), isSame);
    fill(tags, String.join(", ", run.tags()), isSame);
    fill(note, run.note(), isSame);
  }

  private static void fill(TextInputControl field, String text, boolean isSame) {
    if (!(isSame && field.isFocused())) {
      field.setText(text);
    }
  }

  private static int moreEpochs(RunRow run) {
    return run.isUnfinished() ? 0 : USUAL_EPOCHS;
  }

  private void draw(List<RunRow> runs) {
    List<LineSeries> lines = new ArrayList<>();
    for (int i = 0; i < Math.min(MOST_CURVES, runs.size()); i++) {
      RunRow run = runs.get(i);
      SeriesData data = new SeriesData();
      data.append(
          run.curve().stream().mapToLong(EvaluationRecord::step).toArray(),
          run.curve().stream().mapToDouble(EvaluationRecord::accuracy).toArray());
      lines.add(new LineSeries(run.name(), "line-run-" + (i + 1), data, LineSeries.Kind.MARKED));
    }
    chart.getSeries().setAll(lines);
  }

  private void fill(List<RunRow> runs, List<RunsViewModel.Difference> found) {
    differences.getChildren().clear();
    differences.getColumnConstraints().clear();
    for (int column = 0; column <= runs.size(); column++) {
      ColumnConstraints width = new ColumnConstraints();
      width.setHgrow(column == 0 ? Priority.NEVER : Priority.ALWAYS);
      differences.getColumnConstraints().add(width);
    }
    for (int i = 0; i < runs.size(); i++) {
      Label head = new Label(runs.get(i).name());
      head.getStyleClass().add("run-difference-head");
      differences.add(head, i + 1, 0);
    }
    for (int row = 0; row < found.size(); row++) {
      Label setting = new Label(found.get(row).setting());
      setting.setMinWidth(Region.USE_PREF_SIZE);
      differences.add(setting, 0, row + 1);
      for (int i = 0; i < runs.size(); i++) {
        Object value = found.get(row).values().get(i).orElse("–");
        differences.add(new Label(String.valueOf(value)), i + 1, row + 1);
      }
    }
  }
}
