package digitscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digitscope.data.download.SmallSets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Another user's run, whose settings ask for more than to compute. */
final class TrustTest {
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  @TempDir private Path temp = Path.of("");
  private Terminal terminal = new Terminal(temp);
  private Path run = Path.of("");

  @BeforeEach
  void makeARun() throws Exception {
    terminal = new Terminal(temp, SmallSets.inFolder(temp.resolve("mirror")));
    run = temp.resolve("run");
    Path images = temp.resolve("images");
    terminal.run("data", "make", "--count", 120, "--out", images);
    Terminal.Result trained =
        terminal.run("train", "--preset", "mlp", "--data", images, "--epochs", 1, "--run", run);
    assertThat(trained.status()).as(trained.err()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\\\server\\share\\digits",
        "//server/share/digits",
        "https://server/digits",
        "smb://server/digits"
      })
  void readsNothingFromAnotherMachineUnasked(String source) throws Exception {
    change("data", source);

    for (Terminal.Result result :
        List.of(
            terminal.run("evaluate", run),
            terminal.run("export", run, "--format", "report", "--out", temp.resolve("r.html")),
            terminal.run("train", "--resume", "--run", run, "--epochs", 2),
            terminal.run("train", "--config", run.resolve("config.json")))) {
      assertThat(result.status()).isEqualTo(1);
      assertThat(result.out()).isEmpty();
      assertThat(result.err())
          .isEqualTo(
              "digitscope: The run's settings ask for images on another machine, "
                  + source
                  + ", which needs your permission: add --trust to allow it"
                  + System.lineSeparator());
    }
    assertThat(terminal.run("evaluate", run, "--trust").err()).contains("There is no data");
    assertThat(terminal.run("evaluate", run, "--data", temp.resolve("images")).status()).isZero();
  }

  @Test
  void downloadsNothingUnasked() throws Exception {
    change("data", "small");

    assertThat(terminal.run("evaluate", run).err())
        .contains("The run's settings ask for a download of Set small (")
        .endsWith("add --trust to allow it" + System.lineSeparator());
    assertThat(temp.resolve("sets")).doesNotExist();

    assertThat(terminal.run("evaluate", run, "--trust").err()).contains("in 3 classes");
    assertThat(temp.resolve("sets/small")).exists();
    // Once it is here, it is images on this machine like others.
    assertThat(terminal.run("evaluate", run).err())
        .contains("in 3 classes")
        .doesNotContain("--trust");
  }

  @Test
  void saysThatImagesOfThisMachineAreNotThoseOfTheRun() throws Exception {
    Path others = temp.resolve("others");
    terminal.run("data", "make", "--count", 120, "--seed", 9, "--out", others);
    change("data", others.toString());

    Terminal.Result result = terminal.run("evaluate", run);

    assertThat(result.status()).isZero();
    assertThat(result.err())
        .contains("The images of " + others + " have changed since the run was trained.");
  }

  @Test
  void takesNoMoreThreadsThanThereAreCores() throws Exception {
    changeTraining("threads", CORES + 3);

    Terminal.Result cut = terminal.run("train", "--resume", "--run", run, "--epochs", 2, "--json");
    assertThat(cut.json().get("threads").asInt()).isEqualTo(CORES);
    assertThat(cut.err())
        .contains(
            String.format(
                Locale.ROOT,
                "The run's settings ask for %d threads; this machine has %d cores, so %d are used",
                CORES + 3,
                CORES,
                CORES));

    changeTraining("threads", CORES + 3);
    Terminal.Result trusted =
        terminal.run("train", "--resume", "--run", run, "--epochs", 3, "--trust", "--json");
    assertThat(trusted.json().get("threads").asInt()).isEqualTo(CORES + 3);
    Terminal.Result named =
        terminal.run(
            "train", "--resume", "--run", run, "--epochs", 4, "--threads", CORES + 2, "--json");
    assertThat(named.json().get("threads").asInt()).isEqualTo(CORES + 2);
    assertThat(named.err()).doesNotContain("ask for");
  }

  @Test
  void warnsOfVeryManyThreadsAndLayers() {
    int threads = 8 * CORES + 1;
    assertThat(
            terminal
                .run(
                    "train",
                    "--data",
                    temp.resolve("nothing"),
                    "--threads",
                    threads,
                    "--run",
                    temp.resolve("never"))
                .err())
        .contains(
            String.format(
                Locale.ROOT,
                "Warning: %d threads share %d cores, which is slower",
                threads,
                CORES));
  }

  @Test
  void warnsOfVeryManyLayers() throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode config = (ObjectNode) mapper.readTree(run.resolve("config.json").toFile());
    ArrayNode layers = (ArrayNode) config.get("network");
    for (int i = 0; i < 600; i++) {
      layers.insert(0, mapper.readTree("{\"type\": \"dropout\", \"rate\": 0.1}"));
    }
    config.put("data", temp.resolve("nothing").toString());
    Path file = temp.resolve("deep.json");
    mapper.writeValue(file.toFile(), config);

    assertThat(terminal.run("train", "--config", file).err()).contains("Warning: Each of the 6");
  }

  private void change(String key, String value) throws IOException {
    edit(config -> config.put(key, value));
  }

  private void changeTraining(String key, int value) throws IOException {
    edit(config -> ((ObjectNode) config.get("training")).put(key, value));
  }

  private void edit(Consumer<ObjectNode> change) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    Path file = run.resolve("config.json");
    ObjectNode config = (ObjectNode) mapper.readTree(Files.readString(file));
    change.accept(config);
    mapper.writeValue(file.toFile(), config);
  }
}
