package digitscope.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other programs see in the files. */
class FilmFilesTest {
  private static final int SIDE = 6;

  @TempDir private Path temp = Path.of("");

  /** Two filters at three steps; each picture has a gray of its own. */
  private static Film film() {
    return new Film(List.of("0", "1"), List.of(0L, 10L, 1200L), SIDE, SIDE, FilmFilesTest::tile);
  }

  private static Film.Tile tile(int subject, int step) {
    int[] argb = new int[SIDE * SIDE];
    Arrays.fill(argb, gray(subject, step));
    return new Film.Tile(SIDE, SIDE, argb);
  }

  private static int gray(int subject, int step) {
    return 0xff000000 | 0x010101 * (10 + 20 * (3 * subject + step));
  }

  private Path write(Film film, String name) throws DataException {
    Path file = temp.resolve(name);
    FilmFiles.write(file, film, Progress.NONE);
    return file;
  }

  /** A GIF as ImageIO reads it. */
  private record Gif(List<BufferedImage> frames, List<IIOMetadataNode> metadata) {
    static Gif read(Path file) throws Exception {
      ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
      try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
        reader.setInput(in);
        int count = reader.getNumImages(true);
        List<BufferedImage> frames = new ArrayList<>();
        List<IIOMetadataNode> metadata = new ArrayList<>();
        for (int i = 0; i < count; i++) {
          frames.add(reader.read(i));
          IIOMetadata found = reader.getImageMetadata(i);
          metadata.add((IIOMetadataNode) found.getAsTree("javax_imageio_gif_image_1.0"));
        }
        return new Gif(frames, metadata);
      } finally {
        reader.dispose();
      }
    }

    String attribute(int frame, String node, String name) {
      return node(frame, node).getAttribute(name);
    }

    IIOMetadataNode node(int frame, String name) {
      return (IIOMetadataNode) metadata.get(frame).getElementsByTagName(name).item(0);
    }
  }

  @Test
  void gifHasAFrameForEachStepAndBeginsAnew() throws Exception {
    Gif gif = Gif.read(write(film(), "film.gif"));
    assertThat(gif.frames()).hasSize(3);
    assertThat(IntStream.range(0, 3).mapToObj(i -> delay(gif, i))).containsExactly(50, 50, 200);
    assertThat(gif.attribute(0, "ApplicationExtension", "applicationID")).isEqualTo("NETSCAPE");
    byte[] forever = (byte[]) gif.node(0, "ApplicationExtension").getUserObject();
    assertThat(forever).containsExactly(1, 0, 0);
    for (BufferedImage frame : gif.frames()) {
      assertThat(frame.getWidth()).isEqualTo(gif.frames().get(0).getWidth());
      assertThat(frame.getHeight()).isEqualTo(gif.frames().get(0).getHeight());
    }
  }

  private static int delay(Gif gif, int frame) {
    return Integer.parseInt(gif.attribute(frame, "GraphicControlExtension", "delayTime"));
  }

  @Test
  void gifShowsAllFiltersAtItsStepInTheirOwnGrays() throws Exception {
    Gif gif = Gif.read(write(film(), "film.gif"));
    for (int step = 0; step < 3; step++) {
      BufferedImage frame = gif.frames().get(step);
      // Enlarged twelve times, a gap of four between them.
      assertThat(frame.getRGB(0, 0)).isEqualTo(gray(0, step));
      assertThat(frame.getRGB(71, 71)).isEqualTo(gray(0, step));
      assertThat(frame.getRGB(73, 0)).isEqualTo(0xffc8c8c8);
      assertThat(frame.getRGB(76, 0)).isEqualTo(gray(1, step));
      // And the step below.
      assertThat(colors(frame, 74)).containsExactly(0xff202020, 0xffc8c8c8);
    }
  }

  private static Set<Integer> colors(BufferedImage frame, int fromRow) {
    Set<Integer> colors = new TreeSet<>();
    for (int y = fromRow; y < frame.getHeight(); y++) {
      for (int x = 0; x < frame.getWidth(); x++) {
        colors.add(frame.getRGB(x, y));
      }
    }
    return colors;
  }

  @Test
  void gifOfManyColorsComesNearThem() throws Exception {
    int side = 40;
    Film.Pictures pictures =
        (subject, step) ->
            new Film.Tile(
                side,
                side,
                IntStream.range(0, side * side)
                    .map(i -> 0xff000000 | (6 * (i % side)) << 16 | (6 * (i / side)) << 8)
                    .toArray());
    Gif gif = Gif.read(write(new Film(List.of("0"), List.of(5L), side, side, pictures), "c.gif"));
    int argb = gif.frames().get(0).getRGB(7 * 20 + 3, 7 * 30 + 3);
    assertThat(argb >> 16 & 0xff).isBetween(120 - 24, 120 + 24);
    assertThat(argb >> 8 & 0xff).isBetween(180 - 24, 180 + 24);
  }

  @Test
  void sheetHasARowForEachFilterAndAColumnForEachStep() throws Exception {
    BufferedImage sheet = ImageIO.read(write(film(), "film.png").toFile());
    int left = 12 + 4; // the filter's number
    int top = 20; // the steps
    for (int subject = 0; subject < 2; subject++) {
      for (int step = 0; step < 3; step++) {
        int x = left + step * 76 + 40;
        int y = top + subject * 76 + 40;
        assertThat(sheet.getRGB(x, y)).isEqualTo(gray(subject, step));
      }
    }
    assertThat(sheet.getWidth()).isEqualTo(left + 3 * 76 - 4);
    assertThat(sheet.getHeight()).isEqualTo(top + 2 * 76 - 4);
  }

  @Test
  void sheetOfOneFilterFoldsItsSteps() throws Exception {
    Film film =
        new Film(List.of("7"), List.of(0L, 1L, 2L, 3L), SIDE, SIDE, (subject, step) -> tile(0, 0));
    BufferedImage sheet = ImageIO.read(write(film, "film.png").toFile());
    assertThat(sheet.getWidth()).isEqualTo(2 * 76 - 4);
    assertThat(sheet.getHeight()).isEqualTo(2 * (76 + 20) - 4);
    assertThat(sheet.getRGB(76 + 40, 96 + 20 + 40)).isEqualTo(gray(0, 0));
  }

  @Test
  void sameFilmGivesTheSameBytes() throws Exception {
    assertThat(Files.readAllBytes(write(film(), "a.gif")))
        .isEqualTo(Files.readAllBytes(write(film(), "b.GIF")));
    assertThat(Files.readAllBytes(write(film(), "a.png")))
        .isEqualTo(Files.readAllBytes(write(film(), "b.png")));
  }

  @Test
  void saysWhyAFilmCannotBeWritten() {
    for (String name : List.of("film.gif", "film.png")) {
      Path file = temp.resolve("nowhere").resolve(name);
      assertThatThrownBy(() -> FilmFiles.write(file, film(), Progress.NONE))
          .isInstanceOf(DataException.class)
          .hasMessageContaining(file.toString());
    }
  }

  @Test
  void writesNothingOnceItIsCancelled() {
    Progress cancelled =
        new Progress() {
          @Override
          public void advance(double fraction) {}

          @Override
          public boolean isCancelled() {
            return true;
          }
        };
    for (String name : List.of("film.gif", "film.png")) {
      Path file = temp.resolve(name);
      assertThatThrownBy(() -> FilmFiles.write(file, film(), cancelled))
          .isInstanceOf(CancellationException.class);
      assertThat(file).doesNotExist();
    }
  }
}
