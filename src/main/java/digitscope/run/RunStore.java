package digitscope.run;

import digitscope.data.UserFolders;
import digitscope.io.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The runs that the program keeps for its user. */
public final class RunStore {
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
}
