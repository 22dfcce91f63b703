package digitscope.ui.confusion;

import atlantafx.base.theme.Styles;
import digitscope.ui.confusion.ComparisonViewModel.Compared;
import digitscope.ui.control.IconButtons;
import digitscope.ui.control.Messages;
import java.util.Arrays;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;

/** Leads through the steps that can be compared with, and says what is to be known of them. */
final class ComparisonBar extends VBox {
  private final Messages messages = Messages.of("confusion");
  private final ComparisonViewModel model;
  private final Label name = new Label();
  private final Slider slider = new Slider();
  private final Label step = new Label();
  private final ToggleButton same = new ToggleButton();
  private final HBox row;
  private final Label note = new Label();
  private long[] steps = {};
  private boolean following;

  ComparisonBar(ComparisonViewModel model) {
    this.model = model;
    getStyleClass().add("comparison-bar");
    name.setId("comparison-name");
    name.setMinWidth(0);
    HBox.setHgrow(slider, Priority.ALWAYS);
    slider.setId("comparison-step");
    slider.getStyleClass().add(Styles.SMALL);
    slider.setMinWidth(96);
    slider.setBlockIncrement(1);
    slider.setAccessibleText(messages.get("comparison.step.help"));
    slider.valueProperty().addListener(changed -> choose());
    step.getStyleClass().addAll("tabular", "comparison-step");
    step.setMinWidth(Region.USE_PREF_SIZE);
    same.setId("comparison-same");
    same.setGraphic(new FontIcon("mdi2l-link-variant"));
    same.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.SMALL, Styles.FLAT);
    same.setTooltip(new Tooltip(messages.get("comparison.same")));
    same.setAccessibleText(messages.get("comparison.same"));
    same.setOnAction(event -> link());
    row = new HBox(name, slider, step, same, closeButton());
    row.getStyleClass().add("comparison-row");
    note.setId("comparison-note");
    note.getStyleClass().addAll(Styles.TEXT_SMALL, Styles.WARNING);
    note.setWrapText(true);
    note.setMinHeight(Region.USE_PREF_SIZE);
    getChildren().addAll(row, note);
    managedProperty().bind(visibleProperty());
    model.comparedProperty().addListener(changed -> show());
    model.otherRunProperty().addListener(changed -> show());
    model.sinceProperty().addListener(changed -> show());
    model.noteProperty().addListener(changed -> show());
    show();
  }

  private Node closeButton() {
    Button close =
        IconButtons.button(
            MaterialDesignC.CLOSE,
            messages.get("comparison.close"),
            () -> model.compareWithThisRun(Reference.Ago.EPOCH));
    close.setId("comparison-close");
    close.getStyleClass().addAll(Styles.SMALL, Styles.FLAT);
    return close;
  }

  private void choose() {
    int index = (int) Math.round(slider.getValue());
    if (!following && index < steps.length) {
      model.setStep(steps[index]);
    }
  }

  private void link() {
    if (same.isSelected()) {
      model.followStep();
    } else {
      model.comparedProperty().get().ifPresent(now -> model.setStep(now.at().step()));
    }
  }

  private void show() {
    Optional<Compared> compared = model.comparedProperty().get();
    boolean other = model.otherRunProperty().get().isPresent();
    Optional<String> said = model.noteProperty().get();
    boolean own = model.sinceProperty().get() instanceof Reference.AtStep;
    note.setText(said.orElse(""));
    note.setVisible(said.isPresent());
    note.setManaged(said.isPresent());
    setVisible(other || own || said.isPresent());
    steps = model.steps();
    following = true;
    slider.setMax(Math.max(0, steps.length - 1));
    compared.ifPresent(this::show);
    following = false;
    same.setSelected(model.otherRunProperty().get().filter(o -> o.step().isEmpty()).isPresent());
    same.setVisible(other);
    same.setManaged(other);
  }

  private void show(Compared compared) {
    name.setText(
        compared
            .run()
            .map(run -> messages.get("comparison.run", run))
            .orElse(messages.get("comparison.own")));
    name.setTooltip(new Tooltip(name.getText()));
    step.setText(messages.get("comparison.step", compared.at().step()));
    int index = Arrays.binarySearch(steps, compared.at().step());
    if (index >= 0) {
      slider.setValue(index);
    }
  }
}
