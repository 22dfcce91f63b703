package digitscope.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Contests between small processes that behave well or badly, and one of the program itself. */
final class ContestTest {
  private static final BenchmarkSetup TRAINING = new BenchmarkSetup(Task.TRAIN, "mlp", 8);
  private static final BenchmarkSetup EVALUATION = new BenchmarkSetup(Task.EVALUATE, "mlp", 8);
  private static final long ROUND_NANOS = 20_000_000;

  private final List<String> progress = new ArrayList<>();

  @Test
  void everyoneWorksInEveryRound() throws Exception {
    Competitors competitors =
        new Competitors(
            scripted("first", ScriptedContestant.Steady.class),
            List.of(scripted("second", ScriptedContestant.Steady.class)));
    List<Outcome> outcomes =
        new Contest(competitors, 3, ROUND_NANOS, false)
            .run(List.of(TRAINING), images(), progress::add);
    Rates expected = new Rates(List.of(1000.0, 2000.0, 3000.0)); // the warm-up claimed 0
    assertThat(outcomes).hasSize(1);
    assertThat(outcomes.get(0).own()).isEqualTo(expected);
    assertThat(outcomes.get(0).peers().get("second")).isEqualTo(expected);
    assertThat(progress)
        .contains("Training mlp, batch 8: preparing second", "Training mlp, batch 8: round 3 of 3");
  }

  @Test
  void programItselfTrainsAndEvaluatesWhileACoreIsBusy() throws Exception {
    Competitors competitors = new Competitors(own(), List.of());
    List<Outcome> outcomes =
        new Contest(competitors, 2, ROUND_NANOS, true)
            .run(List.of(TRAINING, EVALUATION), images(), progress::add);
    assertThat(outcomes).extracting(Outcome::setup).containsExactly(TRAINING, EVALUATION);
    assertThat(outcomes)
        .allSatisfy(outcome -> assertThat(outcome.own().slowest()).isGreaterThan(0));
  }

  @Test
  void failureOfAContestantIsOneSentenceWithItsName() {
    assertThat(failure(scripted("picky", ScriptedContestant.Unfit.class)))
        .isEqualTo("picky failed: It does not like these images");
  }

  @Test
  void crashOfAContestantIsToldWithItsLastWords() {
    assertThat(failure(scripted("gone", ScriptedContestant.Crashing.class)))
        .isEqualTo("gone ended with status 134: an assertion failed somewhere");
  }

  @Test
  void processThatDoesNotExistIsToldToo() {
    assertThat(failure(new Competitor("absent", "no.such.Peer", classPath())))
        .startsWith("absent ended with status 1: ")
        .contains("no.such.Peer");
  }

  private String failure(Competitor peer) {
    Competitors competitors =
        new Competitors(scripted("first", ScriptedContestant.Steady.class), List.of(peer));
    List<String> messages = new ArrayList<>();
    assertThatExceptionOfType(BenchmarkException.class)
        .isThrownBy(
            () ->
                new Contest(competitors, 1, ROUND_NANOS, false)
                    .run(List.of(TRAINING), images(), progress::add))
        .satisfies(e -> messages.add(String.valueOf(e.getMessage())));
    return messages.get(0);
  }

  private static Competitor own() throws BenchmarkException {
    return Competitors.find(Path.of("no such folder")).own();
  }

  private static Competitor scripted(String name, Class<?> mainClass) {
    return new Competitor(name, mainClass.getName(), classPath());
  }

  private static List<String> classPath() {
    return List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1));
  }

  private static DataSplits images() throws DataException {
    return new DataSplits("dots", dots(40), dots(20));
  }

  /** Images of one dot, whose place is their class. */
  private static Dataset dots(int count) {
    ImageShape shape = new ImageShape(1, 28, 28);
    byte[] pixels = new byte[count * shape.size()];
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) (i % 10);
      pixels[i * shape.size() + 70 * labels[i] + 30] = (byte) 255;
    }
    List<String> classes = IntStream.range(0, 10).mapToObj(String::valueOf).toList();
    return new Dataset("dots", shape, classes, pixels, labels);
  }
}
