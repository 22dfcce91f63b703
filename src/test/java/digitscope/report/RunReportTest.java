package digitscope.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import digitscope.config.ConfigFiles;
import digitscope.config.RunConfig;
import digitscope.config.TrainingSpec;
import digitscope.config.ValidationSpec;
import digitscope.data.Corrected;
import digitscope.data.Progress;
import digitscope.eval.CellChoice;
import digitscope.eval.ClassMeasures;
import digitscope.eval.Evaluation;
import digitscope.run.Provenance;
import digitscope.run.RunException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reports of an untrained network, which reads much wrongly, opened in a browser without a window.
 */
final class RunReportTest {
  @TempDir private static Path shared = Path.of("");
  @TempDir private Path temp = Path.of("");

  private static Path page() {
    return shared.resolve("report.html");
  }

  private static final ReportSource SOURCE = SampleReport.source();
  private static final Evaluation EVALUATION = SampleReport.evaluation(SOURCE);
  private static final List<Browser.Page> PLAIN = new ArrayList<>();

  @BeforeAll
  static void writeReport() throws Exception {
    RunReport.write(SOURCE, page(), Progress.NONE);
    PLAIN.add(Browser.find(shared).open(page().toUri().toString()));
  }

  /** The page as most people open it. */
  private static Browser.Page plain() {
    return PLAIN.get(0);
  }

  private Browser.Page open(String hash, String... more) throws Exception {
    return Browser.find(temp).open(page().toUri() + hash, more);
  }

  @Test
  void asksNothingOfAnyNetworkAndBreaksNoRuleOfItsPolicy() throws Exception {
    String html = Files.readString(page());
    assertThat(html)
        .containsPattern(
            "content=\"default-src 'none'; style-src 'sha256-[\\w+/]{43}=';"
                + " script-src 'sha256-[\\w+/]{43}='; img-src data:; base-uri 'none';"
                + " form-action 'none'\"")
        .doesNotContain("href=\"http", "src=\"http", "@import", "url(http");
    Browser.Page opened = plain();
    assertThat(opened.console()).isEmpty();
    assertThat(opened.html()).contains("data-ready=\"true\"");
    assertThat(opened.all("<section id=\"(\\w+)\""))
        .containsExactly(
            "curves", "confusion", "classes", "calibration", "filters", "setup", "origin");
  }

  @Test
  void runsNoScriptButItsOwnAndAsksForNothing() throws Exception {
    Path broken = temp.resolve("broken.html");
    Files.writeString(
        broken,
        Files.readString(page())
            .replace("head();\n", "head(); document.body.append(new Image()).src.x;\n"));
    // The policy knows the page's own script by its hash, and refuses one that was changed.
    Browser.Page changed = Browser.find(temp).open(broken.toUri().toString());
    assertThat(changed.console())
        .anySatisfy(line -> assertThat(line).contains("Content Security Policy"));
    assertThat(changed.html()).doesNotContain("data-ready=\"true\"");
    Files.writeString(
        broken,
        Files.readString(page()).replace("<main", "<img src=\"http://127.0.0.1:9/no.png\"><main"));
    assertThat(Browser.find(temp).open(broken.toUri().toString()).console())
        .anySatisfy(line -> assertThat(line).contains("Content Security Policy"));
  }

  @Test
  void showsTheNumbersOfTheEvaluation() throws Exception {
    Browser.Page opened = plain();
    for (int actual = 0; actual < 4; actual++) {
      for (int predicted = 0; predicted < 4; predicted++) {
        String cell =
            opened
                .first(
                    String.format(
                        Locale.ROOT, "(?s)id=\"cell-%d-%d\".*?</button>", actual, predicted))
                .group();
        int count = EVALUATION.confusion().count(actual, predicted);
        int row = EVALUATION.confusion().actual(actual);
        assertThat(cell)
            .contains(actual == predicted ? count + "/" + row : "\"roomy\">" + count + "<");
      }
    }
    List<List<String>> rows = classRows(opened);
    for (ClassMeasures measures : EVALUATION.confusion().measures()) {
      assertThat(rows.get(measures.label()).subList(1, 8))
          .containsExactly(
              text(measures.precision()),
              text(measures.recall()),
              text(measures.f1()),
              String.valueOf(measures.truePositives()),
              String.valueOf(measures.falsePositives()),
              String.valueOf(measures.falseNegatives()),
              String.valueOf(measures.actual()));
    }
    assertThat(rows.get(3).get(2)).isEqualTo("–");
    assertThat(opened.html())
        .contains(
            String.format(Locale.ROOT, "<b>%.2f %%</b>", 100 * EVALUATION.accuracy()),
            SOURCE.provenance().dataSha256(),
            SOURCE.weights().sha256());
  }

  private static String text(double measure) {
    return Double.isNaN(measure) ? "–" : String.format(Locale.ROOT, "%.4f", measure);
  }

