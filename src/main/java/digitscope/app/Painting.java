package digitscope.app;

import digitscope.cli.CommandException;
import digitscope.io.Reason;
import digitscope.ui.control.images.NodeImage;
import digitscope.ui.fx.FxThread;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Waits for a picture that the JavaFX thread paints, and reports a failure. */
final class Painting {
  private Painting() {}

  /**
   * Has a picture painted.
   *
   * @param painter called on the JavaFX thread, to complete the future at once or later
   * @throws CommandException if it fails, on whichever thread, or takes too long
   */
  static NodeImage await(Consumer<CompletableFuture<NodeImage>> painter, Duration patience)
      throws CommandException {
    CompletableFuture<NodeImage> painted = new CompletableFuture<>();
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    // Frames are painted, and lists filled, by callbacks that hand their failures to nobody else.
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) -> painted.completeExceptionally(failure));
    try {
      new FxThread().execute(() -> painter.accept(painted));
      return painted.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw failed(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      throw new CommandException(
          String.format(
              Locale.ROOT,
              "The view was not complete after %d s; try again when the machine is less busy",
              patience.toSeconds()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(e);
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
  }

  private static CommandException failed(Throwable cause) {
    return new CommandException("The view can't be drawn: " + Reason.of(cause), cause);
  }
}
