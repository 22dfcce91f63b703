package digitscope.ui.features;

import digitscope.config.LayerSpec;
import digitscope.ui.control.MapGrid.Spot;
import digitscope.ui.control.Messages;
import digitscope.ui.fx.ChosenImage;
import java.util.List;
import java.util.Locale;

/** What the views say of maps and values. */
final class Readings {
  private final Messages text = Messages.of("features");

  /** A value with three significant digits. */
  static String number(double value) {
    return value == 0 ? "0" : String.format(Locale.ROOT, "%.3g", value).replace('-', '−');
  }

  String get(String key, Object... values) {
    return text.get(key, values);
  }

  String kind(MapStack stack) {
    return text.get("kind." + stack.kind().name());
  }

  String shape(MapStack stack) {
    return stack.isVector()
        ? text.get("shape.vector", stack.count())
        : text.get("shape.maps", stack.count(), stack.height(), stack.width());
  }

  String range(MapStack.Range range) {
    return text.get("range", number(range.low()), number(range.high()));
  }

  /** What stands below a layer on the way of an image: its name in short, and its shape. */
  String station(LayerSpec layer, MapStack stack) {
    String name;
    if (layer instanceof LayerSpec.Conv2d conv) {
      name = text.get("short.conv", conv.kernelHeight(), conv.kernelWidth());
    } else if (layer instanceof LayerSpec.SeparableConv2d conv) {
      name = text.get("short.separable", conv.kernelHeight(), conv.kernelWidth());
    } else if (layer instanceof LayerSpec.MaxPool2d pool) {
      name = text.get("short.max", pool.size());
    } else if (layer instanceof LayerSpec.AveragePool2d pool) {
      name = text.get("short.average", pool.size());
    } else if (layer instanceof LayerSpec.Residual) {
      name = text.get("short.residual");
    } else if (layer instanceof LayerSpec.GlobalAveragePool2d) {
      name = text.get("short.global");
    } else if (layer instanceof LayerSpec.BatchNorm) {
      name = text.get("short.norm");
    } else if (layer instanceof LayerSpec.KMeans) {
      name = text.get("short.kmeans");
    } else {
      name = text.get("short.dense");
    }
    return name + '\n' + (stack.isVector() ? Integer.toString(stack.count()) : shape(stack));
  }

  /** Name of a picture of a stack. */
  String name(MapStack stack, int map) {
    String key =
        stack.isVector() ? "unit" : stack.kind() == MapStack.Kind.KERNELS ? "kernel" : "map";
    return text.get(key, map);
  }

  /** What is said of the value under the mouse. */
  String spot(MapStack stack, int map, Spot spot) {
    String value = number(stack.value(map, spot.row(), spot.column()));
    return stack.isVector()
        ? text.get("spot.unit", name(stack, map), value)
        : text.get(
            "spot.map",
            name(stack, map),
            spot.row(),
            spot.column(),
            value,
            range(stack.range(map)));
  }

  /** What an image is called, its set included. */
  String subject(Subject subject) {
    if (subject.source() instanceof ChosenImage.OfTestSet image) {
      return text.get("subject.test", image.index());
    }
    return subject.source() instanceof ChosenImage.OfTrainingSet image
        ? text.get("subject.training", image.index())
        : text.get("subject.drawing");
  }

  /** Name of a class. */
  static String className(List<String> names, int label) {
    return label < names.size() ? names.get(label) : Integer.toString(label);
  }
}
