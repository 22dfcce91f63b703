package digitscope.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import digitscope.Child;
import digitscope.config.BackendChoice;
import digitscope.config.RunConfig;
import digitscope.data.DataSplits;
import digitscope.engine.Engine;
import digitscope.eval.MetricLog;
import digitscope.network.Checkpoint;
import digitscope.run.Computation;
import digitscope.run.RunFolder;
import digitscope.session.Computing;
import digitscope.session.TinyTask;
import digitscope.session.TrainingSession;
import digitscope.ui.fx.RecordedRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Training by what the user chooses. */
final class BackendTest {
  @TempDir private static Path shared = Path.of("");
  @TempDir private Path temp = Path.of("");

  @BeforeAll
  static void makeDigits() {
    Object[] make = {"data", "make", "--out", shared.resolve("digits"), "--count", 60};
    assertThat(terminal().run(make).status()).isZero();
  }

  private static Terminal terminal() {
    return new Terminal(shared.resolve("home"));
  }

  private Terminal.Result train(String name, String backend, int epochs) {
    return train("cnn", name, backend, epochs);
  }

  private Terminal.Result train(String preset, String name, String backend, int epochs) {
    return terminal()
        .run(
            "train",
            "--preset",
            preset,
            "--data",
            shared.resolve("digits"),
            "--batch",
            20,
            "--threads",
            2,
            "--epochs",
            epochs,
            "--backend",
            backend,
            "--run",
            temp.resolve(name),
            "--json");
  }

  private Terminal.Result resume(String name, String... more) {
    Object[] arguments = {
      "train", "--resume", "--run", temp.resolve(name), "--epochs", 2, "--json"
    };
    Object[] all = new Object[arguments.length + more.length];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return terminal().run(all);
  }

  /** What the README promises of one program, backend, width of vectors and number of threads. */
  @ParameterizedTest
  @ValueSource(strings = {"auto", "vector", "nd4j", "plain"})
  void givesTheSameBitsEachTimeAndAlsoWhenInterrupted(String backend) throws Exception {
    JsonNode whole = train("whole", backend, 2).json();
    assertThat(train("again", backend, 2).json().get("weights_sha256"))
        .isEqualTo(whole.get("weights_sha256"));
    JsonNode toTheEnd = train("mlp", "mlp", backend, 2).json();
    train("mlp", "interrupted", backend, 1); // its rate does not depend on the number of epochs
    Terminal.Result resumed = resume("interrupted");
    assertThat(resumed.json().get("weights_sha256")).isEqualTo(toTheEnd.get("weights_sha256"));
    assertThat(resumed.err()).doesNotContain("last digits");
  }

  @Test
  void learnsTheSameByEachBackendWithinRounding() throws Exception {
    JsonNode vector = train("vector", "vector", 1).json();
    JsonNode nd4j = train("nd4j", "nd4j", 1).json();
    JsonNode plain = train("plain", "plain", 1).json();
    assertThat(vector.get("backend").asText()).matches("Java vectors, \\d+ bit, 2 threads");
    assertThat(nd4j.get("backend").asText()).matches("ND4J.*, 2 threads");
    assertThat(plain.get("backend").asText()).isEqualTo("Plain loops in Java, 2 threads");
    double loss = plain.get("test_loss").asDouble();
    assertThat(vector.get("test_loss").asDouble()).isCloseTo(loss, within(1e-3));
    assertThat(nd4j.get("test_loss").asDouble()).isCloseTo(loss, within(1e-3));
  }

  @Test
  void saysOnAResumeThatAnotherBackendRoundsOtherwise() throws Exception {
    train("run", "vector", 1);
    Path run = temp.resolve("run");
    assertThat(RunFolder.open(run).provenance().computations())
        .extracting(Computation::threads)
        .containsExactly(2);
    Terminal.Result resumed = resume("run", "--backend", "nd4j");
    assertThat(resumed.status()).isZero();
    assertThat(resumed.err())
        .contains("The run was trained with Java vectors, ", " and continues with ND4J");
    assertThat(RunFolder.open(run).provenance().computations())
        .extracting(Computation::backend)
        .satisfiesExactly(
            first -> assertThat(first).startsWith("Java vectors"),
            second -> assertThat(second).startsWith("ND4J"));
  }

  @Test
  void goesOnWithARunOfWhichNothingWasRecorded() throws Exception {
    train("old", "vector", 1);
    Path file = temp.resolve("old").resolve("provenance.json");
    String recorded = Files.readString(file);
    String old = recorded.replaceFirst("(?s),\\s*\"computations\" : \\[.*?\\]", "");
    assertThat(old).isNotEqualTo(recorded).doesNotContain("computations");
    Files.writeString(file, old);
    Terminal.Result resumed = resume("old", "--backend", "nd4j");
    assertThat(resumed.status()).isZero();
    assertThat(resumed.err()).doesNotContain("last digits");
  }

  @Test
  void refusesABackendThatThereIsNot() {
    Terminal.Result refused = train("none", "gpu", 1);
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err()).contains("--backend", "gpu");
  }

  /** In a process whose Java does not open what loads the module of vectors. */
  @Test
  void saysThatAnotherBackendComputesWhereARunIsLookedAtWithoutVectors() throws Exception {
    train("vectors", "vector", 1);
    Child process =
        Child.run(
            Child.java(
                List.of("-Djava.util.logging.config.file=packaging/logging.properties"),
                BackendTest.class,
                shared.resolve("home").toString(),
                temp.resolve("vectors").toString(),
                shared.resolve("digits").toString()));
    String said = process.out();
    assertThat(process.status()).as(said).isZero();
    String sentence =
        "Java's vectors can't be used: this Java lacks the module "
            + "jdk.incubator.vector, or does not open it. The run was trained with them; "
            + "the backend auto is used here instead, so the last digits differ.";
    assertThat(said.lines())
        .contains(
            "evaluate: 0",
            "Note: " + sentence,
            "window: [" + sentence + "]",
            "tooltip: " + sentence)
        .anyMatch(line -> line.startsWith("computes: ND4J"))
        .anyMatch(line -> line.startsWith("train: 1 ") && line.contains("vectors can't be used"));
  }

  /** What the process does. */
  public static void main(String[] arguments) throws Exception {
    Terminal terminal = new Terminal(Path.of(arguments[0]));
    Path run = Path.of(arguments[1]);
    Terminal.Result evaluated = terminal.run("evaluate", run);
    System.out.println("evaluate: " + evaluated.status());
    System.out.println(evaluated.err());
    Terminal.Result trained = terminal.run("train", "--backend", "vector", "--data", arguments[2]);
    System.out.println("train: " + trained.status() + " " + trained.err().replace('\n', ' '));
    RecordedRun recorded = RecordedRun.read(run);
    System.out.println("window: " + recorded.leftOut());
    RunConfig config =
        TinyTask.config()
            .withTraining(TinyTask.config().training().withBackend(BackendChoice.VECTOR));
    DataSplits data = TinyTask.data();
    Checkpoint weights =
        Engine.initialCheckpoint(config, data.test().shape(), data.test().classes());
    Computing computing = TrainingSession.open(data, config, weights, new MetricLog()).computing();
    System.out.println("computes: " + computing.hardware().backend());
    System.out.println("tooltip: " + computing.note().orElse(""));
  }
}
