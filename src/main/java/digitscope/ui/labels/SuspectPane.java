package digitscope.ui.labels;

import atlantafx.base.theme.Styles;
import digitscope.data.ImageShape;
import digitscope.ui.control.Messages;
import digitscope.ui.control.chart.ProbabilityBars;
import digitscope.ui.control.images.PixelImages;
import java.util.List;
import java.util.OptionalInt;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The image that is asked about, why, and what can be decided. */
final class SuspectPane extends VBox {
  static final PseudoClass ASKED = PseudoClass.getPseudoClass("asked");

  private static final double SIDE = 140;
  private static final int FEW_CLASSES = 12;

  private final Messages messages = Messages.of("labels");
  private final LabelsViewModel model;
  private final ImageView picture = new ImageView();
  private final Label label = value("labeled");
  private final Label suggestion = value("suggestion");
  private final Label sure = value("sure");
  private final Label place = value("place");
  private final Label number = value("image");
  private final ProbabilityBars bars = new ProbabilityBars();
  private final Button relabel = button("relabel", model -> model.relabel());
  private final MenuButton others = new MenuButton();
  private List<String> classNames = List.of();

  /** What a button does. */
  private interface Decision {
    void of(LabelsViewModel model);
  }

  SuspectPane(LabelsViewModel model) {
    this.model = model;
    getStyleClass().add("doubt");
    visibleProperty().bind(managedProperty());
    picture.setFitWidth(SIDE);
    picture.setFitHeight(SIDE);
    picture.setPreserveRatio(true);
    picture.setSmooth(false);
    StackPane frame = new StackPane(picture);
    frame.getStyleClass().add("doubt-picture");
    bars.setId("labels-probabilities");
    bars.columnsProperty().set(2);
    bars.setMinWidth(0);
    bars.managedProperty().bind(bars.visibleProperty());
    Node facts = facts();
    HBox.setHgrow(facts, Priority.ALWAYS);
    HBox about = new HBox(frame, facts);
    about.getStyleClass().add("doubt-about");
    getChildren().setAll(about, bars, buttons());
    model.currentProperty().addListener(changed -> show());
    show();
  }

  private Node facts() {
    GridPane facts = new GridPane();
    facts.getStyleClass().add("doubt-facts");
    List<Label> values = List.of(label, suggestion, sure, place, number);
    sure.setWrapText(true);
    for (int row = 0; row < values.size(); row++) {
      Label name = new Label(messages.get(values.get(row).getId()));
      name.getStyleClass().add(Styles.TEXT_MUTED);
      name.setMinWidth(Region.USE_PREF_SIZE);
      facts.addRow(row, name, values.get(row));
    }
    label.getStyleClass().add("doubt-class");
    suggestion.getStyleClass().add("doubt-class");
    return facts;
  }

  private Node buttons() {
    relabel.getStyleClass().add(Styles.ACCENT);
    others.setId("labels-others");
    others.setText(messages.get("others"));
    others.setTooltip(new Tooltip(messages.get("others.help")));
    others.setMinWidth(Region.USE_PREF_SIZE);
    FlowPane buttons =
        new FlowPane(
            relabel,
            others,
            button("leaveOut", LabelsViewModel::leaveOut),
            button("keep", LabelsViewModel::keep),
            button("skip", LabelsViewModel::skip));
    buttons.getStyleClass().add("doubt-buttons");
    return buttons;
  }

  private Button button(String key, Decision deed) {
    Button button = new Button(messages.get(key));
    button.setId("labels-" + key);
    button.setTooltip(new Tooltip(messages.get(key + ".help")));
    button.setMinWidth(Region.USE_PREF_SIZE);
    // The keys of the view go on working after a click.
    button.setFocusTraversable(false);
    button.setOnAction(event -> deed.of(model));
    return button;
  }

  private void show() {
    setManaged(model.currentProperty().get().isPresent());
    model.currentProperty().get().ifPresent(this::show);
  }

  private void show(SuspectImage doubt) {
    ImageShape shape = doubt.set().shape();
    picture.setImage(
        PixelImages.picture(
            doubt.set().image(doubt.image()), shape.channels(), shape.height(), shape.width()));
    String own = doubt.className(doubt.suspect().label());
    String other = doubt.className(doubt.suspect().suggestion());
    label.setText(own);
    suggestion.setText(other);
    sure.setText(messages.get("labels-sure.value", doubt.believed(), other, doubt.labeled(), own));
    place.setText(
        messages.get(
            "labels-place.value",
            doubt.place(),
            model.queueProperty().get().map(LabelQueue::found).orElse(0)));
    number.setText(messages.get("labels-image.value", doubt.set().origin(doubt.image())));
    picture.setAccessibleText(messages.get("picture", own, other));
    relabel.setText(messages.get("relabel.as", other));
    // Of many classes the two that matter are said above.
    bars.setVisible(doubt.set().classes() <= FEW_CLASSES);
    bars.classNamesProperty().set(doubt.set().classNames());
    bars.actualProperty().set(OptionalInt.of(doubt.suspect().label()));
    bars.probabilitiesProperty().set(doubt.probabilities());
    showOthers(doubt.set().classNames());
  }

  private void showOthers(List<String> names) {
    if (names.equals(classNames)) {
      return;
    }
    classNames = names;
    others.getItems().clear();
    for (int i = 0; i < names.size(); i++) {
      int chosen = i;
      MenuItem item = new MenuItem(names.get(i));
      item.setId("labels-as-" + i);
      item.setMnemonicParsing(false);
      item.setOnAction(event -> model.relabel(chosen));
      others.getItems().add(item);
    }
  }

  private static Label value(String name) {
    Label label = new Label();
    label.setId("labels-" + name);
    label.getStyleClass().add("tabular");
    return label;
  }
}
