package digitscope.ui.confusion;

import digitscope.ui.control.Messages;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;

/** What is to be said of an image in a word or a number each. */
final class CardFacts extends FlowPane {
  private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

  private final Messages messages = Messages.of("card");
  private final Fact actual = new Fact("actual");
  private final Fact predicted = new Fact("predicted");
  private final Fact confidence = new Fact("confidence");
  private final Fact rank = new Fact("rank");
  private final Fact learned = new Fact("learned");
  private final Fact forgotten = new Fact("forgotten");

  CardFacts() {
    getStyleClass().add("card-facts");
    // All of its rows, however many there are.
    setMinHeight(USE_PREF_SIZE);
    getChildren().addAll(actual, predicted, confidence, rank, learned, forgotten);
  }

  void show(CardImage image, List<String> names) {
    OptionalInt label = image.actual();
    actual.set(
        label.isPresent() ? nameOf(label.getAsInt(), names) : messages.get("actual.unknown"));
    for (Fact fact : List.of(predicted, confidence, rank)) {
      fact.set(messages.get("unknown"));
    }
    hideCourse();
  }

  void hideCourse() {
    List.of(learned, forgotten).forEach(fact -> fact.setVisible(false));
  }

  void show(CardImage image, ImagePrediction reading, List<String> names) {
    int top = reading.predicted();
    predicted.set(nameOf(top, names));
    predicted.pseudoClassStateChanged(WRONG, image.actual().orElse(top) != top);
    confidence.set(messages.get("confidence.value", reading.probabilities()[top]));
    image
        .actual()
        .ifPresent(
            label ->
                rank.set(
                    messages.get(
                        "rank.value", reading.rank(label), reading.probabilities().length)));
  }

  void show(ImagePrediction.History course) {
    OptionalLong step = course.learnedAt();
    learned.set(
        step.isPresent()
            ? messages.get("learned.value", step.getAsLong())
            : messages.get("learned.never"));
    forgotten.set(messages.get("forgotten.value", course.timesForgotten()));
  }

  private static String nameOf(int label, List<String> names) {
    return label < names.size() ? names.get(label) : String.valueOf(label);
  }

  /** A value below its name. */
  private final class Fact extends VBox {
    private final Label value = new Label();

    Fact(String name) {
      getStyleClass().add("card-fact");
      Label caption = new Label(messages.get(name));
      caption.getStyleClass().add("card-caption");
      value.setId("card-" + name);
      value.getStyleClass().addAll("card-value", "tabular");
      getChildren().addAll(caption, value);
      managedProperty().bind(visibleProperty());
    }

    void set(String text) {
      value.setText(text);
      pseudoClassStateChanged(WRONG, false);
      setVisible(true);
    }
  }
}
