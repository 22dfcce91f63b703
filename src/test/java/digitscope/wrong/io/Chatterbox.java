package digitscope.wrong.io;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Writes files as it likes, and quotes what it is told. */
public final class Chatterbox {
  List<String> write(Path file, String text) {
    try {
      Files.writeString(file, text);
      try (OutputStream end = Files.newOutputStream(file, StandardOpenOption.APPEND);
          OutputStream all = new FileOutputStream(file.toFile())) {
        all.write(1);
        end.write(1);
      }
      return List.of();
    } catch (IOException e) {
      return List.of(
          "it failed: %s".formatted(e),
          "it failed: %s".formatted(e.getMessage()),
          "it failed: " + e,
          String.valueOf(e),
          e.toString(),
          deeper(e));
    }
  }

  String deeper(Throwable cause) {
    return cause.getLocalizedMessage();
  }
}
