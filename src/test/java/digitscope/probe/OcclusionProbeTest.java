package digitscope.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import digitscope.nn.Activation;
import digitscope.nn.ActivationLayer;
import digitscope.nn.Convolution;
import digitscope.nn.Dense;
import digitscope.nn.Flatten;
import digitscope.nn.Layer;
import digitscope.nn.MapShape;
import digitscope.nn.Network;
import digitscope.nn.OutputFunction;
import digitscope.nn.Precision;
import digitscope.nn.plan.Planner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OcclusionProbeTest {
  private final Random random = new Random(4);
  private final List<Network> built = new ArrayList<>();

  @BeforeAll
  static void useBackend() {}

  @AfterEach
  void free() {
    built.forEach(Network::close);
  }

  private ProbedNetwork network(Layer... layers) {
    Network network = new Network(List.of(layers), Precision.FLOAT, Planner.auto());
    built.add(network);
    return new ProbedNetwork(
        network,
        new OutputFunction.Softmax(),
        List.of(new ProbedNetwork.Point(layers.length - 1, 0, "output", FeatureMaps.Stage.OUTPUT)));
  }

  /** Reads class 1 as long as any of some pixels is left, else class 0. */
  private ProbedNetwork looksFor(MapShape shape, int... pixels) {
    ProbedNetwork probed = network(new Flatten(shape), new Dense(shape.size(), 2));
    float[] values = new float[probed.network().valueCount()];
    for (int pixel : pixels) {
      values[pixel * 2 + 1] = 1;
    }
    values[shape.size() * 2] = 0.5f;
    probed.network().write(values);
    return probed;
  }

  private static Occlusion search(ProbedNetwork probed, byte[] image) {
    try (OcclusionProbe inquiry = new OcclusionProbe(probed, image, 3)) {
      while (inquiry.advance()) {}
      return inquiry.result();
    }
  }

  @Test
  void findsTheOnlySquareThatErasesWhatTheNetworkLooksFor() {
    MapShape shape = new MapShape(1, 8, 9);
    int[] corners = {2 * 9 + 3, 2 * 9 + 5, 4 * 9 + 3, 4 * 9 + 5};
    byte[] image = new byte[shape.size()];
    random.nextBytes(image);
    for (int corner : corners) {
      image[corner] = (byte) 255;
    }
    Occlusion found = search(looksFor(shape, corners), image);
    assertThat(found.label()).isEqualTo(1);
    assertThat(found.step()).isEqualTo(3);
    assertThat(found.spacing()).isEqualTo(1);
    Occlusion.Square square = found.square().orElseThrow();
    assertThat(square.size()).isEqualTo(3);
    assertThat(square.top()).isEqualTo(2);
    assertThat(square.left()).isEqualTo(3);
    assertThat(square.places()).isEqualTo(1);
    assertThat(square.label()).isEqualTo(0);
    assertThat(square.probability()).isCloseTo(1 / (1 + Math.exp(-0.5)), within(1e-6));
  }

  @Test
  void saysWhenNoSquareChangesTheReading() {
    MapShape shape = new MapShape(1, 6, 6);
    byte[] image = new byte[shape.size()];
    random.nextBytes(image);
    assertThat(search(looksFor(shape), image).square()).isEmpty();
    assertThat(search(looksFor(shape), new byte[shape.size()]).square()).isEmpty();
  }

  @Test
  void looksEverySecondPixelInLargeImages() {
    MapShape shape = new MapShape(3, 40, 64);
    byte[] image = new byte[shape.size()];
    int pixel = shape.area() + 11 * 64 + 21;
    image[pixel] = (byte) 255;
    Occlusion found = search(looksFor(shape, pixel), image);
    assertThat(found.spacing()).isEqualTo(2);
    Occlusion.Square square = found.square().orElseThrow();
    assertThat(square.size()).isEqualTo(2);
    assertThat(square.top()).isEqualTo(10);
    assertThat(square.left()).isEqualTo(20);
  }

  /** All squares, one after another, each asked through another door. */
  @Test
  void findsTheSameAsTryingAllSquares() {
    MapShape shape = new MapShape(2, 7, 7);
    Convolution convolution = new Convolution(shape, 4, 3, 3, 1, false);
    ActivationLayer relu = new ActivationLayer(convolution.output(), Activation.RELU);
    Flatten flatten = new Flatten(relu.output());
    ProbedNetwork probed =
        network(convolution, relu, flatten, new Dense(flatten.output().size(), 3));
    int found = 0;
    for (int trial = 0; trial < 8; trial++) {
      float[] values = new float[probed.network().valueCount()];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian();
      }
      probed.network().write(values);
      byte[] image = new byte[shape.size()];
      for (int i = 0; i < image.length; i++) {
        image[i] = (byte) (random.nextInt(3) == 0 ? random.nextInt(256) : 0);
      }
      Occlusion occlusion = search(probed, image);
      Optional<Occlusion.Square> expected = tryAll(probed, image, shape);
      assertThat(occlusion.square().map(Occlusion.Square::size))
          .isEqualTo(expected.map(Occlusion.Square::size));
      assertThat(occlusion.square().map(Occlusion.Square::label))
          .isEqualTo(expected.map(Occlusion.Square::label));
      assertThat(occlusion.square().map(Occlusion.Square::places))
          .isEqualTo(expected.map(Occlusion.Square::places));
      found += expected.isPresent() ? 1 : 0;
    }
    assertThat(found).isPositive();
  }

  private static Optional<Occlusion.Square> tryAll(
      ProbedNetwork probed, byte[] image, MapShape shape) {
    try (FeatureMapProbe probe = new FeatureMapProbe(probed)) {
      int label = likeliest(probe.maps(image, 0).probabilities());
      for (int size = 1; size <= shape.height(); size++) {
        int places = 0;
        int read = -1;
        float leastLeft = 2;
        for (int top = 0; top <= shape.height() - size; top++) {
          for (int left = 0; left <= shape.width() - size; left++) {
            byte[] blanked = image.clone();
            for (int i = 0; i < image.length; i++) {
              int y = i / shape.width() % shape.height();
              int x = i % shape.width();
              boolean covered = y >= top && y < top + size && x >= left && x < left + size;
              blanked[i] = covered ? 0 : image[i];
            }
            float[] probabilities = probe.maps(blanked, 0).probabilities();
            if (likeliest(probabilities) != label) {
              places++;
              read = probabilities[label] < leastLeft ? likeliest(probabilities) : read;
              leastLeft = Math.min(leastLeft, probabilities[label]);
            }
          }
        }
        if (places > 0) {
          return Optional.of(new Occlusion.Square(size, 0, 0, read, 0, places));
        }
      }
      return Optional.empty();
    }
  }

  private static int likeliest(float[] values) {
    int best = 0;
    for (int k = 1; k < values.length; k++) {
      best = values[k] > values[best] ? k : best;
    }
    return best;
  }
}
