package digitscope.ui.labels;

import atlantafx.base.theme.Styles;
import digitscope.ui.control.EmptyState;
import digitscope.ui.control.Messages;
import digitscope.ui.control.help.HelpButton;
import digitscope.ui.control.help.HelpTopic;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.controlsfx.control.SegmentedButton;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;

/** The labels that look wrong, one after another, to be decided about by mouse or by keys. */
public final class LabelsView extends VBox {
  private static final KeyCombination UNDO = KeyCombination.valueOf("Shortcut+Z");

  private final Messages messages = Messages.of("labels");
  private final LabelsViewModel model;
  private final Label sentence = new Label();
  private final Label problem = new Label();
  private final Button reorder = new Button();
  private final StackPane empty = new StackPane();
  private final VBox content;
  private final JudgingPane judging;

  public LabelsView(LabelsViewModel model) {
    this.model = model;
    getStyleClass().add("labels");
    getStylesheets()
        .add(
            Objects.requireNonNull(LabelsView.class.getResource("/css/labels.css"))
                .toExternalForm());
    setFocusTraversable(true);
    setAccessibleText(messages.get("accessible"));
    sentence.setId("labels-sentence");
    sentence.getStyleClass().addAll("labels-heading", "tabular");
    sentence.setWrapText(true);
    sentence.setMinHeight(Region.USE_PREF_SIZE);
    problem.setId("labels-problem");
    problem.getStyleClass().add("labels-problem");
    problem.setWrapText(true);
    problem.setMinHeight(Region.USE_PREF_SIZE);
    problem.managedProperty().bind(problem.visibleProperty());
    judging = new JudgingPane(model.judge());
    DecidedPane decided = new DecidedPane(model);
    VBox.setVgrow(decided, Priority.ALWAYS);
    content = new VBox(new SuspectPane(model), new DonePane(model), decided);
    content.getStyleClass().add("labels-content");
    StackPane middle = new StackPane(content, empty);
    VBox.setVgrow(middle, Priority.ALWAYS);
    getChildren().setAll(header(), sentence, problem, middle, new ConsequencePane(model));
    addEventFilter(KeyEvent.KEY_PRESSED, this::press);
    setOnMousePressed(
        event -> {
          requestFocus();
          // Otherwise the tabs around it take the focus, and the keys.
          event.consume();
        });
    model.queueProperty().addListener(changed -> show());
    model.subjectProperty().addListener(changed -> show());
    model.currentProperty().addListener(changed -> show());
    model.keptProperty().addListener(changed -> show());
    model.problemProperty().addListener(changed -> show());
    model.newerStepProperty().addListener(changed -> showNewer());
    model
        .activeProperty()
        .addListener(
            changed -> {
              if (model.activeProperty().get()) {
                requestFocus();
              }
              show();
            });
    show();
    showNewer();
  }

