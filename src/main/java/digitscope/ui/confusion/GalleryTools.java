package digitscope.ui.confusion;

import atlantafx.base.theme.Styles;
import digitscope.eval.GalleryQuery.Grouping;
import digitscope.eval.GalleryQuery.Order;
import digitscope.eval.GalleryQuery.Range;
import digitscope.ui.confusion.GalleryViewModel.Gallery;
import digitscope.ui.control.ChoiceNames;
import digitscope.ui.control.IconButtons;
import digitscope.ui.control.Messages;
import digitscope.ui.fx.GalleryLook;
import digitscope.ui.fx.GalleryLook.Zoom;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.controlsfx.control.RangeSlider;
import org.controlsfx.control.SegmentedButton;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import org.kordamp.ikonli.materialdesign2.MaterialDesignV;

/** What sorts, groups, sizes and filters the images of a gallery. */
final class GalleryTools extends VBox {
  private static final PseudoClass FILTERED = PseudoClass.getPseudoClass("filtered");
  private static final double PERCENT = 100;

  private final Messages messages = Messages.of("confusion");
  private final GalleryViewModel model;
  private final ComboBox<Order> order;
  private final ComboBox<Grouping> grouping;
  private final ToggleButton descending =
      IconButtons.toggle(MaterialDesignS.SORT_DESCENDING, messages.get("gallery.descending"));
  private final Map<Zoom, ToggleButton> zooms = new EnumMap<>(Zoom.class);
  private final ToggleButton filter =
      IconButtons.toggle(MaterialDesignF.FILTER_VARIANT, messages.get("gallery.filter"));
  private final Label count = new Label();
  private final Hyperlink clear = new Hyperlink(messages.get("gallery.filter.clear"));

  GalleryTools(GalleryViewModel model) {
    this.model = model;
    getStyleClass().add("gallery-tools");
    order = choice("order", Order.values(), chosen -> change(look().withOrder(chosen)));
    grouping = choice("grouping", Grouping.values(), chosen -> change(look().withGrouping(chosen)));
    descending.setId("gallery-descending");
    descending.getStyleClass().add(Styles.SMALL);
    descending.setOnAction(event -> change(look().withDescending(descending.isSelected())));
    filter.setId("gallery-filter");
    filter.getStyleClass().add(Styles.SMALL);
    HBox sorting = new HBox(order, descending);
    sorting.getStyleClass().add("gallery-tool");
    FlowPane tools = new FlowPane(sorting, grouping, zooms(), filter);
    tools.getStyleClass().add("gallery-tool-row");
    getChildren().setAll(tools, filters());
    model.lookProperty().addListener(changed -> showLook());
    model.galleryProperty().addListener(changed -> showCount());
    model.confidenceProperty().addListener(changed -> showCount());
    model.rivalProperty().addListener(changed -> showCount());
    showLook();
    showCount();
  }

  private <E extends Enum<E>> ComboBox<E> choice(String key, E[] values, Consumer<E> onChange) {
    ComboBox<E> box = new ComboBox<>();
    box.setId("gallery-" + key);
    box.getStyleClass().add(Styles.SMALL);
    box.getItems().setAll(values);
    box.setConverter(new ChoiceNames<>(value -> messages.get("gallery." + key + "." + value)));
    String help = messages.get("gallery." + key + ".help");
    box.setTooltip(new Tooltip(help));
    box.setAccessibleText(help);
    box.valueProperty().addListener((property, before, now) -> onChange.accept(now));
    return box;
  }

  private Node zooms() {
    SegmentedButton buttons = new SegmentedButton();
    ToggleGroup group = new ToggleGroup();
    buttons.setToggleGroup(group);
    for (Zoom zoom : Zoom.values()) {
      ToggleButton button = IconButtons.toggle(icon(zoom), messages.get("gallery.zoom." + zoom));
      button.setId("gallery-zoom-" + zoom);
      button.getStyleClass().add(Styles.SMALL);
      // One is always on, so a click on it must not turn it off.
      button.setOnAction(
          event -> {
            button.setSelected(true);
            change(look().withZoom(zoom));
          });
      zooms.put(zoom, button);
      buttons.getButtons().add(button);
    }
    return buttons;
  }

