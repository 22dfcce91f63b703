package digitscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import digitscope.data.idx.IdxFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BenchTransferCommandTest {
  @TempDir private Path home = Path.of("");

  @Test
  void readsUnseenImagesOncePerSeed() throws Exception {
    Path images = home.resolve("images");
    Terminal terminal = new Terminal(home);
    terminal.run("data", "make", "--count", 1200, "--seed", 7, "--out", images);

    Terminal.Result result =
        terminal.run(
            "bench",
            "transfer",
            "--data",
            images,
            "--limit",
            2000,
            "--epochs",
            1,
            "--seeds",
            2,
            "--json");

    JsonNode json = result.json();
    assertThat(result.status()).isZero();
    assertThat(json.get("real_images").asInt()).isEqualTo(200);
    assertThat(json.get("drawn_images").asInt()).isEqualTo(2000);
    JsonNode readings = json.get("readings");
    assertThat(readings).hasSize(2);
    assertThat(readings.get(1).get("seed").asInt()).isEqualTo(2);
    double first = readings.get(0).get("accuracy").asDouble();
    double second = readings.get(1).get("accuracy").asDouble();
    // After 16 steps; guessing gives a tenth.
    assertThat(List.of(first, second)).allMatch(accuracy -> accuracy > 0.2 && accuracy <= 1);
    assertThat(json.get("test_accuracy").asDouble()).isEqualTo((first + second) / 2);
    assertThat(json.get("seconds").asDouble()).isPositive();
    assertThat(result.err()).contains("Seed 1: ", "Seed 2: ");
  }

  @Test
  void saysThatRealImagesAreNeeded() {
    Terminal.Result result = new Terminal(home).run("bench", "transfer");

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err())
        .contains("Real images are needed: give --data mnist, or a folder with four IDX files");
  }

  @Test
  void refusesImagesThatAreNoDigits() throws Exception {
    Path images = home.resolve("letters");
    ImageShape small = new ImageShape(1, 8, 8);
    List<String> letters = IntStream.range(0, 10).mapToObj(Integer::toString).toList();
    Dataset set = new Dataset("letters", small, letters, new byte[640], digits());
    IdxFiles.write(new DataSplits("letters", set, set), images);

    Terminal.Result result = new Terminal(home).run("bench", "transfer", "--data", images);

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).contains("28×28 pixels in 10 classes, not 1×8×8 in 10");
  }

  private static byte[] digits() {
    return new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
  }
}
