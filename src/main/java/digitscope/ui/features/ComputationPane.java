package digitscope.ui.features;

import digitscope.probe.MapPlace;
import digitscope.probe.ValueComputation;
import digitscope.probe.ValueComputation.Operation;
import digitscope.probe.ValueComputation.Patch;
import digitscope.ui.control.help.HelpButton;
import digitscope.ui.control.help.HelpTopic;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * How the value that is pointed at comes about: kernel × patch + bias, number by number, and how
 * the loss for a class reacts to it.
 */
final class ComputationPane extends VBox {
  /** Number of input maps that are written out at first. */
  private static final int WRITTEN_OUT = 3;

  private final FeaturesViewModel features;
  private final NetworkViewModel model;
  private final NetworkReadings readings;
  private final Label subject = new Label();
  private final Label title = new Label();
  private final Label field = new Label();
  private final Label advice = new Label();
  private final VBox forward = new VBox();
  private final VBox backward = new VBox();
  private final ToggleButton all = new ToggleButton();
  private final ComboBox<OptionalInt> label = new ComboBox<>();

  ComputationPane(FeaturesViewModel features, NetworkReadings readings) {
    this.features = features;
    this.model = features.picture();
    this.readings = readings;
    getStyleClass().add("computation-pane");
    subject.setWrapText(true);
    title.getStyleClass().add("map-inspector-title");
    title.setWrapText(true);
    field.getStyleClass().addAll("text-muted", "text-small", "tabular");
    field.setWrapText(true);
    advice.getStyleClass().addAll("text-muted", "text-small");
    advice.setWrapText(true);
    advice.setText(readings.get("computation.advice"));
    forward.getStyleClass().add("computation-part");
    backward.getStyleClass().add("computation-part");
    all.getStyleClass().addAll("small", "computation-all");
    all.setOnAction(event -> show());
    label.setTooltip(new Tooltip(readings.get("backward.class.tip")));
    label.setAccessibleText(readings.get("backward.class.tip"));
    label.getStyleClass().addAll("small", "computation-class");
    label.setCellFactory(list -> new ClassCell());
    label.setButtonCell(new ClassCell());
    label.valueProperty().bindBidirectional(model.labelProperty());
    model
        .computationProperty()
        .addListener(
            (property, before, now) -> {
              if (!before.map(ValueComputation::place).equals(now.map(ValueComputation::place))) {
                all.setSelected(false);
              }
              show();
            });
    model.earlierProperty().addListener((property, before, now) -> show());
    model.nextGradientProperty().addListener((property, before, now) -> show());
    features.shownSubjectProperty().subscribe(now -> subject.setText(readings.subject(features)));
    show();
  }

  /** A class by its name, or the likeliest. */
  private final class ClassCell extends ListCell<OptionalInt> {
    @Override
    protected void updateItem(OptionalInt item, boolean empty) {
      super.updateItem(item, empty);
      if (empty || item == null) {
        setText("");
      } else {
        setText(
            item.isPresent()
                ? Readings.className(features.classNames(), item.getAsInt())
                : readings.get("backward.likeliest"));
      }
    }
  }

  private void show() {
    Optional<ValueComputation> found = model.computationProperty().get();
    if (found.isEmpty()) {
      getChildren().setAll(HelpButton.beside(subject, HelpTopic.COMPUTATION), advice);
      return;
    }
    if (getChildren().contains(advice)) {
      getChildren()
          .setAll(
              subject, HelpButton.beside(title, HelpTopic.COMPUTATION), field, forward, backward);
    }
    show(found.get());
  }