  private static Ikon icon(Zoom zoom) {
    return switch (zoom) {
      case SMALL -> MaterialDesignV.VIEW_COMFY;
      case MEDIUM -> MaterialDesignV.VIEW_MODULE;
      case LARGE -> MaterialDesignV.VIEW_GRID;
    };
  }

  private Node filters() {
    clear.setId("gallery-filter-clear");
    clear.setOnAction(event -> model.clearFilters());
    count.setId("gallery-count");
    count.getStyleClass().add("tabular");
    HBox below = new HBox(count, clear);
    below.getStyleClass().add("gallery-count-row");
    GridPane ranges = new GridPane();
    ranges.getStyleClass().add("gallery-ranges");
    addRange(ranges, 0, "confidence", model.confidenceProperty());
    addRange(ranges, 1, "rival", model.rivalProperty());
    VBox filters = new VBox(ranges, below);
    filters.getStyleClass().add("gallery-filters");
    filters.visibleProperty().bind(filter.selectedProperty());
    filters.managedProperty().bind(filters.visibleProperty());
    return filters;
  }

  private void addRange(GridPane ranges, int row, String key, ObjectProperty<Range> range) {
    Label name = new Label(messages.get("gallery." + key));
    Label value = new Label();
    value.setId("gallery-" + key + "-range");
    value.getStyleClass().addAll("gallery-range", "tabular");
    RangeSlider slider = new RangeSlider(0, PERCENT, 0, PERCENT);
    slider.setId("gallery-" + key);
    slider.setBlockIncrement(1);
    String help = messages.get("gallery." + key + ".help");
    slider.setTooltip(new Tooltip(help));
    slider.setAccessibleText(help);
    name.setTooltip(new Tooltip(help));
    Runnable toModel =
        () ->
            range.set(
                new Range(
                    Math.rint(slider.getLowValue()) / PERCENT,
                    Math.rint(slider.getHighValue()) / PERCENT));
    Runnable fromModel =
        () -> {
          Range now = range.get();
          value.setText(messages.get("gallery.range", now.low(), now.high()));
          if (Math.rint(slider.getLowValue()) != now.low() * PERCENT
              || Math.rint(slider.getHighValue()) != now.high() * PERCENT) {
            slider.setLowValue(now.low() * PERCENT);
            slider.setHighValue(now.high() * PERCENT);
          }
        };
    slider.lowValueProperty().addListener(changed -> toModel.run());
    slider.highValueProperty().addListener(changed -> toModel.run());
    range.addListener(changed -> fromModel.run());
    fromModel.run();
    GridPane.setHgrow(slider, Priority.ALWAYS);
    ranges.addRow(row, name, slider, value);
  }

  private GalleryLook look() {
    return model.lookProperty().get();
  }

  private void change(GalleryLook look) {
    model.lookProperty().set(look);
  }

  private void showLook() {
    GalleryLook look = look();
    order.setValue(look.order());
    descending.setSelected(look.descending());
    grouping.setValue(look.grouping());
    zooms.forEach((zoom, button) -> button.setSelected(zoom == look.zoom()));
  }

  private void showCount() {
    boolean isFiltered =
        !List.of(model.confidenceProperty().get(), model.rivalProperty().get())
            .equals(List.of(Range.ALL, Range.ALL));
    filter.pseudoClassStateChanged(FILTERED, isFiltered);
    clear.setVisible(isFiltered);
    model.galleryProperty().get().ifPresent(this::showCount);
  }

  private void showCount(Gallery gallery) {
    count.setText(
        messages.get("gallery.count", gallery.images().size(), gallery.answer().chosen()));
  }
}
