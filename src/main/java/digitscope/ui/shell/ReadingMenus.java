package digitscope.ui.shell;

import digitscope.ui.control.Messages;
import digitscope.ui.fx.Language;
import digitscope.ui.fx.TextSize;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleGroup;

/** Menus of what makes the window easy to read: the size of its text, and its language. */
final class ReadingMenus {
  private final Messages messages;
  private final Menu textSizes;
  private final Menu languages;

  ReadingMenus(
      Actions actions,
      ObjectProperty<Language> language,
      ObjectProperty<TextSize> textSize,
      Messages messages) {
    this.messages = messages;
    List<AppAction> changes =
        List.of(
            actions.add("larger", "", "Shortcut+PLUS", () -> textSize.set(textSize.get().larger())),
            actions.add(
                "smaller", "", "Shortcut+MINUS", () -> textSize.set(textSize.get().smaller())),
            actions.add("normal", "", "Shortcut+DIGIT0", () -> textSize.set(TextSize.NORMAL)));
    textSizes = menu("textSize", textSize, TextSize.values(), size -> "" + size.percent());
    textSizes.getItems().add(0, new SeparatorMenuItem());
    textSizes.getItems().addAll(0, changes.stream().map(AppAction::menuItem).toList());
    languages = menu("language", language, Language.values(), Language::name);
  }

  Menu textSizes() {
    return textSizes;
  }

  Menu languages() {
    return languages;
  }

  /** When a chosen language is used. */
  String languageNote(Language chosen) {
    return messages.get("language.note", messages.get("menu.language." + chosen));
  }

  private <E> Menu menu(
      String key, ObjectProperty<E> chosen, E[] choices, Function<E, String> names) {
    Menu menu = new Menu(messages.get("menu." + key));
    menu.setId("menu-" + key);
    ToggleGroup group = new ToggleGroup();
    for (E choice : choices) {
      String name = names.apply(choice);
      RadioMenuItem item = new RadioMenuItem(messages.get("menu." + key + "." + name));
      item.setId("menu-" + key + "-" + name);
      item.setToggleGroup(group);
      item.setUserData(choice);
      item.setOnAction(event -> chosen.set(choice));
      menu.getItems().add(item);
    }
    select(menu, chosen.get());
    chosen.addListener((observable, old, now) -> select(menu, now));
    return menu;
  }

  private static void select(Menu menu, Object chosen) {
    Stream<MenuItem> items = menu.getItems().stream();
    items
        .filter(item -> chosen.equals(item.getUserData()))
        .forEach(item -> ((RadioMenuItem) item).setSelected(true));
  }
}
