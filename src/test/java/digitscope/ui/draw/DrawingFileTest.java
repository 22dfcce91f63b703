package digitscope.ui.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digitscope.io.Worded;
import digitscope.ui.control.pad.Stroke;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrawingFileTest {
  private static final List<Stroke> ONE =
      List.of(
          new Stroke(false, List.of(new Stroke.Point(0.25, 0.5), new Stroke.Point(0.1234, 1.0625))),
          new Stroke(true, List.of(new Stroke.Point(-0.01, 0.75))));
  private static final List<Stroke> OTHER =
      List.of(new Stroke(false, List.of(new Stroke.Point(0.5, 0.5))));

  private final Path folder;

  DrawingFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void findsNothingAtFirst() throws IOException {
    assertThat(store().load()).isEqualTo(SavedDrawings.none());
  }

  @Test
  void readsWhatItSaved() throws IOException {
    SavedDrawings saved = new SavedDrawings(ONE, List.of(OTHER, ONE));
    store().save(saved);

    assertThat(store().load()).isEqualTo(saved);
    try (var files = Files.list(folder.resolve("state"))) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void keepsRecentDrawingsBesideAnEmptyPad() throws IOException {
    SavedDrawings saved = new SavedDrawings(List.of(), List.of(OTHER));
    store().save(saved);

    assertThat(store().load()).isEqualTo(saved);
  }

  @Test
  void putsADamagedFileAsideAndSaysWhere() throws IOException {
    store().save(new SavedDrawings(ONE, List.of()));
    Path file = folder.resolve("state/drawings.txt");
    Files.writeString(file, Files.readString(file).replace("0.2500", "a lot"));

    assertThatThrownBy(() -> store().load())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("line 3")
        .hasMessageContaining("drawings.damaged.txt");
    assertThat(folder.resolve("state/drawings.damaged.txt")).exists();
    assertThat(store().load()).isEqualTo(SavedDrawings.none());
  }

  @Test
  void saysWhereDrawingsCannotBeSaved() throws IOException {
    Files.createFile(folder.resolve("state"));

    assertThatThrownBy(() -> store().save(new SavedDrawings(ONE, List.of())))
        .isInstanceOf(Worded.class)
        .hasMessageStartingWith(
            "The drawings cannot be saved in %s: ", folder.resolve("state/drawings.txt"));
  }

  @Test
  void refusesOtherFilesAndPlacesFarOutsideThePad() throws IOException {
    Files.createDirectories(folder.resolve("state"));
    for (String text :
        List.of(
            "something else\n",
            "digitscope drawings 1\npen 0.1 0.2\n",
            "digitscope drawings 1\ndrawing\npen 0.1\n",
            "digitscope drawings 1\ndrawing\nbrush 0.1 0.2\n",
            "digitscope drawings 1\ndrawing\npen NaN 0.2\n",
            "digitscope drawings 1\ndrawing\npen 1e300 0.2\n")) {
      Files.writeString(folder.resolve("state/drawings.txt"), text);
      assertThatThrownBy(() -> store().load()).as(text).isInstanceOf(IOException.class);
    }
  }

  private DrawingFile store() {
    return new DrawingFile(folder.resolve("state"));
  }
}
