package digitscope.run;

import digitscope.data.UserFolders;
import digitscope.io.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The runs that the program keeps for its user. */
public final class RunStore {
  /** The file in a folder of runs that belong together, such as those of a sweep. */
  public static final String GROUP_FILE = "group.json";

  /** Where runs go that are deleted; what begins with a dot is not listed. */
  static final String TRASH = ".trash";

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmmss", Locale.ROOT);

  private final Path root;

  /**
   * @param root folder of the runs; need not exist
   */
  public RunStore(Path root) {
    this.root = root;
  }

  /** The store of the user who runs the program. */
  public static RunStore ofUser() {
    return new RunStore(UserFolders.ofUser().data().resolve("runs"));
  }

  public Path root() {
    return root;
  }

  /** A folder for a new run that does not exist yet, named after the configuration and the time. */
  public Path newRun(String name) {
    String safe = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]+", "-");
    String base =
        (safe.isBlank() ? "run" : safe)
            + "-"
            + LocalDateTime.now(ZoneId.systemDefault()).format(STAMP);
    Path folder = root.resolve(base);
    for (int i = 2; Files.exists(folder); i++) {
      folder = root.resolve(base + "-" + i);
    }
    return folder;
  }

  /**
   * The runs that can be opened, newest first.
   *
   * @throws RunException if the store cannot be read
   */
  public List<RunFolder> list() throws RunException {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(root)) {
      return folders
          .filter(RunFolder::isRun)
          .flatMap(RunStore::openable)
          .sorted(
              Comparator.comparing((RunFolder run) -> run.provenance().created())
                  .thenComparing(run -> run.path().toString())
                  .reversed())
          .toList();
    } catch (IOException e) {
      throw new RunException(
          "The runs in %s cannot be listed: %s".formatted(root, Reason.of(e)), e);
    }
  }

  /** A damaged run says so when it is opened; the others are worth listing. */
  private static Stream<RunFolder> openable(Path folder) {
    try {
      return Stream.of(RunFolder.open(folder));
    } catch (RunException e) {
      return Stream.empty();
    }
  }

  /**
   * All runs, those of repeats and sweeps included, with a sentence about each that is damaged.
   *
   * @throws RunException if the store cannot be read
   */
  public RunListing listing() throws RunException {
    List<RunSummary> runs = new ArrayList<>();
    List<RunListing.Damaged> damaged = new ArrayList<>();
    for (Path folder : folders(root)) {
      if (Files.isRegularFile(folder.resolve(GROUP_FILE))) {
        for (Path member : folders(folder)) {
          add(member, runs, damaged);
        }
      } else {
        add(folder, runs, damaged);
      }
    }
    runs.sort(
        Comparator.comparing((RunSummary run) -> run.provenance().created())
            .thenComparing(run -> run.path().toString())
            .reversed());
    damaged.sort(Comparator.comparing(found -> found.path().toString()));
    return new RunListing(runs, damaged);
  }

  /**
   * The folders of runs that belong together.
   *
   * @throws RunException if the store cannot be read
   */
  public List<Path> groups() throws RunException {
    return folders(root).stream()
        .filter(folder -> Files.isRegularFile(folder.resolve(GROUP_FILE)))
        .toList();
  }

  private static void add(Path folder, List<RunSummary> runs, List<RunListing.Damaged> damaged) {
    if (!looksLikeRun(folder)) {
      return;
    }
    try {
      // What is damaged within a run is said when it is opened.
      runs.add(RunFolder.open(folder, note -> {}).summary());
    } catch (RunException e) {
      damaged.add(new RunListing.Damaged(folder, Reason.of(e)));
    }
  }

  /** Also without its configuration, as it then is a damaged one. */
  private static boolean looksLikeRun(Path folder) {
    return RunFolder.isRun(folder)
        || Files.exists(folder.resolve(RunFolder.PROVENANCE))
        || Files.isDirectory(Checkpoints.folder(folder));
  }

  private List<Path> folders(Path parent) throws RunException {
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(parent)) {
      return found
          .filter(path -> !String.valueOf(path.getFileName()).startsWith("."))
          .filter(Files::isDirectory)
          .toList();
    } catch (IOException e) {
      throw new RunException(
          "The runs in %s cannot be listed: %s".formatted(parent, Reason.of(e)), e);
    }
  }
}
