package digitscope.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LineTailTest implements LineTail.Reader {
  private final Path file;
  private final LineTail tail;
  private final List<String> heard = new ArrayList<>();

  LineTailTest(@TempDir Path folder) {
    file = folder.resolve("log");
    tail = new LineTail(file, 10);
  }

  @Override
  public void visit(int number, String line) {
    heard.add(number + " " + line);
  }

  @Override
  public void restart() {
    heard.add("restart");
  }

  private void add(String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private List<String> read() throws IOException {
    heard.clear();
    tail.read(this);
    return List.copyOf(heard);
  }

  @Test
  void hearsEachLineOnceWhenItIsComplete() throws IOException {
    assertThat(read()).as("not there yet").isEmpty();
    add("one\r\ntwo");
    assertThat(read()).containsExactly("1 one");
    assertThat(read()).isEmpty();
    add(" and\n\nfo");
    assertThat(read()).containsExactly("2 two and", "3 ");
    add("ur\n");
    assertThat(read()).containsExactly("4 four");
  }

  @Test
  void waitsForTheRestOfACharacter() throws IOException {
    byte[] text = "über\n".getBytes(StandardCharsets.UTF_8);
    Files.write(file, new byte[] {text[0]});
    assertThat(read()).isEmpty();
    for (int i = 1; i < text.length; i++) {
      Files.write(file, new byte[] {text[i]}, StandardOpenOption.APPEND);
    }
    assertThat(read()).containsExactly("1 über");
  }

  @Test
  void readsMoreThanItsBufferHolds() throws IOException {
    add("123456789\n".repeat(20_000));
    assertThat(read()).hasSize(20_000).last().isEqualTo("20000 123456789");
    assertThat(read()).isEmpty();
  }

  @Test
  void beginsAgainWhenTheFileIsReplacedOrShorter() throws IOException {
    add("one\ntwo\n");
    assertThat(read()).hasSize(2);
    Files.writeString(file, "new\n");
    assertThat(read()).containsExactly("restart", "1 new");
    Path other = file.resolveSibling("other");
    Files.writeString(other, "one\ntwo\nthree\n");
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    assertThat(read()).containsExactly("restart", "1 one", "2 two", "3 three");
  }

  @Test
  void refusesLinesThatAreTooLongAndWhatIsNoFile() throws IOException {
    add("one\n12345678901");
    assertThatThrownBy(this::read)
        .isInstanceOf(WordedIOException.class)
        .hasMessageContaining("line 2 is longer than any valid line");
    assertThat(heard).containsExactly("1 one");
    Files.delete(file);
    Files.createDirectory(file);
    assertThatThrownBy(this::read).isInstanceOf(IOException.class);
  }
}
