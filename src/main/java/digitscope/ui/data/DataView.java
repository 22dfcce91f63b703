package digitscope.ui.data;

import atlantafx.base.theme.Styles;
import digitscope.data.Corrected;
import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import digitscope.ui.control.AdaptiveSplit;
import digitscope.ui.control.EmptyState;
import digitscope.ui.control.Messages;
import digitscope.ui.control.help.HelpButton;
import digitscope.ui.control.help.HelpTopic;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;

/** The page of the data: classes, images, map. */
public final class DataView extends StackPane {
  private static final double BROWSE_PART = 0.5;
  private static final double NARROW = 600;
  private static final double STACKED_HEIGHT = 1000;

  private final Messages messages = Messages.of("data");
  private final DataViewModel model;
  private final Label name = new Label();
  private final Label detail = new Label();
  private final ToggleButton training = new ToggleButton();
  private final ToggleButton test = new ToggleButton();
  private final StackPane empty = new StackPane();
  private final Node page;

  public DataView(DataViewModel model) {
    this.model = model;
    getStyleClass().add("data-view");
    AdaptiveSplit middle =
        new AdaptiveSplit(
            NARROW,
            STACKED_HEIGHT,
            BROWSE_PART,
            BROWSE_PART,
            new BrowsePane(model),
            new MapPane(model));
    middle.parts().getStyleClass().add("data-middle");
    HBox.setHgrow(middle, Priority.ALWAYS);
    HBox columns = new HBox(new ClassList(model), middle);
    VBox.setVgrow(columns, Priority.ALWAYS);
    VBox all = new VBox(header(), columns);
    all.getStyleClass().add("data-page");
    page = all;
    getChildren().setAll(page, empty);
    model.galleryProperty().addListener(changed -> show());
    model.dataProperty().addListener(changed -> show());
    model.busyProperty().addListener(changed -> show());
    model.problemProperty().addListener(changed -> show());
    model.queryProperty().addListener(changed -> showPart());
    showPart();
    show();
  }

  private Node header() {
    name.getStyleClass().add("data-name");
    name.setId("data-name");
    name.setMinWidth(0);
    detail.getStyleClass().addAll(Styles.TEXT_MUTED, "tabular");
    detail.setMinWidth(0);
    VBox words = new VBox(name, detail);
    words.setMinWidth(0);
    HBox.setHgrow(words, Priority.ALWAYS);
    ToggleGroup parts = new ToggleGroup();
    dress(training, parts, Part.TRAINING, Styles.LEFT_PILL);
    dress(test, parts, Part.TEST, Styles.RIGHT_PILL);
    HBox header = new HBox(words, new HelpButton(HelpTopic.DATA), new HBox(training, test));
    header.getStyleClass().add("data-header");
    return header;
  }

  private void dress(ToggleButton button, ToggleGroup group, Part part, String side) {
    button.setId("data-part-" + part);
    button.setToggleGroup(group);
    button.getStyleClass().addAll(side, "tabular");
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setTooltip(new Tooltip(messages.get("part." + part + ".help")));
    button.setOnAction(
        event -> {
          model.setPart(part);
          showPart();
        });
  }

  private void showPart() {
    Part part = model.queryProperty().get().part();
    training.setSelected(part == Part.TRAINING);
    test.setSelected(part == Part.TEST);
  }

  private void show() {
    boolean ready = model.galleryProperty().get().isPresent();
    page.setVisible(ready);
    empty.setVisible(!ready);
    if (!ready) {
      empty.getChildren().setAll(reason());
    }
    model.dataProperty().get().ifPresent(this::show);
  }

  private Node reason() {
    Optional<String> problem = model.problemProperty().get();
    if (problem.isPresent()) {
      return new EmptyState(
          MaterialDesignA.ALERT_CIRCLE_OUTLINE, messages.get("failed.title"), problem.get());
    }
    return model.busyProperty().get()
        ? new EmptyState(
            MaterialDesignT.TIMER_SAND, messages.get("reading.title"), messages.get("reading.text"))
        : new EmptyState(
            MaterialDesignD.DATABASE_OUTLINE,
            messages.get("empty.title"),
            messages.get("empty.text"));
  }

  private void show(DataSplits data) {
    Dataset set = data.train();
    ImageShape shape = set.shape();
    name.setText(data.source());
    name.setTooltip(new Tooltip(data.source()));
    String facts =
        messages.get("detail", set.classes(), shape.width(), shape.height(), shape.channels());
    Corrected corrected = data.corrected();
    detail.setText(
        corrected.sha256().isEmpty()
            ? facts
            : messages.get("detail.corrected", facts, corrected.relabelled(), corrected.leftOut()));
    training.setText(messages.get("part.TRAINING", data.train().size()));
    test.setText(messages.get("part.TEST", data.test().size()));
  }
}
