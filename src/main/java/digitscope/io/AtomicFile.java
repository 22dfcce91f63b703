package digitscope.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/**
 * Writes whole files, so that no reader ever sees half of one, and none is lost when writing fails.
 *
 * <p>The content goes to a new file of a random name in the same folder, is forced to the disk, and
 * then takes the name. A symbolic link of that name is itself replaced; what it leads to is never
 * written: files may lie in folders that come from others.
 */
public final class AtomicFile {
  private static final String PREFIX = ".digitscope-";
  private static final String SUFFIX = ".tmp";

  /** What a program that was killed left, by this version or an earlier one. */
  private static final String UNFINISHED = ".*" + SUFFIX;

  private static final SecureRandom RANDOM = new SecureRandom();

  private AtomicFile() {}

  /**
   * What a file is to hold.
   *
   * @param <X> what may go wrong besides writing
   */
  public interface Content<X extends Exception> {
    /** Writes all of it; the stream is buffered, and may be closed or not. */
    void writeTo(OutputStream out) throws IOException, X;
  }

  /**
   * Writes a file, or replaces it. A new one has the permissions that the user's new files have;
   * one that was there keeps its own.
   *
   * @throws IOException if it cannot be written; what had that name is then untouched
   */
  public static <X extends Exception> void write(Path file, Content<X> content)
      throws IOException, X {
    replace(file, content, new FileAttribute<?>[0]);
  }

  /** Writes a file of UTF-8 text as {@link #write(Path, Content)} does. */
  public static void write(Path file, String text) throws IOException {
    write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Writes a file of UTF-8 text that only the user can read, where the file system knows users. */
  public static void writePrivate(Path file, String text) throws IOException {
    FileAttribute<?>[] attributes =
        isPosix(file)
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    replace(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)), attributes);
  }

  /** Deletes what a program that was killed left half written in a folder. */
  public static void deleteUnfinished(Path folder) throws IOException {
    try (DirectoryStream<Path> unfinished = Files.newDirectoryStream(folder, UNFINISHED)) {
      for (Path file : unfinished) {
        if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /** Whether a file has a name that this class gives to what is not written to its end yet. */
  public static boolean isUnfinished(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.startsWith(PREFIX)
        && name.endsWith(SUFFIX)
        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  /** A name in {@code folder} that nobody can guess. */
  static Path temporaryName(Path folder) {
    byte[] random = new byte[12];
    RANDOM.nextBytes(random);
    return folder.resolve(PREFIX + HexFormat.of().formatHex(random) + SUFFIX);
  }

  private static <X extends Exception> void replace(
      Path file, Content<X> content, FileAttribute<?>... attributes) throws IOException, X {
    Path target = file.toAbsolutePath();
    if (Files.isDirectory(target)) {
      throw new FileSystemException(file.toString(), null, "Is a directory");
    }
    Path folder = target.getParent();
    if (folder == null) {
      throw new FileSystemException(file.toString(), null, "Is a directory");
    }
    Path unfinished = temporaryName(folder);
    try {
      create(unfinished, content, attributes);
      if (attributes.length == 0) {
        keepPermissions(target, unfinished);
      }
      move(unfinished, target);
    } catch (Throwable failure) {
      discard(unfinished, failure);
      throw failure;
    }
    sync(folder);
  }

  private static <X extends Exception> void create(
      Path file, Content<X> content, FileAttribute<?>... attributes) throws IOException, X {
    Set<StandardOpenOption> fresh = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel = FileChannel.open(file, fresh, attributes)) {
      OutputStream out = new Unclosed(Channels.newOutputStream(channel));
      content.writeTo(out);
      out.flush();
      // Otherwise a power cut could leave the name and not the content.
      channel.force(true);
    }
  }

  private static void keepPermissions(Path from, Path to) throws IOException {
    if (isPosix(to) && Files.isRegularFile(from, LinkOption.NOFOLLOW_LINKS)) {
      Set<PosixFilePermission> permissions =
          Files.getPosixFilePermissions(from, LinkOption.NOFOLLOW_LINKS);
      if (!permissions.equals(Files.getPosixFilePermissions(to))) {
        Files.setPosixFilePermissions(to, permissions);
      }
    }
  }

  private static boolean isPosix(Path file) {
    return Files.getFileAttributeView(file, PosixFileAttributeView.class) != null;
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Makes the new name last, where the system can; the content is safe already. */
  private static void sync(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows opens no folders, and some network drives do not sync them.
    }
  }

  private static void discard(Path unfinished, Throwable failure) {
    try {
      Files.deleteIfExists(unfinished);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /**
   * A stream that is open still after its writer closed it, so that it can be forced to the disk.
   */
  private static final class Unclosed extends BufferedOutputStream {
    Unclosed(OutputStream out) {
      super(out, 1 << 16);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
