package digitscope.data;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The folders in which the system wants a program to keep what belongs to its user.
 *
 * @param data what the user made and would miss
 * @param cache what can be had again
 */
public record UserFolders(Path data, Path cache) {
  /** The folders of the user who runs the program. */
  public static UserFolders ofUser() {
    return standard(
        System.getProperty("os.name", ""),
        Path.of(System.getProperty("user.home", ".")),
        System.getenv());
  }

  /**
   * The user's home. In containers a user may be in no list of users, and Java calls the home of
   * such a one "?".
   *
   * @param said system property {@code user.home}
   * @param environment environment variables
   * @return empty if there is none
   */
  public static Optional<Path> home(String said, Map<String, String> environment) {
    if (!said.isBlank() && !said.equals("?")) {
      return Optional.of(Path.of(said));
    }
    return Optional.ofNullable(environment.get("HOME")).map(Path::of).filter(Path::isAbsolute);
  }

  /**
   * Where a system wants the folders to be.
   *
   * @param osName system property {@code os.name}
   * @param home the user's home
   * @param environment environment variables
   */
  static UserFolders standard(String osName, Path home, Map<String, String> environment) {
    if (osName.startsWith("Windows")) {
      String local = environment.getOrDefault("LOCALAPPDATA", "");
      Path folder =
          (local.isBlank() ? home.resolve("AppData/Local") : Path.of(local)).resolve("Digitscope");
      return new UserFolders(folder, folder.resolve("cache"));
    }
    if (osName.startsWith("Mac")) {
      return new UserFolders(
          home.resolve("Library/Application Support/Digitscope"),
          home.resolve("Library/Caches/Digitscope"));
    }
    return new UserFolders(
        xdg(environment.getOrDefault("XDG_DATA_HOME", ""), home.resolve(".local/share")),
        xdg(environment.getOrDefault("XDG_CACHE_HOME", ""), home.resolve(".cache")));
  }

  /** A relative path is to be ignored: XDG Base Directory Specification. */
  private static Path xdg(String given, Path otherwise) {
    return (given.startsWith("/") ? Path.of(given) : otherwise).resolve("digitscope");
  }
}
