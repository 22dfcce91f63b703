package digitscope.bundle;

import digitscope.io.PlainText;
import digitscope.io.WordedIOException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which files a bundle may carry: those of a run, by their names, and nothing else. */
final class BundleFiles {
  /** Lists the others; the only file that is none of the run's. */
  static final String MANIFEST = "manifest.json";

  /** What makes a folder a run: unpacked last, so that what is not complete is no run. */
  static final String CONFIG = "config.json";

  private static final List<String> FOLDERS = List.of("checkpoints", "history", "moments");
  private static final Pattern IN_RUN =
      Pattern.compile("[a-z0-9][a-z0-9_-]{0,60}\\.(json|jsonl|csv|txt|md)");
  private static final Pattern IN_FOLDER = Pattern.compile("(step-\\d{1,18}|labels)\\.npz");
  private static final int MOST_SHOWN = 60;

  private BundleFiles() {}

  /** The files of a run, named with {@code /}, the configuration last. Links are left out. */
  static List<String> of(Path run) throws IOException {
    List<String> names = new ArrayList<>();
    names.addAll(list(run, ""));
    for (String folder : FOLDERS) {
      Path inside = run.resolve(folder);
      if (Files.isDirectory(inside, LinkOption.NOFOLLOW_LINKS)) {
        names.addAll(list(inside, folder + "/"));
      }
    }
    names.sort(Comparator.comparing((String name) -> name.equals(CONFIG)).thenComparing(n -> n));
    return names;
  }

  private static List<String> list(Path folder, String prefix) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .map(file -> prefix + file.getFileName())
          .filter(name -> isOfRun(name) && !name.equals(MANIFEST))
          .toList();
    }
  }

  private static boolean isOfRun(String name) {
    int slash = name.indexOf('/');
    return slash < 0
        ? IN_RUN.matcher(name).matches()
        : FOLDERS.contains(name.substring(0, slash))
            && IN_FOLDER.matcher(name.substring(slash + 1)).matches();
  }

  /**
   * Refuses a name that is none of a run's files, above all one that leads elsewhere.
   *
   * @throws WordedIOException saying why, to go on after the bundle's name
   */
  static void check(String name) throws WordedIOException {
    if (isOfRun(name)) {
      return;
    }
    boolean leadsAway =
        name.startsWith("/")
            || name.contains("\\")
            || name.contains(":")
            || List.of(name.split("/", -1)).contains("..");
    throw new WordedIOException(
        leadsAway
            ? "its entry '%s' would be written outside the run's folder; don't use this bundle"
                .formatted(shown(name))
            : "its entry '%s' is no file of a run; don't use this bundle".formatted(shown(name)));
  }

  /** A name as it may be shown. */
  static String shown(String name) {
    return PlainText.cut(PlainText.clean(name), MOST_SHOWN);
  }
}