  private static List<List<String>> classRows(Browser.Page opened) {
    return rows(opened.part("(?s)id=\"class-table\".*?<tbody>(.*?)</tbody>"));
  }

  private static List<List<String>> rows(Browser.Page table) {
    return table.all("(?s)<tr>(.*?)</tr>").stream()
        .map(row -> new Browser.Page(row, List.of()).texts("(?s)<t[dh][^>]*>(.*?)</t[dh]>"))
        .toList();
  }

  @Test
  void opensTheImagesOfTheCellInTheAddress() throws Exception {
    CellChoice.Cell largest = SampleReport.largestCell(EVALUATION);
    Browser.Page opened =
        open(String.format(Locale.ROOT, "#cell=%d-%d", largest.actual(), largest.predicted()));
    List<Integer> expected = EVALUATION.images(largest);
    assertThat(opened.all("class=\"shot\" data-image=\"(\\d+)\""))
        .containsExactlyElementsOf(expected.stream().map(String::valueOf).toList());
    assertThat(opened.html()).contains("--shots: url(data:image/png;base64,");
    // Only the address says so: without it every error is shown.
    assertThat(plain().all("class=\"shot\" data-image=\"(\\d+)\""))
        .containsExactlyElementsOf(
            EVALUATION.images(new CellChoice.AllErrors()).stream().map(String::valueOf).toList());
  }

  @Test
  void sheetHoldsThePixelsOfEachImage() throws Exception {
    JsonNode images = ReportJson.of(page()).get("images");
    JsonNode sheet = images.get("sheet");
    byte[] png =
        Base64.getDecoder().decode(sheet.get("uri").asText().replace("data:image/png;base64,", ""));
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
    int columns = sheet.get("columns").asInt();
    for (int place = 0; place < images.get("index").size(); place++) {
      int left = place % columns * 7;
      int top = place / columns * 9;
      byte[] expected = SOURCE.data().test().image(images.get("index").get(place).asInt());
      int[] found = picture.getRaster().getSamples(left, top, 7, 9, 0, (int[]) null);
      assertThat(found).isEqualTo(IntStream.range(0, 63).map(i -> expected[i] & 0xff).toArray());
    }
  }

  @Test
  void curvesEndAtTheStepOfTheWeightsAndKeepWhatCannotBeDrawn() throws Exception {
    JsonNode curve = ReportJson.of(page()).get("curves").get("batch_loss");
    assertThat(curve.get("merged").asInt()).isEqualTo(4);
    assertThat(curve.get("steps").get(curve.get("steps").size() - 1).asInt()).isEqualTo(1500);
    assertThat(curve.get("values").get(0).isNull()).isTrue();
    double mean = (1 / 5.0 + 1 / 6.0 + 1 / 7.0 + 1 / 8.0) / 4;
    assertThat(curve.get("values").get(1).asDouble())
        .isCloseTo(mean, org.assertj.core.api.Assertions.within(1e-6));
    assertThat(curve.get("low").get(1).asDouble()).isEqualTo(0.125);
    assertThat(curve.get("high").get(1).asDouble()).isEqualTo(0.2);
    assertThat(plain().html()).contains("class=\"band\"");
  }

  @Test
  void showsEveryKernelOfTheFirstConvolutionAndThePatternsOfEachLayer() throws Exception {
    Browser.Page filters = plain().part("(?s)<section id=\"filters\"(.*?)</section>");
    assertThat(filters.texts("<h3>(.*?)</h3>"))
        .containsExactly("Kernels of layer 1", "Layer 1: convolution 3×2×4", "Layer 4: dense 4");
    float[] parameters = SOURCE.weights().parameters();
    List<String> kernels = filters.all("(?s)class=\"kernel\"(.*?)</div>");
    for (int filter = 0; filter < 4; filter++) {
      Browser.Page kernel = new Browser.Page(kernels.get(filter), List.of());
      List<String> signs = new ArrayList<>();
      List<String> weights = List.of(kernel.all("title=\"Kernel .: (.*?)\"").get(0).split(" "));
      for (int place = 0; place < 6; place++) {
        // In the order height, width, channels (one), filters.
        float weight = parameters[place * 4 + filter];
        signs.add(weight < 0 ? "minus" : "plus");
        assertThat(Float.parseFloat(weights.get(place))).isCloseTo(weight, withinPercentage(0.1));
      }
      assertThat(kernel.all("<i class=\"(\\w+)\"")).isEqualTo(signs);
    }
    assertThat(kernels).hasSize(4);
    assertThat(filters.texts("<figcaption>(.*?)</figcaption>"))
        .containsExactlyElementsOf(
            Stream.of(List.of("0", "1", "2", "3"), List.of("0", "1", "2", "3"), SampleReport.NAMES)
                .flatMap(List::stream)
                .toList());
    for (int layer = 0; layer < 2; layer++) {
      assertThat(filters.all(String.format(Locale.ROOT, "class=\"(pixels layer-%d)\"", layer)))
          .hasSize(4);
      assertThat(plain().html())
          .contains(String.format(Locale.ROOT, "--layer-%d: url(data:image/png;base64,", layer));
    }
  }

