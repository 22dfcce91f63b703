package digitscope.io;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Reads files that may come from anywhere: only regular ones, as reading a pipe or a device may
 * never end, and never more than makes sense for what they are to hold.
 */
public final class InputFile {
  private static final String BYTE_ORDER_MARK = "\ufeff";

  private InputFile() {}

  /** Hears the lines of a file. */
  public interface LineVisitor {
    /**
     * Hears a line.
     *
     * @param number of the line, counted from 1
     * @param line without its end
     */
    void visit(int number, String line) throws IOException;
  }

  /**
   * Refuses what is no regular file, before anything of it is read.
   *
   * @throws IOException if it is a folder, a pipe or a device, or is not there
   */
  public static void check(Path file) throws IOException {
    if (Files.isRegularFile(file)) {
      return;
    } else if (Files.isDirectory(file)) {
      throw new FileSystemException(file.toString(), null, "Is a directory");
    } else if (Files.exists(file)) {
      throw new WordedIOException("it is a pipe or a device; choose a regular file");
    }
    throw new NoSuchFileException(file.toString());
  }

  /**
   * As {@link #check(Path)}, and refuses what is too large.
   *
   * @param mostBytes more than any such file has
   */
  public static void check(Path file, long mostBytes) throws IOException {
    check(file);
    refuseLarger(Files.size(file), mostBytes);
  }

  /**
   * All bytes of a file.
   *
   * @param mostBytes more than any such file has
   */
  public static byte[] bytes(Path file, int mostBytes) throws IOException {
    check(file, mostBytes);
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(mostBytes);
      if (in.read() >= 0) {
        // It has grown, or the system doesn't know its size.
        refuseLarger(Long.MAX_VALUE, mostBytes);
      }
      return bytes;
    }
  }

  /**
   * A file of UTF-8 text, without the byte order mark that some editors put before it.
   *
   * @param mostBytes more than any such file has
   * @throws CharacterCodingException if it is no UTF-8
   */
  public static String text(Path file, int mostBytes) throws IOException {
    String text = decoded(bytes(file, mostBytes));
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }

  /**
   * Reads a file of UTF-8 text line by line. What follows the last line break is a line too, unless
   * it is empty or {@code onlyComplete}: then it is what a program that was killed left half
   * written.
   *
   * @param mostBytes more than any line has
   */
  public static void lines(Path file, int mostBytes, boolean onlyComplete, LineVisitor visitor)
      throws IOException {
    check(file);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      int number = 1;
      for (int next = in.read(); next >= 0; next = in.read()) {
        if (next == '\n') {
          visitor.visit(number++, line(line));
          line.reset();
        } else if (line.size() == mostBytes) {
          throw new WordedIOException(
              String.format(
                  Locale.ROOT, "line %d is longer than any valid line; replace the file", number));
        } else {
          line.write(next);
        }
      }
      if (line.size() > 0 && !onlyComplete) {
        visitor.visit(number, line(line));
      }
    }
  }

  private static String line(ByteArrayOutputStream bytes) throws CharacterCodingException {
    String line = decoded(bytes.toByteArray());
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }

  private static String decoded(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  private static void refuseLarger(long size, long mostBytes) throws IOException {
    if (size > mostBytes) {
      throw new WordedIOException(
          String.format(
              Locale.ROOT,
              "it is larger than %,d KB, too large for such a file; download or create it again",
              mostBytes / 1024));
    }
  }
}
