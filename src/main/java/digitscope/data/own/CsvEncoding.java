package digitscope.data.own;

import digitscope.data.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Which characters the bytes of a text file are. */
public final class CsvEncoding {
  private static final int HEAD = 4096;
  private static final Charset WESTERN = Charset.forName("windows-1252");

  private CsvEncoding() {}

  /** Those that a user can choose from. */
  public static List<Charset> offered() {
    return Stream.of(
            "UTF-8",
            "UTF-16LE",
            "UTF-16BE",
            "windows-1252",
            "windows-1250",
            "windows-1251",
            "x-MacRoman",
            "Shift_JIS",
            "GB18030")
        .filter(Charset::isSupported)
        .map(Charset::forName)
        .toList();
  }

  /** What a user calls it, such as {@code Windows-1252}. */
  public static String title(Charset encoding) {
    String name = encoding.name().replaceFirst("^x-", "");
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  /**
   * Finds out by looking at all bytes: by a byte order mark, by every other byte being 0, by being
   * UTF-8 throughout, and otherwise Windows-1252 if all bytes have a meaning in it.
   *
   * @throws DataException if it is none of these
   */
  static Charset of(Path file) throws IOException, DataException {
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(HEAD);
    }
    Optional<Charset> wide = wide(head);
    if (wide.isPresent()) {
      return wide.get();
    } else if (isAll(file, StandardCharsets.UTF_8)) {
      return StandardCharsets.UTF_8;
    } else if (isAll(file, WESTERN)) {
      return WESTERN;
    }
    throw new DataException(
        file + " is not in UTF-8, UTF-16 or Windows-1252; save it as CSV in UTF-8");
  }

  /** Bytes of the byte order mark that a text begins with. */
  static int mark(byte[] head, Charset encoding) {
    if (encoding.equals(StandardCharsets.UTF_8)) {
      boolean isMarked =
          head.length > 2
              && head[0] == (byte) 0xEF
              && head[1] == (byte) 0xBB
              && head[2] == (byte) 0xBF;
      return isMarked ? 3 : 0;
    }
    return isWide(encoding) && marked(head).isPresent() ? 2 : 0;
  }

  /** Whether a character has two bytes at least. */
  static boolean isWide(Charset encoding) {
    return encoding.equals(StandardCharsets.UTF_16LE) || encoding.equals(StandardCharsets.UTF_16BE);
  }

  private static Optional<Charset> marked(byte[] head) {
    int mark = head.length < 2 ? 0 : (head[0] & 0xff) << 8 | (head[1] & 0xff);
    return switch (mark) {
      case 0xFFFE -> Optional.of(StandardCharsets.UTF_16LE);
      case 0xFEFF -> Optional.of(StandardCharsets.UTF_16BE);
      default -> Optional.empty();
    };
  }

  /** UTF-16, by its mark or because digits and commas have a 0 beside them. */
  private static Optional<Charset> wide(byte[] head) {
    int[] zeros = new int[2];
    for (int i = 0; i < head.length; i++) {
      zeros[i % 2] += head[i] == 0 ? 1 : 0;
    }
    int most = head.length / 4;
    if (marked(head).isPresent()) {
      return marked(head);
    } else if (zeros[0] > most && zeros[1] == 0) {
      return Optional.of(StandardCharsets.UTF_16BE);
    } else if (zeros[1] > most && zeros[0] == 0) {
      return Optional.of(StandardCharsets.UTF_16LE);
    }
    return Optional.empty();
  }

  /** Whether all bytes of a file have a meaning. */
  private static boolean isAll(Path file, Charset encoding) throws IOException {
    CharsetDecoder decoder =
        encoding
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
    CharBuffer characters = CharBuffer.allocate(1 << 16);
    try (InputStream in = Files.newInputStream(file)) {
      while (true) {
        int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        boolean isEnd = count < 0;
        bytes.position(bytes.position() + Math.max(0, count)).flip();
        CoderResult result = decoder.decode(bytes, characters.clear(), isEnd);
        if (result.isError()) {
          return false;
        } else if (isEnd) {
          return true;
        }
        bytes.compact();
      }
    }
  }
}
