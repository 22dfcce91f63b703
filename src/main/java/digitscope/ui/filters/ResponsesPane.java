package digitscope.ui.filters;

import atlantafx.base.theme.Styles;
import digitscope.data.Dataset;
import digitscope.probe.UnitResponses;
import digitscope.probe.UnitResponses.Excitation;
import digitscope.probe.UnitResponses.Unit;
import digitscope.ui.control.Messages;
import digitscope.ui.fx.ChosenImage;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/**
 * The training images that excite the chosen unit most, each with the patch that the unit depends
 * on, and its response by class. A press on an image makes it the one that all views speak of.
 */
final class ResponsesPane extends VBox {
  private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
  private static final double SIDE = 56;

  private final Messages text = Messages.of("filters");
  private final ResponsesViewModel model;
  private final Label state = new Label();
  private final Label dead = new Label();
  private final Label imagesTitle = new Label(text.get("responses.images"));
  private final Label detail = new Label();
  private final FlowPane examples = new FlowPane();
  private final Label classesTitle = new Label();
  private final ClassBars classes = new ClassBars();
  private final Label serves = new Label();

  ResponsesPane(ResponsesViewModel model) {
    this.model = model;
    getStyleClass().add("unit-responses");
    imagesTitle.getStyleClass().add("unit-responses-title");
    classesTitle.getStyleClass().add("unit-responses-title");
    dead.getStyleClass().addAll("problem", Styles.TEXT_SMALL);
    examples.getStyleClass().add("unit-examples");
    for (Label label : List.of(state, detail, serves)) {
      label.getStyleClass().addAll(Styles.TEXT_MUTED, Styles.TEXT_SMALL, "tabular");
    }
    for (Label label : List.of(state, dead, detail, serves)) {
      label.setWrapText(true);
      label.setMinHeight(USE_PREF_SIZE);
    }
    dead.setId("unit-dead");
    serves.setId("unit-serves");
    detail.setId("unit-responses-detail");
    model.responsesProperty().addListener(changed -> show());
    model.problemProperty().addListener(changed -> show());
    model.imageProperty().addListener(changed -> markChosen());
    show();
  }

  /** Shows what is known of the unit that is chosen now. */
  void show() {
    Optional<UnitResponses> all = model.responsesProperty().get();
    Optional<Unit> unit = model.unit();
    if (all.isPresent() && unit.isPresent()) {
      show(all.get(), unit.get());
    } else {
      String problem = model.problemProperty().get();
      state.setText(problem.isEmpty() ? text.get("responses.awaited") : problem);
      getChildren().setAll(state);
    }
  }

  private void show(UnitResponses all, Unit unit) {
    getChildren().clear();
    unit.nearestMiss().ifPresent(miss -> showDead(all, miss));
    detail.setText(
        unit.strongest().isEmpty()
            ? text.get("responses.none")
            : text.get("responses.detail", all.images(), all.step()));
    examples
        .getChildren()
        .setAll(unit.strongest().stream().flatMap(one -> example(one).stream()).toList());
    classesTitle.setText(
        text.get(model.isOutputLayer() ? "responses.logits" : "responses.classes"));
    classes.show(model.classNames(), unit.classMeans());
    serves.setText(serves(all, unit));
    getChildren().addAll(imagesTitle, detail, examples, classesTitle, classes, serves);
    markChosen();
  }

  private void showDead(UnitResponses all, Excitation miss) {
    dead.setText(
        text.get(
            "responses.dead",
            all.images(),
            ClassBars.number(miss.preActivation()),
            miss.image(),
            name(miss.label())));
    getChildren().add(dead);
  }

  private String serves(UnitResponses all, Unit unit) {
    List<Integer> served = unit.servedClasses();
    String share = text.get("responses.positive", (double) unit.positive() / all.images());
    if (served.isEmpty()) {
      return share;
    }
    String sentence =
        served.size() == unit.classMeans().length
            ? text.get("responses.serves.all")
            : text.get(
                "responses.serves",
                served.stream().map(this::name).collect(Collectors.joining(", ")));
    return sentence + " " + share;
  }

  private Optional<Node> example(Excitation one) {
    return model
        .trainingSet()
        .filter(images -> one.image() < images.size())
        .map(images -> button(images, one));
  }

  private Button button(Dataset images, Excitation one) {
    ExamplePicture picture = new ExamplePicture(images, one.image(), one.patch());
    HBox pictures = new HBox(picture.image(SIDE));
    pictures.getStyleClass().add("unit-example-pictures");
    if (!picture.isWhole()) {
      pictures.getChildren().add(picture.patch(SIDE));
    }
    String value = ClassBars.number(one.preActivation());
    Label caption = new Label(text.get("responses.caption", name(one.label()), value));
    caption.getStyleClass().addAll("unit-example-caption", "tabular");
    VBox box = new VBox(pictures, caption);
    box.getStyleClass().add("unit-example-box");
    Button button = new Button("", box);
    button.getStyleClass().addAll(Styles.FLAT, "unit-example");
    button.setUserData(one.image());
    String sentence =
        text.get("responses.help", one.image(), name(one.label()), value, one.row(), one.column());
    button.setAccessibleText(sentence);
    button.setTooltip(new Tooltip(sentence));
    button.setOnAction(event -> model.choose(one.image()));
    return button;
  }

  private String name(int label) {
    List<String> names = model.classNames();
    return label < names.size() ? names.get(label) : String.valueOf(label);
  }

  private void markChosen() {
    ChosenImage chosen = model.imageProperty().get();
    for (Node example : examples.getChildren()) {
      boolean isChosen =
          example.getUserData() instanceof Integer image
              && chosen.equals(new ChosenImage.OfTrainingSet(image));
      example.pseudoClassStateChanged(CHOSEN, isChosen);
    }
  }
}
