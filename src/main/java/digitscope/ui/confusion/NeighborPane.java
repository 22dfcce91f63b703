package digitscope.ui.confusion;

import atlantafx.base.theme.Styles;
import digitscope.data.Dataset;
import digitscope.probe.NearestImages;
import digitscope.probe.NearestImages.Neighbor;
import digitscope.ui.control.Messages;
import digitscope.ui.fx.ChosenImage;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * The training images that the network sees most like this one: those of its class, and the others.
 * A press on one shows its card.
 */
final class NeighborPane extends VBox {
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
  NeighborPane(ImageCardViewModel model, Runnable bringIntoView) {
    this.model = model;
    this.bringIntoView = bringIntoView;
    getStyleClass().add("card-neighbors");
    Label title = new Label(messages.get("neighbors"));
    title.getStyleClass().add("card-section");
    detail.setId("card-neighbors-detail");
    detail.getStyleClass().addAll("card-caption", "tabular");
    detail.setWrapText(true);
    detail.setMinHeight(Region.USE_PREF_SIZE);
    ofClass.setId("card-neighbors-of-class");
    ofOthers.setId("card-neighbors-of-others");
    for (OneRow row : List.of(ofClass, ofOthers)) {
      row.getStyleClass().add("card-neighbor-row");
    }
    getChildren().addAll(title, detail, ofClassTitle, ofClass, ofOthersTitle, ofOthers);
    model.inquiries().neighbors().valueProperty().addListener(changed -> show());
    model.inquiries().neighbors().problemProperty().addListener(changed -> show());
    show();
  }

  private static Label title() {
    Label label = new Label();
    label.getStyleClass().add("card-neighbor-title");
    label.setMinHeight(USE_PREF_SIZE);
    return label;
  }

  private void show() {
    Answer<NearestImages> answer = model.inquiries().neighbors();
    Optional<NearestImages> found = answer.value();
    ofClassTitle.setText("");
    ofOthersTitle.setText("");
    ofClass.getChildren().clear();
    ofOthers.getChildren().clear();
    detail.setText(
        answer.problemProperty().get().orElseGet(() -> messages.get("neighbors.awaited")));
    found.ifPresent(this::show);
  }

  private void show(NearestImages found) {
    List<String> names = model.classNames();
    String layer = found.layer().orElseGet(() -> messages.get("neighbors.pixels"));
    String place =
        messages.get("neighbors.detail", layer, found.compared(), found.total(), found.step());
    boolean willBeMore = found.compared() < found.total() && model.inquiries().isLearning();
    detail.setText(willBeMore ? place + " " + messages.get("neighbors.more") : place);
    ofClassTitle.setText(messages.get("neighbors.ofClass", nameOf(found.label(), names)));
    ofOthersTitle.setText(messages.get("neighbors.ofOthers"));
    fill(ofClass, found.ofClass(), names);
    fill(ofOthers, found.ofOthers(), names);
    if (model.neighborsWantedProperty().get()) {
      model.neighborsWantedProperty().set(false);
      bringIntoView.run();
      ofClass.getChildren().stream().findFirst().ifPresent(Node::requestFocus);
    }
  }

  private void fill(OneRow row, List<Neighbor> neighbors, List<String> names) {
    Optional<Dataset> images = model.trainingSet();
    for (Neighbor neighbor : neighbors) {
      if (images.filter(set -> neighbor.index() < set.size()).isPresent()) {
        row.getChildren().add(button(neighbor, images, nameOf(neighbor.label(), names)));
      }
    }
  }

  private Button button(Neighbor neighbor, Optional<Dataset> images, String name) {
    ImageView picture = new ImageView(Thumbnails.of(images, neighbor.index()));
    picture.setFitWidth(SIDE);
    picture.setFitHeight(SIDE);
    picture.setPreserveRatio(true);
    picture.setSmooth(false);
    Label title = new Label(name);
    title.getStyleClass().add("picture-title");
    Label distance = new Label(messages.get("neighbor.distance", neighbor.distance()));
    distance.getStyleClass().addAll("picture-detail", "tabular");
    Label number = new Label(messages.get("neighbor.number", neighbor.index()));
    number.getStyleClass().addAll("picture-note", "tabular");
    VBox box = new VBox(picture, title, distance, number);
    box.getStyleClass().add("picture-box");
    Button button = new Button("", box);
    String sentence = messages.get("neighbor.help", neighbor.index(), name, neighbor.distance());
    button.setUserData(neighbor.index());
    button.setAccessibleText(sentence);
    button.setTooltip(new Tooltip(sentence));
    button.getStyleClass().addAll(Styles.FLAT, "card-neighbor");
    button.setOnAction(event -> model.follow(new ChosenImage.OfTrainingSet(neighbor.index())));
    return button;
  }

  private static String nameOf(int label, List<String> names) {
    return label < names.size() ? names.get(label) : String.valueOf(label);
  }
}
