package digitscope.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digitscope.data.Correction;
import digitscope.data.Correction.Verdict;
import digitscope.data.CorrectionStore;
import digitscope.data.Corrections;
import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.data.Progress;
import digitscope.data.Split;
import digitscope.data.digits.DigitGenerator;
import digitscope.data.download.Catalogue;
import digitscope.data.download.DataCache;
import digitscope.data.idx.IdxFiles;
import digitscope.data.source.DataSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorrectionFilesTest {
  private final Path temp;
  private final Path images;
  private final String source;
  private final DataSources sources;
  private final DataSplits raw;

  CorrectionFilesTest(@TempDir Path temp) throws Exception {
    this.temp = temp;
    images = Files.createDirectory(temp.resolve("images"));
    source = images.toString();
    DigitGenerator generator = new DigitGenerator(new GlyphFiles().bundled());
    IdxFiles.write(generator.generate(30, 20, 5, Progress.NONE), images);
    sources =
        new DataSources(
            new GlyphFiles().bundled(),
            new DataCache(temp.resolve("cache"), new Catalogue(List.of())),
            temp.resolve("mine"),
            new CorrectionFiles());
    raw = sources.loadUncorrected(source, Progress.NONE);
  }

  @Test
  void readsBackEveryKindOfDecision() throws Exception {
    Corrections all =
        new Corrections(
            List.of(
                decision(Split.TEST, 3, new Verdict.Relabel("7")),
                decision(Split.TRAIN, 3, new Verdict.LeaveOut()),
                decision(Split.TEST, 5, new Verdict.Keep())));
    CorrectionFiles files = new CorrectionFiles();

    assertThat(files.parse(files.format(all, "few"), "x")).isEqualTo(all);
  }

  @Test
  void keepsDecisionsBesideTheImagesAndAppliesThemWhenTheyAreRead() throws Exception {
    Correction relabel = decision(Split.TEST, 3, new Verdict.Relabel("7"));
    sources.corrections().change(source, old -> old.with(relabel));
    sources
        .corrections()
        .change(source, old -> old.with(decision(Split.TRAIN, 0, new Verdict.LeaveOut())));

    assertThat(images.resolve("corrections.json")).isRegularFile();
    DataSplits read = sources.load(source);
    assertThat(read.test().label(3)).isEqualTo(7);
    assertThat(read.train().size()).isEqualTo(29);
    assertThat(sources.loadUncorrected(source, Progress.NONE).sha256()).isEqualTo(raw.sha256());

    sources.corrections().change(source, old -> Corrections.NONE);
    assertThat(images.resolve("corrections.json")).doesNotExist();
    assertThat(sources.load(source).sha256()).isEqualTo(raw.sha256());
  }

  @Test
  void keepsDecisionsAboutOtherSourcesAmongTheUsersData() throws Exception {
    CorrectionStore store = sources.corrections();

    store.change("digits", old -> old.with(decision(Split.TEST, 3, new Verdict.Keep())));

    assertThat(temp.resolve("mine/digits.json")).isRegularFile();
    assertThat(store.read("digits").decisions()).hasSize(1);
    assertThat(store.read("mnist")).isEqualTo(Corrections.NONE);
    Path csv = Files.writeString(temp.resolve("rows.csv"), "0,1\n");
    assertThat(store.file(csv.toString())).contains(temp.resolve("rows.csv.corrections.json"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {                                        | is damaged: line 1
          {"corrections": []}                      | is not a corrections file
          {"kind":"digitscope-corrections","version":2} | has version 2
          {"kind":"digitscope-corrections","version":1,"about":[],"data":"d","decisions":[],"more":1} | no setting with this name
          {"kind":"digitscope-corrections","version":1,"about":[],"data":"d","decisions":null} | no corrections
          {"kind":"digitscope-corrections","version":1,"about":[],"data":"d","decisions":[null]} | correction 1
          {"kind":"digitscope-corrections","version":1,"about":[],"data":"d"} | decisions
          """)
  void refusesWhatItDoesNotUnderstandAndLeavesItAsItIs(String text, String problem)
      throws IOException {
    Path file = Files.writeString(images.resolve("corrections.json"), text);

    assertThatThrownBy(() -> sources.load(source))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(problem)
        .hasMessageContaining("--no-corrections");
    assertThatThrownBy(
            () ->
                sources
                    .corrections()
                    .change(source, old -> old.with(decision(Split.TEST, 3, new Verdict.Keep()))))
        .isInstanceOf(DataException.class);
    assertThat(file).hasContent(text);
  }

  @ParameterizedTest
  @CsvSource({
    "sha256,64 hexadecimal,'\"sha256\" : \"12\"'",
    "verdict,verdict must be relabel,'\"verdict\" : \"burn\"'",
    "set,set must be train or test,'\"set\" : \"both\"'"
  })
  void namesTheDecisionThatIsDamaged(String field, String problem, String damaged)
      throws Exception {
    CorrectionFiles files = new CorrectionFiles();
    Correction decision = decision(Split.TEST, 3, new Verdict.Relabel("7"));
    String text = files.format(new Corrections(List.of(decision)), "few");
    String broken = text.replaceFirst("\"" + field + "\" : \"[^\"]*\"", damaged);

    assertThatThrownBy(() -> files.parse(broken, "the file"))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("the file is damaged: correction 1: ")
        .hasMessageContaining(problem);
  }

  private Correction decision(Split split, int index, Verdict verdict) {
    var set = split.of(raw);
    return Correction.of(split, set, index, verdict);
  }
}
