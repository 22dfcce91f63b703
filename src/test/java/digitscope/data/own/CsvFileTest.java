package digitscope.data.own;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digitscope.data.CsvLayout;
import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.data.ImportChoices;
import digitscope.data.PixelCache;
import digitscope.data.Progress;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CSV is read as spreadsheets and programs write it, whatever the country. */
class CsvFileTest {
  @TempDir private Path folder = Path.of("");

  private final List<String> notes = new ArrayList<>();

  private final Progress progress =
      new Progress() {
        @Override
        public void advance(double fraction) {}

        @Override
        public void note(String sentence) {
          notes.add(sentence);
        }

        @Override
        public boolean isCancelled() {
          return false;
        }
      };

  /** Twelve rows of 8×8 pixels with the labels in turn. */
  private static String rows(String delimiter, String... labels) {
    return rows(8, delimiter, labels);
  }

  private static String rows(int side, String delimiter, String... labels) {
    return IntStream.range(0, 12)
        .mapToObj(
            i ->
                labels[i % labels.length]
                    + delimiter
                    + IntStream.range(0, side * side)
                        .mapToObj(p -> String.valueOf((i * 37 + p * p) % 251))
                        .collect(Collectors.joining(delimiter)))
        .collect(Collectors.joining("\r\n", "", "\r\n"));
  }

  private DataSplits read(String text, Charset encoding) throws Exception {
    return read(text.getBytes(encoding));
  }

  private DataSplits read(byte[] bytes) throws Exception {
    return OwnImages.load(Files.write(folder.resolve("images.csv"), bytes), progress);
  }

  private DataSplits read(String text) throws Exception {
    return read(text, StandardCharsets.UTF_8);
  }

