package digitscope.ui.data;

import atlantafx.base.theme.Styles;
import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import digitscope.explore.ClassSummary;
import digitscope.ui.control.Messages;
import digitscope.ui.control.help.HelpButton;
import digitscope.ui.control.help.HelpTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Circle;
import org.jspecify.annotations.Nullable;

/** The classes with their counts, mean and standard deviation images; one is chosen, or all. */
final class ClassList extends VBox {
  private static final double DOT = 4;
  private static final double SIDE = 34;

  /** The largest standard deviation that values between 0 and 1 can have. */
  private static final float MOST_DEVIATION = 0.5f;

  private final Messages messages = Messages.of("data");
  private final DataViewModel model;
  private final ListView<Row> rows = new ListView<>();
  private boolean following;

  /** A class, or all of them together. */
  private record Row(
      OptionalInt label, String name, int classes, ClassSummary summary, ImageShape shape) {}

  ClassList(DataViewModel model) {
    this.model = model;
    getStyleClass().add("data-classes");
    Label title = new Label(messages.get("classes.title"));
    title.getStyleClass().add("data-heading");
    Label legend = new Label(messages.get("classes.legend"));
    legend.getStyleClass().addAll(Styles.TEXT_MUTED, Styles.TEXT_SMALL);
    legend.setWrapText(true);
    legend.setMinHeight(USE_PREF_SIZE);
    rows.setId("data-classes");
    title.setLabelFor(rows);
    rows.getStyleClass().add("data-class-list");
    rows.setCellFactory(list -> new ClassCell());
    rows.getSelectionModel()
        .selectedItemProperty()
        .addListener((property, before, now) -> choose(now));
    VBox.setVgrow(rows, Priority.ALWAYS);
    getChildren().setAll(HelpButton.behind(title, HelpTopic.DATA_CLASSES), legend, rows);
    model.galleryProperty().addListener(changed -> show());
    model.queryProperty().addListener(changed -> follow());
    show();
  }

  private void choose(@Nullable Row row) {
    if (row != null && !following) {
      model.setLabel(row.label());
    }
  }

  private void show() {
    model.galleryProperty().get().ifPresent(this::show);
  }

  private void show(Gallery gallery) {
    Dataset data = gallery.data();
    List<Row> wanted = new ArrayList<>();
    int classes = data.classes();
    wanted.add(
        new Row(
            OptionalInt.empty(),
            messages.get("classes.all"),
            classes,
            gallery.summary().whole(),
            data.shape()));
    for (int label = 0; label < classes; label++) {
      wanted.add(
          new Row(
              OptionalInt.of(label),
              data.classNames().get(label),
              classes,
              gallery.summary().classes().get(label),
              data.shape()));
    }
    // The summaries are the same objects as long as the set is the same.
    if (!wanted.equals(rows.getItems())) {
      following = true;
      rows.getItems().setAll(wanted);
      following = false;
    }
    follow();
  }

  private void follow() {
    following = true;
    int row = model.queryProperty().get().label().orElse(-1) + 1;
    if (row < rows.getItems().size()) {
      rows.getSelectionModel().select(row);
    }
    following = false;
  }

  private final class ClassCell extends ListCell<Row> {
    private final Circle dot = new Circle(DOT);
    private final Label name = new Label();
    private final Label count = new Label();
    private final ImageView mean = view("classes.mean");
    private final ImageView deviation = view("classes.deviation");
    private final Node content;

    ClassCell() {
      name.getStyleClass().add("data-class-name");
      count.getStyleClass().addAll(Styles.TEXT_MUTED, Styles.TEXT_SMALL, "tabular");
      VBox words = new VBox(name, count);
      words.setMinWidth(0);
      HBox.setHgrow(words, Priority.ALWAYS);
      HBox box = new HBox(dot, words, mean, deviation);
      box.getStyleClass().add("data-class");
      content = box;
      // As wide as the list, so that a long name is cut and nothing scrolls sideways.
      setPrefWidth(0);
    }

    private ImageView view(String help) {
      ImageView view = new ImageView();
      view.setFitWidth(SIDE);
      view.setFitHeight(SIDE);
      view.setPreserveRatio(true);
      view.setSmooth(false);
      Tooltip.install(view, new Tooltip(messages.get(help)));
      return view;
    }

    @Override
    protected void updateItem(@Nullable Row row, boolean empty) {
      super.updateItem(row, empty);
      if (row == null || empty) {
        setGraphic(null);
        setId(null);
        return;
      }
      name.setText(row.name());
      count.setText(messages.get("classes.count", row.summary().count()));
      dot.setVisible(row.label().isPresent());
      row.label()
          .ifPresent(
              label -> dot.setFill(ClassColors.color(ClassColors.argb(label, row.classes()))));
      mean.setImage(Pictures.of(row.summary().mean(), 1, row.shape()));
      deviation.setImage(Pictures.of(row.summary().deviation(), MOST_DEVIATION, row.shape()));
      setAccessibleText(name.getText() + ", " + count.getText());
      name.setTooltip(new Tooltip(row.name()));
      setId(row.label().isPresent() ? "data-class-" + row.label().getAsInt() : "data-class-all");
      setGraphic(content);
    }
  }
}
