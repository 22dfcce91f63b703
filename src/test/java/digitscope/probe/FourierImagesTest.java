package digitscope.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FourierImagesTest {
  private static final Offset<Float> ROUNDING = Offset.offset(2e-6f);
  private static final int IMAGES = 3;

  static List<JsonNode> cases() {
    return PatternNumbers.cases("fourier");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void drawsWhatNumPysTransformDraws(JsonNode expected) {
    FourierImages fourier =
        new FourierImages(
            1, expected.get("height").intValue(), expected.get("width").intValue(), IMAGES);
    float[] coefficients = new float[fourier.size()];
    PatternNumbers.put(
        PatternNumbers.floats(expected.get("coefficients")), coefficients, IMAGES, 1);
    float[] values = new float[fourier.size()];
    fourier.synthesize(coefficients, values);
    assertThat(PatternNumbers.image(values, IMAGES, 1))
        .containsExactly(PatternNumbers.floats(expected.get("image")), ROUNDING);
    assertThat(PatternNumbers.image(values, IMAGES, 0)).containsOnly(0f);
  }

  @ParameterizedTest
  @CsvSource({"1, 8, 8", "1, 7, 10", "3, 5, 4", "1, 1, 1", "2, 1, 6"})
  void carriesGradientsBackByTheExactAdjoint(int channels, int height, int width) {
    FourierImages fourier = new FourierImages(channels, height, width, IMAGES);
    float[] coefficients = noise(fourier.size(), 1);
    float[] gradient = noise(fourier.size(), 2);
    float[] drawn = new float[fourier.size()];
    float[] carriedBack = new float[fourier.size()];
    fourier.synthesize(coefficients, drawn);
    fourier.adjoint(gradient, carriedBack);
    assertThat(PatternNumbers.product(drawn, gradient))
        .isCloseTo(PatternNumbers.product(coefficients, carriedBack), within(1e-5));
  }

  @ParameterizedTest
  @CsvSource({"1, 8, 8", "3, 5, 4"})
  void findsTheCoefficientsOfAnImage(int channels, int height, int width) {
    FourierImages fourier = new FourierImages(channels, height, width, IMAGES);
    float[] image = noise(fourier.size(), 3);
    float[] coefficients = new float[fourier.size()];
    float[] again = new float[fourier.size()];
    fourier.analyze(image, coefficients);
    fourier.synthesize(coefficients, again);
    assertThat(again).containsExactly(image, Offset.offset(1e-5f));
  }

  @Test
  void knowsHowMuchAPixelChanges() {
    FourierImages fourier = new FourierImages(1, 16, 16, 64);
    float[] coefficients = noise(fourier.size(), 4);
    float[] drawn = new float[fourier.size()];
    fourier.synthesize(coefficients, drawn);
    double rms = Math.sqrt(PatternNumbers.product(drawn, drawn) / drawn.length);
    assertThat(fourier.gain()).isCloseTo(rms, within(0.02));
  }

  private static float[] noise(int length, long seed) {
    Random random = new Random(seed);
    float[] noise = new float[length];
    for (int i = 0; i < length; i++) {
      noise[i] = (float) random.nextGaussian();
    }
    return noise;
  }
}