  private static int size(DataSplits images) {
    return images.train().size() + images.test().size();
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "windows-1252"})
  void findsTheEncoding(String encoding) throws Exception {
    DataSplits images = read(rows(",", "à", "è", "ö"), Charset.forName(encoding));
    assertThat(images.train().classNames()).containsExactly("à", "è", "ö");
    assertThat(size(images)).isEqualTo(12);
    assertThat(notes.stream().anyMatch(note -> note.startsWith("Encoding: ")))
        .isEqualTo(!encoding.equals("UTF-8"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
  void leavesOutAByteOrderMark(String encoding) throws Exception {
    String pixels = "label," + "p,".repeat(63) + "p\n";
    for (String header : List.of("", pixels)) {
      DataSplits images = read("\ufeff" + header + rows(",", "ä", "中"), Charset.forName(encoding));
      assertThat(images.train().classNames()).containsExactly("ä", "中");
      assertThat(size(images)).isEqualTo(12);
    }
  }

  @Test
  void looksAtEachRowOfASmallFileOnce() throws Exception {
    Path file = folder.resolve("few.csv");
    Files.writeString(file, rows(",", "0", "1", "2"));

    OwnImages own = OwnImages.open(file);

    assertThat(own.survey().samples()).hasSize(11);
    assertThat(own.samples(own.survey().guess())).hasSize(11);
  }

  @Test
  void namesAnUnreadableRowOfASmallFileOnce() throws Exception {
    Path file = folder.resolve("few.csv");
    Files.writeString(file, rows(",", "0", "1", "2") + "3,1,2\r\n");

    assertThat(OwnImages.open(file).survey().unreadable()).hasSize(1);
  }

  @Test
  void findsAnEncodingThatShowsOnlyLate() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < 200; i++) {
      bytes.write(rows(",", "a", "b").getBytes(StandardCharsets.US_ASCII));
    }
    bytes.write(rows(",", "é").getBytes(Charset.forName("windows-1252")));
    assertThat(read(bytes.toByteArray()).train().classNames()).containsExactly("a", "b", "é");
  }

  @Test
  void refusesWhatIsInNoEncodingThatItKnows() {
    byte[] bytes = rows(",", "?", "b").getBytes(StandardCharsets.US_ASCII);
    // A byte that is neither UTF-8 nor Windows-1252.
    bytes[0] = (byte) 0x81;
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith(
            "images.csv is not in UTF-8, UTF-16 or Windows-1252; save it as CSV in UTF-8");
  }

  @Test
  void readsInAnEncodingThatIsChosen() throws Exception {
    Path file = folder.resolve("images.csv");
    Files.write(file, rows(",", "ж", "я").getBytes(Charset.forName("windows-1251")));
    OwnImages own = OwnImages.open(file);
    ImportChoices guess = own.survey().guess();
    CsvLayout layout = guess.csv().orElseThrow();
    assertThat(layout.encoding()).isEqualTo(Charset.forName("windows-1252"));

    ImportChoices cyrillic = guess.withCsv(layout.withEncoding(Charset.forName("windows-1251")));
    assertThat(own.samples(cyrillic)).extracting(Survey.Sample::className).containsOnly("ж", "я");
    PixelCache cache = new PixelCache(folder.resolve("cache"), 1 << 20);
    assertThat(own.read(cyrillic, cache, Progress.NONE).splits().train().classNames())
        .containsExactly("ж", "я");

    ImportChoices wrong = guess.withCsv(layout.withEncoding(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> own.read(wrong, cache, Progress.NONE))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("its label can't be read as UTF-8; choose another encoding");
  }

  @Test
  void readsQuotesAsSpreadsheetsWriteThem() throws Exception {
    assertThat(
            read(rows(",", "\"digit, 0\"", "\"say \"\"1\"\"\"", "\"2\"\"\"")).train().classNames())
        .containsExactly("2\"", "digit, 0", "say \"1\"");
    assertThat(read(rows(",", "\"two\r\nlines\"", "5\" disk")).train().classNames())
        .containsExactly("5\" disk", "two lines");
    assertThat(size(read(rows(",", "a", "b").replaceAll("[0-9]+", "\"$0\"")))).isEqualTo(12);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "v1 v1.0|v1 v1.0",
        "7 7.0 8|7 8",
        "7 07 8|7 8",
        "7,0 8 7|7 8",
        "7 7.0 x|7 7.0 x",
        "1.5 1.50 2|1.5 2",
        "-1 1|-1 1"
      })
  void takesNumbersThatAreEqualForOneLabelOnlyIfAllAreNumbers(String labels, String classes)
      throws Exception {
    assertThat(read(rows(";", labels.split(" ", -1))).train().classNames())
        .containsExactlyInAnyOrder(classes.split(" ", -1));
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16, 28})
  void seesAHeaderOfNumbers(int side) throws Exception {
    int pixels = side * side;
    String images = rows(side, ",", "0", "1", "2");
    String named = "label," + numbers(0, pixels);
    String counted = numbers(0, pixels + 1);
    String fromOne = "digit," + numbers(1, pixels);
    for (String header : List.of(named, counted, fromOne)) {
      DataSplits read = read(header + "\n" + images);
      assertThat(size(read)).as(header.substring(0, 9)).isEqualTo(12);
      assertThat(read.train().classNames()).containsExactly("0", "1", "2");
    }
    assertThat(size(read(images))).as("none").isEqualTo(12);
  }

  @Test
  void seesAHeaderOfNumbersBeforeALabelAtTheEnd() throws Exception {
    String images =
        rows(16, ",", "0", "1", "2")
            .lines()
            .map(row -> row.substring(2) + "," + row.charAt(0))
            .collect(Collectors.joining("\n"));
    DataSplits read = read(numbers(0, 256) + ",label\n" + images);
    assertThat(size(read)).isEqualTo(12);
    assertThat(read.train().classNames()).containsExactly("0", "1", "2");
  }

  private static String numbers(int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj(String::valueOf)
        .collect(Collectors.joining(","));
  }

  @Test
  void readsADecimalComma() throws Exception {
    String points = halves(';', '.');
    DataSplits expected = read(points);
    assertThat(read(halves(';', ',')).sha256()).isEqualTo(expected.sha256());
    assertThat(read(halves('\t', ',')).sha256()).isEqualTo(expected.sha256());
    assertThat(read(halves(',', '.')).sha256()).isEqualTo(expected.sha256());
    // Ink of 0.5 is half of 255, rounded up.
    assertThat(expected.train().image(0)[1]).isEqualTo((byte) 128);
  }

  /** Rows of 4×4 pixels from 0 to 1, every other of which is 0.5. */
  private static String halves(char delimiter, char point) {
    return IntStream.range(0, 12)
        .mapToObj(
            i ->
                "ab".charAt(i % 2)
                    + IntStream.range(0, 16)
                        .mapToObj(p -> delimiter + (p % 2 == 1 ? "0" + point + "5" : "0"))
                        .collect(Collectors.joining()))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void takesTheDelimiterThatTheFileNames() throws Exception {
    for (String delimiter : List.of(";", ",", "\t", "|")) {
      for (String directive : List.of("sep=%s\r\n", "SEP=%s\n", "\"sep=%s\"\n")) {
        DataSplits images = read(directive.formatted(delimiter) + rows(delimiter, "a", "b"));
        assertThat(size(images)).isEqualTo(12);
        assertThat(images.train().classNames()).containsExactly("a", "b");
      }
    }
  }

  @Test
  void namesLinesAsAnEditorDoes() throws Exception {
    List<String> lines = new ArrayList<>(rows(";", "a", "b").lines().toList());
    lines.set(4, "a;1;2");
    lines.add(3, "");
    Files.writeString(folder.resolve("images.csv"), "sep=;\n" + String.join("\n", lines));
    OwnImages own = OwnImages.open(folder.resolve("images.csv"));
    PixelCache cache = new PixelCache(folder.resolve("cache"), 1 << 20);
    assertThat(own.read(own.survey().guess(), cache, Progress.NONE).problems())
        .singleElement()
        .asString()
        .endsWith("images.csv, line 7: it has 3 fields instead of 65");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "Infinity", "0x1p3", "1d", "1e999", "-1", "256", "1 2", ""})
  void leavesOutRowsWithWhatIsNoPixel(String value) throws Exception {
    String images = rows(",", "a", "b");
    int third = images.indexOf("\n", images.indexOf("\n") + 1) + 1;
    String changed =
        images.substring(0, third) + images.substring(third).replaceFirst(",[0-9]+", "," + value);
    assertThat(size(read(changed))).isEqualTo(11);
  }

  @Test
  void boundsWhatAnOpenQuoteOrAnEndlessLabelTakes() {
    assertThatThrownBy(() -> read(rows(",", "a", "b") + "\"" + rows(",", "a", "b").repeat(700)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(
            "has a row of more than 1,048,576 characters; check for a missing closing quote");
    assertThatThrownBy(() -> read("x".repeat(101) + rows(",", "a").substring(1)))
        .hasMessageContaining("only one class");
    assertThatThrownBy(() -> read("\0\1\2".repeat(5000))).isInstanceOf(DataException.class);
  }
}
