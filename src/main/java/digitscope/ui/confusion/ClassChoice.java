package digitscope.ui.confusion;

import atlantafx.base.theme.Styles;
import digitscope.ui.control.ChoiceNames;
import digitscope.ui.control.Messages;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import org.controlsfx.control.SegmentedButton;

/**
 * The class that pixels are to speak for: the one that the image is read as, the one that it is if
 * that differs, or any other.
 */
final class ClassChoice extends FlowPane {
  private final Messages messages = Messages.of("card");
  private final ImageCardViewModel model;
  private final ToggleButton forPredicted = new ToggleButton();
  private final ToggleButton forActual = new ToggleButton();
  private final SegmentedButton both = new SegmentedButton(forPredicted, forActual);
  private final ComboBox<OptionalInt> any = new ComboBox<>();
  private List<String> names = List.of();
  private boolean following;

  ClassChoice(ImageCardViewModel model) {
    this.model = model;
    getStyleClass().add("card-class-choice");
    managedProperty().bind(visibleProperty());
    both.setToggleGroup(new ToggleGroup());
    both.managedProperty().bind(both.visibleProperty());
    forPredicted.setId("card-for-predicted");
    forActual.setId("card-for-actual");
    for (ToggleButton button : List.of(forPredicted, forActual)) {
      button.getStyleClass().add(Styles.SMALL);
      button.setMinWidth(Region.USE_PREF_SIZE);
      button.setOnAction(event -> choose(button == forActual));
    }
    any.setId("card-class");
    any.getStyleClass().add(Styles.SMALL);
    any.setTooltip(new Tooltip(messages.get("explained.any.help")));
    any.setAccessibleText(messages.get("explained.any.help"));
    any.setConverter(new ChoiceNames<>(this::name));
    any.valueProperty().addListener(changed -> chooseAny());
    Label caption = new Label(messages.get("explained"));
    caption.getStyleClass().add("card-caption");
    caption.setMinWidth(Region.USE_PREF_SIZE);
    getChildren().setAll(caption, both, any);
    model.imageProperty().addListener(changed -> show());
    model.readingProperty().addListener(changed -> show());
    model.overlayProperty().addListener(changed -> show());
    model.actualExplainedProperty().addListener(changed -> show());
    model.explainedClassProperty().addListener(changed -> show());
    show();
  }

  private void choose(boolean isActual) {
    model.explainedClassProperty().set(OptionalInt.empty());
    model.actualExplainedProperty().set(isActual);
    show(); // the button must not be off
  }

  private void chooseAny() {
    if (!following && any.getValue() != null) {
      model.explainedClassProperty().set(any.getValue());
    }
  }

  private void show() {
    OptionalInt actual =
        model.imageProperty().get().map(CardImage::actual).orElse(OptionalInt.empty());
    Optional<ImagePrediction> reading = model.readingProperty().get();
    boolean differ =
        actual.isPresent()
            && reading.filter(some -> some.predicted() != actual.getAsInt()).isPresent();
    setVisible(model.overlayProperty().get().isOfClass());
    both.setVisible(differ);
    OptionalInt chosen = model.explainedClassProperty().get();
    following = true;
    fillClasses();
    any.setValue(chosen);
    following = false;
    if (differ) {
      boolean isActual = model.actualExplainedProperty().get();
      forPredicted.setText(messages.get("explained.predicted", nameOf(reading.get().predicted())));
      forActual.setText(messages.get("explained.actual", nameOf(actual.getAsInt())));
      forPredicted.setSelected(chosen.isEmpty() && !isActual);
      forActual.setSelected(chosen.isEmpty() && isActual);
    }
  }

  private void fillClasses() {
    List<String> now = model.classNames();
    if (!now.equals(names)) {
      names = now;
      any.getItems()
          .setAll(
              Stream.concat(
                      Stream.of(OptionalInt.empty()),
                      IntStream.range(0, names.size()).mapToObj(OptionalInt::of))
                  .toList());
    }
  }

  private String name(OptionalInt label) {
    return label.isEmpty() ? messages.get("explained.any") : nameOf(label.getAsInt());
  }

  private String nameOf(int label) {
    return label < names.size() ? names.get(label) : String.valueOf(label);
  }
}
