package digitscope.nn;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.nn.vector.kernels.VectorUnit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vectors narrower than this processor's, each in a Java of its own. */
final class VectorWidthTest {
  @ParameterizedTest
  @CsvSource({"-XX:UseAVX=2, 256", "-XX:MaxVectorSize=16, 128"})
  void narrowerVectorsGiveWhatThePlainLoopsGive(String option, int most)
      throws IOException, InterruptedException {
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+IgnoreUnrecognizedVMOptions", // other processors have no such option
                option,
                "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                VectorAgreement.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(java.waitFor()).as(said).isZero();
    String[] numbers = said.substring(said.lastIndexOf('\n') + 1).split(" ", -1);
    assertThat(Integer.parseInt(numbers[0])).isEqualTo(Math.min(most, VectorUnit.bits()));
    assertThat(Integer.parseInt(numbers[1])).isGreaterThanOrEqualTo(4);
    assertThat(Double.parseDouble(numbers[2])).isPositive().isLessThan(2e-6);
  }
}
