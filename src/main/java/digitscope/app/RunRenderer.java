package digitscope.app;

import digitscope.cli.CommandException;
import digitscope.cli.ViewRenderer;
import digitscope.config.ConfigFiles;
import digitscope.data.DataException;
import digitscope.data.ImageFiles;
import digitscope.run.RunException;
import digitscope.run.RunStore;
import digitscope.ui.control.Picture;
import digitscope.ui.draw.DrawingStore;
import digitscope.ui.draw.SavedDrawings;
import digitscope.ui.fx.BackgroundTasks;
import digitscope.ui.fx.DataLibrary;
import digitscope.ui.fx.FxThread;
import digitscope.ui.fx.Problem;
import digitscope.ui.fx.RecordedRun;
import digitscope.ui.fx.TrainingService;
import digitscope.ui.setup.SetupViewModel;
import digitscope.ui.shell.Page;
import digitscope.ui.shell.PagePainter;
import digitscope.ui.shell.Theme;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;

/** Draws a view of a run for the command line: the window's own page, without the window. */
final class RunRenderer implements ViewRenderer {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @Override
  public void render(Request request) throws CommandException {
    CompletableFuture<Picture> painted = new CompletableFuture<>();
    try {
      RecordedRun run = RecordedRun.of(request.run(), request.checkpoint());
      Toolkit.start(() -> paint(request, run, painted));
      Picture picture = painted.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      ImageFiles.writePng(request.target(), picture.width(), picture.height(), picture.argb());
    } catch (RunException | DataException e) {
      throw new CommandException(String.valueOf(e.getMessage()), e);
    } catch (ExecutionException e) {
      throw failed(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      throw new CommandException(
          "The view was not complete after %d s; try again when the machine is less busy"
              .formatted(PATIENCE.toSeconds()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(e);
    } finally {
      Platform.exit();
    }
  }

  /** Called on the JavaFX thread. */
  private static void paint(Request request, RecordedRun run, CompletableFuture<Picture> painted) {
    BackgroundTasks tasks = new BackgroundTasks();
    DataLibrary library = new DataLibrary(tasks, (name, task) -> request.data(), "");
    TrainingService service = new TrainingService(library, RunStore.ofUser());
    FxThread fxThread = new FxThread();
    SetupViewModel setup =
        new SetupViewModel(new ConfigFiles(), library, run.folder().config(), fxThread, fxThread);
    PagePainter painter =
        new PagePainter(
            service,
            Wiring.viewModels(setup, service, library, tasks, new NoDrawings(), fxThread),
            request.width(),
            request.height(),
            Theme.of(request.dark()));
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
      // Until a person chooses a cell, the page shows every misread image.
      case CONFUSION, ERRORS -> Page.CONFUSION;
      case FEATURES -> Page.FEATURES;
      case FILTERS -> Page.FILTERS;
      case DRAW -> Page.DRAW;
      case DATA -> Page.DATA;
    };
  }

  private static CommandException failed(Throwable cause) {
    return new CommandException("The view cannot be drawn: " + Problem.of(cause).message(), cause);
  }

  /** A picture of a run shows no drawing of the person who asked for it, and keeps none. */
  private static final class NoDrawings implements DrawingStore {
    @Override
    public SavedDrawings load() {
      return new SavedDrawings(List.of(), List.of());
    }

    @Override
    public void save(SavedDrawings drawings) {}
  }
}
