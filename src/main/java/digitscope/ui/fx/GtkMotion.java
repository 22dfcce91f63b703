package digitscope.ui.fx;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import digitscope.io.NativeLoading;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What GTK, on which JavaFX stands under Linux, is to deliver of the mouse's moves: functions of <a
 * href="https://docs.gtk.org/gdk3/">GDK 3</a>. Its methods are called on the JavaFX thread, which
 * is GDK's too, and do nothing where there is no GDK or its library is not yet loaded.
 */
final class GtkMotion {
  /**
   * {@code GDK_POINTER_MOTION_HINT_MASK}: of moves that were not asked for, only tell that they
   * were.
   */
  private static final int HINTS = 1 << 3;

  /** {@code GDK_TOUCH_MASK}, which JavaFX leaves out as well. */
  private static final int TOUCH = 1 << 22;

  /** {@code GDK_ALL_EVENTS_MASK}. */
  private static final int ALL_EVENTS = 0x3FFFFFE;

  private final NativeLibrary gdk;

  private GtkMotion(NativeLibrary gdk) {
    this.gdk = gdk;
  }

  /** Loads off the JavaFX thread, once, what the first call is too early for. */
  private static final class Loading {
    static final CompletableFuture<Optional<GtkMotion>> MOTION =
        CompletableFuture.supplyAsync(GtkMotion::load);
  }

  /** Done when moves can be asked for, or it is known that they cannot. */
  static CompletableFuture<Boolean> loading() {
    return Loading.MOTION.thenApply(Optional::isPresent);
  }

  /** Whether the window under the mouse hears of each move, or of the last when it has time. */
  static void inDetail(boolean wanted) {
    Loading.MOTION.getNow(Optional.empty()).ifPresent(motion -> motion.hear(wanted));
  }

  /** Takes hold of the mouse again, as JavaFX has just done, but for each of its moves. */
  static void holdInDetail() {
    Loading.MOTION.getNow(Optional.empty()).ifPresent(GtkMotion::hold);
  }

  private static Optional<GtkMotion> load() {
    if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")) {
      return Optional.empty();
    }
    try {
      // Only a GTK that JavaFX has loaded is of use; it also is at hand by this name then.
      return Optional.of(
          NativeLoading.alone(() -> new GtkMotion(NativeLibrary.getInstance("libgdk-3.so.0"))));
    } catch (LinkageError e) {
      return Optional.empty();
    }
  }

  private void hear(boolean each) {
    Pointer window = window();
    if (window != null) {
      int events = function("gdk_window_get_events").invokeInt(arguments(window));
      function("gdk_window_set_events")
          .invokeVoid(arguments(window, each ? events & ~HINTS : events | HINTS));
      function("gdk_window_set_event_compression").invokeVoid(arguments(window, each ? 0 : 1));
    }
  }

  private void hold() {
    Pointer window = window();
    if (window != null) {
      Pointer cursor = function("gdk_window_get_cursor").invokePointer(arguments(window));
      int events = ALL_EVENTS & ~HINTS & ~TOUCH;
      int ownership = 0;
      int ownerEvents = 0;
      int now = 0;
      function("gdk_device_grab")
          .invokeInt(arguments(mouse(), window, ownership, ownerEvents, events, cursor, now));
    }
  }

  /** The window that the mouse was heard of last; null if there is none of GTK's. */
  private @Nullable Pointer window() {
    Pointer mouse = mouse();
    return mouse == null
        ? null
        : function("gdk_device_get_last_event_window").invokePointer(arguments(mouse));
  }

  private @Nullable Pointer mouse() {
    Pointer display = function("gdk_display_get_default").invokePointer(arguments());
    if (display == null) {
      return null;
    }
    Pointer seat = function("gdk_display_get_default_seat").invokePointer(arguments(display));
    return function("gdk_seat_get_pointer").invokePointer(arguments(seat));
  }

  private Function function(String name) {
    return gdk.getFunction(name);
  }

  private static @Nullable Object[] arguments(@Nullable Object... arguments) {
    return arguments;
  }
}
