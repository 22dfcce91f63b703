package digitscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BenchTrainCommandTest {
  @TempDir private Path home = Path.of("");

  @Test
  void measuresTheProgramAloneAndSaysHowToBuildThePeers() throws Exception {
    Terminal terminal = new Terminal(home);
    Path images = home.resolve("images");
    assertThat(terminal.run("data", "make", "--count", 120, "--out", images).status()).isZero();
    Terminal.Result result =
        terminal.run(
            "bench",
            "train",
            "--preset",
            "mlp",
            "--batch",
            "8,16",
            "--seconds",
            0.1,
            "--data",
            images,
            "--json");
    assertThat(result.status()).isZero();
    assertThat(result.err())
        .contains("build them with 'mvn -Pbench -DskipTests package'")
        .contains("Training mlp, batch 16: round 5 of 5")
        .contains("Evaluating mlp, batch 500: round 5 of 5");
    JsonNode json = result.json();
    assertThat(json.get("images_per_second").asDouble()).isGreaterThan(0);
    assertThat(json.get("peers")).isEmpty();
    assertThat(json.get("ratios")).isEmpty();
    assertThat(json.get("setups")).hasSize(3);
  }

  @Test
  void refusesTooFewRounds() {
    Terminal.Result result = new Terminal(home).run("bench", "train", "--rounds", 4);
    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).contains("--rounds must be 5 or more");
  }

  @Test
  void refusesSizesThatNoBatchHas() {
    Terminal.Result result = new Terminal(home).run("bench", "train", "--batch", "64,0");
    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).contains("--batch must be from 1 to 10000");
  }

  @Test
  void unknownPresetIsOneSentence() {
    Terminal.Result result = new Terminal(home).run("bench", "train", "--preset", "cmm");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("cmm");
  }

  @Test
  void benchAloneAsksForACommand() {
    Terminal.Result result = new Terminal(home).run("bench");
    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).contains("'bench' needs a subcommand");
  }
}
