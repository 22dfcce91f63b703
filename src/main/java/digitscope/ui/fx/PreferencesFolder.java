package digitscope.ui.fx;

import digitscope.config.ConfigException;
import digitscope.config.ConfigFiles;
import digitscope.config.FormatVersion;
import digitscope.config.RunConfig;
import digitscope.eval.GalleryQuery.Grouping;
import digitscope.eval.GalleryQuery.Order;
import digitscope.io.AtomicFile;
import digitscope.io.InputFile;
import digitscope.ui.fx.GalleryLook.Zoom;
import digitscope.ui.fx.Preferences.Bounds;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Keeps the preferences and the last setup in a folder of the user. What cannot be read counts as
 * never written, so that a damaged file costs its contents and nothing more.
 */
public final class PreferencesFolder {
  private static final double SMALLEST_SIDE = 400;
  private static final double LARGEST_SIDE = 20_000;
  private static final int MOST_BYTES = 1 << 20;

  private final Path folder;
  private final ConfigFiles configFiles = new ConfigFiles();

  /**
   * @param folder made when something is first saved
   */
  public PreferencesFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Where the desktop wants preferences to be.
   *
   * @param osName system property {@code os.name}
   * @param home the user's home
   * @param environment environment variables
   */
  public static Path standard(String osName, Path home, Map<String, String> environment) {
    if (osName.startsWith("Windows")) {
      String roaming = environment.getOrDefault("APPDATA", "");
      return (roaming.isBlank() ? home.resolve("AppData/Roaming") : Path.of(roaming))
          .resolve("Digitscope");
    }
    if (osName.startsWith("Mac")) {
      return home.resolve("Library/Application Support/Digitscope");
    }
    // A relative path is to be ignored: XDG Base Directory Specification.
    String xdg = environment.getOrDefault("XDG_CONFIG_HOME", "");
    return (xdg.startsWith("/") ? Path.of(xdg) : home.resolve(".config")).resolve("digitscope");
  }

  /** The preferences, or the defaults for what is missing or damaged. */
  public Preferences load() {
    Properties saved = readProperties();
    Preferences defaults = Preferences.defaults();
    return new Preferences(
        bounds(saved, defaults.bounds()),
        Boolean.parseBoolean(saved.getProperty("dark", "false")),
        Boolean.parseBoolean(saved.getProperty("setup.shown", "true")),
        saved.getProperty("page", defaults.page()),
        gallery(saved, defaults.gallery()),
        named(saved, "language", Language.values(), defaults.language()),
        named(saved, "text.size", TextSize.values(), defaults.textSize()),
        Boolean.parseBoolean(saved.getProperty("tour.seen", "false")));
  }

  /**
   * Saves the preferences.
   *
   * @throws IOException if the folder cannot be written to
   */
  public void save(Preferences preferences) throws IOException {
    Properties properties = new Properties();
    Bounds bounds = preferences.bounds();
    if (!bounds.isUnplaced()) {
      properties.setProperty("window.x", Double.toString(bounds.x()));
      properties.setProperty("window.y", Double.toString(bounds.y()));
    }
    properties.setProperty("window.width", Double.toString(bounds.width()));
    properties.setProperty("window.height", Double.toString(bounds.height()));
    properties.setProperty("window.maximized", Boolean.toString(bounds.maximized()));
    properties.setProperty(FormatVersion.NAME, Integer.toString(FormatVersion.CURRENT));
    properties.setProperty("dark", Boolean.toString(preferences.dark()));
    properties.setProperty("setup.shown", Boolean.toString(preferences.setupShown()));
    properties.setProperty("page", preferences.page());
    properties.setProperty("tour.seen", Boolean.toString(preferences.tourSeen()));
    GalleryLook gallery = preferences.gallery();
    properties.setProperty("gallery.order", gallery.order().name());
    properties.setProperty("gallery.descending", Boolean.toString(gallery.descending()));
    properties.setProperty("gallery.grouping", gallery.grouping().name());
    properties.setProperty("gallery.zoom", gallery.zoom().name());
    properties.setProperty("language", preferences.language().name());
    properties.setProperty("text.size", preferences.textSize().name());
    StringWriter text = new StringWriter();
    properties.store(text, null);
    write(preferencesFile(), text.toString());
  }

  /** The setup that was last saved, if it can still be read. */
  public Optional<RunConfig> loadSetup() {
    try {
      return Optional.of(configFiles.read(setupFile()));
    } catch (ConfigException e) {
      return Optional.empty();
    }
  }

  /**
   * Saves the setup.
   *
   * @throws IOException if the folder cannot be written to
   */
  public void saveSetup(RunConfig setup) throws IOException {
    write(setupFile(), configFiles.format(setup));
  }

  private Path preferencesFile() {
    return folder.resolve("window.properties");
  }

  private Path setupFile() {
    return folder.resolve("setup.json");
  }

  private Properties readProperties() {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(InputFile.text(preferencesFile(), MOST_BYTES)));
      return properties;
    } catch (IOException | IllegalArgumentException e) {
      return new Properties();
    }
  }

  private void write(Path file, String text) throws IOException {
    Files.createDirectories(folder);
    AtomicFile.writePrivate(file, text);
  }

  private static Bounds bounds(Properties saved, Bounds defaults) {
    return new Bounds(
        number(saved, "window.x", -LARGEST_SIDE, LARGEST_SIDE, defaults.x()),
        number(saved, "window.y", -LARGEST_SIDE, LARGEST_SIDE, defaults.y()),
        number(saved, "window.width", SMALLEST_SIDE, LARGEST_SIDE, defaults.width()),
        number(saved, "window.height", SMALLEST_SIDE, LARGEST_SIDE, defaults.height()),
        Boolean.parseBoolean(saved.getProperty("window.maximized", "false")));
  }

  private static GalleryLook gallery(Properties saved, GalleryLook defaults) {
    return new GalleryLook(
        named(saved, "gallery.order", Order.values(), defaults.order()),
        Boolean.parseBoolean(saved.getProperty("gallery.descending", "false")),
        named(saved, "gallery.grouping", Grouping.values(), defaults.grouping()),
        named(saved, "gallery.zoom", Zoom.values(), defaults.zoom()));
  }

  private static <E extends Enum<E>> E named(
      Properties saved, String key, E[] values, E otherwise) {
    return Stream.of(values)
        .filter(value -> value.name().equals(saved.getProperty(key)))
        .findFirst()
        .orElse(otherwise);
  }

  private static double number(
      Properties saved, String key, double lowest, double highest, double otherwise) {
    try {
      double value = Double.parseDouble(saved.getProperty(key, "NaN"));
      return value >= lowest && value <= highest ? value : otherwise;
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }
}
