package digitscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reproduces a run and shares it, as a user would. */
class BundleCommandsTest {
  @TempDir private static Path shared = Path.of("");
  @TempDir private Path temp = Path.of("");

  private static Path run() {
    return shared.resolve("run");
  }

  private static Terminal terminal() {
    return new Terminal(shared.resolve("home"));
  }

  private static JsonNode train(Path folder, Object... how) throws Exception {
    List<Object> arguments = new ArrayList<>(List.of("train", "--json", "--run", folder));
    arguments.addAll(List.of(how));
    Terminal.Result trained = terminal().run(arguments.toArray());
    assertThat(trained.status()).as(trained.err()).isZero();
    return trained.json();
  }

  @BeforeAll
  static void trainOnDrawnDigits() throws Exception {
    Path digits = shared.resolve("digits");
    assertThat(terminal().run("data", "make", "--out", digits, "--count", 200).status()).isZero();
    train(
        run(),
        "--preset",
        "mlp",
        "--data",
        digits,
        "--batch",
        20,
        "--epochs",
        2,
        "--seed",
        7,
        "--threads",
        2,
        "--validation",
        0.2,
        "--augment",
        "shift=1");
  }

  @Test
  void theConfigurationOfARunGivesItsWeightsAgain() throws Exception {
    JsonNode imported = exportAndImport(temp.resolve("copy"));
    JsonNode again = train(temp.resolve("again"), "--config", run().resolve("config.json"));
    assertThat(again.get("weights_sha256")).isEqualTo(imported.get("weights_sha256"));
    JsonNode other =
        train(
            temp.resolve("other"),
            "--config",
            temp.resolve("copy").resolve("config.json"),
            "--seed",
            8);
    assertThat(other.get("weights_sha256")).isNotEqualTo(imported.get("weights_sha256"));
  }

  private JsonNode exportAndImport(Path target) throws Exception {
    Path bundle = temp.resolve("run.zip");
    Terminal.Result exported =
        terminal().run("export", run(), "--format", "bundle", "--out", bundle);
    assertThat(exported.status()).as(exported.err()).isZero();
    assertThat(exported.out()).contains("run.zip");
    Terminal.Result imported = terminal().run("import", bundle, "--run", target, "--json");
    assertThat(imported.status()).as(imported.err()).isZero();
    return imported.json();
  }

  @Test
  void anImportedBundleIsTheSameRun() throws Exception {
    Path copy = temp.resolve("copy");
    assertThat(exportAndImport(copy).get("run").asText()).isEqualTo(copy.toString());
    for (String file : List.of("config.json", "provenance.json", "metrics.csv")) {
      assertThat(copy.resolve(file)).hasSameBinaryContentAs(run().resolve(file));
    }
    assertThat(terminal().run("evaluate", copy, "--step", 8, "--json").json())
        .isEqualTo(terminal().run("evaluate", run(), "--step", 8, "--json").json());
  }

  @Test
  void importsIntoANewRunOfTheUserUnlessToldWhere() throws Exception {
    exportAndImport(temp.resolve("copy"));
    Terminal.Result imported = terminal().run("import", temp.resolve("run.zip"));
    assertThat(imported.status()).isZero();
    assertThat(imported.out())
        .contains("all checksums match")
        .contains(shared.resolve("home").toString());
  }

  @Test
  void opensABundleInTheWorkbench() throws Exception {
    exportAndImport(temp.resolve("copy"));
    Terminal terminal = terminal();
    assertThat(terminal.run("open", temp.resolve("run.zip")).status()).isZero();
    Optional<Path> opened = terminal.opened().get(0);
    assertThat(opened).isPresent();
    assertThat(opened.get()).hasParentRaw(shared.resolve("home"));
    assertThat(opened.get().resolve("config.json"))
        .hasSameBinaryContentAs(run().resolve("config.json"));
  }

  @Test
  void saysInASentenceWhyABundleIsRefused() throws Exception {
    exportAndImport(temp.resolve("copy"));
    Path bundle = temp.resolve("run.zip");
    byte[] bytes = Files.readAllBytes(bundle);
    Files.write(bundle, Arrays.copyOf(bytes, bytes.length / 2));
    Terminal terminal = terminal();
    for (String command : List.of("import", "open")) {
      Terminal.Result refused = terminal.run(command, bundle);
      assertThat(refused.status()).isEqualTo(1);
      assertThat(refused.err().strip()).contains("was cut off").doesNotContain("\n");
    }
    assertThat(terminal.opened()).isEmpty();
    Terminal.Result named =
        terminal.run("export", run(), "--format", "bundle", "--out", temp.resolve("run.tar"));
    assertThat(named.status()).isEqualTo(2);
    assertThat(named.err()).contains("must end in .zip");
  }
}
