package digitscope.app;

import digitscope.app.window.Toolkit;
import digitscope.app.window.Wiring;
import digitscope.cli.CommandException;
import digitscope.cli.ViewRenderer;
import digitscope.config.ConfigFiles;
import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.data.ImageFiles;
import digitscope.io.Reason;
import digitscope.run.RunException;
import digitscope.run.RunStore;
import digitscope.ui.control.images.NodeImage;
import digitscope.ui.draw.DrawingStore;
import digitscope.ui.draw.SavedDrawings;
import digitscope.ui.fx.BackgroundTasks;
import digitscope.ui.fx.DataLibrary;
import digitscope.ui.fx.FxThread;
import digitscope.ui.fx.Problem;
import digitscope.ui.fx.RecordedRun;
import digitscope.ui.fx.TimeLens;
import digitscope.ui.fx.TrainingService;
import digitscope.ui.setup.SetupViewModel;
import digitscope.ui.shell.Page;
import digitscope.ui.shell.PagePainter;
import digitscope.ui.shell.Theme;
import digitscope.ui.shell.ViewModels;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import javafx.application.Platform;

/** Draws a view of a run for the command line: the window's own page, without the window. */
final class RunRenderer implements ViewRenderer {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @Override
  public void render(Request request) throws CommandException {
    try {
      RecordedRun run = RecordedRun.of(request.run(), request.checkpoint());
      Toolkit.start();
      try {
        DataSplits data = request.images().read();
        NodeImage picture = Painting.await(painted -> paint(request, run, data, painted), PATIENCE);
        ImageFiles.writePng(request.target(), picture.width(), picture.height(), picture.argb());
      } finally {
        Platform.exit();
      }
    } catch (RunException | DataException e) {
      throw new CommandException(Reason.of(e), e);
    }
  }

  /** Called on the JavaFX thread. */
  private static void paint(
      Request request, RecordedRun run, DataSplits data, CompletableFuture<NodeImage> painted) {
    BackgroundTasks tasks = new BackgroundTasks();
    DataLibrary library = new DataLibrary(tasks, (name, task) -> data, "");
    Path folder = request.run().path().toAbsolutePath().normalize();
    TrainingService service =
        new TrainingService(
            library, new RunStore(Objects.requireNonNullElse(folder.getParent(), folder)));
    FxThread fxThread = new FxThread();
    TimeLens lens = new TimeLens(service, fxThread);
    SetupViewModel setup =
        new SetupViewModel(new ConfigFiles(), library, run.folder().config(), fxThread, fxThread);
    ViewModels models = Wiring.viewModels(setup, lens, library, tasks, new NoDrawings(), fxThread);
    models.runs().chosenProperty().set(List.of(request.run().path()));
    PagePainter painter =
        new PagePainter(
            service, models, request.width(), request.height(), Theme.of(request.dark()));
    var unused =
        painter
            .paint(run, page(request.view()))
            .whenComplete(
                (picture, error) -> {
                  service.cancel();
                  tasks.close();
                  if (error == null) {
                    painted.complete(picture);
                  } else {
                    painted.completeExceptionally(Problem.unwrap(error));
                  }
                });
  }

  private static Page page(View view) {
    return switch (view) {
      case OVERVIEW -> Page.OVERVIEW;
      case LEARNING -> Page.LEARNING;
      // Until the user chooses a cell, the page shows every misread image.
      case CONFUSION, ERRORS -> Page.CONFUSION;
      case FEATURES -> Page.FEATURES;
      case FILTERS -> Page.FILTERS;
      case DRAW -> Page.DRAW;
      case DATA -> Page.DATA;
      case NETWORK -> Page.NETWORK;
      case RUNS -> Page.RUNS;
    };
  }

  /** A picture of a run shows no drawing of the user who requested it, and keeps none. */
  private static final class NoDrawings implements DrawingStore {
    @Override
    public SavedDrawings load() {
      return new SavedDrawings(List.of(), List.of());
    }

    @Override
    public void save(SavedDrawings drawings) {}
  }
}
