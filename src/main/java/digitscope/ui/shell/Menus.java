package digitscope.ui.shell;

import digitscope.ui.control.Messages;
import digitscope.ui.setup.SetupView;
import java.util.Collection;
import java.util.List;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.stage.WindowEvent;

/** Every action in a menu, with its shortcut. */
final class Menus {
  private final Messages messages;
  private final MenuBar bar = new MenuBar();

  Menus(Messages messages) {
    this.messages = messages;
  }

  MenuBar create(
      Actions actions,
      FileActions files,
      RunFiles runs,
      NetworkFiles networks,
      ReportFiles reports,
      SetupView setup,
      ImageImport images,
      ReadingMenus reading) {
    Dialogs dialogs = new Dialogs(messages);
    AppAction openData =
        actions.add("openData", "mdi2f-folder-open-outline", "Shortcut+D", setup::openData);
    AppAction ownImages =
        actions.add(
            "ownImages",
            "mdi2i-image-multiple-outline",
            "Shortcut+I",
            () -> images.show(bar.getScene().getWindow()));
    AppAction openRun =
        actions.add(
            "openRun",
            "mdi2f-folder-play-outline",
            "Shortcut+O",
            () -> runs.choose(bar.getScene().getWindow()));
    AppAction importNetwork =
        actions.add(
            "importNetwork",
            "mdi2f-file-import-outline",
            "",
            () -> networks.chooseImport(bar.getScene().getWindow(), runs::open));
    AppAction exportNetwork =
        actions.add(
            "exportNetwork",
            "mdi2f-file-export-outline",
            "Shortcut+E",
            () -> networks.chooseExport(bar.getScene().getWindow()));
    networks.disableWhereImpossible(importNetwork, exportNetwork);
    AppAction exportReport =
        actions.add("exportReport", "mdi2f-file-chart-outline", "Shortcut+R", reports::choose);
    reports.disableWhereImpossible(exportReport);
    AppAction quit = actions.add("quit", "mdi2e-exit-to-app", "Shortcut+Q", this::quit);
    AppAction shortcuts =
        actions.add(
            "shortcuts",
            "mdi2k-keyboard-outline",
            "F1",
            () -> dialogs.showShortcuts(bar.getScene().getWindow(), actions.all()));
    AppAction about =
        actions.add(
            "about",
            "mdi2i-information-outline",
            "",
            () -> dialogs.showAbout(bar.getScene().getWindow()));
    bar.getStyleClass().add("main-menu");
    Menu file =
        menu(
            "file",
            List.of(
                openData,
                ownImages,
                openRun,
                importNetwork,
                exportNetwork,
                exportReport,
                files.openSetupAction(),
                files.saveSetupAction(),
                files.savePictureAction()));
    Menu recent = runs.menu();
    file.getItems().add(3, recent);
    file.setOnShowing(event -> runs.refresh(recent));
    file.getItems().addAll(new SeparatorMenuItem(), quit.menuItem());
    Menu run =
        menu("run", List.of(actions.train(), actions.pause(), actions.step(), actions.stop()));
    Menu view = menu("view", actions.pages().values());
    view.getItems()
        .addAll(
            new SeparatorMenuItem(),
            actions.setupPanel().menuItem(),
            actions.theme().menuItem(),
            reading.textSizes(),
            reading.languages());
    bar.getMenus().setAll(file, run, view, menu("help", List.of(shortcuts, about)));
    return bar;
  }

  private Menu menu(String key, Collection<AppAction> actions) {
    Menu menu = new Menu(messages.get("menu." + key));
    menu.setId("menu-" + key);
    menu.getItems().setAll(actions.stream().map(AppAction::menuItem).toArray(MenuItem[]::new));
    return menu;
  }

  /** As if a person had closed the window. */
  private void quit() {
    var window = bar.getScene().getWindow();
    window.fireEvent(new WindowEvent(window, WindowEvent.WINDOW_CLOSE_REQUEST));
  }
}
