package digitscope.ui.shell;

import digitscope.ui.confusion.EvaluateItems;
import digitscope.ui.confusion.OtherSetViewModel;
import digitscope.ui.control.Messages;
import digitscope.ui.help.HelpTab;
import digitscope.ui.help.HelpViewModel;
import digitscope.ui.help.TourViewModel;
import java.util.Collection;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.stage.Window;
import javafx.stage.WindowEvent;
import org.kordamp.ikonli.javafx.FontIcon;

/** Every action in a menu, with its shortcut. */
final class Menus {
  private final Messages messages;
  private final MenuBar bar = new MenuBar();

  Menus(Messages messages) {
    this.messages = messages;
  }

  /**
   * @param showConfusion shows the page on which another set is evaluated
   */
  MenuBar create(
      Actions actions,
      TimeActions time,
      FileActions files,
      RunFiles runs,
      NetworkFiles networks,
      ReportFiles reports,
      ImageImport images,
      ReadingMenus reading,
      OtherSetViewModel otherSet,
      Runnable showConfusion,
      HelpViewModel help,
      TourViewModel tour) {
    Dialogs dialogs = new Dialogs(messages);
    List<AppAction> helps =
        List.of(
            actions.add("help", "mdi2h-help-circle-outline", "F1", () -> help.show(HelpTab.GUIDE)),
            actions.add(
                "glossary", "mdi2b-book-alphabet", "Shift+F1", () -> help.show(HelpTab.GLOSSARY)),
            actions.add(
                "shortcuts", "mdi2k-keyboard-outline", "", () -> help.show(HelpTab.SHORTCUTS)),
            actions.add("tour", "mdi2m-map-marker-path", "", tour::start));
    AppAction about =
        actions.add("about", "mdi2i-information-outline", "", () -> dialogs.showAbout(window()));
    bar.getStyleClass().add("main-menu");
    Menu file =
        new FileMenu(actions, this::window, messages)
            .create(files, runs, networks, reports, images, this::quit);
    Menu edit = menu("edit", List.of(actions.undo(), actions.redo()));
    Menu run =
        menu("run", List.of(actions.train(), actions.pause(), actions.step(), actions.stop()));
    run.getItems().addAll(new SeparatorMenuItem(), time.menu(), evaluate(otherSet, showConfusion));
    Menu view = menu("view", actions.pages().values());
    view.getItems()
        .addAll(
            new SeparatorMenuItem(),
            actions.setupPanel().menuItem(),
            actions.theme().menuItem(),
            reading.textSizes(),
            reading.languages());
    Menu ask = menu("help", helps);
    ask.getItems().addAll(new SeparatorMenuItem(), about.menuItem());
    bar.getMenus().setAll(file, edit, run, view, ask);
    return bar;
  }

  private Window window() {
    return bar.getScene().getWindow();
  }

  private Menu evaluate(OtherSetViewModel model, Runnable showConfusion) {
    Menu menu =
        new Menu(
            Messages.of("evaluate").get("menu"), new FontIcon("mdi2d-database-search-outline"));
    menu.setId("menu-evaluate");
    menu.disableProperty()
        .bind(Bindings.createBooleanBinding(() -> !model.canEvaluate(), model.viewProperty()));
    new EvaluateItems(model, this::window, showConfusion).keepIn(menu.getItems());
    return menu;
  }

  private Menu menu(String key, Collection<AppAction> actions) {
    Menu menu = new Menu(messages.get("menu." + key));
    menu.setId("menu-" + key);
    menu.getItems().setAll(actions.stream().map(AppAction::menuItem).toArray(MenuItem[]::new));
    return menu;
  }

  /** As if the user had closed the window. */
  private void quit() {
    Window window = window();
    window.fireEvent(new WindowEvent(window, WindowEvent.WINDOW_CLOSE_REQUEST));
  }
}
