package digitscope.ui.setup;

import digitscope.config.ValidationSpec;
import digitscope.ui.control.Messages;
import javafx.scene.layout.VBox;

/** What is held out of the training set, and what it decides. */
final class ValidationPane extends VBox {
  private static final double LARGEST_PART = 0.5;

  private final SetupViewModel model;
  private final SettingsForm form;
  private final SettingsForm details;

  /** What comes back when validation is switched on again. */
  private ValidationSpec known = new ValidationSpec(0.1, 5, true);

  ValidationPane(SetupViewModel model, Messages messages) {
    this.model = model;
    form = new SettingsForm(messages);
    form.toggle(
        "validation", () -> !spec().isNone(), on -> use(on ? known : ValidationSpec.none()));
    details = new SettingsForm(messages);
    details.measure(
        "heldOut",
        ValueFormats.percent(messages, LARGEST_PART),
        () -> spec().fraction(),
        v -> use(new ValidationSpec(v, spec().patience(), spec().restoreBest())));
    details.integer(
        "patience",
        () -> spec().patience(),
        v -> use(new ValidationSpec(spec().fraction(), v, spec().restoreBest())));
    details.toggle(
        "restoreBest",
        () -> spec().restoreBest(),
        v -> use(new ValidationSpec(spec().fraction(), spec().patience(), v)));
    getStyleClass().add("section-content");
    getChildren().addAll(form, details);
    refresh();
  }

  /** Shows what is in force. */
  void refresh() {
    if (!spec().isNone()) {
      known = spec();
    }
    details.setVisible(!spec().isNone());
    details.setManaged(!spec().isNone());
    form.refresh();
    details.refresh();
  }

  private ValidationSpec spec() {
    return model.training().validation();
  }

  private void use(ValidationSpec changed) {
    model.changeTraining(draft -> draft.validation = changed);
  }
}
