package digitscope.ui.shell;

import digitscope.data.PixelCache;
import digitscope.data.source.ImageLibrary;
import digitscope.ui.control.Messages;
import digitscope.ui.dataimport.ImportView;
import digitscope.ui.dataimport.ImportViewModel;
import digitscope.ui.fx.BackgroundTasks;
import java.util.function.Consumer;
import javafx.stage.Window;

/** The window in which the user imports images. */
final class ImageImport {
  private final BackgroundTasks tasks;
  private final Consumer<String> imported;

  /**
   * @param imported takes the folder of images that were imported, which means them whatever else
   *     has their name
   */
  ImageImport(BackgroundTasks tasks, Consumer<String> imported) {
    this.tasks = tasks;
    this.imported = imported;
  }

  void show(Window owner) {
    ImageLibrary library = ImageLibrary.ofUser();
    ImportViewModel model = new ImportViewModel(tasks, library, PixelCache.ofUser());
    model
        .outcomeProperty()
        .addListener(
            (property, before, now) ->
                now.flatMap(done -> library.find(done.name()))
                    .ifPresent(folder -> imported.accept(folder.toString())));
    OwnedDialog.open(
        owner, Messages.of("dataimport").get("title"), new ImportView(model), model::cancel);
  }
}