  private void show(ValueComputation computation) {
    showClasses();
    MapPlace place = computation.place();
    title.setText(readings.title(place, model.layers()));
    field.setText(readings.field(computation));
    List<Patch> ranked =
        computation.patches().stream()
            .sorted(Comparator.comparingDouble((Patch patch) -> -Math.abs(patch.contribution())))
            .toList();
    List<Patch> written = all.isSelected() ? ranked : ranked.subList(0, few(ranked.size()));
    forward.getChildren().setAll(heading("computation.forward"));
    if (isWeightedSum(computation)) {
      written.forEach(patch -> forward.getChildren().add(product(computation, patch)));
      addOthers(computation, ranked.subList(written.size(), ranked.size()));
    } else {
      written.forEach(patch -> forward.getChildren().add(reading(computation, patch)));
    }
    forward.getChildren().add(sums(computation));
    new BackwardPart(
            readings,
            computation,
            model.nextGradientProperty().get(),
            model.earlierProperty().get(),
            written)
        .fill(backward, label);
  }

  private static int few(int count) {
    return count <= WRITTEN_OUT + 1 ? count : WRITTEN_OUT;
  }

  private static boolean isWeightedSum(ValueComputation computation) {
    return computation.operation() == Operation.WEIGHTED_SUM;
  }

  private void showClasses() {
    int classes = features.classNames().size();
    if (label.getItems().size() != classes + 1) {
      OptionalInt chosen = model.labelProperty().get();
      label.getItems().setAll(OptionalInt.empty());
      IntStream.range(0, classes).mapToObj(OptionalInt::of).forEach(label.getItems()::add);
      label.setValue(chosen);
    }
  }

  private Node heading(String key) {
    Label heading = new Label(readings.get(key));
    heading.getStyleClass().add("computation-heading");
    return heading;
  }

  /** Kernel × patch = product. */
  private Node product(ValueComputation computation, Patch patch) {
    Label name = new Label(readings.read(computation, patch, model.layers()));
    name.getStyleClass().addAll("text-small", "text-muted");
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    Label result =
        new Label(readings.get("computation.product", Readings.number(patch.contribution())));
    result.getStyleClass().addAll("tabular", "computation-result");
    HBox head = new HBox(name, space, result);
    head.getStyleClass().add("computation-row");
    return new VBox(head, Matrices.product(readings, patch));
  }

  private void addOthers(ValueComputation computation, List<Patch> others) {
    if (!others.isEmpty()) {
      double sum = others.stream().mapToDouble(Patch::contribution).sum();
      forward
          .getChildren()
          .add(row(readings.get("computation.others", others.size()), Readings.number(sum)));
    }
    boolean isLong = computation.patches().size() > few(computation.patches().size());
    all.setText(readings.get(all.isSelected() ? "computation.fewer" : "computation.all"));
    if (isLong) {
      forward.getChildren().add(all);
    }
  }

  /** What is read, by an operation without weights. */
  private Node reading(ValueComputation computation, Patch patch) {
    Label name = new Label(readings.read(computation, patch, model.layers()));
    name.getStyleClass().addAll("text-small", "text-muted");
    return new VBox(name, Matrices.reading(readings, computation.operation(), patch));
  }

  private Node sums(ValueComputation computation) {
    VBox sums = new VBox();
    sums.getStyleClass().add("computation-sums");
    if (isWeightedSum(computation) || computation.operation() == Operation.NORMALIZATION) {
      sums.getChildren()
          .add(row(readings.get("computation.bias"), Readings.number(computation.bias())));
    }
    sums.getChildren()
        .add(
            row(
                readings.operation(computation.operation()),
                Readings.number(computation.preActivation())));
    readings
        .activation(computation, model.layers())
        .ifPresent(name -> sums.getChildren().add(row(name, Readings.number(computation.value()))));
    sums.getChildren().get(sums.getChildren().size() - 1).getStyleClass().add("computation-end");
    return sums;
  }

  /** A name at the left and a number at the right. */
  static HBox row(String name, String number) {
    Label left = new Label(name);
    left.setWrapText(true);
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    Label right = new Label(number);
    right.setMinWidth(Region.USE_PREF_SIZE);
    right.getStyleClass().add("tabular");
    HBox row = new HBox(left, space, right);
    row.getStyleClass().add("computation-row");
    return row;
  }
}