  @Test
  void saysHowTheRunWasSetUp() throws Exception {
    Browser.Page setup = plain().part("(?s)<section id=\"setup\"(.*?)</section>");
    assertThat(rows(setup.part("(?s)<tbody>(.*?)</tbody>")))
        .containsExactly(
            List.of("1", "convolution 3×2×4", "4×7×6", "28"),
            List.of("2", "batch normalization", "4×7×6", "8, 8 statistics"),
            List.of("3", "flatten", "168", "0"),
            List.of("4", "dense 4", "4", "676"));
    List<String> terms = setup.texts("<dt>(.*?)</dt>");
    List<String> values = setup.texts("<dd>(.*?)</dd>");
    assertThat(values).hasSameSizeAs(terms);
    TrainingSpec training = SOURCE.config().training();
    Map.of(
            "Epochs", String.valueOf(training.epochs()),
            "Batch size", String.valueOf(training.batchSize()),
            "Learning rate", String.valueOf(training.learningRate()),
            "Optimizer, type", "momentum",
            "Optimizer, momentum", "0.9",
            "Schedule, type", "constant",
            "Loss", "cross-entropy",
            "L2", "0.00005",
            "Initialization", "glorot",
            "Seed", String.valueOf(training.seed()))
        .forEach(
            (term, value) -> assertThat(values.get(terms.indexOf(term))).as(term).isEqualTo(value));
    ConfigFiles files = new ConfigFiles();
    assertThat(files.parse(setup.texts("(?s)<pre[^>]*>(.*?)</pre>").get(0), "report"))
        .isEqualTo(SOURCE.config());
  }

  @Test
  void followsTheThemeOfTheSystem() throws Exception {
    assertThat(plain().html()).contains("data-theme=\"light\"");
    assertThat(open("", "--blink-settings=preferredColorScheme=0").html())
        .contains("data-theme=\"dark\"");
  }

  @Test
  void keepsTheCellsApartWhereTooManyImagesAreWrong() {
    List<Integer> all = ShownImages.choose(EVALUATION, Integer.MAX_VALUE);
    int wrong = EVALUATION.size() - EVALUATION.confusion().correct();
    assertThat(all.subList(0, wrong)).isEqualTo(EVALUATION.images(new CellChoice.AllErrors()));
    List<Integer> few = ShownImages.choose(EVALUATION, 60);
    assertThat(few).hasSizeBetween(40, 60).doesNotHaveDuplicates();
    CellChoice.Cell largest = SampleReport.largestCell(EVALUATION);
    List<Integer> shown =
        few.stream()
            .filter(i -> largest.includes(EVALUATION.actual(i), EVALUATION.predicted(i)))
            .toList();
    assertThat(shown).isNotEmpty().isEqualTo(EVALUATION.images(largest).subList(0, shown.size()));
  }

  @Test
  void saysThatTheImagesAreOthers() throws Exception {
    ReportSource other =
        new ReportSource(
            SOURCE.config(),
            new Provenance(
                "1",
                "2026-01-01T00:00:00Z",
                "0".repeat(64),
                100,
                Corrected.NOTHING,
                SOURCE.data().test().shape(),
                SampleReport.NAMES,
                Map.of(),
                List.of()),
            SOURCE.weights(),
            SOURCE.metrics(),
            SOURCE.data());
    Path file = temp.resolve("other.html");
    RunReport.write(other, file, Progress.NONE);
    assertThat(Browser.find(temp).open(file.toUri().toString()).html())
        .contains("are not those of the run: the checksums differ");
  }

  @Test
  void countsTheImagesThatWereTrainedOnWithoutThoseHeldOut() throws Exception {
    RunConfig config = SOURCE.config();
    ReportSource other =
        new ReportSource(
            config.withTraining(
                config.training().withValidation(new ValidationSpec(0.2, 0, false))),
            SOURCE.provenance(),
            SOURCE.weights(),
            SOURCE.metrics(),
            SOURCE.data());
    Path file = temp.resolve("held-out.html");
    RunReport.write(other, file, Progress.NONE);
    assertThat(Browser.find(temp).open(file.toUri().toString()).html())
        .contains("Trained on 80 images of noise");
  }

  @Test
  void leavesNothingBehindIfItCannotBeWritten() {
    Path nowhere = temp.resolve("no/report.html");
    assertThatThrownBy(() -> RunReport.write(SOURCE, nowhere, Progress.NONE))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("give the name of a file in an existing folder");
    Path file = temp.resolve("report.html");
    Progress ended =
        new Progress() {
          @Override
          public void advance(double fraction) {}

          @Override
          public boolean isCancelled() {
            return true;
          }
        };
    assertThatThrownBy(() -> RunReport.write(SOURCE, file, ended))
        .isInstanceOf(CancellationException.class);
    assertThat(temp).isEmptyDirectory();
  }
}
