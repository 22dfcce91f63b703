package digitscope.ui.fx;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.config.RunConfig;
import digitscope.data.DataSplits;
import digitscope.eval.Evaluation;
import digitscope.network.Checkpoint;
import digitscope.network.ParameterLayout;
import digitscope.run.Provenance;
import digitscope.run.RunFolder;
import digitscope.run.RunStore;
import digitscope.session.TinyTask;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RecentRunTest {
  private final Locale before = Locale.getDefault();

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-US", "ar-EG", "de-DE", "th-TH-u-ca-buddhist-nu-thai"})
  void saysInEveryLanguageAlikeWhenItBegan(String tag) {
    String created = "2026-12-15T10:11:00Z";
    Locale.setDefault(Locale.forLanguageTag(tag));

    RecentRun run =
        new RecentRun(
            Path.of("run"), "mlp", created, OptionalDouble.empty(), OptionalDouble.empty());

    LocalDateTime local = LocalDateTime.ofInstant(Instant.parse(created), ZoneId.systemDefault());
    assertThat(run.when()).isEqualTo(local.toString().replace('T', ' '));
  }

  /** A run that was interrupted has weights of which there is no evaluation yet. */
  @ParameterizedTest
  @ValueSource(longs = {10, 15, 20})
  void listsTheEvaluationOfTheWeightsThatItIsOpenedWith(long weights, @TempDir Path store)
      throws Exception {
    Evaluation first = SampleSnapshots.evaluation(10, 10, 400, 1);
    Evaluation second = SampleSnapshots.evaluation(20, 10, 400, 2);
    RunFolder folder = run(store.resolve("run"), weights, first);
    Files.writeString(
        folder.path().resolve("evaluations.jsonl"),
        String.format(
            Locale.ROOT,
            "{\"step\":20,\"loss\":1,\"accuracy\":1,\"confusion\":%s}\n",
            Arrays.deepToString(second.confusion().toArray())),
        StandardOpenOption.APPEND);

    RecentRun listed = RecentRun.list(new RunStore(store), 5).get(0);

    long opened = RecordedRun.read(folder.path()).checkpoint().step();
    Map<Long, Double> evaluated = Map.of(10L, first.accuracy(), 20L, second.accuracy());
    assertThat(listed.accuracy().isPresent()).isEqualTo(evaluated.containsKey(opened));
    listed.accuracy().ifPresent(found -> assertThat(found).isEqualTo(evaluated.get(opened)));
    assertThat(listed.compared())
        .hasValue(RunOutcomes.read(folder.path()).last().confusion().accuracy());
  }

  private static RunFolder run(Path path, long step, Evaluation first) throws Exception {
    DataSplits data = SampleSnapshots.data(first);
    RunConfig config = TinyTask.config().adaptedTo(data.test().shape(), first.classes());
    ParameterLayout layout =
        ParameterLayout.of(config.network(), data.test().shape(), first.classes());
    Checkpoint fresh = Checkpoint.beginning(config.training(), layout, new float[layout.size()]);
    RunFolder folder = RunFolder.create(path, config, Provenance.now(data));
    folder.begin(
        new Checkpoint(step, fresh.learningRate(), fresh.parameters(), fresh.optimizerState()),
        first);
    return folder;
  }
}
