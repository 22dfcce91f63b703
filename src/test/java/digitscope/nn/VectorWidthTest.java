package digitscope.nn;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.Child;
import digitscope.nn.vector.kernels.VectorUnit;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vectors narrower than this processor's, each in a Java of its own. */
final class VectorWidthTest {
  @ParameterizedTest
  @CsvSource({"-XX:UseAVX=2, 256", "-XX:MaxVectorSize=16, 128"})
  void narrowerVectorsGiveWhatThePlainLoopsGive(String option, int most)
      throws IOException, InterruptedException {
    Child java =
        Child.run(
            Child.java(
                List.of(
                    "-XX:+IgnoreUnrecognizedVMOptions", // other processors have no such option
                    option,
                    "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED"),
                VectorAgreement.class));
    String said = java.out().strip();
    assertThat(java.status()).as(said).isZero();
    String[] numbers = said.substring(said.lastIndexOf('\n') + 1).split(" ", -1);
    assertThat(Integer.parseInt(numbers[0])).isEqualTo(Math.min(most, VectorUnit.bits()));
    assertThat(Integer.parseInt(numbers[1])).isGreaterThanOrEqualTo(4);
    assertThat(Double.parseDouble(numbers[2])).isPositive().isLessThan(2e-6);
  }
}
