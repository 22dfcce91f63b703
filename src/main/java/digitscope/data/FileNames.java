package digitscope.data;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

/** Names of files, the same on every system and in every locale. */
public final class FileNames {
  /** Folders that systems and programs put beside pictures, in small letters. */
  private static final Set<String> OF_PROGRAMS =
      Set.of(
          "@eadir",
          "__macosx",
          "__pycache__",
          "#recycle",
          "@recycle",
          "$recycle.bin",
          "lost+found",
          "system volume information");

  private FileNames() {}

  /** Whether a file or folder is not meant for users: hidden, or of a system or program. */
  public static boolean isHidden(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.startsWith(".") || OF_PROGRAMS.contains(name.toLowerCase(Locale.ROOT));
  }

  /**
   * The name of a file: its bytes as UTF-8, or as Latin-1 if they are none, whatever the locale
   * says of them; characters composed.
   */
  public static String of(Path file) {
    String path = file.toUri().getRawPath();
    String last = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    byte[] bytes = decodePercents(last.substring(last.lastIndexOf('/') + 1));
    String name;
    try {
      name = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      name = new String(bytes, StandardCharsets.ISO_8859_1);
    }
    return composed(name);
  }

  /** The same text with each accent in the character it belongs to, where Unicode has it. */
  public static String composed(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  private static byte[] decodePercents(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '%') {
        bytes.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        bytes.writeBytes(text.substring(i, i + 1).getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }
}
