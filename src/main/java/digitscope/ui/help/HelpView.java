package digitscope.ui.help;

import atlantafx.base.controls.CustomTextField;
import atlantafx.base.theme.Styles;
import digitscope.ui.control.IconButtons;
import digitscope.ui.control.LiveScrollPane;
import digitscope.ui.control.Messages;
import digitscope.ui.help.HelpViewModel.Entry;
import digitscope.ui.help.HelpViewModel.Section;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;

/** The panel at the right of the window: guide, glossary, and shortcuts, with a search for all. */
final class HelpView extends BorderPane {
  private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");

  /** Above a term that is scrolled to, pixels. */
  private static final double HEADROOM = 8;

  private final Messages messages = Messages.of("help");
  private final HelpViewModel model;
  private final Prose prose;
  private final CustomTextField search = new CustomTextField();
  private final Map<HelpTab, ToggleButton> tabs = new EnumMap<>(HelpTab.class);
  private final VBox content = new VBox();
  private final LiveScrollPane scroll = new LiveScrollPane(content);
  private Optional<Node> awaited = Optional.empty();

  HelpView(HelpViewModel model) {
    this.model = model;
    this.prose = new Prose(model::follow);
    setId("help-panel");
    getStyleClass().add("help-panel");
    content.getStyleClass().add("help-content");
    scroll.setFitToWidth(true);
    scroll.setId("help-scroll");
    search.setId("help-search");
    search.setLeft(new FontIcon(MaterialDesignM.MAGNIFY));
    search.setPromptText(messages.get("search"));
    search.setAccessibleText(messages.get("search"));
    search.textProperty().bindBidirectional(model.queryProperty());
    VBox head = new VBox(title(), new HBox(choices()), search);
    head.getStyleClass().add("help-head");
    setTop(head);
    setCenter(scroll);
    addEventHandler(KeyEvent.KEY_PRESSED, this::press);
    model.queryProperty().addListener(changed -> show());
    model.tabProperty().addListener(changed -> show());
    model.termProperty().addListener(changed -> showTerm());
    model
        .openProperty()
        .addListener(
            (property, before, now) -> {
              if (now) {
                show();
              }
            });
    show();
    showTerm();
  }

  /** Puts the keyboard into the field of the search. */
  void focusSearch() {
    search.requestFocus();
  }

  private Node title() {
    Label title = new Label(messages.get("panel.title"));
    title.getStyleClass().add("help-panel-title");
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    Node close =
        IconButtons.button(
            MaterialDesignC.CLOSE, messages.get("close"), () -> model.openProperty().set(false));
    close.setId("help-close");
    close.getStyleClass().addAll(Styles.FLAT, Styles.SMALL);
    HBox line = new HBox(title, space, close);
    line.getStyleClass().add("help-line");
    return line;
  }

  private Node[] choices() {
    ToggleGroup group = new ToggleGroup();
    for (HelpTab tab : HelpTab.values()) {
      ToggleButton button = new ToggleButton(messages.get("tab." + tab));
      button.setId("help-" + tab);
      button.setToggleGroup(group);
      button.getStyleClass().addAll(Styles.SMALL, pill(tab));
      button.setOnAction(
          event -> {
            // What is shown stays chosen when it is chosen again.
            button.setSelected(true);
            model.tabProperty().set(tab);
          });
      tabs.put(tab, button);
    }
    return tabs.values().toArray(Node[]::new);
  }

  private static String pill(HelpTab tab) {
    return switch (tab) {
      case GUIDE -> Styles.LEFT_PILL;
      case GLOSSARY -> Styles.CENTER_PILL;
      case SHORTCUTS -> Styles.RIGHT_PILL;
    };
  }

  private void press(KeyEvent event) {
    if (event.getCode() == KeyCode.ESCAPE) {
      model.openProperty().set(false);
      event.consume();
    }
  }

  private void show() {
    if (!model.openProperty().get()) {
      return;
    }
    HelpTab tab = model.tabProperty().get();
    tabs.forEach((part, button) -> button.setSelected(part == tab));
    List<? extends Node> found =
        switch (tab) {
          case GUIDE -> model.sections().stream().map(this::section).toList();
          case GLOSSARY -> model.entries().stream().map(this::entry).toList();
          case SHORTCUTS -> shortcuts();
        };
    content.getChildren().setAll(found);
    if (found.isEmpty()) {
      Label none = new Label(messages.get("search.none"));
      none.getStyleClass().add(Styles.TEXT_MUTED);
      content.getChildren().add(none);
    }
    scroll.setVvalue(0);
  }

  private Node section(Section section) {
    VBox box = new VBox();
    box.getStyleClass().add("help-part");
    Label title = new Label(section.title());
    title.getStyleClass().add("help-section");
    title.setWrapText(true);
    box.getChildren().add(title);
    section.blocks().forEach(block -> box.getChildren().add(prose.flow(block)));
    return box;
  }

  private Node entry(Entry entry) {
    Label name = new Label(entry.name());
    name.getStyleClass().add("help-term");
    name.setWrapText(true);
    VBox box = new VBox(name, prose.flow(entry.definition()));
    box.getStyleClass().add("help-entry");
    box.setId("term-" + entry.term());
    return box;
  }

  private List<Node> shortcuts() {
    List<Shortcut> found = model.shortcuts();
    if (found.isEmpty()) {
      return List.of();
    }
    GridPane grid = new GridPane();
    grid.getStyleClass().add("shortcuts");
    for (Shortcut shortcut : found) {
      Label keys = new Label(shortcut.keys());
      keys.getStyleClass().add("key");
      keys.setMinWidth(Region.USE_PREF_SIZE);
      Label what = new Label(shortcut.what());
      what.setWrapText(true);
      grid.addRow(grid.getRowCount(), keys, what);
    }
    return List.of(grid);
  }

  /** Marks the term that was asked for, and scrolls to it once it has its place. */
  private void showTerm() {
    Optional<String> wanted = model.termProperty().get().map(term -> "term-" + term);
    awaited = Optional.empty();
    for (Node entry : content.getChildren()) {
      boolean isWanted = wanted.equals(Optional.ofNullable(entry.getId()));
      entry.pseudoClassStateChanged(CHOSEN, isWanted);
      if (isWanted) {
        awaited = Optional.of(entry);
        requestLayout();
      }
    }
  }

  @Override
  protected void layoutChildren() {
    super.layoutChildren();
    if (awaited.isPresent() && getHeight() > 0) {
      scroll.applyCss();
      scroll.layout();
      double hidden = content.getHeight() - scroll.getViewportBounds().getHeight();
      double top = awaited.get().getBoundsInParent().getMinY() - HEADROOM;
      scroll.setVvalue(hidden <= 0 ? 0 : Math.max(0, Math.min(1, top / hidden)));
      awaited = Optional.empty();
    }
  }
}
