package digitscope.ui.labels;

import atlantafx.base.theme.Styles;
import digitscope.data.Correction;
import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import digitscope.ui.control.Messages;
import digitscope.ui.control.images.ArgbPixels;
import digitscope.ui.control.images.ImageGrid;
import digitscope.ui.control.images.PixelImages;
import digitscope.ui.control.images.ThumbnailCache;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** What comes next in the queue, and what was decided, which can be taken back. */
final class DecidedPane extends StackPane {
  private static final double SIDE = 44;

  private final Messages messages = Messages.of("labels");
  private final DecisionWords words = new DecisionWords();
  private final LabelsViewModel model;
  private final ImageGrid next = new ImageGrid();
  private final ListView<Correction> decided = new ListView<>();
  private final Tab nextTab = new Tab();
  private final Tab decidedTab = new Tab();

  DecidedPane(LabelsViewModel model) {
    this.model = model;
    next.setId("labels-queue");
    next.accessibleTextProperty().bind(nextTab.textProperty());
    next.pictureSideProperty().set(SIDE);
    next.chosenProperty()
        .addListener((property, before, now) -> now.ifPresent(image -> choose(image)));
    decided.setId("labels-decided");
    decided.accessibleTextProperty().bind(decidedTab.textProperty());
    decided.setCellFactory(list -> new DecisionCell());
    decided.setPlaceholder(new Label(messages.get("decided.none")));
    nextTab.setContent(next);
    decidedTab.setContent(decided);
    decidedTab.setId("labels-decided-tab");
    TabPane tabs = new TabPane(nextTab, decidedTab);
    tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
    tabs.getStyleClass().addAll(Styles.DENSE, "labels-lists");
    tabs.accessibleTextProperty().bind(decidedTab.textProperty());
    getChildren().setAll(tabs);
    model.queueProperty().addListener(changed -> showQueue());
    model.currentProperty().addListener(changed -> showCurrent());
    model.keptProperty().addListener(changed -> showDecided());
    showQueue();
    showCurrent();
    showDecided();
  }

  private void choose(int image) {
    if (model.currentProperty().get().filter(doubt -> doubt.image() == image).isEmpty()) {
      model.choose(image);
    }
  }

  private void showQueue() {
    Optional<LabelQueue> queue = model.queueProperty().get();
    List<SuspectImage> doubts = queue.map(LabelQueue::doubts).orElse(List.of());
    nextTab.setText(messages.get("queue", doubts.size()));
    Map<Integer, SuspectImage> byImage =
        doubts.stream().collect(Collectors.toMap(SuspectImage::image, Function.identity()));
    next.show(
        new ImageGrid.Content(
            doubts.stream().map(SuspectImage::image).toList(),
            List.of(),
            image -> caption(Objects.requireNonNull(byImage.get(image))),
            ThumbnailCache.ofPicturesAtHand(
                image -> pixels(Objects.requireNonNull(byImage.get(image))))));
  }

  private static ArgbPixels pixels(SuspectImage doubt) {
    Dataset set = doubt.set();
    ImageShape shape = set.shape();
    return new ArgbPixels(
        PixelImages.pictureArgb(
            set.image(doubt.image()), shape.channels(), shape.height(), shape.width()),
        shape.height(),
        shape.width());
  }

  private ImageGrid.Caption caption(SuspectImage doubt) {
    return new ImageGrid.Caption(
        messages.get(
            "queue.picture",
            doubt.className(doubt.suspect().label()),
            doubt.className(doubt.suspect().suggestion())),
        messages.get("queue.sure", doubt.believed()),
        "");
  }

  private void showCurrent() {
    Optional<SuspectImage> current = model.currentProperty().get();
    next.chosenProperty()
        .set(current.map(doubt -> OptionalInt.of(doubt.image())).orElse(OptionalInt.empty()));
    current.ifPresent(doubt -> next.reveal(doubt.image()));
  }

  private void showDecided() {
    List<Correction> newestFirst =
        new ArrayList<>(model.keptProperty().get().corrections().decisions());
    Collections.reverse(newestFirst);
    decided.getItems().setAll(newestFirst);
    decidedTab.setText(messages.get("decided", newestFirst.size()));
  }

  /** A decision with a button that takes it back. */
  private final class DecisionCell extends ListCell<Correction> {
    private final Label text = new Label();
    private final Button back = new Button(messages.get("takeBack"));
    private final HBox row;

    DecisionCell() {
      text.getStyleClass().add("tabular");
      text.setMaxWidth(Double.MAX_VALUE);
      HBox.setHgrow(text, Priority.ALWAYS);
      back.getStyleClass().addAll(Styles.SMALL, Styles.FLAT, "labels-take-back");
      back.setMinWidth(Region.USE_PREF_SIZE);
      back.setTooltip(new Tooltip(messages.get("takeBack.help")));
      back.setOnAction(event -> model.takeBack(getItem()));
      row = new HBox(text, back);
      row.getStyleClass().add("labels-decision");
    }

    @Override
    protected void updateItem(@Nullable Correction item, boolean isEmpty) {
      super.updateItem(item, isEmpty);
      setGraphic(item == null || isEmpty ? null : row);
      text.setText(item == null || isEmpty ? "" : words.of(item));
    }
  }
}
