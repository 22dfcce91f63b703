package digitscope.data.own;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digitscope.Child;
import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import digitscope.data.ImportChoices;
import digitscope.data.PixelCache;
import digitscope.data.Progress;
import digitscope.data.digits.Glyphs;
import digitscope.data.idx.IdxFiles;
import digitscope.data.source.ImageLibrary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnImagesTest {
  private static final int WHITE = 0xffffff;
  private static final int RED = 0xd02010;
  private static final int GREEN = 0x10b020;
  private static final List<String> ANIMALS = List.of("10 cat", "2", "Äffchen");

  @TempDir private Path folder = Path.of("");

  /** Remembers what it hears. */
  private static final class Notes implements Progress {
    private final List<String> sentences = new ArrayList<>();
    private double done;

    @Override
    public void advance(double fraction) {
      assertThat(fraction).isBetween(done, 1.0);
      done = fraction;
    }

    @Override
    public void note(String sentence) {
      sentences.add(sentence);
    }

    @Override
    public boolean isCancelled() {
      return false;
    }
  }

  private final Notes notes = new Notes();

  @Test
  void takesTheClassesFromTheNamesOfFolders() throws Exception {
    OwnFiles.writeFolder(folder, ANIMALS, 10, 20, 16, 0, WHITE, 0xc0c0c0, 0x808080);

    DataSplits images = OwnImages.load(folder, notes);

    assertThat(images.train().classNames()).containsExactly("2", "10 cat", "Äffchen");
    assertThat(images.train().shape()).isEqualTo(new ImageShape(1, 20, 16));
    assertThat(images.train().size()).isEqualTo(24);
    assertThat(images.test().size()).isEqualTo(6);
    assertThat(labels(images.test())).containsOnly(0, 1, 2);
    assertThat(images.source()).isEqualTo(folder.toString());
    assertThat(notes.done).isEqualTo(1);
    assertThat(notes.sentences).anyMatch(s -> s.contains("The images are 1×20×16"));
    int cat = labels(images.train()).indexOf(1);
    assertThat(images.train().image(cat)[8 * 16]).isEqualTo((byte) 0);
    assertThat(max(images.train().image(cat))).isEqualTo(255);
  }

  @Test
  void invertsWhatIsDarkOnLight() throws Exception {
    OwnFiles.writeFolder(folder, List.of("a", "b"), 5, 16, 16, WHITE, 0x202020, 0x101010);

    DataSplits images = OwnImages.load(folder, notes);

    assertThat(images.train().image(0)[0]).isEqualTo((byte) 0);
    assertThat(max(images.train().image(0))).isEqualTo(0xff - 0x20);
    assertThat(notes.sentences).anyMatch(s -> s.startsWith("Dark on light, so inverted"));
  }

  @Test
  void givesTheSameImagesWhateverTheColorModel() throws Exception {
    Set<String> checksums = new HashSet<>();
    Path pictures = Path.of(OwnImagesTest.class.getResource("/pictures").toURI());
    for (String model : List.of("gray", "rgb", "gray-alpha", "rgba", "indexed", "16-bit")) {
      for (String name : List.of("a", "b")) {
        Path file = Files.createDirectories(folder.resolve(model).resolve(name)).resolve("1.png");
        Files.copy(pictures.resolve("ramp-" + model + ".png"), file);
        Files.copy(file, file.resolveSibling("2.png"));
      }
      checksums.add(OwnImages.load(folder.resolve(model), Progress.NONE).sha256());
    }

    assertThat(checksums).hasSize(1);
  }

  @Test
  void keepsColorsAndScalesWhatIsLarge() throws Exception {
    OwnFiles.writeFolder(folder, List.of("red", "green"), 4, 128, 96, WHITE, RED, GREEN);

    Dataset train = OwnImages.load(folder, notes).train();

    assertThat(train.shape()).isEqualTo(new ImageShape(3, 32, 32));
    int green = labels(train).indexOf(0);
    byte[] image = train.image(green);
    assertThat(image[0] & 0xff).isEqualTo(0xff);
    int middle = 20 * 32 + 16;
    assertThat(image[middle] & 0xff).isLessThan(0x70);
    assertThat(image[1024 + middle] & 0xff).isGreaterThan(0xa0);
  }

  @Test
  void followsLinksToClassesButNotInACircle() throws Exception {
    Path elsewhere = folder.resolve("elsewhere");
    OwnFiles.writeFolder(elsewhere, List.of("a", "b"), 5, 8, 8, 0, WHITE, WHITE);
    Path set = Files.createDirectory(folder.resolve("set"));
    Files.createSymbolicLink(set.resolve("a"), elsewhere.resolve("a"));
    Files.createSymbolicLink(set.resolve("b"), Path.of("../elsewhere/b"));
    Files.createSymbolicLink(elsewhere.resolve("b/again"), elsewhere.resolve("b"));

    DataSplits images = OwnImages.load(set, notes);

    assertThat(images.train().classNames()).containsExactly("a", "b");
    assertThat(images.train().size() + images.test().size()).isEqualTo(10);
  }

  @Test
  void leavesOutWhatProgramsPutBesidePictures() throws Exception {
    OwnFiles.writeFolder(folder, List.of("a", "b"), 5, 8, 8, 0, WHITE, WHITE);
    for (String name : List.of(".ipynb_checkpoints", "@eaDir", "__MACOSX", "#recycle")) {
      for (Path parent : List.of(folder, folder.resolve("a"), folder.resolve("b"))) {
        Path hidden = Files.createDirectories(parent.resolve(name).resolve("deeper"));
        Files.copy(folder.resolve("a/image0.png"), hidden.resolve("copy.png"));
        Files.copy(folder.resolve("a/image0.png"), hidden.resolveSibling("copy.png"));
      }
    }

    DataSplits images = OwnImages.load(folder, notes);

    assertThat(images.train().classNames()).containsExactly("a", "b");
    assertThat(images.train().size() + images.test().size()).isEqualTo(10);
  }

  @Test
  void takesComposedAndDecomposedNamesForOneClass() throws Exception {
    OwnFiles.writeFolder(
        folder, List.of("\u00e4", "a\u0308", "b"), 3, 8, 8, 0, WHITE, WHITE, WHITE);

    assertThat(OwnImages.load(folder, notes).train().classNames()).containsExactly("b", "\u00e4");
  }

  /** Three folders, of which a Java that knows ASCII only would see the same name. */
  @Test
  void tellsClassesApartThatTheLocaleCannotWrite() throws Exception {
    OwnFiles.writeFolder(
        folder.resolve("images"), List.of("gr1n", "gr2n"), 3, 8, 8, 0, WHITE, WHITE);
    Files.move(folder.resolve("images/gr1n"), folder.resolve("images/gr\u00fcn"));
    Files.move(folder.resolve("images/gr2n"), folder.resolve("images/gr\u00e4n"));
    // One whose name is Latin-1.
    String shell = "cp -r images/gr\u00e4n \"$(printf 'images/gr\\346n')\"";
    Process copy = new ProcessBuilder("sh", "-c", shell).directory(folder.toFile()).start();
    assertThat(copy.waitFor()).isZero();
    ProcessBuilder ascii =
        new ProcessBuilder(
            Child.java(List.of(), ClassNamesMain.class, folder.resolve("images").toString()));
    ascii.environment().put("LC_ALL", "C");

    assertThat(Child.run(ascii).out().lines())
        .containsExactly("gr\u00e4n", "gr\u00e6n", "gr\u00fcn");
  }

  /** Prints the classes of a folder, in UTF-8. */
  static final class ClassNamesMain {
    private ClassNamesMain() {}

    public static void main(String... folder) throws DataException {
      String names =
          String.join("\n", OwnImages.load(Path.of(folder[0]), Progress.NONE).train().classNames());
      System.out.writeBytes(names.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void takesTheSetsThatAreThere() throws Exception {
    OwnFiles.writeFolder(folder.resolve("Train"), List.of("a", "b"), 6, 8, 8, 0, WHITE, WHITE);
    OwnFiles.writeFolder(folder.resolve("test"), List.of("b", "a"), 3, 8, 8, 0, WHITE, WHITE);
    OwnFiles.writeFolder(folder.resolve("valid"), List.of("a"), 2, 8, 8, 0, WHITE);

    DataSplits images = OwnImages.load(folder, notes);

    assertThat(images.train().size()).isEqualTo(14);
    assertThat(images.test().size()).isEqualTo(6);
    assertThat(notes.sentences).contains("The validation pictures are added to the training set");
  }

  @Test
  void skipsAndNamesWhatCannotBeRead() throws Exception {
    OwnFiles.writeFolder(folder, List.of("a", "b"), 5, 8, 8, 0, WHITE, WHITE);
    Files.writeString(folder.resolve("a/broken.png"), "no picture");
    Files.writeString(folder.resolve("b/.hidden.png"), "no picture");
    Files.writeString(folder.resolve("b/notes.doc"), "no picture");
    OwnImages own = OwnImages.open(folder);

    Survey survey = own.survey();
    OwnImages.Imported imported = own.read(survey.guess(), cache(1 << 20), notes);

    assertThat(survey.samples()).hasSize(10);
    assertThat(survey.unreadable())
        .containsExactly(
            folder.resolve("a/broken.png")
                + " is not a PNG or JPEG image; save it in one of these formats");
    assertThat(imported.skipped()).isEqualTo(1);
    assertThat(imported.problems()).isEqualTo(survey.unreadable());
    assertThat(imported.splits().train().size() + imported.splits().test().size()).isEqualTo(10);
  }

  @Test
  void givesTheSameImagesFromMemoryAndFromAFileThatItKeeps() throws Exception {
    OwnFiles.writeFolder(folder, List.of("a", "b"), 10, 12, 12, 0, WHITE, 0xc0c0c0);
    OwnImages own = OwnImages.open(folder);
    ImportChoices choices = own.survey().guess();
    PixelCache small = cache(500);

    DataSplits inMemory = own.read(choices, cache(1 << 20), Progress.NONE).splits();
    DataSplits kept = own.read(choices, small, Progress.NONE).splits();
    DataSplits again = own.read(choices, small, Progress.NONE).splits();

    assertThat(kept.sha256()).isEqualTo(inMemory.sha256()).isEqualTo(again.sha256());
    assertThat(kept.train().classNames()).containsExactly("a", "b");
    assertThat(kept.train().name()).isEqualTo(inMemory.train().name());
    try (var files = Files.list(small.folder())) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void readsCsvInAllItsUsualForms() throws Exception {
    List<String> digits = List.of("7", "0", "12");
    assertCsv(OwnFiles.csv(60, 6, digits, false, 255, ","), "0", "7", "12");
    assertCsv(OwnFiles.csv(60, 6, digits, true, 255, ";"), "0", "7", "12");
    assertCsv("\ufeff" + OwnFiles.csv(60, 6, digits, true, 16, "\t"), "0", "7", "12");
    List<String> words = List.of("\"owl\"", "cat", "dog");
    assertCsv(OwnFiles.csv(60, 6, words, true, 1, ","), "cat", "dog", "owl");
    assertCsv(
        header("label", false) + OwnFiles.csv(60, 6, words, false, 255, ", "), "cat", "dog", "owl");
    assertCsv(
        header("Class", true) + OwnFiles.csv(60, 6, digits, true, 255, ",").replace("\n", "\r\n"),
        "0",
        "7",
        "12");
  }

  private static String header(String label, boolean last) {
    StringBuilder header = new StringBuilder(last ? "" : label);
    IntStream.range(0, 36)
        .forEach(i -> header.append(last ? "" : ",").append("p").append(i).append(last ? "," : ""));
    return header.append(last ? label : "").append("\n").toString();
  }

  private void assertCsv(String text, String... classes) throws IOException, DataException {
    Path file = folder.resolve("images.csv");
    Files.writeString(file, text);

    DataSplits images = OwnImages.load(file, Progress.NONE);

    assertThat(images.train().classNames()).containsExactly(classes);
    assertThat(images.train().size()).isEqualTo(48);
    assertThat(images.test().size()).isEqualTo(12);
    assertThat(images.train().shape()).isEqualTo(new ImageShape(1, 6, 6));
    for (int i = 0; i < 48; i++) {
      byte[] image = images.train().image(i);
      assertThat(max(image)).isGreaterThan(200);
      assertThat(image[0]).isEqualTo((byte) 0);
    }
  }

  @Test
  void skipsAndNamesRowsThatAreNoImages() throws Exception {
    Path file = folder.resolve("images.csv");
    List<String> rows =
        new ArrayList<>(OwnFiles.csv(60, 4, List.of("x", "y"), false, 255, ",").lines().toList());
    rows.set(7, rows.get(7).replaceFirst("0", "zero"));
    rows.set(9, rows.get(9) + ",0");
    rows.set(11, rows.get(11).replaceFirst("0", "-3"));
    rows.set(13, rows.get(13).replaceFirst("y", ""));
    rows.set(15, "");
    Files.write(file, rows);
    OwnImages own = OwnImages.open(file);

    OwnImages.Imported imported = own.read(own.survey().guess(), cache(1 << 20), notes);

    assertThat(imported.problems())
        .containsExactly(
            file + ", line 8: field 2 is not a number: 'zero'",
            file + ", line 10: it has 18 fields instead of 17",
            file + ", line 12: the value -3.0 must be from 0 to 255.0",
            file + ", line 14: its label is empty");
    assertThat(imported.splits().train().size() + imported.splits().test().size()).isEqualTo(55);
  }

  @Test
  void tellsTheTwoOrdersOfColorsApart() throws Exception {
    Path file = folder.resolve("colors.csv");
    String planar =
        "a" + ",250,250,250,250,20,20,20,20,90,90,90,90\nb" + ",1,2,1,2,200,200,200,200,0,0,0,1\n";
    String mixed = "a" + ",250,20,90".repeat(4) + "\nb" + ",1,200,0,2,200,0,1,200,0,2,200,1\n";
    for (String text : List.of(planar, mixed)) {
      Files.writeString(file, text.repeat(5));

      Dataset train = OwnImages.load(file, Progress.NONE).train();

      assertThat(train.shape()).isEqualTo(new ImageShape(3, 2, 2));
      int a = labels(train).indexOf(0);
      assertThat(train.image(a))
          .startsWith((byte) 250, (byte) 250, (byte) 250, (byte) 250, (byte) 20);
    }
  }

  @Test
  void saysWhatIsWrongWithFilesThatAreNoImages() throws Exception {
    assertRejected("", "is empty");
    assertRejected("a note to myself\n", "is not a CSV file of images: its first row has 1 field");
    assertRejected("1,2,3,4\n", "has 4 fields in its first row; it needs a label and the pixels");
    assertRejected("label,a,b,c,d\n", "has no image below its header");
    assertRejected("5,1,2,3,4\n5,1,2,3,9\n", "has only one class, '5'");
    assertRejected("1,2,".repeat(400_000), "has a row of more than 1,048,576 characters");
    assertThatThrownBy(() -> OwnImages.load(folder, Progress.NONE))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("put the PNG or JPEG files of each class into a subfolder");
  }

  private void assertRejected(String text, String what) throws IOException {
    Path file = folder.resolve("images.csv");
    Files.writeString(file, text);
    assertThatThrownBy(() -> OwnImages.load(file, Progress.NONE))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(what);
  }

  @Test
  void stopsWhenItIsAskedTo() throws Exception {
    Path file = folder.resolve("images.csv");
    Files.writeString(file, OwnFiles.csv(60, 4, List.of("x", "y"), false, 255, ","));
    OwnImages own = OwnImages.open(file);
    ImportChoices guess = own.survey().guess();
    Progress stopped =
        new Progress() {
          @Override
          public void advance(double fraction) {}

          @Override
          public boolean isCancelled() {
            return true;
          }
        };

    assertThatThrownBy(() -> own.read(guess, cache(100), stopped))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void findsAPairOfIdxFilesWithoutTestSetAndUnderOtherNames() throws Exception {
    IdxFiles.writePlain(Glyphs.generator().generate(50, 10, 2, Progress.NONE), folder);
    Files.delete(folder.resolve("t10k-images-idx3-ubyte"));
    Files.delete(folder.resolve("t10k-labels-idx1-ubyte"));
    Files.move(folder.resolve("train-images-idx3-ubyte"), folder.resolve("my-Images.idx3-ubyte"));
    Files.move(folder.resolve("train-labels-idx1-ubyte"), folder.resolve("my-Labels.idx1-ubyte"));

    DataSplits images = OwnImages.load(folder, notes);

    assertThat(images.train().size()).isEqualTo(40);
    assertThat(images.test().size()).isEqualTo(10);
  }

  @Test
  void keepsImportedImagesUnderAName() throws Exception {
    ImageLibrary library = new ImageLibrary(folder.resolve("library"));
    assertThat(library.names()).isEmpty();
    String name = ImageLibrary.safe("My Owls & Cats!");
    assertThat(name).isEqualTo("my-owls-cats");
    DataSplits few = Glyphs.generator().generate(20, 10, 2, Progress.NONE);

    DataSplits added = library.add(name, few);

    assertThat(added.sha256()).isEqualTo(few.sha256());
    assertThat(added.source()).isEqualTo(name);
    assertThat(library.names()).containsExactly(name);
    assertThat(library.find("../library")).isEmpty();
    assertThatThrownBy(() -> library.add(name, few))
        .hasMessage("Images named 'my-owls-cats' already exist; choose another name");
  }

  private PixelCache cache(long most) {
    return new PixelCache(folder.resolve(".cache"), most);
  }

  private static List<Integer> labels(Dataset set) {
    return IntStream.range(0, set.size()).map(set::label).boxed().toList();
  }

  private static int max(byte[] image) {
    return IntStream.range(0, image.length).map(i -> image[i] & 0xff).max().orElseThrow();
  }
}