  /** Takes keys also while another node has the focus: the tabs, one of which was just clicked. */
  public void hearKeysOf(Node other) {
    other.addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (model.activeProperty().get() && event.getTarget() == other) {
            press(event);
          }
        });
  }

  private Node header() {
    SegmentedButton subjects = new SegmentedButton();
    ToggleGroup group = new ToggleGroup();
    subjects.setToggleGroup(group);
    for (JudgedSplit subject : JudgedSplit.values()) {
      ToggleButton button = new ToggleButton(messages.get("subject." + subject));
      button.setId("labels-subject-" + subject);
      button.setTooltip(new Tooltip(messages.get("subject." + subject + ".help")));
      button.getStyleClass().add(Styles.SMALL);
      button.setMinWidth(Region.USE_PREF_SIZE);
      button.setSelected(model.subjectProperty().get() == subject);
      // One is always on, so a click on it must not turn it off.
      button.setOnAction(
          event -> {
            button.setSelected(true);
            model.subjectProperty().set(subject);
          });
      subjects.getButtons().add(button);
    }
    reorder.setId("labels-reorder");
    reorder.getStyleClass().addAll(Styles.SMALL, "tabular");
    reorder.setGraphic(new FontIcon(MaterialDesignR.REFRESH));
    reorder.setMinWidth(Region.USE_PREF_SIZE);
    reorder.setTooltip(new Tooltip(messages.get("reorder.help")));
    reorder.setOnAction(event -> model.reorder());
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    HBox header = new HBox(subjects, space, reorder, new HelpButton(HelpTopic.LABELS));
    header.getStyleClass().add("labels-header");
    return header;
  }

  private void press(KeyEvent event) {
    if (UNDO.match(event)) {
      model.undo();
      event.consume();
    } else if (!event.isShortcutDown() && !event.isAltDown() && decide(event)) {
      event.consume();
    }
  }

  private boolean decide(KeyEvent event) {
    if (model.currentProperty().get().isEmpty()) {
      return false;
    }
    switch (event.getCode()) {
      case R -> model.relabel();
      case X -> model.leaveOut();
      case K -> model.keep();
      case S -> model.skip();
      default -> {
        return classOf(event).map(this::relabel).isPresent();
      }
    }
    return true;
  }

  private int relabel(int label) {
    model.relabel(label);
    return label;
  }

  /** The class that a number key means: that of this name, or else of this place. */
  private Optional<Integer> classOf(KeyEvent event) {
    String digit = event.getText();
    if (!event.getCode().isDigitKey() || digit.isEmpty()) {
      return Optional.empty();
    }
    return model
        .currentProperty()
        .get()
        .map(
            doubt -> {
              int named = doubt.set().classNames().indexOf(digit);
              return named >= 0 ? named : digit.charAt(0) - '0';
            });
  }

  private void show() {
    Optional<LabelQueue> queue = model.queueProperty().get();
    boolean asks = model.currentProperty().get().isPresent();
    boolean hasDecided = !model.keptProperty().get().corrections().isEmpty();
    Optional<Node> reason = queue.isEmpty() || !asks ? Optional.of(reason()) : Optional.empty();
    empty.getChildren().setAll(reason.stream().toList());
    empty.setVisible(reason.isPresent());
    content.setVisible(queue.isPresent() && (asks || hasDecided));
    content.pseudoClassStateChanged(SuspectPane.ASKED, asks);
    sentence.setVisible(queue.isPresent());
    sentence.setText(
        queue
            .map(
                shown ->
                    messages.get(
                        "sentence." + model.subjectProperty().get(),
                        shown.undecidedSuspects(),
                        shown.judged().set().size(),
                        shown.step(),
                        shown.doubts().size() - shown.undecidedSuspects()))
            .orElse(""));
    problem.setText(model.problemProperty().get().orElse(""));
    problem.setVisible(model.problemProperty().get().isPresent());
  }

  private void showNewer() {
    OptionalLong step = model.newerStepProperty().get();
    reorder.setVisible(step.isPresent());
    reorder.setText(step.isPresent() ? messages.get("reorder", step.getAsLong()) : "");
  }

  private Node reason() {
    Optional<LabelQueue> queue = model.queueProperty().get();
    if (queue.isPresent()) {
      return queue.get().found() == 0
          ? state(MaterialDesignC.CHECK_DECAGRAM_OUTLINE, "none", queue.get().judged().set().size())
          : state(MaterialDesignC.CHECK_ALL, "done", queue.get().found());
    }
    if (!model.hasSession()) {
      return state(MaterialDesignT.TAG_OFF_OUTLINE, "noSession");
    }
    return switch (model.subjectProperty().get()) {
      case TEST -> state(MaterialDesignT.TIMER_SAND, "waiting");
      case HELD_OUT -> state(MaterialDesignT.TAG_OFF_OUTLINE, "noHeldOut");
      case TRAINING -> judging;
    };
  }

  private EmptyState state(Ikon icon, String key, Object... values) {
    return new EmptyState(icon, messages.get(key + ".title"), messages.get(key + ".text", values));
  }
}
