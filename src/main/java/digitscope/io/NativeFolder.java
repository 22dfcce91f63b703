package digitscope.io;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where native libraries are unpacked: usually in the user's home. That may be full, or mounted so
 * that nothing in it can be run; then other folders are tried.
 */
public final class NativeFolder {
  /** Environment variable that names a folder to try before all others. */
  public static final String VARIABLE = "DIGITSCOPE_LIBRARIES";

  private static final long MEBIBYTE = 1 << 20;
  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> OF_OTHERS =
      Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  private NativeFolder() {}

  /**
   * Libraries that are to be unpacked.
   *
   * @param folder where they go if nothing is in the way; made if it is missing
   * @param bytes that they take there
   */
  public record Need(Path folder, long bytes) {}

  /**
   * A folder that was found instead of the usual ones.
   *
   * @param sentence where it is and why, for the user
   */
  public record Detour(Path folder, String sentence) {}

  /**
   * Looks for a folder in which everything can be unpacked, if it cannot be where it usually is.
   *
   * @param others what to try, in this order; made if missing, for this user alone
   * @return empty if the usual folders will do, or none does any better
   */
  public static Optional<Detour> instead(List<Need> needs, List<Path> others) {
    long bytes = needs.stream().mapToLong(Need::bytes).sum();
    for (Need need : needs) {
      Optional<String> obstacle = obstacle(need.folder(), need.bytes());
      if (obstacle.isPresent()) {
        return others.stream()
            .filter(other -> isOwn(other) && obstacle(other, bytes).isEmpty())
            .findFirst()
            .map(
                other ->
                    new Detour(
                        other,
                        "Native libraries are unpacked in %s, because %s."
                            .formatted(other, obstacle.get())));
      }
    }
    return Optional.empty();
  }

  /** Why libraries cannot be unpacked in a folder, as a clause; empty if they can. */
  static Optional<String> obstacle(Path folder, long bytes) {
    if (!folder.isAbsolute()) {
      return Optional.of("the user has no home folder");
    }
    try {
      Files.createDirectories(folder);
      Path trial = Files.createTempFile(folder, "trial", null);
      try {
        // On a file system mounted noexec nothing is executable, whatever its permissions say.
        if (!trial.toFile().setExecutable(true) || !Files.isExecutable(trial)) {
          return Optional.of(
              folder + " is on a disk that does not allow programs to run (mounted noexec)");
        }
      } finally {
        Files.deleteIfExists(trial);
      }
      long usable = Files.getFileStore(folder).getUsableSpace();
      if (usable < bytes && usable + sizeOf(folder) < bytes) {
        return Optional.of(
            String.format(
                Locale.ROOT,
                "%s has only %,d MiB of the %,d MiB that are needed",
                folder,
                usable / MEBIBYTE,
                bytes / MEBIBYTE));
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(folder + " cannot be written");
    }
  }

  private static long sizeOf(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  /**
   * Makes a folder for this user alone, or checks that it is one: into the folders for temporary
   * files anybody could have put libraries of their own.
   */
  private static boolean isOwn(Path folder) {
    try {
      Path parent = folder.getParent();
      if (!folder.isAbsolute() || parent == null) {
        return false;
      }
      if (Files.getFileAttributeView(parent, PosixFileAttributeView.class) == null) {
        Files.createDirectories(folder);
        return true;
      }
      try {
        Files.createDirectories(parent);
        Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(PRIVATE));
        return true;
      } catch (FileAlreadyExistsException e) {
        PosixFileAttributes found =
            Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return found.isDirectory()
            && found.owner().equals(user(folder))
            && found.permissions().stream().noneMatch(OF_OTHERS::contains);
      }
    } catch (IOException e) {
      return false;
    }
  }

  /** The user who runs the program, as the file system knows them. */
  private static UserPrincipal user(Path folder) throws IOException {
    Path trial = Files.createTempFile(folder, "trial", null);
    try {
      return Files.getOwner(trial);
    } finally {
      Files.deleteIfExists(trial);
    }
  }
}
