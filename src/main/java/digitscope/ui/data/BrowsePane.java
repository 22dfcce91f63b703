package digitscope.ui.data;

import atlantafx.base.theme.Styles;
import digitscope.data.Dataset;
import digitscope.explore.ImageOrder;
import digitscope.explore.SetSummary;
import digitscope.ui.control.ChoiceNames;
import digitscope.ui.control.IconButtons;
import digitscope.ui.control.Messages;
import digitscope.ui.control.help.HelpButton;
import digitscope.ui.control.help.HelpTopic;
import digitscope.ui.control.images.ImageGrid;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignI;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;

/** The images of the query, with what sorts, finds and sizes them. */
final class BrowsePane extends VBox {
  private static final PseudoClass ERROR = PseudoClass.getPseudoClass("danger");
  private static final double LEAST_SIDE = 28;
  private static final double MOST_SIDE = 112;
  private static final double FIRST_SIDE = 56;
  private static final double SIDE_STEP = 14;

  private final Messages messages = Messages.of("data");
  private final DataViewModel model;
  private final ComboBox<ImageOrder> order = new ComboBox<>();
  private final ToggleButton descending =
      IconButtons.toggle(MaterialDesignS.SORT_DESCENDING, messages.get("order.descending"));
  private final TextField search = new TextField();
  private final Label sentence = new Label();
  private final Label none = new Label(messages.get("images.none"));
  private final ImageGrid grid = new ImageGrid();

  BrowsePane(DataViewModel model) {
    this.model = model;
    getStyleClass().add("data-browse");
    sentence.setId("data-sentence");
    sentence.getStyleClass().addAll("data-heading", "tabular");
    sentence.setWrapText(true);
    none.getStyleClass().add(Styles.TEXT_MUTED);
    grid.setId("data-images");
    grid.setAccessibleText(messages.get("images.accessible"));
    grid.chosenProperty().set(model.imageProperty().get());
    grid.chosenProperty().addListener((property, before, now) -> choose(now));
    StackPane images = new StackPane(grid, none);
    VBox.setVgrow(images, Priority.ALWAYS);
    getChildren()
        .setAll(
            HelpButton.beside(sentence, HelpTopic.DATA_IMAGES),
            tools(),
            images,
            new ImageFacts(model));
    model.imageProperty().addListener((property, before, now) -> showChosen(now));
    model.galleryProperty().addListener(changed -> show());
    model.queryProperty().addListener(changed -> showQuery());
    showQuery();
    show();
  }

  private Node tools() {
    order.setId("data-order");
    order.getItems().setAll(ImageOrder.values());
    order.setConverter(new ChoiceNames<>(value -> messages.get("order." + value)));
    order.setTooltip(new Tooltip(messages.get("order.help")));
    order.setAccessibleText(messages.get("order.help"));
    order.valueProperty().addListener((property, before, now) -> sort(now));
    descending.setId("data-descending");
    descending.setOnAction(event -> model.setDescending(descending.isSelected()));
    search.setId("data-search");
    search.setPromptText(messages.get("search.prompt"));
    search.setTooltip(new Tooltip(messages.get("search.help")));
    search.setAccessibleText(messages.get("search.help"));
    search.getStyleClass().add("tabular");
    search.setOnAction(event -> find());
    search.textProperty().addListener(changed -> search.pseudoClassStateChanged(ERROR, false));
    Slider side = new Slider(LEAST_SIDE, MOST_SIDE, FIRST_SIDE);
    side.setId("data-side");
    side.getStyleClass().add(Styles.SMALL);
    side.setTooltip(new Tooltip(messages.get("side.help")));
    side.setAccessibleText(messages.get("side.help"));
    grid.pictureSideProperty().bind(side.valueProperty());
    grid.onMagnifyProperty().set(steps -> side.setValue(side.getValue() + steps * SIDE_STEP));
    FontIcon magnifier = new FontIcon(MaterialDesignM.MAGNIFY);
    HBox sorting = new HBox(order, descending);
    HBox finding = new HBox(magnifier, search);
    HBox sizing = new HBox(new FontIcon(MaterialDesignI.IMAGE_SIZE_SELECT_SMALL), side);
    FlowPane tools = new FlowPane(sorting, finding, sizing);
    for (HBox part : new HBox[] {sorting, finding, sizing}) {
      part.getStyleClass().add("data-tool");
    }
    tools.getStyleClass().add("data-tools");
    return tools;
  }

  private void sort(ImageOrder wanted) {
    if (wanted != model.queryProperty().get().order()) {
      model.setOrder(wanted);
    }
  }

  private void find() {
    search.pseudoClassStateChanged(ERROR, !model.find(search.getText()));
  }

  private void choose(OptionalInt image) {
    if (image.isPresent() && !image.equals(model.imageProperty().get())) {
      model.choose(image.getAsInt());
    }
  }

  private void showChosen(OptionalInt image) {
    boolean elsewhere = !image.equals(grid.chosenProperty().get());
    grid.chosenProperty().set(image);
    if (elsewhere) {
      image.ifPresent(grid::reveal);
    }
  }

  private void showQuery() {
    Query query = model.queryProperty().get();
    order.setValue(query.order());
    descending.setSelected(query.descending());
    search.pseudoClassStateChanged(ERROR, false);
  }

  private void show() {
    Optional<Gallery> now = model.galleryProperty().get();
    none.setVisible(now.filter(some -> some.images().isEmpty()).isPresent());
    now.ifPresent(this::show);
  }

  private void show(Gallery gallery) {
    sentence.setText(sentence(gallery));
    grid.show(
        new ImageGrid.Content(
            gallery.images(),
            List.of(),
            image -> caption(gallery, image),
            model.thumbnails(gallery.data())));
    grid.scrollToTop();
    model.imageProperty().get().ifPresent(grid::reveal);
  }

  private String sentence(Gallery gallery) {
    Query query = gallery.query();
    Dataset data = gallery.data();
    int count = gallery.images().size();
    String part = messages.get("part." + query.part() + ".images");
    String all =
        query.label().isPresent()
            ? messages.get(
                "sentence.class", count, part, data.classNames().get(query.label().getAsInt()))
            : messages.get("sentence.all", count, part);
    return query.lasso().isPresent() ? messages.get("sentence.lasso", all) : all;
  }

  private ImageGrid.Caption caption(Gallery gallery, int image) {
    ImageOrder by = gallery.query().order();
    SetSummary summary = gallery.summary();
    String name = gallery.data().classNames().get(gallery.data().label(image));
    return new ImageGrid.Caption(
        name,
        "",
        by == ImageOrder.INDEX
            ? messages.get("picture.index", image)
            : messages.get("picture." + by, summary.measure(by, image)));
  }
}
