package digitscope.ui.confusion;

import digitscope.eval.CellChoice;
import digitscope.eval.Evaluation;
import digitscope.eval.EvaluationHistory.Change;
import digitscope.ui.control.Messages;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.layout.Region;

/** Chooses images that no single cell holds: all errors, labels in doubt, and what changed. */
final class ChoiceMenu extends MenuButton {
  private final Messages messages = Messages.of("confusion");
  private final ConfusionViewModel model;
  private final Map<Change, MenuItem> changes = new EnumMap<>(Change.class);
  private final Menu since = new Menu(messages.get("since"));

  ChoiceMenu(ConfusionViewModel model) {
    this.model = model;
    setText(messages.get("choose"));
    setId("choose-images");
    setMinWidth(Region.USE_PREF_SIZE);
    MenuItem errors = new MenuItem(messages.get("allErrors"));
    errors.setId("show-all-errors");
    errors.setOnAction(event -> choose(new CellChoice.AllErrors()));
    MenuItem mislabeled = new MenuItem(messages.get("mislabeled"));
    mislabeled.setId("show-mislabeled");
    mislabeled.setOnAction(event -> choose(new CellChoice.Mislabeled()));
    getItems().addAll(errors, mislabeled, new SeparatorMenuItem());
    for (Change change : Change.values()) {
      MenuItem item = new MenuItem();
      item.setId("show-" + change);
      item.setOnAction(
          event ->
              model
                  .comparison()
                  .since()
                  .ifPresent(then -> choose(new CellChoice.Changed(change, then.step()))));
      changes.put(change, item);
      getItems().add(item);
    }
    since.setId("since");
    getItems().addAll(new SeparatorMenuItem(), since);
    setOnShowing(
        event -> {
          nameChanges();
          fillSince();
        });
  }

  /** Offers the evaluations that are remembered image by image. */
  private void fillSince() {
    since.getItems().clear();
    for (Reference.Ago ago : Reference.Ago.values()) {
      since.getItems().add(since(messages.get("since." + ago), ago, ago.name()));
    }
    since.getItems().add(new SeparatorMenuItem());
    List<Evaluation> all = model.historyProperty().get().evaluations();
    for (Evaluation some : all.subList(0, Math.max(0, all.size() - 1))) {
      Reference at = new Reference.AtStep(some.step());
      String id = String.valueOf(some.step());
      String name =
          some.step() == 0
              ? messages.get("since.untrained")
              : messages.get("since.step", some.step());
      since.getItems().add(since(name, at, id));
    }
    since.setDisable(all.size() < 2);
  }

  private MenuItem since(String name, Reference reference, String id) {
    RadioMenuItem item = new RadioMenuItem(name);
    item.setId("since-" + id);
    item.setSelected(model.comparison().sinceProperty().get().equals(reference));
    item.setOnAction(event -> model.comparison().sinceProperty().set(reference));
    return item;
  }

  /** Says with what is compared; without an earlier evaluation nothing has changed. */
  private void nameChanges() {
    Optional<Evaluation> then = model.comparison().since();
    String name =
        then.map(some -> model.comparison().nameOf(some.step()))
            .orElseGet(() -> messages.get("reference.none"));
    long step = then.map(Evaluation::step).orElse(0L);
    changes.forEach(
        (change, item) -> {
          item.setDisable(then.isEmpty());
          item.setText(messages.get("change." + change, name, step));
        });
  }

  private void choose(CellChoice choice) {
    model.choiceProperty().set(Optional.of(choice));
    model.showImages();
  }
}
