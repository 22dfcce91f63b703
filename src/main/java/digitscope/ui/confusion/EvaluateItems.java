package digitscope.ui.confusion;

import digitscope.ui.control.Choosers;
import digitscope.ui.control.Messages;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.stage.DirectoryChooser;
import javafx.stage.Window;

/** The data sets that the network can be evaluated on, for any menu. */
public final class EvaluateItems {
  private final Messages messages = Messages.of("evaluate");
  private final OtherSetViewModel model;
  private final Supplier<Window> owner;
  private final Runnable onChosen;

  /**
   * @param owner window of the dialog that asks for a folder
   * @param onChosen called before a set is evaluated on
   */
  public EvaluateItems(OtherSetViewModel model, Supplier<Window> owner, Runnable onChosen) {
    this.model = model;
    this.owner = owner;
    this.onChosen = onChosen;
  }

  /** Keeps a menu filled with them. */
  public void keepIn(ObservableList<MenuItem> menu) {
    model.offersProperty().addListener(changed -> fill(menu));
    model.viewProperty().addListener((property, before, now) -> refill(menu, before.isPresent()));
    fill(menu);
  }

  private void refill(ObservableList<MenuItem> menu, boolean hadNetwork) {
    if (!hadNetwork) {
      fill(menu);
    }
  }

  private void fill(ObservableList<MenuItem> menu) {
    List<MenuItem> items = new ArrayList<>(model.choices().stream().map(this::item).toList());
    MenuItem folder = new MenuItem();
    folder.setGraphic(line(messages.get("folder"), ""));
    folder.setId("evaluate-folder");
    folder.setOnAction(event -> chooseFolder());
    items.add(new SeparatorMenuItem());
    items.add(folder);
    menu.setAll(items);
  }

  private MenuItem item(OtherSetViewModel.Choice choice) {
    MenuItem item = new MenuItem();
    item.setId("evaluate-" + choice.name());
    item.setGraphic(
        line(
            choice.title(),
            choice.megabytes().map(megabytes -> messages.get("size", megabytes)).orElse("")));
    item.setOnAction(event -> evaluateOn(choice.name()));
    return item;
  }

  private static Node line(String title, String detail) {
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    Label size = new Label(detail);
    size.getStyleClass().addAll("text-small", "text-muted", "tabular");
    HBox line = new HBox(new Label(title), gap, size);
    line.getStyleClass().add("source-line");
    return line;
  }

  private void evaluateOn(String set) {
    onChosen.run();
    model.evaluateOn(set);
  }

  private void chooseFolder() {
    DirectoryChooser chooser = new DirectoryChooser();
    chooser.setTitle(messages.get("folder.title"));
    Optional.ofNullable(Choosers.folder(chooser, owner.get()))
        .map(File::toString)
        .ifPresent(this::evaluateOn);
  }
}
