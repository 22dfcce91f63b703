package digitscope.report;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.data.Progress;
import digitscope.eval.CellChoice;
import digitscope.eval.ConfusionMatrix;
import digitscope.eval.Evaluation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a report does when the user clicks in it. */
final class ReportClicksTest {
  private static final ReportSource SOURCE = SampleReport.source();
  private static final Evaluation EVALUATION = SampleReport.evaluation(SOURCE);
  private static final CellChoice.Cell CELL = SampleReport.largestCell(EVALUATION);
  private static final List<Integer> IMAGES = EVALUATION.images(CELL);
  private static final String ACTUAL = SampleReport.NAMES.get(CELL.actual());
  private static final String PREDICTED = SampleReport.NAMES.get(CELL.predicted());
  private static final String ON_CELL =
      String.format(Locale.ROOT, "#cell-%d-%d", CELL.actual(), CELL.predicted());
  private static final String ON_IMAGE =
      String.format(Locale.ROOT, "[data-image=\"%d\"]", IMAGES.get(0));

  /** Clicks on one after the other, with time for the page to follow. */
  private static final String CLICKS =
      """
      <script>
      const selectors = %s;
      addEventListener("load", function next() {
        if (selectors.length === 0) {
          document.documentElement.dataset.clicked = "true";
        } else {
          document.querySelector(selectors.shift()).click();
          setTimeout(next, 100);
        }
      });
      </script>
      </body>
      """;

  @TempDir private static Path shared = Path.of("");
  @TempDir private Path temp = Path.of("");

  private static Path page() {
    return shared.resolve("report.html");
  }

  @BeforeAll
  static void writeReport() throws Exception {
    RunReport.write(SOURCE, page(), Progress.NONE);
  }

  /** What lets a page run a script beside its own. */
  private static String hash(String element) throws Exception {
    String script =
        element.substring(element.indexOf("<script>") + 8, element.indexOf("</script>"));
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
    return "sha256-" + Base64.getEncoder().encodeToString(digest);
  }

  private Browser.Page click(String... selectors) throws Exception {
    List<String> quoted = List.of(selectors).stream().map("'%s'"::formatted).toList();
    Path copy = temp.resolve("clicks.html");
    String clicks = CLICKS.formatted(quoted);
    Files.writeString(
        copy,
        Files.readString(page())
            .replace("</body>", clicks)
            .replace("script-src ", "script-src '%s' ".formatted(hash(clicks))));
    Browser.Page clicked = Browser.find(temp).open(copy.toUri().toString());
    assertThat(clicked.console()).isEmpty();
    assertThat(clicked.html()).contains("data-clicked=\"true\"");
    return clicked;
  }

  private static void assertShown(Browser.Page clicked, List<Integer> images) {
    assertThat(clicked.all("class=\"shot\" data-image=\"(\\d+)\""))
        .containsExactlyElementsOf(images.stream().map(String::valueOf).toList());
  }

  @Test
  void aCellShowsItsImages() throws Exception {
    Browser.Page clicked = click(ON_CELL);
    assertShown(clicked, IMAGES);
    int row = EVALUATION.confusion().actual(CELL.actual());
    assertThat(clicked.texts("<h3 id=\"gallery-title\">(.*?)</h3>"))
        .containsExactly(
            String.format(
                Locale.ROOT,
                "%d of %d images of %s were read as %s (%s)",
                IMAGES.size(),
                row,
                ACTUAL,
                PREDICTED,
                percent((double) IMAGES.size() / row)));
    assertThat(clicked.all("id=\"(cell-[-\\d]+)\"[^>]* aria-pressed=\"true\""))
        .containsExactly(ON_CELL.substring(1));
  }

