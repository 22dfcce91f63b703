package digitscope.data;

import digitscope.io.AtomicFile;
import digitscope.io.AtomicFolder;
import digitscope.io.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Decides what images are too many for memory, and keeps files for them that can be mapped.
 *
 * @param folder where the files are; made when the first is written
 * @param mostInMemory bytes of pixels of one set that still go into memory
 */
public record PixelCache(Path folder, long mostInMemory) {
  private static final long USUAL_MOST = 256L << 20;

  /** The cache of the user who runs the program. */
  public static PixelCache ofUser() {
    return new PixelCache(
        UserFolders.ofUser().cache().resolve("pixels"),
        Math.min(USUAL_MOST, Runtime.getRuntime().maxMemory() / 4));
  }

  public boolean isTooMuch(long bytes) {
    return bytes > mostInMemory;
  }

  /**
   * The name under which something is kept that was made of a file or folder as it is now. It
   * begins with {@link #prefix}.
   *
   * @param state all that changes when the content does
   */
  public static String key(Path source, String state) {
    return prefix(source) + hash(state);
  }

  private static String prefix(Path source) {
    return hash(source.toAbsolutePath().normalize().toString()) + "-";
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /**
   * A file of {@code bytes} bytes, which is written only if it isn't there since the last time.
   *
   * @param source file that the content is made of
   * @throws DataException if it cannot be written, or {@code content} throws
   */
  public Path file(Path source, long bytes, AtomicFile.Content<DataException> content)
      throws DataException {
    try {
      String state = Files.size(source) + " " + Files.getLastModifiedTime(source);
      Path file = folder.resolve(key(source, state) + ".pixels");
      if (!Files.isRegularFile(file) || Files.size(file) != bytes) {
        Files.createDirectories(folder);
        forget(source);
        AtomicFile.write(file, content);
      }
      return file;
    } catch (IOException e) {
      throw new DataException(
          "%s is too large for memory and cannot be unpacked into %s: %s"
              .formatted(source, folder, Reason.of(e)),
          e);
    }
  }

  /**
   * Makes a folder that appears under its name only when it is complete.
   *
   * @param source what the content is made of
   * @param target in the folder of this cache
   */
  public void keep(Path source, Path target, AtomicFolder.Content<DataException> content)
      throws IOException, DataException {
    Files.createDirectories(folder);
    forget(source);
    AtomicFolder.write(target, content);
  }

  /** Deletes what was kept of a file as it was before. */
  private void forget(Path source) throws IOException {
    List<Path> outdated;
    try (Stream<Path> files = Files.list(folder)) {
      outdated = files.filter(f -> f.getFileName().toString().startsWith(prefix(source))).toList();
    }
    for (Path file : outdated) {
      AtomicFolder.delete(file);
    }
  }
}
