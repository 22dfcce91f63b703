package digitscope.app.window;

import digitscope.data.UserFolders;
import digitscope.io.NativeFolder;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Unpacks native libraries where they can run. */
public final class NativeLibraries {
  /** System property of JavaFX. */
  private static final String JAVAFX_FOLDER = "javafx.cachedir";

  /** System property of JavaCPP, which unpacks what ND4J needs. */
  private static final String JAVACPP_FOLDER = "org.bytedeco.javacpp.cachedir";

  /** Measured: 0.6 MiB. */
  private static final long JAVAFX_BYTES = 1 << 20;

  /** Measured: 444.4 MiB. */
  private static final long JAVACPP_BYTES = 444L << 20;

  private NativeLibraries() {}

  /**
   * Chooses the folders, before any library is used.
   *
   * @return what the user should know of it, in a sentence
   */
  public static Optional<String> prepare() {
    String named = System.getenv().getOrDefault(NativeFolder.VARIABLE, "");
    if (!named.isBlank()) {
      use(Path.of(named));
      return Optional.empty();
    }
    Optional<NativeFolder.Detour> detour =
        NativeFolder.instead(
            List.of(
                new NativeFolder.Need(usual(JAVACPP_FOLDER, home(".javacpp/cache")), JAVACPP_BYTES),
                new NativeFolder.Need(javafxFolder(), JAVAFX_BYTES)),
            others());
    detour.ifPresent(found -> use(found.folder()));
    return detour.map(NativeFolder.Detour::sentence);
  }

  /** Where JavaFX unpacks its libraries, or a folder above that. */
  public static Path javafxFolder() {
    return usual(JAVAFX_FOLDER, home(".openjfx/cache"));
  }

  private static Path home(String folder) {
    return Path.of(System.getProperty("user.home", ".")).resolve(folder);
  }

  private static Path usual(String property, Path otherwise) {
    String given = System.getProperty(property, "");
    return given.isEmpty() ? otherwise : Path.of(given);
  }

  private static void use(Path folder) {
    System.setProperty(JAVACPP_FOLDER, folder.resolve("javacpp").toString());
    System.setProperty(JAVAFX_FOLDER, folder.resolve("javafx").toString());
  }

  private static List<Path> others() {
    String name = "digitscope-" + System.getProperty("user.name", "user").replaceAll("\\W", "_");
    List<Path> others = new ArrayList<>();
    others.add(UserFolders.ofUser().cache().resolve("libraries"));
    others.add(Path.of(System.getProperty("java.io.tmpdir", "/tmp")).resolve(name));
    if (File.separatorChar == '/') {
      others.add(Path.of("/var/tmp").resolve(name));
      others.add(Path.of("/dev/shm").resolve(name));
    }
    return others;
  }
}
