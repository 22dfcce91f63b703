package digitscope.cli;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import digitscope.Patience;
import digitscope.app.Main;
import digitscope.experiment.RunGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps of a small network on few digits. */
class RunsSweepCommandTest {
  @TempDir private Path temp = Path.of("");
  private Optional<Process> started = Optional.empty();

  private Terminal terminal() {
    return new Terminal(temp.resolve("home"));
  }

  private Terminal.Result sweep(Path file, Object... more) {
    List<Object> arguments = new ArrayList<>(List.of("runs", "sweep", file));
    arguments.addAll(List.of(more));
    return terminal().run(arguments.toArray());
  }

  private Path file(String training, String search) throws IOException {
    return Files.writeString(
        temp.resolve("sweep.json"),
        "{\"preset\": \"mlp\", \"data\": \"%s\", \"training\": {\"threads\": 1, %s}, \"search\": %s}"
            .formatted(temp.resolve("digits"), training, search));
  }

  private Path grid() throws IOException {
    return file(
        "\"epochs\": 2, \"batchSize\": [20, 40], \"learningRate\": [0.000001, 0.5, 100]",
        "{\"kind\": \"grid\"}");
  }

  private Path small() throws IOException {
    return file("\"epochs\": [1, 2]", "{\"kind\": \"grid\"}");
  }

  @BeforeEach
  void makeDigits() {
    Path digits = temp.resolve("digits");
    assertThat(terminal().run("data", "make", "--out", digits, "--count", 300).status()).isZero();
  }

  @AfterEach
  void endWhatAFailureLeaves() throws InterruptedException {
    if (started.isPresent()) {
      started.get().destroyForcibly().waitFor();
    }
  }

  @Test
  void findsTheBestSettingsOnHeldOutImages() throws Exception {
    Path folder = temp.resolve("runs");
    Terminal.Result swept = sweep(grid(), "--run", folder, "--jobs", 2, "--json");
    assertThat(swept.status()).as(swept.err()).isZero();
    assertThat(swept.err()).contains("10 % of the training images are held out to choose by");
    JsonNode json = swept.json();
    assertThat(json.get("runs")).hasSize(6);
    List<JsonNode> finished =
        StreamSupport.stream(json.get("runs").spliterator(), false)
            .filter(run -> run.get("state").asText().equals("done"))
            .toList();
    JsonNode best =
        finished.stream()
            .min(Comparator.comparingDouble(run -> run.get("validation_loss").asDouble()))
            .orElseThrow();
    assertThat(json.get("best")).isEqualTo(best);
    assertThat(json.get("chosen_by").asText()).isEqualTo("validation_loss");
    for (JsonNode run : finished) {
      Path path = Path.of(run.get("run").asText());
      JsonNode config =
          new com.fasterxml.jackson.databind.ObjectMapper()
              .readTree(Files.readString(path.resolve("config.json")))
              .get("training");
      assertThat(config.get("batchSize").asInt())
          .isEqualTo(run.get("settings").get("training.batchSize").asInt());
      assertThat(config.get("learningRate").asDouble())
          .isEqualTo(run.get("settings").get("training.learningRate").asDouble());
      assertThat(config.get("validation").get("fraction").asDouble()).isEqualTo(0.1);
      assertThat(run.get("validation_accuracy").asDouble()).isBetween(0.0, 1.0);
    }
    assertThat(json.get("importance")).hasSize(2);
    assertThat(json.get("importance").get(1).get("sentence").asText())
        .contains("Too few runs to tell whether training.learningRate matters");
    Terminal.Result text = sweep(grid(), "--run", folder);
    assertThat(text.err()).doesNotContain(": finished");
    assertThat(text.out())
        .contains("| training.batchSize | training.learningRate | validation loss |")
        .contains("Best by loss on held-out images: " + best.get("run").asText());
  }

  @Test
  void accuracyDecidesWhereTheLossVaries() throws Exception {
    Path file =
        file(
            "\"epochs\": 1, \"labelSmoothing\": [0, 0.3]", "{\"kind\": \"random\", \"number\": 2}");
    JsonNode json = sweep(file, "--json").json();
    assertThat(json.get("chosen_by").asText()).isEqualTo("validation_accuracy");
    assertThat(json.get("folder").asText()).startsWith(temp.resolve("home").toString());
  }

