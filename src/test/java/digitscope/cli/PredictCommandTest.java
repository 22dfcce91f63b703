package digitscope.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import digitscope.data.Dataset;
import digitscope.data.ImageFiles;
import digitscope.data.idx.IdxFiles;
import digitscope.network.Checkpoint;
import digitscope.run.RunFolder;
import digitscope.session.TrainedNetwork;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PredictCommandTest {
  private static final int OPAQUE = 0xff000000;

  @TempDir private Path folder = Path.of("");

  private Terminal terminal() {
    return new Terminal(folder.resolve("home"));
  }

  private Path digits() throws Exception {
    Path digits = folder.resolve("digits");
    terminal().run("data", "make", "--out", digits, "--count", 600);
    return digits;
  }

  private Path train(Path data, int epochs) {
    Path run = folder.resolve("run");
    Terminal.Result trained =
        terminal()
            .run(
                "train",
                "--preset",
                "mlp",
                "--data",
                data,
                "--epochs",
                epochs,
                "--batch",
                20,
                "--learning-rate",
                0.2,
                "--threads",
                1,
                "--run",
                run);
    assertThat(trained.status()).isZero();
    return run;
  }

  private Terminal.Result predict(Path run, List<Path> pictures, Object... more) {
    return terminal()
        .run(
            Stream.of(Stream.of("predict", run), pictures.stream(), Stream.of(more))
                .flatMap(part -> part)
                .toArray());
  }

  @Test
  void readsPicturesOfTheTestImagesAsTheEvaluationDoes() throws Exception {
    Path data = digits();
    Path run = train(data, 1);
    Dataset test = IdxFiles.read(data).test();
    List<Path> pictures = new ArrayList<>();
    for (int i = 0; i < test.size(); i++) {
      pictures.add(
          Files.write(folder.resolve(i + ".png"), ImageFiles.png(test.shape(), test.image(i))));
    }

    JsonNode images = predict(run, pictures, "--json").json().get("images");

    RunFolder opened = RunFolder.open(run);
    Checkpoint checkpoint = opened.lastCheckpoint().result();
    try (TrainedNetwork network =
        new TrainedNetwork(opened.config(), test.shape(), test.classes(), checkpoint)) {
      for (int i = 0; i < test.size(); i++) {
        assertThat(images.get(i).get("prepared").asText()).isEqualTo("used as is");
        float[] probabilities = network.predict(test.image(i)).probabilities();
        for (int label = 0; label < test.classes(); label++) {
          assertThat(images.get(i).get("probabilities").get(label).asDouble())
              .isCloseTo(probabilities[label], within(1e-5));
        }
      }
    }
    JsonNode always = predict(run, pictures, "--json", "--prepare", "always").json().get("images");
    assertThat(always.get(0).get("prepared").asText()).contains("20×20");
  }

  /** Bars, each class at another height, as people keep their pictures. */
  private enum Own {
    DARK_ON_LIGHT,
    MIXED,
    TRANSPARENT,
    BRIGHTNESS_IS_THE_CLASS;

    private int pixel(boolean ink, int label, int picture) {
      return switch (this) {
        case DARK_ON_LIGHT -> OPAQUE | (ink ? 0x303030 : 0xf8f8f8);
        case MIXED -> OPAQUE | (ink == (picture % 3 == 0) ? 0xf0f0f0 : 0x101010);
        case TRANSPARENT -> ink ? (picture % 4 == 0 ? 0xffb0b0b0 : 0xff202020) : 0;
        case BRIGHTNESS_IS_THE_CLASS -> OPAQUE | (ink ? 0x10101 * (40 + 80 * label) : 0);
      };
    }

    private boolean isInk(int x, int y, int label, int picture) {
      int top = this == BRIGHTNESS_IS_THE_CLASS ? 8 : 2 + 8 * label;
      return y >= top && y < top + 6 && x >= 3 + picture % 5 && x < 20 + picture % 7;
    }
  }

  @ParameterizedTest
  @EnumSource(Own.class)
  void readsThePicturesThatItWasTrainedOn(Own own) throws Exception {
    Path set = folder.resolve("set");
    List<Path> pictures = new ArrayList<>();
    for (int label = 0; label < 3; label++) {
      Path directory = Files.createDirectories(set.resolve("class" + label));
      for (int i = 0; i < 60; i++) {
        int[] argb = new int[28 * 28];
        for (int p = 0; p < argb.length; p++) {
          argb[p] = own.pixel(own.isInk(p % 28, p / 28, label, i), label, i);
        }
        pictures.add(directory.resolve(i + ".png"));
        ImageFiles.writePng(pictures.get(pictures.size() - 1), 28, 28, argb);
      }
    }
    Path run = train(set, 30);
    JsonNode evaluation = terminal().run("evaluate", run, "--split", "train", "--json").json();
    assertThat(evaluation.get("accuracy").asDouble()).isEqualTo(1);

    JsonNode images = predict(run, pictures, "--json").json().get("images");

    for (int i = 0; i < pictures.size(); i++) {
      assertThat(images.get(i).get("name").asText())
          .as(images.get(i).toString())
          .isEqualTo("class" + i / 60);
    }
  }

  @Test
  void triesAllFilesAndSaysWhereNothingIsDrawn() throws Exception {
    Path run = train(digits(), 1);
    Path blank = folder.resolve("blank.png");
    ImageFiles.writePng(blank, 9, 9, new int[81]);
    Path missing = folder.resolve("missing.png");
    int[] argb = new int[900];
    Arrays.fill(argb, 0, 900, OPAQUE);
    Arrays.fill(argb, 300, 420, OPAQUE | 0xffffff);
    Path bar = folder.resolve("bar.png");
    ImageFiles.writePng(bar, 30, 30, argb);

    Terminal.Result result = predict(run, List.of(missing, blank, bar), "--json");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err())
        .contains("1 of 3 pictures cannot be read; the first: There is no image file " + missing);
    JsonNode images = result.json().get("images");
    assertThat(images.get(0).get("error").asText()).startsWith("There is no image file");
    assertThat(images.get(1).get("label").isNull()).isTrue();
    assertThat(images.get(1).get("probabilities").isNull()).isTrue();
    assertThat(images.get(1).get("prepared").asText()).isEqualTo("nothing is drawn");
    assertThat(images.get(2).get("probabilities")).hasSize(10);
    assertThat(images.get(2).get("prepared").asText()).startsWith("light ink on dark");
    Terminal.Result onlyBlank = predict(run, List.of(blank));
    assertThat(onlyBlank.status()).isZero();
    assertThat(onlyBlank.out().strip()).isEqualTo(blank + ": nothing is drawn");
    assertThat(predict(run, List.of(bar), "--prepare", "never").err())
        .contains(bar + ": it has 30×30 pixels");
    assertThat(predict(run, List.of(bar), "--prepare", "perhaps").status()).isEqualTo(2);
  }

  @Test
  void namesEachUnreadablePictureOutsideJsonToo() throws Exception {
    Path run = train(digits(), 1);
    Path missing = folder.resolve("missing.png");
    Path text = Files.writeString(folder.resolve("text.png"), "no picture");

    Terminal.Result result = predict(run, List.of(missing, text));

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err())
        .contains("There is no image file " + missing)
        .contains(text + " is not a PNG or JPEG image")
        .contains("2 of 2 pictures cannot be read");
  }
}
