package digitscope.ui.runs;

import digitscope.ui.control.AdaptiveSplit;
import digitscope.ui.control.EmptyState;
import digitscope.ui.control.LiveScrollPane;
import digitscope.ui.control.Messages;
import digitscope.ui.control.help.HelpButton;
import digitscope.ui.control.help.HelpTopic;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignH;

/** The whole page: the table of all runs, and what is known of those that are chosen. */
public final class RunsView extends BorderPane {
  /** Below this width the details stand below the table. */
  private static final double NARROW = 900;

  private final Messages messages = Messages.of("runs");
  private final RunsViewModel model;
  private final Node nothing;
  private final Node page;

  public RunsView(RunsViewModel model) {
    this.model = model;
    getStyleClass().addAll("page", "runs-page");
    nothing =
        new EmptyState(
            MaterialDesignH.HISTORY, messages.get("empty.title"), messages.get("empty.text"));
    RunsTable table = new RunsTable(model);
    LiveScrollPane details = new LiveScrollPane(new RunDetails(model));
    details.setFitToWidth(true);
    details.getStyleClass().add("reading-scroll");
    AdaptiveSplit split = new AdaptiveSplit(NARROW, 640, 0.64, 0.5, table, details);
    Label problem = new Label();
    problem.setId("runs-problem");
    problem.getStyleClass().add("problem");
    problem.setWrapText(true);
    problem.setMinHeight(Region.USE_PREF_SIZE);
    problem.textProperty().bind(model.problemProperty().map(found -> found.orElse("")));
    problem.visibleProperty().bind(problem.textProperty().isNotEmpty());
    problem.managedProperty().bind(problem.visibleProperty());
    BorderPane filled = new BorderPane(split);
    VBox top = new VBox(toolbar(), problem);
    top.getStyleClass().add("runs-top");
    filled.setTop(top);
    page = filled;
    model.allProperty().addListener(changed -> show());
    model.listedProperty().addListener(changed -> show());
    show();
  }

  private void show() {
    boolean isEmpty = model.listedProperty().get() && model.allProperty().get().isEmpty();
    setCenter(isEmpty && model.undoableProperty().get().isEmpty() ? nothing : page);
  }

  private Node toolbar() {
    TextField search = new TextField();
    search.setId("runs-search");
    search.setPromptText(messages.get("search"));
    search.setAccessibleText(messages.get("search"));
    search.setTooltip(new Tooltip(messages.get("search.help")));
    search.textProperty().bindBidirectional(model.searchProperty());
    ComboBox<Grouping> grouping = new ComboBox<>();
    grouping.setId("runs-grouping");
    grouping.setAccessibleText(messages.get("grouping"));
    grouping.getItems().setAll(Grouping.values());
    grouping.setConverter(new GroupingWords());
    grouping.valueProperty().bindBidirectional(model.groupingProperty());
    Button open = button("open", "mdi2f-folder-play-outline");
    open.setOnAction(event -> model.chosenRuns().forEach(model::open));
    open.disableProperty().bind(chosen(1));
    Button trash = button("trash", "mdi2d-delete-outline");
    trash.setOnAction(event -> model.trash());
    trash.disableProperty().bind(chosen(Integer.MAX_VALUE));
    Button undo = button("undo", "mdi2u-undo");
    undo.setOnAction(event -> model.undo());
    undo.disableProperty()
        .bind(
            Bindings.createBooleanBinding(
                () -> model.undoableProperty().get().isEmpty(), model.undoableProperty()));
    undo.textProperty()
        .bind(
            model
                .undoableProperty()
                .map(kind -> messages.get(kind.map(one -> "undo." + one).orElse("undo"))));
    Button refresh = button("refresh", "mdi2r-refresh");
    refresh.setOnAction(event -> model.refresh());
    FlowPane bar =
        new FlowPane(search, grouping, open, trash, undo, refresh, new HelpButton(HelpTopic.RUNS));
    bar.getStyleClass().add("map-toolbar");
    return bar;
  }

  private Button button(String id, String icon) {
    Button button = new Button(messages.get(id), new FontIcon(icon));
    button.setId("runs-" + id);
    button.setTooltip(new Tooltip(messages.get(id + ".help")));
    return button;
  }

  /** Whether none is chosen, or more than there may be. */
  private BooleanBinding chosen(int most) {
    return Bindings.createBooleanBinding(
        () -> {
          int number = model.chosenProperty().get().size();
          return number == 0 || number > most;
        },
        model.chosenProperty());
  }

  private final class GroupingWords extends StringConverter<Grouping> {
    @Override
    public String toString(Grouping grouping) {
      return messages.get("grouping." + Optional.ofNullable(grouping).orElse(Grouping.NONE));
    }

    @Override
    public Grouping fromString(String text) {
      return List.of(Grouping.values()).stream()
          .filter(grouping -> toString(grouping).equals(text))
          .findFirst()
          .orElse(Grouping.NONE);
    }
  }
}
