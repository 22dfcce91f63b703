package digitscope.nn;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.nn.plan.Planner;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class KMeansFeaturesTest {
  private static final MapShape IMAGE = new MapShape(2, 4, 3);
  private static final int CLUSTERS = 5;
  private static final byte[] BRIGHT = image(200, 8, new Random(1));
  private static final byte[] DARK = image(50, 8, new Random(2));

  private static Network network(Precision type) {
    Layer features = new KMeansFeatures(IMAGE, CLUSTERS);
    Network network = new Network(List.of(features, new Dense(CLUSTERS, 3)), type, Planner.auto());
    network.initialize(Initialization.GLOROT, 3);
    network.fit(images(60), 4);
    return network;
  }

  /** As many groups of images as clusters, of different brightness. */
  private static List<byte[]> images(int count) {
    Random random = new Random(5);
    List<byte[]> images = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      images.add(image(20 + 50 * (n % CLUSTERS), 8, random));
    }
    return images;
  }

  private static byte[] image(int brightness, int spread, Random random) {
    byte[] pixels = new byte[IMAGE.size()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (brightness + random.nextInt(-spread, spread));
    }
    return pixels;
  }

  @Test
  void findsTheGroupsAmongTheImages() {
    try (Network network = network(Precision.FLOAT);
        Execution execution =
            new Execution(network, network.layers(), 2, Execution.Purpose.INFERENCE)) {
      execution.setImage(0, BRIGHT);
      execution.setImage(1, DARK);
      execution.forward();
      float[] values = network.values();
      int means = network.parameterCount();
      assertThat(execution.output(0, 0)).containsExactly(expected(BRIGHT, values, means), within());
      assertThat(execution.output(0, 1)).containsExactly(expected(DARK, values, means), within());
      List<Long> brightness = new ArrayList<>();
      for (int k = 0; k < CLUSTERS; k++) {
        brightness.add(Math.round(mean(values, means + k * IMAGE.size()) * 255.0 / 50));
      }
      assertThat(brightness).containsExactlyInAnyOrder(0L, 1L, 2L, 3L, 4L);
    }
  }

  private static double mean(float[] values, int from) {
    double sum = 0;
    for (int i = from; i < from + IMAGE.size(); i++) {
      sum += values[i];
    }
    return sum / IMAGE.size();
  }

  /** max(0, mean distance − distance), from the distances themselves. */
  private static float[] expected(byte[] image, float[] values, int means) {
    double[] distances = new double[CLUSTERS];
    double sum = 0;
    for (int k = 0; k < CLUSTERS; k++) {
      double squares = 0;
      for (int c = 0; c < IMAGE.channels(); c++) {
        for (int place = 0; place < IMAGE.area(); place++) {
          double pixel = (image[c * IMAGE.area() + place] & 0xff) / 255.0;
          int inside = k * IMAGE.size() + place * IMAGE.channels() + c;
          squares += Math.pow(pixel - values[means + inside], 2);
        }
      }
      distances[k] = Math.sqrt(squares);
      sum += distances[k] / CLUSTERS;
    }
    float[] features = new float[CLUSTERS];
    for (int k = 0; k < CLUSTERS; k++) {
      features[k] = (float) Math.max(0, sum - distances[k]);
    }
    return features;
  }

  @Test
  void itsGradientIsRight() {
    new GradientCheck(network(Precision.DOUBLE), new Loss.SoftmaxCrossEntropy()).run();
  }

  @Test
  void theSameSeedFindsTheSame() {
    try (Network one = network(Precision.FLOAT);
        Network other = network(Precision.FLOAT)) {
      assertThat(one.values()).isEqualTo(other.values());
    }
  }

  private static Offset<Float> within() {
    return Offset.offset(1e-3f);
  }
}
