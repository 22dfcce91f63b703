package digitscope.nn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares with what {@code receptive-fields.py} found by PyTorch's gradients. */
final class ReceptiveFieldTest {
  static List<JsonNode> cases() {
    return Reference.cases("receptive-fields.json");
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("cases")
  void hasThePixelsThatTheGradientReaches(JsonNode expected) {
    ReceptiveField field = ReceptiveField.of(layers(expected));
    int highest = 0;
    int widest = 0;
    for (JsonNode place : expected.get("fields")) {
      ReceptiveField.Area area = field.at(place.get(0).intValue(), place.get(1).intValue());
      int height = place.get(4).intValue();
      int width = place.get(5).intValue();
      if (height * width == 0) {
        assertThat(area.height() * area.width()).as("%s", place).isZero();
      } else {
        assertThat(area)
            .as("%s", place)
            .isEqualTo(
                new ReceptiveField.Area(
                    place.get(2).intValue(), place.get(3).intValue(), height, width));
      }
      highest = Math.max(highest, height);
      widest = Math.max(widest, width);
    }
    assertThat(field.height()).isEqualTo(highest);
    assertThat(field.width()).isEqualTo(widest);
  }

  @Test
  void growsThroughConvolutionsAndPoolings() {
    List<Layer> layers = cnn();
    List<Integer> sizes = new ArrayList<>();
    List<Double> strides = new ArrayList<>();
    for (int i = 1; i <= layers.size(); i++) {
      ReceptiveField field = ReceptiveField.of(layers.subList(0, i));
      sizes.add(field.height());
      strides.add(field.rowStride());
      assertThat(field.width()).isEqualTo(field.height());
      assertThat(field.columnStride()).isEqualTo(field.rowStride());
    }
    assertThat(sizes).containsExactly(3, 4, 8, 10, 18);
    assertThat(strides).containsExactly(1.0, 2.0, 2.0, 4.0, 4.0);
  }

  @Test
  void isTheSameWhereverPoolingStands() {
    List<Layer> layers = new ArrayList<>(cnn().subList(0, 1));
    layers.add(new ActivationLayer(layers.get(0).output(), Activation.RELU));
    layers.add(new MaxPooling(layers.get(0).output(), 2, 2));
    ReceptiveField plain = ReceptiveField.of(layers);
    ReceptiveField poolingFirst = ReceptiveField.of(Network.poolingFirst(layers));
    assertThat(poolingFirst.at(3, 5)).isEqualTo(plain.at(3, 5));
    assertThat(plain.at(3, 5)).isEqualTo(new ReceptiveField.Area(6, 10, 4, 4));
  }

  @Test
  void leadsFromALayerToAnyBeforeIt() {
    List<Layer> layers = cnn();
    assertThat(ReceptiveField.of(layers.subList(3, 5)).at(1, 1))
        .isEqualTo(new ReceptiveField.Area(2, 2, 6, 6));
  }

  @Test
  void reachesIntoThePaddingIfThatIsWanted() {
    MapShape image = new MapShape(1, 9, 9);
    ReceptiveField field = ReceptiveField.of(List.of(new Convolution(image, 2, 5, 3, 1, true)));
    assertThat(field.at(0, 8)).isEqualTo(new ReceptiveField.Area(0, 7, 3, 2));
    assertThat(field.withPadding(0, 8)).isEqualTo(new ReceptiveField.Area(-2, 7, 5, 3));
  }

  @Test
  void isTheWholeImageBehindADenseLayer() {
    MapShape image = new MapShape(3, 9, 7);
    Flatten flatten = new Flatten(image);
    ReceptiveField field = ReceptiveField.of(List.of(flatten, new Dense(image.size(), 4)));
    assertThat(field.at(0, 0)).isEqualTo(new ReceptiveField.Area(0, 0, 9, 7));
    assertThat(field.height()).isEqualTo(9);
    assertThat(field.width()).isEqualTo(7);
    assertThat(field.rowStride()).isZero();
  }

  @Test
  void takesHalfAPixelFromPlaceToPlaceBehindATransposedConvolution() {
    MapShape image = new MapShape(1, 6, 6);
    ReceptiveField field =
        ReceptiveField.of(List.of(new TransposedConvolution(image, 1, 3, 3, 2, true)));
    assertThat(field.rowStride()).isEqualTo(0.5);
  }

  private static List<Layer> cnn() {
    Layer first = new Convolution(new MapShape(1, 28, 28), 32, 3, 3, 1, false);
    Layer firstPooling = new MaxPooling(first.output(), 2, 2);
    Layer second = new Convolution(firstPooling.output(), 64, 3, 3, 1, false);
    Layer secondPooling = new MaxPooling(second.output(), 2, 2);
    Layer third = new Convolution(secondPooling.output(), 64, 3, 3, 1, false);
    return List.of(first, firstPooling, second, secondPooling, third);
  }

  private static List<Layer> layers(JsonNode expected) {
    JsonNode image = expected.get("image");
    MapShape shape = new MapShape(1, image.get(0).intValue(), image.get(1).intValue());
    return layers(shape, expected.get("layers"));
  }

  private static List<Layer> layers(MapShape input, JsonNode described) {
    List<Layer> layers = new ArrayList<>();
    MapShape shape = input;
    for (JsonNode layer : described) {
      layers.addAll(layer(shape, layer));
      shape = layers.get(layers.size() - 1).output();
    }
    return layers;
  }

  private static List<Layer> layer(MapShape shape, JsonNode layer) {
    return switch (layer.get("kind").textValue()) {
      case "convolution" ->
          List.of(
              new Convolution(shape, 1, height(layer), width(layer), stride(layer), isSame(layer)));
      case "pooling" -> List.of(new MaxPooling(shape, height(layer), stride(layer)));
      case "transposed" ->
          List.of(
              new TransposedConvolution(
                  shape, 1, height(layer), width(layer), stride(layer), isSame(layer)));
      case "dense" -> List.of(new Flatten(shape), new Dense(shape.size(), 1));
      case "residual" ->
          List.of(
              new Residual(layers(shape, layer.get("main")), layers(shape, layer.get("shortcut"))));
      default -> throw new AssertionError(layer);
    };
  }

  private static int height(JsonNode layer) {
    return layer.get("window").get(0).intValue();
  }

  private static int width(JsonNode layer) {
    return layer.get("window").get(1).intValue();
  }

  private static int stride(JsonNode layer) {
    return layer.get("stride").intValue();
  }

  private static boolean isSame(JsonNode layer) {
    return layer.get("same").booleanValue();
  }
}
