package digitscope.ui.shell;

import digitscope.ui.control.Messages;
import java.util.function.Supplier;
import javafx.scene.control.Menu;
import javafx.scene.control.SeparatorMenuItem;
import javafx.stage.Window;
import org.kordamp.ikonli.javafx.FontIcon;

/** The File menu: what is opened, what is brought in, what is written. */
final class FileMenu {
  private final Messages messages;
  private final Actions actions;
  private final Supplier<Window> owner;

  /**
   * @param owner window of the dialogs
   */
  FileMenu(Actions actions, Supplier<Window> owner, Messages messages) {
    this.actions = actions;
    this.owner = owner;
    this.messages = messages;
  }

  Menu create(
      FileActions files,
      RunFiles runs,
      NetworkFiles networks,
      ReportFiles reports,
      ImageImport images,
      Runnable quit) {
    AppAction openRun =
        actions.add(
            "openRun", "mdi2f-folder-play-outline", "Shortcut+O", () -> runs.choose(owner.get()));
    AppAction addData =
        actions.add(
            "addData", "mdi2d-database-plus-outline", "Shortcut+D", () -> images.show(owner.get()));
    AppAction importNetwork =
        actions.add(
            "importNetwork",
            "mdi2f-file-import-outline",
            "",
            () -> networks.chooseImport(owner.get(), runs::open));
    AppAction exportNetwork =
        actions.add(
            "exportNetwork",
            "mdi2f-file-export-outline",
            "Shortcut+E",
            () -> networks.chooseExport(owner.get()));
    networks.disableWhereImpossible(importNetwork, exportNetwork);
    AppAction exportReport =
        actions.add("exportReport", "mdi2f-file-chart-outline", "Shortcut+R", reports::choose);
    reports.disableWhereImpossible(exportReport);
    AppAction leave = actions.add("quit", "mdi2e-exit-to-app", "Shortcut+Q", quit);

    Menu export = new Menu(messages.get("menu.export"), new FontIcon("mdi2e-export"));
    export.setId("menu-export");
    export
        .getItems()
        .setAll(
            exportNetwork.menuItem(messages.get("menu.export.network")),
            exportReport.menuItem(messages.get("menu.export.report")),
            files.savePictureAction().menuItem(messages.get("menu.export.picture")));
    Menu recent = runs.menu();
    Menu file = new Menu(messages.get("menu.file"));
    file.setId("menu-file");
    file.getItems()
        .setAll(
            openRun.menuItem(),
            recent,
            files.openSetupAction().menuItem(),
            new SeparatorMenuItem(),
            addData.menuItem(),
            importNetwork.menuItem(),
            new SeparatorMenuItem(),
            files.saveSetupAction().menuItem(),
            export,
            new SeparatorMenuItem(),
            leave.menuItem());
    file.setOnShowing(event -> runs.refresh(recent));
    return file;
  }
}
