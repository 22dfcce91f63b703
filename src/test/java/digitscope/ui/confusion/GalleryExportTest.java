package digitscope.ui.confusion;

import static digitscope.ui.fx.SampleSnapshots.evaluation;
import static org.assertj.core.api.Assertions.assertThat;

import digitscope.data.Dataset;
import digitscope.data.ImageFiles;
import digitscope.data.ImageShape;
import digitscope.data.Picture;
import digitscope.eval.CellChoice;
import digitscope.eval.Evaluation;
import digitscope.eval.EvaluationHistory;
import digitscope.eval.GalleryQuery;
import digitscope.ui.confusion.GalleryExport.Pictures;
import digitscope.ui.confusion.GalleryExport.State;
import digitscope.ui.confusion.GalleryExport.Status;
import digitscope.ui.confusion.GalleryViewModel.Gallery;
import digitscope.ui.control.images.ArgbPixels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GalleryExportTest {
  private static final ImageShape SHAPE = new ImageShape(1, 6, 5);
  private static final List<String> NAMES = List.of("zero", "one", "a/b, \"c\"");

  @TempDir private Path folder = Path.of("");

  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private final GalleryExport export = new GalleryExport(waiting::add, Runnable::run);
  private final Evaluation evaluation = evaluation(100, 3, 300, 1);
  private final EvaluationHistory history = EvaluationHistory.NONE.with(evaluation);
  private final Gallery gallery =
      new Gallery(
          history,
          new CellChoice.AllErrors(),
          GalleryQuery.ALL,
          GalleryQuery.ALL.apply(history, new CellChoice.AllErrors()));
  private final Dataset set = images();

  @Test
  void writesARowForEachShownImageInTheOrderOfTheGallery() throws Exception {
    Path file = folder.resolve("list.csv");
    export.writeCsv(gallery, NAMES, file);
    assertThat(status().state()).isEqualTo(State.RUNNING);
    work();
    assertThat(status().state()).isEqualTo(State.DONE);
    assertThat(status().text()).contains(file.toString());
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(1 + gallery.images().size());
    assertThat(lines.get(0)).contains("confidence").contains("loss").contains("margin");
    assertThat(
            lines.stream()
                .skip(1)
                .map(line -> Integer.valueOf(line.substring(0, line.indexOf(',')))))
        .isEqualTo(gallery.images());
    assertThat(String.join("\n", lines)).contains("\"a/b, \"\"c\"\"\"");
  }

  @Test
  void writesAnImagePixelByPixel() throws Exception {
    Path file = folder.resolve("one.png");
    export.writePng(set, 17, file);
    work();
    assertThat(status().state()).isEqualTo(State.DONE);
    Picture read = ImageFiles.readPicture(file);
    assertThat(read.shape()).isEqualTo(SHAPE);
    assertThat(read.light()).isEqualTo(set.image(17));
  }

  @Test
  void writesEachImageToAFileThatSaysWhatItIs() throws Exception {
    Pictures all = all();
    export.writePngs(all, folder);
    List<String> told = new ArrayList<>();
    while (!waiting.isEmpty()) {
      told.add(status().text());
      waiting.remove().run();
    }
    assertThat(told).hasSizeGreaterThan(2).doesNotHaveDuplicates();
    assertThat(status().state()).isEqualTo(State.DONE);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(300);
    }
    int image = 299;
    String name = GalleryExport.fileName(all, image);
    assertThat(name).matches("\\d{5}-(zero|one|a_b_c_)-as-(zero|one|a_b_c_)\\.png");
    assertThat(ImageFiles.readPicture(folder.resolve(name)).light()).isEqualTo(set.image(image));
  }

  @Test
  void stopsWhenNobodyWantsItAnyMore() throws Exception {
    export.writePngs(all(), folder);
    waiting.remove().run();
    export.dismiss();
    work();
    assertThat(export.statusProperty().get()).isEmpty();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.count()).isPositive().isLessThan(300);
    }
  }

  @Test
  void saysWhatCouldNotBeWritten() {
    Path nowhere = folder.resolve("no").resolve("list.csv");
    export.writeCsv(gallery, NAMES, nowhere);
    work();
    assertThat(status().state()).isEqualTo(State.FAILED);
    assertThat(status().text()).contains(nowhere.toString());
    export.writePngs(all(), nowhere);
    work();
    assertThat(status().state()).isEqualTo(State.FAILED);
  }

  @Test
  void copiesPicturesTogetherButNotMoreThanThereIsRoomFor() {
    List<ArgbPixels> copied = new ArrayList<>();
    export.copy(set, List.of(3, 4), copied::add);
    work();
    assertThat(copied).hasSize(1);
    assertThat(status().state()).isEqualTo(State.DONE);
    Dataset large =
        new Dataset("large", new ImageShape(1, 4_000, 4_000), NAMES, new byte[0], new byte[0]);
    export.copy(large, List.of(1, 2), copied::add);
    work();
    assertThat(copied).hasSize(1);
    assertThat(status().state()).isEqualTo(State.FAILED);
  }

  private Pictures all() {
    return new Pictures(set, gallery, IntStream.range(0, 300).boxed().toList(), NAMES);
  }

  private Status status() {
    return export.statusProperty().get().orElseThrow();
  }

  private void work() {
    while (!waiting.isEmpty()) {
      waiting.remove().run();
    }
  }

  private Dataset images() {
    byte[] pixels = new byte[evaluation.size() * SHAPE.size()];
    new SplittableRandom(1).nextBytes(pixels);
    byte[] labels = new byte[evaluation.size()];
    for (int image = 0; image < labels.length; image++) {
      labels[image] = (byte) evaluation.actual(image);
    }
    return new Dataset("test", SHAPE, NAMES, pixels, labels);
  }
}
