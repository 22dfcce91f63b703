package digitscope.app.window;

import digitscope.cli.CommandException;
import digitscope.io.Reason;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.scene.text.Text;

/** Starts JavaFX, or reports in plain words why it does not start. */
public final class Toolkit {
  private static final System.Logger LOG = System.getLogger(Toolkit.class.getName());

  /** What does not start at all says so within a second or two; a busy machine may take longer. */
  private static final int PATIENCE_SECONDS = 120;

  private Toolkit() {}

  /**
   * Starts JavaFX without a window.
   *
   * @throws CommandException if it does not start; nothing of it may be used then, not even {@link
   *     Platform#exit}, which would wait for ever
   */
  public static void start() throws CommandException {
    // Before anything of JavaFX is used: without a graphics card, it would stretch pictures of
    // backgrounds, which takes several times as long as to paint them.
    System.getProperties().putIfAbsent("prism.disableRegionCaching", "true");
    PrintStream errors = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    // It prints the traces of what it tries in vain.
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      await(starting());
    } catch (CommandException e) {
      // Its thread may still die of what was told already.
      Thread.setDefaultUncaughtExceptionHandler(
          (thread, failure) -> LOG.log(System.Logger.Level.DEBUG, thread.getName(), failure));
      throw e;
    } finally {
      System.setErr(errors);
      LOG.log(System.Logger.Level.DEBUG, () -> said.toString(StandardCharsets.UTF_8));
    }
  }

  /** Completes when JavaFX has started and text can be drawn. */
  private static CompletableFuture<Boolean> starting() {
    CompletableFuture<Boolean> started = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                Platform.startup(() -> findFont(started));
              } catch (RuntimeException | LinkageError e) {
                started.completeExceptionally(e);
              }
            },
            "starting JavaFX");
    thread.setDaemon(true);
    thread.start();
    return started;
  }

  /** Called on the JavaFX thread. */
  private static void findFont(CompletableFuture<Boolean> started) {
    try {
      started.complete(new Text("8").getLayoutBounds().getWidth() > 0);
    } catch (RuntimeException | LinkageError e) {
      started.completeExceptionally(new NoFontException(e));
    }
  }

  private static void await(CompletableFuture<Boolean> started) throws CommandException {
    try {
      var unused = started.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      Throwable failure = e.getCause() == null ? e : e.getCause();
      throw new CommandException(problem(failure).sentence(), failure);
    } catch (TimeoutException e) {
      throw new CommandException(ToolkitProblem.silent(display(), PATIENCE_SECONDS), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException("JavaFX was not started: " + Reason.of(e), e);
    }
  }

  private static ToolkitProblem problem(Throwable failure) {
    return new ToolkitProblem(
        failure instanceof NoFontException, ToolkitLibraries.obstacle(), display());
  }

  private static String display() {
    return System.getenv().getOrDefault("DISPLAY", "");
  }

  /** JavaFX runs, but cannot draw text. */
  private static final class NoFontException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoFontException(Throwable cause) {
      super(cause);
    }
  }
}
