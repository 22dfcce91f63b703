package digitscope.app.window;

import digitscope.io.AtomicFile;
import digitscope.io.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.application.Platform;

/** JavaFX's native libraries, loaded one by one to find the one that JavaFX does not name. */
final class ToolkitLibraries {
  /** Those that a window needs on Linux, in the order in which it needs them. */
  private static final List<String> NAMES =
      List.of("glass", "glassgtk3", "prism_sw", "javafx_font_freetype", "javafx_font_pango");

  private ToolkitLibraries() {}

  /** Why the first of those that cannot be loaded cannot; empty if all can. */
  static Optional<String> obstacle() {
    return NAMES.stream().map(ToolkitLibraries::obstacle).flatMap(Optional::stream).findFirst();
  }

  private static Optional<String> obstacle(String name) {
    String file = System.mapLibraryName(name);
    try (InputStream library = Platform.class.getResourceAsStream("/" + file)) {
      if (library == null) {
        return Optional.empty();
      }
      Path copy = Files.createTempFile(folder(), name, file);
      copy.toFile().deleteOnExit(); // Windows deletes none that is loaded
      AtomicFile.write(copy, out -> library.transferTo(out));
      System.load(copy.toAbsolutePath().toString());
      return Optional.empty();
    } catch (UnsatisfiedLinkError | IOException e) {
      return Optional.of(Reason.of(e));
    }
  }

  /** Where JavaFX itself unpacks them. */
  private static Path folder() throws IOException {
    return Files.createDirectories(NativeLibraries.javafxFolder());
  }
}
