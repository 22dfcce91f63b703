package digitscope.run;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.data.DataSplits;
import digitscope.session.TinyTask;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunStoreTest {
  @TempDir private Path temp = Path.of("");

  @Test
  void listsTheNewestRunFirstAndSkipsTheDamaged() throws Exception {
    RunStore store = new RunStore(temp.resolve("runs"));
    assertThat(store.list()).isEmpty();
    DataSplits data = TinyTask.data();
    for (String year : new String[] {"2024", "2026", "2025"}) {
      Provenance now = Provenance.now(data);
      Provenance then =
          new Provenance(
              now.program(),
              year + "-01-01T00:00:00Z",
              now.dataSha256(),
              now.trainingImages(),
              now.corrections(),
              now.imageShape(),
              now.classNames(),
              now.preparation(),
              now.computations());
      RunFolder.create(store.newRun("My Net!"), TinyTask.config(), then);
    }
    List<String> damages =
        List.of("{", "[".repeat(3_000), "{\"limit\": " + "9".repeat(1_000) + "}", "null", "\0");
    for (int i = 0; i < damages.size(); i++) {
      Path damaged = store.root().resolve("damaged-" + i);
      Files.createDirectories(damaged);
      Files.writeString(damaged.resolve("config.json"), damages.get(i));
      RunFolder run =
          RunFolder.create(
              store.root().resolve("half-" + i), TinyTask.config(), Provenance.now(data));
      Files.writeString(run.path().resolve("provenance.json"), damages.get(i));
    }
    assertThat(store.list())
        .extracting(run -> run.provenance().created().substring(0, 4))
        .containsExactly("2026", "2025", "2024");
    assertThat(store.list().get(0).path().getFileName().toString()).startsWith("my-net-");
  }
}
