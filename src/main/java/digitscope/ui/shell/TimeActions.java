package digitscope.ui.shell;

import digitscope.ui.control.Messages;
import digitscope.ui.time.TimeViewModel;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import org.kordamp.ikonli.javafx.FontIcon;

/** The ways through the stored steps of a run, with their keys. */
final class TimeActions {
  private final Messages messages;
  private final AppAction fork;
  private final List<AppAction> all;

  /**
   * @param play plays the stored steps, or stops
   * @param fork trains from the step that is shown
   */
  TimeActions(
      Actions actions, TimeViewModel time, Runnable play, AppAction fork, Messages messages) {
    this.messages = messages;
    this.fork = fork;
    all =
        List.of(
            actions.add("timePlay", "mdi2p-play-outline", "F9", play),
            actions.add("timeEarlier", "mdi2s-step-backward", "Alt+LEFT", () -> time.move(-1)),
            actions.add("timeLater", "mdi2s-step-forward", "Alt+RIGHT", () -> time.move(1)),
            actions.add("timeFirst", "mdi2s-skip-previous", "Alt+HOME", time::lookAtFirst),
            actions.add("timeBest", "mdi2s-star-outline", "Alt+UP", time::lookAtBest),
            actions.add("timeNewest", "mdi2s-skip-next", "Alt+END", time::lookAtNewest));
    all.forEach(
        action ->
            action
                .disabledProperty()
                .bind(
                    Bindings.createBooleanBinding(
                        () -> time.marksProperty().get().isEmpty(), time.marksProperty())));
  }

  Menu menu() {
    Menu menu = new Menu(messages.get("menu.time"), new FontIcon("mdi2c-clock-outline"));
    menu.setId("menu-time");
    menu.getItems().setAll(all.stream().map(AppAction::menuItem).toArray(MenuItem[]::new));
    menu.getItems().addAll(new SeparatorMenuItem(), fork.menuItem());
    return menu;
  }
}
