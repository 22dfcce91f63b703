package digitscope.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import digitscope.nn.Activation;
import digitscope.nn.ActivationLayer;
import digitscope.nn.Backend;
import digitscope.nn.Convolution;
import digitscope.nn.Dense;
import digitscope.nn.Flatten;
import digitscope.nn.KMeansFeatures;
import digitscope.nn.Layer;
import digitscope.nn.MapShape;
import digitscope.nn.Network;
import digitscope.nn.OutputFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class PatternSearchTest {
  private static final MapShape IMAGE = new MapShape(1, 12, 12);
  private static final int LEFT = 0;
  private static final int DEAD = 1;
  private static final int BRIGHT = 2;

  private final ProbedNetwork probed = network();

  /** A convolution whose filters see left edges, nothing, and brightness; then a dense layer. */
  private static ProbedNetwork network() {
    Backend.useFromThisThread();
    Convolution convolution = new Convolution(IMAGE, 3, 3, 3, 1, false);
    Layer relu = new ActivationLayer(convolution.output(), Activation.RELU);
    Layer flatten = new Flatten(relu.output());
    Dense dense = new Dense(flatten.output().size(), 70);
    Network network = new Network(List.of(convolution, relu, flatten, dense), DataType.FLOAT);
    float[] parameters = new float[network.parameterCount()];
    Random random = new Random(1);
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) random.nextGaussian();
    }
    for (int tap = 0; tap < 9; tap++) {
      parameters[tap * 3 + LEFT] = tap % 3 == 0 ? -1 : tap % 3 == 2 ? 1 : 0;
      parameters[tap * 3 + DEAD] = 0;
      parameters[tap * 3 + BRIGHT] = 1;
    }
    for (int filter = 0; filter < 3; filter++) {
      parameters[convolution.weightCount() + filter] = filter == DEAD ? -1 : 0;
    }
    network.write(parameters);
    return new ProbedNetwork(
        network,
        new OutputFunction.Softmax(),
        List.of(
            new ProbedNetwork.Point(0, 0, "convolution", FeatureMaps.Stage.PRE_ACTIVATION),
            new ProbedNetwork.Point(1, 0, "convolution", FeatureMaps.Stage.ACTIVATION),
            new ProbedNetwork.Point(2, 1, "flatten", FeatureMaps.Stage.OUTPUT),
            new ProbedNetwork.Point(3, 2, "dense", FeatureMaps.Stage.PRE_ACTIVATION)));
  }

  @AfterEach
  void free() {
    probed.network().close();
  }

  private static List<byte[]> sample() {
    Random random = new Random(2);
    List<byte[]> images = new ArrayList<>();
    for (int n = 0; n < 70; n++) {
      byte[] image = new byte[IMAGE.size()];
      random.nextBytes(image);
      images.add(image);
    }
    return images;
  }

  private FilterPatterns search(int layerIndex, List<byte[]> sample) {
    try (PatternSearch search = new PatternSearch(probed, layerIndex, 9, 1, sample)) {
      while (search.advance()) {
        assertThatThrownBy(search::result).hasMessageContaining("not at its end");
      }
      return search.result();
    }
  }

  private double excitation(int filter, float[] pixels) {
    byte[] image = new byte[pixels.length];
    for (int i = 0; i < image.length; i++) {
      image[i] = (byte) Math.round(255 * pixels[i]);
    }
    try (FeatureMapProbe probe = new FeatureMapProbe(probed)) {
      FeatureMaps.LayerMaps maps = probe.maps(image, 0).layers().get(1);
      double sum = 0;
      int area = maps.height() * maps.width();
      for (int i = 0; i < area; i++) {
        sum += maps.values()[filter * area + i];
      }
      return sum / area;
    }
  }

  @Test
  void excitesAFilterMoreThanAnyRealImage() {
    FilterPatterns.Pattern left = search(0, sample()).patterns().get(LEFT);
    double best = 0;
    for (byte[] image : sample()) {
      float[] pixels = new float[image.length];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (image[i] & 0xff) / 255f;
      }
      best = Math.max(best, excitation(LEFT, pixels));
    }
    assertThat(left.excitation()).isGreaterThan(1.3 * best);
    assertThat(left.excitation()).isCloseTo(excitation(LEFT, left.pixels()), within(0.02));
  }

  @Test
  void findsThatBrightnessIsWhatASumOfPixelsSees() {
    FilterPatterns.Pattern bright = search(0, sample()).patterns().get(BRIGHT);
    assertThat(bright.excitation()).isGreaterThan(8.5);
    for (float pixel : bright.pixels()) {
      assertThat(pixel).isBetween(0.8f, 1f);
    }
  }

  @Test
  void callsAFilterDeadThatNoImageExcites() {
    for (List<byte[]> images : List.of(sample(), List.<byte[]>of())) {
      assertThat(search(0, images).patterns())
          .extracting(FilterPatterns.Pattern::dead)
          .containsExactly(false, true, false);
    }
  }

  @Test
  void findsEveryMeanImageOfKMeans() {
    KMeansFeatures kMeans = new KMeansFeatures(IMAGE, 12);
    Network network = new Network(List.of(kMeans), DataType.FLOAT);
    List<byte[]> sample = bars();
    network.fit(sample, 3);
    ProbedNetwork clusters =
        new ProbedNetwork(
            network,
            new OutputFunction.Softmax(),
            List.of(new ProbedNetwork.Point(0, 0, "k-means", FeatureMaps.Stage.OUTPUT)));
    try (PatternSearch search = new PatternSearch(clusters, 0, 9, 1, sample)) {
      boolean more = true;
      while (more) {
        more = search.advance();
      }
      assertThat(search.result().patterns()).allMatch(pattern -> pattern.excitation() > 0.5);
    }
    network.close();
  }

  /** Images with one row of ink each, six of every row; the lower the row, the more ink. */
  private static List<byte[]> bars() {
    List<byte[]> images = new ArrayList<>();
    for (int n = 0; n < 6 * IMAGE.height(); n++) {
      byte[] image = new byte[IMAGE.size()];
      int row = n % IMAGE.height();
      int from = row * IMAGE.width();
      Arrays.fill(image, from, from + IMAGE.width(), (byte) (20 * (row + 1) + n / IMAGE.height()));
      images.add(image);
    }
    return images;
  }

  @Test
  void searchesALayerOfMoreUnitsThanABatch() {
    FilterPatterns patterns = search(2, sample());
    assertThat(patterns.patterns()).hasSize(70);
    for (int unit = 0; unit < 70; unit++) {
      FilterPatterns.Pattern pattern = patterns.patterns().get(unit);
      assertThat(pattern.unit()).isEqualTo(unit);
      assertThat(pattern.dead()).isFalse();
      assertThat(pattern.excitation()).as("unit %d", unit).isPositive();
    }
  }

  @Test
  void givesImagesOfTheInputsShapeWithTheirStep() {
    FilterPatterns patterns = search(0, List.of());
    assertThat(patterns.step()).isEqualTo(9);
    assertThat(patterns.layerIndex()).isZero();
    assertThat(patterns.channels()).isEqualTo(1);
    assertThat(patterns.height()).isEqualTo(12);
    assertThat(patterns.width()).isEqualTo(12);
    assertThat(patterns.patterns().get(0).pixels()).hasSize(144);
  }

  @Test
  void theSameSeedGivesTheSamePatterns() {
    float[] first = search(0, List.of()).patterns().get(LEFT).pixels();
    assertThat(search(0, List.of()).patterns().get(LEFT).pixels()).isEqualTo(first);
  }

  @Test
  void isOfTheWeightsThatItStartedWith() {
    float[] expected = search(0, List.of()).patterns().get(LEFT).pixels();
    try (PatternSearch search = new PatternSearch(probed, 0, 9, 1, List.of())) {
      probed.network().write(new float[probed.network().parameterCount()]);
      boolean more = true;
      while (more) {
        more = search.advance();
      }
      assertThat(search.result().patterns().get(LEFT).pixels()).isEqualTo(expected);
    }
  }

  @Test
  void refusesALayerThatIsNotThere() {
    assertThatThrownBy(() -> new PatternSearch(probed, 3, 0, 1, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("There is no layer with index 3");
  }
}
