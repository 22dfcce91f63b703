package digitscope.bundle;

import digitscope.io.InputFile;
import digitscope.io.WordedIOException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The directory at the end of a zip file, read before anything else of it, as Java's own reader
 * takes all that a file says it holds into memory, and does not say what is a link.
 *
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">the format, 4.3.12 and
 *     4.3.16</a>
 */
final class ZipDirectory {
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int END_BYTES = 22;
  private static final int ENTRY_SIGNATURE = 0x02014b50;
  private static final int ENTRY_BYTES = 46;
  private static final int UNIX = 3;
  private static final int KIND = 0170000;
  private static final int REGULAR = 0100000;
  private static final int LINK = 0120000;

  private ZipDirectory() {}

  /**
   * Names of all entries.
   *
   * @throws IOException if the file was cut, or has an entry that no bundle has, saying which
   */
  static Set<String> names(Path file, BundleLimits limits) throws IOException {
    InputFile.check(file);
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      if (size < END_BYTES) {
        throw cut();
      }
      ByteBuffer end = read(channel, size - END_BYTES, END_BYTES);
      int entries = Short.toUnsignedInt(end.getShort(10));
      long bytes = Integer.toUnsignedLong(end.getInt(12));
      long from = Integer.toUnsignedLong(end.getInt(16));
      if (end.getInt(0) != END_SIGNATURE
          || end.getShort(20) != 0
          || from + bytes != size - END_BYTES) {
        throw cut();
      } else if (entries > limits.entries()) {
        throw new WordedIOException(
            String.format(
                Locale.ROOT,
                "it has %,d files or more, but a bundle may have %,d at most",
                entries,
                limits.entries()));
      } else if (bytes > limits.directoryBytes()) {
        throw damaged();
      }
      return names(read(channel, from, (int) bytes), entries);
    }
  }

  private static Set<String> names(ByteBuffer directory, int entries) throws IOException {
    Set<String> names = new HashSet<>();
    int at = 0;
    for (int i = 0; i < entries; i++) {
      if (directory.limit() - at < ENTRY_BYTES || directory.getInt(at) != ENTRY_SIGNATURE) {
        throw damaged();
      }
      int length = Short.toUnsignedInt(directory.getShort(at + 28));
      int more =
          Short.toUnsignedInt(directory.getShort(at + 30))
              + Short.toUnsignedInt(directory.getShort(at + 32));
      if (directory.limit() - at - ENTRY_BYTES < length + more) {
        throw damaged();
      }
      byte[] bytes = new byte[length];
      directory.get(at + ENTRY_BYTES, bytes);
      String name = new String(bytes, StandardCharsets.ISO_8859_1);
      BundleFiles.check(name);
      checkKind(name, directory.get(at + 5), directory.getInt(at + 38) >>> 16);
      if (!names.add(name)) {
        throw new WordedIOException(
            "it has its file %s twice; export it again".formatted(BundleFiles.shown(name)));
      }
      at += ENTRY_BYTES + length + more;
    }
    if (at != directory.limit()) {
      throw damaged();
    }
    return names;
  }

  /** Refuses links and devices, which only entries of Unix can be. */
  private static void checkKind(String name, byte system, int mode) throws WordedIOException {
    int kind = mode & KIND;
    if (system == UNIX && kind != 0 && kind != REGULAR) {
      throw new WordedIOException(
          "its entry '%s' is %s, not a file; don't use this bundle"
              .formatted(
                  BundleFiles.shown(name), kind == LINK ? "a link" : "a folder or a device"));
    }
  }

  private static ByteBuffer read(FileChannel channel, long from, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, from + bytes.position()) < 0) {
        throw new EOFException();
      }
    }
    return bytes.flip().order(ByteOrder.LITTLE_ENDIAN);
  }

  private static WordedIOException cut() {
    return new WordedIOException("it is not a zip file, or was cut off; copy or download it again");
  }

  private static WordedIOException damaged() {
    return new WordedIOException("its directory is damaged; copy or download it again");
  }
}