  @Test
  void headsShowTheErrorsOfTheirRowOrColumn() throws Exception {
    assertShown(
        click(
            ON_CELL,
            String.format(Locale.ROOT, ".matrix [data-hash=\"#actual=%d\"]", CELL.actual())),
        EVALUATION.images(new CellChoice.FalseNegatives(CELL.actual())));
    assertShown(
        click(
            ON_CELL,
            String.format(Locale.ROOT, ".matrix [data-hash=\"#predicted=%d\"]", CELL.predicted())),
        EVALUATION.images(new CellChoice.FalsePositives(CELL.predicted())));
  }

  @Test
  void anImageOpensItsCardAndFromThereTheNextOfItsCell() throws Exception {
    assertCard(click(ON_CELL, ON_IMAGE), IMAGES.get(0));
    assertCard(click(ON_CELL, ON_IMAGE, "#card [aria-label=\"Next image\"]"), IMAGES.get(1));
  }

  private static void assertCard(Browser.Page clicked, int image) {
    assertThat(clicked.first("<dialog id=\"card\"[^>]*>").group()).contains(" open");
    Browser.Page card = clicked.part("(?s)<dialog id=\"card\"(.*?)</dialog>");
    assertThat(card.texts("<h2 id=\"card-title\">(.*?)</h2>")).containsExactly("Image " + image);
    List<String> bars = new ArrayList<>();
    IntStream.range(0, EVALUATION.classes())
        .boxed()
        .sorted(Comparator.comparingDouble(label -> -EVALUATION.probability(image, label)))
        .forEach(
            label -> {
              bars.add(SampleReport.NAMES.get(label));
              bars.add(percent(Math.round(EVALUATION.probability(image, label) * 1e5) / 1e5));
            });
    assertThat(card.part("(?s)<div class=\"bars\">(.*?)</div>").texts("<span>(.*?)</span>"))
        .isEqualTo(bars);
    assertThat(card.texts("<dd>(.*?)</dd>"))
        .containsExactly(
            ACTUAL,
            PREDICTED,
            String.format(Locale.ROOT, "%.2f %%", 100.0 * EVALUATION.confidence(image)),
            String.format(Locale.ROOT, "%d of 4", EVALUATION.rankOfActual(image)));
  }

  @Test
  void aCardCloses() throws Exception {
    Browser.Page clicked = click(ON_CELL, ON_IMAGE, "#card [aria-label=\"Close\"]");
    assertThat(clicked.first("<dialog id=\"card\"[^>]*>").group()).doesNotContain(" open");
    assertShown(clicked, IMAGES);
  }

  @Test
  void modesSayWhatTheCellsAreSharesOf() throws Exception {
    ConfusionMatrix confusion = EVALUATION.confusion();
    assertCells(
        click(".switch button:nth-child(2)"), "Row %", cell -> confusion.actual(cell.actual()));
    assertCells(
        click(".switch button:nth-child(3)"),
        "Col. %",
        cell -> confusion.predicted(cell.predicted()));
  }

  private static void assertCells(
      Browser.Page clicked, String mode, ToIntFunction<CellChoice.Cell> total) {
    assertThat(
            clicked.part("(?s)class=\"switch\"(.*?)</div>").texts("aria-pressed=\"true\">(.*?)<"))
        .containsExactly(mode);
    for (int actual = 0; actual < 4; actual++) {
      for (int predicted = 0; predicted < 4; predicted++) {
        int count = EVALUATION.confusion().count(actual, predicted);
        int all = total.applyAsInt(new CellChoice.Cell(actual, predicted));
        String share = all == 0 ? "–" : percent((double) count / all);
        boolean isRight = actual == predicted;
        String cell =
            String.format(Locale.ROOT, "(?s)id=\"cell-%d-%d\"(.*?)</button>", actual, predicted);
        assertThat(clicked.part(cell).texts("<(?:span class=\"roomy\"|small)>(.*?)<"))
            .containsExactly(
                count == 0 && !isRight ? "0" : share,
                isRight ? count + "/" + all : count == 0 ? "" : String.valueOf(count));
      }
    }
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
