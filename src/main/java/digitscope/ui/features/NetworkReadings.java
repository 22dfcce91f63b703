package digitscope.ui.features;

import digitscope.config.Activation;
import digitscope.config.LayerSpec;
import digitscope.config.LayerSummary;
import digitscope.probe.MapPlace;
import digitscope.probe.ValueComputation;
import digitscope.probe.ValueComputation.Field;
import digitscope.probe.ValueComputation.Operation;
import digitscope.probe.ValueComputation.Patch;
import digitscope.ui.control.LayerWords;
import digitscope.ui.control.Messages;
import java.util.List;
import java.util.Optional;

/** What the picture of the network says of columns, places and computations. */
final class NetworkReadings {
  private final Messages names = Messages.of("setup");
  private final LayerWords layerWords = new LayerWords();
  private final Readings readings;

  NetworkReadings(Readings readings) {
    this.readings = readings;
  }

  String get(String key, Object... values) {
    return readings.get(key, values);
  }

  /** Which image it is, and of which class. */
  String subject(FeaturesViewModel features) {
    return features
        .shownSubjectProperty()
        .get()
        .map(image -> get("picture.subject", readings.subject(image), actual(features, image)))
        .orElse("");
  }

  private String actual(FeaturesViewModel features, InspectedImage image) {
    return image.actual().isPresent()
        ? get(
            "subject.actual", Readings.className(features.classNames(), image.actual().getAsInt()))
        : "";
  }

  /** What stands above a column. */
  String head(NetworkColumn column, List<LayerSummary> layers) {
    MapStack stack = column.stack();
    if (column.layerIndex() == NetworkColumn.IMAGE) {
      return get("picture.image", stack.height(), stack.width());
    }
    return readings.station(layers.get(column.layerIndex()).spec(), stack);
  }

  /** What stands beside the dot of a class: its name, and its probability if it is one. */
  String dot(List<String> classes, NetworkColumn column, int map) {
    MapStack stack = column.stack();
    String name = Readings.className(classes, map);
    double value = stack.value(map, 0, 0);
    boolean isShare = !stack.isDifference() && value >= 0 && value <= 1;
    return isShare
        ? get("picture.class", name, value)
        : get("picture.output", name, Readings.number(value));
  }

  /** What is said of the value under the mouse. */
  String place(MapStack stack, MapPlace place) {
    String value = Readings.number(stack.value(place.map(), place.row(), place.column()));
    return stack.isVector()
        ? get("spot.unit", readings.name(stack, place.map()), value)
        : get(
            "picture.spot", readings.name(stack, place.map()), place.row(), place.column(), value);
  }

  /** Which value a computation is of. */
  String title(MapPlace place, List<LayerSummary> layers) {
    LayerSummary layer = layers.get(place.layerIndex());
    return isMaps(layer)
        ? get(
            "computation.title.map",
            place.map(),
            layerWords.title(layer.spec().title()),
            place.row(),
            place.column())
        : get("computation.title.unit", place.map(), layerWords.title(layer.spec().title()));
  }

  private static boolean isMaps(LayerSummary layer) {
    return layer.output() instanceof digitscope.config.Shape.Maps;
  }

  /** Size and stride of the receptive field, and the step. */
  String field(ValueComputation computation) {
    Field image = computation.field(-1);
    Object[] size = {image.height(), image.width(), computation.stride(), computation.step()};
    return get(computation.stride() > 0 ? "computation.field" : "computation.field.all", size);
  }

  /** What a layer reads in one patch. */
  String read(ValueComputation computation, Patch patch, List<LayerSummary> layers) {
    if (computation.operation() == Operation.SUM_OF_BRANCHES) {
      boolean isFirst = patch.equals(computation.patches().get(0));
      return get(isFirst ? "computation.branch.main" : "computation.branch.shortcut");
    }
    int before = computation.place().layerIndex() - 1;
    while (before >= 0 && layers.get(before).spec().copies()) {
      before--;
    }
    if (before < 0) {
      boolean isGray = computation.patches().size() == 1;
      return isGray ? get("computation.image") : get("computation.channel", patch.map());
    }
    LayerSummary layer = layers.get(before);
    return get(
        isMaps(layer) ? "computation.read.map" : "computation.read.unit",
        patch.map(),
        layerWords.title(layer.spec().title()));
  }

  /** What the value before the activation is. */
  String operation(Operation operation) {
    return get("operation." + operation.name());
  }

  /** The activation of the layer, unless that changes nothing. */
  Optional<String> activation(ValueComputation computation, List<LayerSummary> layers) {
    LayerSpec spec = layers.get(computation.place().layerIndex()).spec();
    return spec.lastActivation()
        .filter(activation -> activation != Activation.LINEAR)
        .map(
            activation ->
                get("computation.activation", names.get("activation." + activation.name())));
  }
}
