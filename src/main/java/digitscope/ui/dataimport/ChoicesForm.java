package digitscope.ui.dataimport;

import digitscope.data.CsvLayout;
import digitscope.data.Fit;
import digitscope.data.ImageShape;
import digitscope.data.ImportChoices;
import digitscope.data.own.CsvEncoding;
import digitscope.ui.control.ChoiceNames;
import digitscope.ui.control.Messages;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;

/** How images are made of the pictures, for the user to change. */
final class ChoicesForm extends VBox {
  private static final List<Integer> SIDES = List.of(8, 16, 20, 24, 28, 32, 40, 48, 56, 64);

  private final ImportViewModel model;
  private final Messages messages;
  private final ComboBox<ImageShape> size = new ComboBox<>();
  private final ComboBox<Fit> fit = new ComboBox<>();
  private final CheckBox color;
  private final CheckBox inverted;
  private final VBox csv = new VBox();
  private final ComboBox<Charset> encoding = new ComboBox<>();
  private final CheckBox header;
  private final CheckBox labelLast;
  private final CheckBox interleaved;

  /** Whether the form is being filled, so that nobody has chosen anything. */
  private boolean filling;

  ChoicesForm(ImportViewModel model, Messages messages) {
    this.model = model;
    this.messages = messages;
    getStyleClass().add("import-form");
    color = box("color", ChoicesForm::withColor);
    inverted = box("inverted", ImportChoices::withInverted);
    header = csvBox("header", CsvLayout::withHeader);
    labelLast = csvBox("labelLast", CsvLayout::withLabelLast);
    interleaved = csvBox("interleaved", CsvLayout::withInterleaved);
    csv.getStyleClass().add("import-form");
    prepare(encoding, "encoding", CsvEncoding::title);
    encoding.getItems().setAll(CsvEncoding.offered());
    encoding.setOnAction(event -> choose(this::withEncoding));
    csv.getChildren().setAll(labeled("encoding", encoding), header, labelLast, interleaved);
    prepare(size, "size", shape -> shape.height() + " × " + shape.width());
    size.setOnAction(
        event -> choose(choices -> choices.withShape(withChannels(size.getValue(), choices))));
    prepare(fit, "fit", value -> messages.get("fit." + value.name().toLowerCase(Locale.ROOT)));
    fit.getItems().setAll(Fit.values());
    fit.setOnAction(event -> choose(choices -> choices.withFit(fit.getValue())));
    TextField name = new TextField();
    name.setId("import-name");
    name.textProperty().bindBidirectional(model.nameProperty());
    getChildren()
        .setAll(
            labeled("size", size),
            labeled("fit", fit),
            color,
            inverted,
            csv,
            labeled("name", name));
    model.choicesProperty().addListener((property, before, now) -> fill(now));
    fill(model.choicesProperty().get());
  }

  private static ImageShape withChannels(ImageShape size, ImportChoices choices) {
    return new ImageShape(choices.shape().channels(), size.height(), size.width());
  }

  private static ImportChoices withColor(ImportChoices choices, boolean color) {
    ImageShape shape = choices.shape();
    return choices.withShape(new ImageShape(color ? 3 : 1, shape.height(), shape.width()));
  }

  private ImportChoices withEncoding(ImportChoices choices) {
    return choices
        .csv()
        .map(layout -> choices.withCsv(layout.withEncoding(encoding.getValue())))
        .orElse(choices);
  }

  private CheckBox box(String key, BiFunction<ImportChoices, Boolean, ImportChoices> change) {
    CheckBox box = new CheckBox(messages.get(key));
    box.setId("import-" + key);
    box.setOnAction(event -> choose(choices -> change.apply(choices, box.isSelected())));
    return box;
  }

  private CheckBox csvBox(String key, BiFunction<CsvLayout, Boolean, CsvLayout> change) {
    return box(
        key,
        (choices, on) ->
            choices.csv().map(layout -> choices.withCsv(change.apply(layout, on))).orElse(choices));
  }

  private VBox labeled(String key, Node control) {
    Label label = new Label(messages.get(key));
    label.getStyleClass().addAll("text-muted", "text-small");
    label.setLabelFor(control);
    return new VBox(label, control);
  }

  private static <T> void prepare(ComboBox<T> box, String id, Function<T, String> text) {
    box.setId("import-" + id);
    box.setMaxWidth(Double.MAX_VALUE);
    box.setConverter(new ChoiceNames<>(text));
  }

  private interface Change {
    ImportChoices of(ImportChoices choices);
  }

  private void choose(Change change) {
    if (!filling) {
      model.choicesProperty().get().ifPresent(choices -> model.choose(change.of(choices)));
    }
  }

  private void fill(Optional<ImportChoices> shown) {
    setDisable(shown.isEmpty());
    show(csv, shown.flatMap(ImportChoices::csv).isPresent());
    filling = true;
    shown.ifPresent(this::fill);
    filling = false;
  }

  private void fill(ImportChoices choices) {
    ImageShape shape = new ImageShape(1, choices.shape().height(), choices.shape().width());
    TreeMap<Integer, ImageShape> sizes = new TreeMap<>();
    SIDES.forEach(side -> sizes.put(side * side, new ImageShape(1, side, side)));
    sizes.put(shape.size(), shape);
    if (!size.getItems().equals(List.copyOf(sizes.values()))) {
      size.getItems().setAll(sizes.values());
    }
    size.setValue(shape);
    fit.setValue(choices.fit());
    color.setSelected(choices.shape().channels() == 3);
    inverted.setSelected(choices.inverted());
    boolean ink = choices.fit() == Fit.INK;
    List.of(size, color, inverted).forEach(control -> control.setDisable(ink));
    choices.csv().ifPresent(this::fill);
  }

  private void fill(CsvLayout layout) {
    encoding.setValue(layout.encoding());
    header.setSelected(layout.hasHeader());
    labelLast.setSelected(layout.labelIsLast());
    interleaved.setSelected(layout.isInterleaved());
    show(interleaved, layout.shape().channels() == 3);
  }

  private static void show(Node node, boolean shown) {
    node.setVisible(shown);
    node.setManaged(shown);
  }
}