  @Test
  void goesOnWhereItWasKilled() throws Exception {
    Path file =
        file(
            "\"epochs\": 10, \"batchSize\": [20, 40], \"learningRate\": [0.1, 0.5]",
            "{\"kind\": \"grid\"}");
    JsonNode whole = sweep(file, "--run", temp.resolve("whole"), "--json").json();
    Path folder = Files.createDirectories(temp.resolve("killed"));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED", // as the launcher does
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "runs",
                "sweep",
                file.toString(),
                "--run",
                folder.toString())
            .redirectOutput(temp.resolve("out.txt").toFile())
            .redirectError(temp.resolve("err.txt").toFile())
            .start();
    started = Optional.of(process);
    try (WatchService watch = folder.getFileSystem().newWatchService()) {
      folder.register(watch, ENTRY_CREATE);
      Path second = folder.resolve("run-002");
      while (!Files.exists(second)) {
        WatchKey key = watch.poll(Patience.SECONDS, TimeUnit.SECONDS);
        assertThat(key).as(Files.readString(temp.resolve("err.txt"))).isNotNull();
        key.pollEvents();
        key.reset();
      }
      Path checkpoints = second.resolve("checkpoints");
      Patience.until(() -> Files.exists(checkpoints));
      checkpoints.register(watch, ENTRY_CREATE);
      Patience.until(() -> Files.exists(checkpoints.resolve("step-000028.npz")));
    }
    assertThat(process.isAlive()).isTrue();
    process.destroyForcibly().waitFor();
    assertThat(RunGroup.open(folder).members().get(0).state()).isEqualTo(RunGroup.State.DONE);
    assertThat(RunGroup.open(folder).members().get(1).state()).isEqualTo(RunGroup.State.RUNNING);
    Path first = folder.resolve("run-001/config.json");
    Object before = Files.getLastModifiedTime(first);

    Terminal.Result resumed = sweep(file, "--run", folder, "--json");
    assertThat(resumed.err()).contains("Continuing the runs in " + folder);
    assertThat(resumed.err()).doesNotContain("run-001").contains("run-002");
    assertThat(Files.getLastModifiedTime(first)).isEqualTo(before);
    for (int i = 0; i < 4; i++) {
      for (String key : List.of("settings", "validation_loss", "validation_accuracy")) {
        assertThat(resumed.json().get("runs").get(i).get(key))
            .as("%s of run %d", key, i)
            .isEqualTo(whole.get("runs").get(i).get(key));
      }
    }
  }

  @Test
  void whatIsCanceledIsOver() throws Exception {
    Path file = small();
    Path folder = temp.resolve("runs");
    assertThat(sweep(file, "--run", folder, "--cancel").err())
        .contains("There is no unfinished sweep of " + file);
    sweep(file, "--run", folder);
    Path state = folder.resolve("group.json");
    Files.writeString(state, Files.readString(state).replaceFirst("DONE", "WAITING"));
    Terminal.Result canceled = sweep(file, "--run", folder, "--cancel");
    assertThat(canceled.status()).isZero();
    assertThat(canceled.err()).contains("Canceled the sweep in " + folder);
    JsonNode json = sweep(file, "--run", folder, "--json").json();
    assertThat(json.get("runs").get(0).get("state").asText()).isEqualTo("canceled");
    assertThat(json.get("runs").get(0).get("validation_loss").isNull()).isTrue();
    assertThat(json.get("best").isNull()).isFalse();
  }

  @Test
  void refusesABadFileBeforeAnythingIsTrained() throws Exception {
    Terminal.Result refused =
        sweep(file("\"epochs\": [1, 0]", "{\"kind\": \"grid\"}"), "--run", temp.resolve("runs"));
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err()).contains("epochs must be from 1 to 100000, not 0");
    assertThat(temp.resolve("runs")).doesNotExist();
    Path file = small();
    sweep(file, "--run", temp.resolve("runs"));
    Terminal.Result other =
        sweep(
            file("\"epochs\": 2, \"batchSize\": [20, 30]", "{\"kind\": \"grid\"}"),
            "--run",
            temp.resolve("runs"));
    assertThat(other.err()).contains("choose another folder");
  }
}
