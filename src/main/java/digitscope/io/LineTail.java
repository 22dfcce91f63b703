package digitscope.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of UTF-8 text that another program adds lines to: each time the lines that have been
 * completed since the last time. The file may be missing yet. Belongs to one thread.
 */
public final class LineTail {
  private final Path file;
  private final int mostBytes;
  private @Nullable Object identity;
  private long position;
  private int number = 1;

  /** Hears what was added. */
  public interface Reader extends InputFile.LineVisitor {
    /** The file was replaced, or has become shorter: all lines that were heard are void. */
    void restart();
  }

  /**
   * @param mostBytes more than any line has
   */
  public LineTail(Path file, int mostBytes) {
    this.file = file;
    this.mostBytes = mostBytes;
  }

  /**
   * Reads what was added.
   *
   * @throws IOException if it can't be read; the next time begins where this one did
   */
  public void read(Reader reader) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    InputFile.check(file);
    BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
    boolean isReplaced = identity != null && !Objects.equals(identity, now.fileKey());
    if (isReplaced || now.size() < position) {
      position = 0;
      number = 1;
      reader.restart();
    }
    identity = now.fileKey();
    if (now.size() > position) {
      readFrom(reader);
    }
  }

  private void readFrom(Reader reader) throws IOException {
    try (FileChannel channel = FileChannel.open(file);
        InputStream in = Channels.newInputStream(channel.position(position))) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      byte[] buffer = new byte[1 << 16];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        int from = 0;
        for (int i = 0; i < count; i++) {
          if (buffer[i] == '\n') {
            line.write(buffer, from, i - from);
            from = i + 1;
            take(line.toByteArray(), reader);
            line.reset();
          }
        }
        line.write(buffer, from, count - from);
        refuseLonger(line.size());
      }
    }
  }

  private void take(byte[] bytes, Reader reader) throws IOException {
    refuseLonger(bytes.length);
    String line = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    reader.visit(number, line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
    number++;
    position += bytes.length + 1;
  }

  private void refuseLonger(int bytes) throws IOException {
    if (bytes > mostBytes) {
      throw new WordedIOException(
          String.format(
              Locale.ROOT, "line %d is longer than any valid line; replace the file", number));
    }
  }
}
