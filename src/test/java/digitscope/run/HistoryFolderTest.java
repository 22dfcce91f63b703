package digitscope.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digitscope.eval.Evaluation;
import digitscope.eval.EvaluationHistory;
import digitscope.run.HistoryFolder.TestImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFolderTest {
  private static final TestImages IMAGES = new TestImages(3, 2);

  @TempDir private Path temp = Path.of("");

  /** Answers that are often so close to each other that 16 bits do not tell them apart. */
  private static Evaluation closeCalls(int classes, int images) {
    SplittableRandom random = new SplittableRandom(5);
    byte[] labels = new byte[images];
    float[] probabilities = new float[images * classes];
    for (int i = 0; i < probabilities.length; i++) {
      labels[i / classes] = (byte) random.nextInt(classes);
      probabilities[i] = 1f / classes + random.nextInt(20) * 1e-7f;
    }
    return new Evaluation(938, classes, labels, probabilities, 0.1);
  }

  @Test
  void predictsWhatWasPredictedHoweverCloseItWas() throws IOException {
    Evaluation written = closeCalls(62, 500);
    Path file = temp.resolve("a.npz");
    HistoryFolder.write(file, written);
    Evaluation read = HistoryFolder.read(file, 938, new TestImages(62, 500));
    assertThat(read.step()).isEqualTo(938);
    assertThat(read.loss()).isEqualTo(0.1);
    assertThat(read.isOfSameImages(written)).isTrue();
    for (int image = 0; image < written.size(); image++) {
      assertThat(read.predicted(image)).isEqualTo(written.predicted(image));
    }
  }

  @Test
  void readsWhatNumPyWroteCompressed() throws Exception {
    Path file =
        Path.of(Objects.requireNonNull(HistoryFolderTest.class.getResource("history.npz")).toURI());
    Evaluation read = HistoryFolder.read(file, 7, IMAGES);
    assertThat(read.step()).isEqualTo(7);
    assertThat(read.loss()).isEqualTo(0.25);
    assertThat(read.classes()).isEqualTo(3);
    assertThat(read.actual(1)).isEqualTo(2);
    assertThat(read.probabilities(0)).containsExactly(1, 0, 0);
    assertThat(read.probability(1, 1)).isEqualTo(0.6f);
    assertThat(read.predicted(1)).isEqualTo(1);
  }

  @Test
  void keepsWhatTheHistoryKeepsAndNoMore() throws IOException {
    HistoryFolder folder = new HistoryFolder(temp.resolve("history"), note -> {});
    byte[] labels = new byte[300_000];
    EvaluationHistory history = EvaluationHistory.NONE;
    for (int step = 0; step < 12; step++) {
      history = history.with(new Evaluation(step, 2, labels, new float[600_000], 0));
      folder.keep(history);
      assertThat(folder.read(99, new TestImages(2, 300_000)))
          .extracting(Evaluation::step)
          .hasSameElementsAs(java.util.Arrays.stream(history.steps()).boxed().toList());
    }
    Path half = temp.resolve("history/.digitscope-440f5958bf8398be92957336.tmp");
    Files.writeString(half, "PK");
    folder.forgetAfter(4);
    assertThat(half).doesNotExist();
    assertThat(folder.read(99, new TestImages(2, 300_000)))
        .extracting(Evaluation::step)
        .containsExactly(0L, 2L, 4L);
  }

  @Test
  void saysWhatIsNoEvaluation() throws IOException {
    Path file = temp.resolve("a.npz");
    NpzFile.write(file, Map.of("step", NpyArray.of(3L)));
    assertThatThrownBy(() -> HistoryFolder.read(file, 3, IMAGES))
        .hasMessageContaining("no array 'labels'");
    NpzFile.write(
        file,
        Map.of(
            "step", NpyArray.of(3L),
            "labels", NpyArray.ofBytes(new byte[] {0, 3}),
            "probabilities", NpyArray.ofShorts(new short[6], 3)));
    assertThatThrownBy(() -> HistoryFolder.read(file, 3, IMAGES))
        .hasMessageContaining("outside its 3 classes");
    NpzFile.write(
        file,
        Map.of(
            "step", NpyArray.of(3L),
            "labels", NpyArray.ofBytes(new byte[] {0, 1, 2}),
            "probabilities", NpyArray.ofShorts(new short[9], 3)));
    assertThatThrownBy(() -> HistoryFolder.read(file, 3, IMAGES))
        .hasMessageContaining("the limit is 2");
    assertThatThrownBy(() -> HistoryFolder.read(file, 4, IMAGES)).hasMessageContaining("'step'");
    Files.writeString(file, "no archive");
    assertThatThrownBy(() -> HistoryFolder.read(file, 3, IMAGES)).isInstanceOf(IOException.class);
  }
}
