package digitscope.ui.confusion;

import atlantafx.base.theme.Styles;
import digitscope.data.Dataset;
import digitscope.probe.Neighbours;
import digitscope.probe.Neighbours.Neighbour;
import digitscope.ui.control.Messages;
import digitscope.ui.fx.ChosenImage;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.layout.VBox;

/**
 * The training images that the network sees most like this one: those of its class, and the others.
 * A press on one shows its card.
 */
final class NeighbourPane extends VBox {
  private static final double SIDE = 56;

  private final Messages messages = Messages.of("card");
  private final ImageCardViewModel model;
  private final Runnable bringIntoView;
  private final Label detail = new Label();
  private final Label ofClassTitle = title();
  private final Label ofOthersTitle = title();
  private final OneRow ofClass = new OneRow();
  private final OneRow ofOthers = new OneRow();

  /**
   * @param bringIntoView scrolls to this pane
   */
  NeighbourPane(ImageCardViewModel model, Runnable bringIntoView) {
    this.model = model;
    this.bringIntoView = bringIntoView;
    getStyleClass().add("card-neighbours");
    Label title = new Label(messages.get("neighbours"));
    title.getStyleClass().add("card-section");
    detail.setId("card-neighbours-detail");
    detail.getStyleClass().addAll("card-caption", "tabular");
    detail.setWrapText(true);
    ofClass.setId("card-neighbours-of-class");
    ofOthers.setId("card-neighbours-of-others");
    for (OneRow row : List.of(ofClass, ofOthers)) {
      row.getStyleClass().add("card-neighbour-row");
    }
    getChildren().addAll(title, detail, ofClassTitle, ofClass, ofOthersTitle, ofOthers);
    model.inquiries().neighbours().valueProperty().addListener(changed -> show());
    model.inquiries().neighbours().problemProperty().addListener(changed -> show());
    show();
  }

  private static Label title() {
    Label label = new Label();
    label.getStyleClass().add("card-neighbour-title");
    return label;
  }

  private void show() {
    Answer<Neighbours> answer = model.inquiries().neighbours();
    Optional<Neighbours> found = answer.value();
    ofClassTitle.setText("");
    ofOthersTitle.setText("");
    ofClass.getChildren().clear();
    ofOthers.getChildren().clear();
    detail.setText(
        answer.problemProperty().get().orElseGet(() -> messages.get("neighbours.awaited")));
    found.ifPresent(this::show);
  }

  private void show(Neighbours found) {
    List<String> names = model.classNames();
    String layer = found.layer().orElseGet(() -> messages.get("neighbours.pixels"));
    String place =
        messages.get("neighbours.detail", layer, found.compared(), found.total(), found.step());
    boolean willBeMore = found.compared() < found.total() && model.inquiries().isLearning();
    detail.setText(willBeMore ? place + " " + messages.get("neighbours.more") : place);
    ofClassTitle.setText(messages.get("neighbours.ofClass", nameOf(found.label(), names)));
    ofOthersTitle.setText(messages.get("neighbours.ofOthers"));
    fill(ofClass, found.ofClass(), names);
    fill(ofOthers, found.ofOthers(), names);
    if (model.neighboursWantedProperty().get()) {
      model.neighboursWantedProperty().set(false);
      bringIntoView.run();
      ofClass.getChildren().stream().findFirst().ifPresent(Node::requestFocus);
    }
  }

  private void fill(OneRow row, List<Neighbour> neighbours, List<String> names) {
    Optional<Dataset> images = model.trainingSet();
    for (Neighbour neighbour : neighbours) {
      if (images.filter(set -> neighbour.index() < set.size()).isPresent()) {
        row.getChildren().add(button(neighbour, images, nameOf(neighbour.label(), names)));
      }
    }
  }

  private Button button(Neighbour neighbour, Optional<Dataset> images, String name) {
    ImageView picture = new ImageView(Thumbnails.of(images, neighbour.index()));
    picture.setFitWidth(SIDE);
    picture.setFitHeight(SIDE);
    picture.setPreserveRatio(true);
    picture.setSmooth(false);
    Label title = new Label(name);
    title.getStyleClass().add("picture-title");
    Label distance = new Label(messages.get("neighbour.distance", neighbour.distance()));
    distance.getStyleClass().addAll("picture-detail", "tabular");
    Label number = new Label(messages.get("neighbour.number", neighbour.index()));
    number.getStyleClass().addAll("picture-note", "tabular");
    VBox box = new VBox(picture, title, distance, number);
    box.getStyleClass().add("picture-box");
    Button button = new Button("", box);
    String sentence = messages.get("neighbour.help", neighbour.index(), name, neighbour.distance());
    button.setUserData(neighbour.index());
    button.setAccessibleText(sentence);
    button.setTooltip(new Tooltip(sentence));
    button.getStyleClass().addAll(Styles.FLAT, "card-neighbour");
    button.setOnAction(event -> model.follow(new ChosenImage.OfTrainingSet(neighbour.index())));
    return button;
  }

  private static String nameOf(int label, List<String> names) {
    return label < names.size() ? names.get(label) : String.valueOf(label);
  }
}
