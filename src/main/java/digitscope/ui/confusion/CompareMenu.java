package digitscope.ui.confusion;

import atlantafx.base.theme.Styles;
import digitscope.ui.control.Choosers;
import digitscope.ui.control.Messages;
import digitscope.ui.fx.RecentRun;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.stage.DirectoryChooser;
import org.kordamp.ikonli.javafx.FontIcon;

/** Chooses the evaluation, of this run or another, with which the newest one is compared. */
final class CompareMenu extends MenuButton {
  private final Messages messages = Messages.of("confusion");
  private final ComparisonViewModel model;
  private final Runnable showChange;
  private final RadioMenuItem step = new RadioMenuItem(messages.get("reference.step"));
  private final Menu runs = new Menu(messages.get("reference.run"));

  /**
   * @param showChange lets one see how both differ, once something was chosen
   */
  CompareMenu(ComparisonViewModel model, Runnable showChange) {
    this.model = model;
    this.showChange = showChange;
    setText(messages.get("compare"));
    setGraphic(new FontIcon("mdi2c-compare-horizontal"));
    setTooltip(new Tooltip(messages.get("compare.help")));
    setId("matrix-compare");
    getStyleClass().add(Styles.SMALL);
    setMinWidth(Region.USE_PREF_SIZE);
    for (Reference.Ago ago : Reference.Ago.values()) {
      RadioMenuItem item = new RadioMenuItem(messages.get("reference." + ago));
      item.setId("reference-" + ago);
      item.setOnAction(
          event -> {
            model.compareWithThisRun(ago);
            showChange.run();
          });
      item.setUserData(ago);
      getItems().add(item);
    }
    step.setId("reference-step");
    step.setOnAction(event -> compareWithAStep());
    runs.setId("reference-run");
    fill(List.of());
    getItems().addAll(step, new SeparatorMenuItem(), runs);
    setOnShowing(event -> model.refreshRuns());
    model.recentRunsProperty().addListener((property, before, now) -> fill(now));
    model.sinceProperty().addListener(changed -> mark());
    model.otherRunProperty().addListener(changed -> mark());
    mark();
  }

  /** Begins with the first evaluation; the bar below leads to the others. */
  private void compareWithAStep() {
    model.compareWithThisRun(Reference.Ago.FIRST);
    long[] steps = model.steps();
    model.setStep(steps.length == 0 ? 0 : steps[0]);
    mark();
    showChange.run();
  }

  private void compareWith(Path run) {
    model.compareWith(run);
    showChange.run();
  }

  private void mark() {
    boolean own = model.otherRunProperty().get().isEmpty();
    Reference since = model.sinceProperty().get();
    getItems().stream()
        .filter(RadioMenuItem.class::isInstance)
        .map(RadioMenuItem.class::cast)
        .forEach(item -> item.setSelected(own && since.equals(item.getUserData())));
    step.setSelected(own && since instanceof Reference.AtStep);
  }

  private void fill(List<RecentRun> found) {
    MenuItem folder = new MenuItem(messages.get("reference.run.choose"));
    folder.setId("reference-run-choose");
    folder.setOnAction(event -> chooseFolder());
    runs.getItems().setAll(found.stream().map(this::item).toList());
    if (!found.isEmpty()) {
      runs.getItems().add(new SeparatorMenuItem());
    }
    runs.getItems().add(folder);
  }

  private MenuItem item(RecentRun run) {
    MenuItem item =
        new MenuItem(
            run.compared().isPresent()
                ? messages.get(
                    "reference.run.item", run.name(), run.when(), run.compared().getAsDouble())
                : messages.get("reference.run.unfinished", run.name(), run.when()));
    item.setMnemonicParsing(false);
    item.setDisable(run.compared().isEmpty());
    item.setOnAction(event -> compareWith(run.path()));
    return item;
  }

  private void chooseFolder() {
    DirectoryChooser chooser = new DirectoryChooser();
    chooser.setTitle(messages.get("reference.run.title"));
    Optional.ofNullable(Choosers.folder(chooser, getScene().getWindow()))
        .map(File::toPath)
        .ifPresent(this::compareWith);
  }
}
