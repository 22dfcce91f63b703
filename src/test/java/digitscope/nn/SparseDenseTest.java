package digitscope.nn;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.nn.plan.Planner;
import digitscope.nn.vector.SparseDense;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the native products in double precision. */
class SparseDenseTest {
  private static final int BATCH = 3;
  private static final Offset<Float> ROUNDING = Offset.offset(3e-4f);

  /** A share of 0 means that not a single input is anything but 0. */
  @ParameterizedTest
  @CsvSource({"784, 70, 0.2", "256, 40, 1", "261, 3, 0.5", "300, 100, 0.01", "256, 81, 0"})
  void givesWhatAllProductsGive(int inputs, int units, double share) {
    Dense layer = new Dense(inputs, units);
    assertThat(SparseDense.obstacle(layer)).isEmpty();
    for (Execution.Purpose purpose :
        List.of(Execution.Purpose.TRAINING, Execution.Purpose.PROBING)) {
      float[][] expected = values(layer, share, Precision.DOUBLE, purpose);
      float[][] found = values(layer, share, Precision.FLOAT, purpose);
      for (int i = 0; i < expected.length; i++) {
        assertThat(found[i]).containsExactly(expected[i], ROUNDING);
      }
    }
  }

  @Test
  void takesImagesAsTheyAreAndStillShowsThem() {
    MapShape shape = new MapShape(1, 19, 21); // no whole number of groups of pixels
    List<Layer> layers = List.of(new Flatten(shape), new Dense(shape.size(), 3));
    byte[] image = new byte[shape.size()];
    Random random = new Random(3);
    for (int i = 0; i < image.length; i++) {
      image[i] = (byte) (random.nextInt(3) == 0 ? random.nextInt(256) : 0);
    }
    float[] pixels = new float[2 * image.length];
    for (int i = 0; i < image.length; i++) {
      pixels[image.length + i] = (image[i] & 0xff) / 255f;
    }
    try (Network network = new Network(layers, Precision.FLOAT, Planner.auto());
        Execution given = new Execution(network, layers, 2, Execution.Purpose.INFERENCE);
        Execution written = new Execution(network, layers, 2, Execution.Purpose.INFERENCE)) {
      network.initialize(Initialization.HE, 1);
      given.setImage(1, image);
      given.forward();
      written.setInput(pixels);
      written.forward();
      for (int n = 0; n < 2; n++) {
        assertThat(given.output(1, n)).isEqualTo(written.output(1, n));
        assertThat(given.output(0, n)).isEqualTo(written.output(0, n));
      }
      given.setInput(new float[2 * image.length]);
      given.forward();
      assertThat(given.output(1, 1))
          .isEqualTo(written.output(1, 0))
          .isNotEqualTo(written.output(1, 1));
    }
  }

  @Test
  void isForManyInputs() {
    assertThat(SparseDense.obstacle(new Dense(70, 30))).isPresent();
  }

  /** Outputs and gradients of all images. */
  private static float[][] values(
      Dense layer, double share, Precision type, Execution.Purpose purpose) {
    try (Network network = new Network(List.of(layer), type, Planner.auto());
        Execution execution = new Execution(network, network.layers(), BATCH, purpose)) {
      Random random = new Random(7);
      float[] parameters = new float[network.valueCount()];
      float[] inputs = new float[BATCH * layer.input().size()];
      float[] outputGradient = new float[BATCH * layer.output().size()];
      fill(random, parameters, 1);
      fill(random, inputs, share);
      fill(random, outputGradient, 1);
      network.write(parameters);
      for (int i = 0; i < 2; i++) { // the second time must give the same
        execution.setInput(inputs);
        execution.forward();
        execution.setOutputGradient(outputGradient);
        execution.backward();
      }
      float[] gradient = new float[network.valueCount()];
      execution.copyGradientTo(gradient, 1);
      float[] inputGradient =
          purpose == Execution.Purpose.PROBING ? execution.inputGradient() : new float[0];
      return new float[][] {
        execution.output(0, 0), execution.output(0, BATCH - 1), gradient, inputGradient
      };
    }
  }

  private static void fill(Random random, float[] values, double share) {
    for (int i = 0; i < values.length; i++) {
      float value = (float) random.nextGaussian();
      values[i] = random.nextDouble() < share ? value : 0;
    }
  }
}
