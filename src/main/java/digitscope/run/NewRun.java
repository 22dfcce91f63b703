package digitscope.run;

import digitscope.io.AtomicFile;
import digitscope.io.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where a run may begin, and how one goes that never did. */
final class NewRun {
  private NewRun() {}

  /** As {@link RunFolder#refuseIfTaken}. */
  static void refuseIfTaken(Path path) throws RunException {
    if (!Checkpoints.steps(path).isEmpty()) {
      throw new RunException(
          "%s already contains a run; add --resume to continue it, or choose another folder"
              .formatted(path));
    }
    try {
      if (Files.exists(path) && !RunFolder.isRun(path) && !isUnused(path)) {
        throw new RunException(
            "%s contains other files; choose an empty folder for the run".formatted(path));
      }
    } catch (IOException e) {
      throw new RunException(
          "%s can't be used as a run folder: %s".formatted(path, Reason.of(e)), e);
    }
  }

  /** Whether there is nothing but what a beginning leaves that was killed before it had a run. */
  private static boolean isUnused(Path folder) throws IOException {
    for (Path file : list(folder)) {
      boolean begun =
          file.endsWith(RunLock.NAME)
              || file.endsWith(RunFolder.PROVENANCE)
              || AtomicFile.isUnfinished(file)
              || (file.equals(Checkpoints.folder(folder))
                  && Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)
                  && list(file).isEmpty());
      if (!begun) {
        return false;
      }
    }
    return true;
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  /**
   * Deletes a run that has at most the weights of step 0, and nothing that is not of such a run.
   *
   * @throws IOException if something else is there, which stays
   */
  static void discard(Path path) throws IOException {
    Path moments = path.resolve(MomentStore.FOLDER);
    Files.deleteIfExists(moments.resolve(MomentStore.LABELS));
    for (Path folder :
        List.of(Checkpoints.folder(path), path.resolve(RunFolder.HISTORY), moments)) {
      new StepFiles(folder).delete(0);
      Files.deleteIfExists(folder);
    }
    for (String file :
        List.of(
            RunFolder.METRICS,
            RunFolder.EVALUATIONS,
            RunFolder.PROVENANCE,
            RunFolder.CONFIG,
            RunLock.NAME)) {
      Files.deleteIfExists(path.resolve(file));
    }
    Files.deleteIfExists(path);
  }
}
