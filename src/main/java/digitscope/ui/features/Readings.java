package digitscope.ui.features;

import digitscope.config.LayerSpec;
import digitscope.ui.control.LayerWords;
import digitscope.ui.control.Messages;
import digitscope.ui.control.WindowLocale;
import digitscope.ui.control.images.MapGrid.Spot;
import digitscope.ui.fx.ChosenImage;
import java.util.List;

/** What the views say of maps and values. */
final class Readings {
  private final Messages text = Messages.of("features");
  private final LayerWords layers = new LayerWords();
  private final ChosenImage.Visitor<String> subjects = new Subjects();

  /** A value with three significant digits. */
  static String number(double value) {
    return value == 0 ? "0" : String.format(WindowLocale.get(), "%.3g", value).replace('-', '−');
  }

  String get(String key, Object... values) {
    return text.get(key, values);
  }

  /** Title of the layer that a stack is of. */
  String title(MapStack stack) {
    return layers.title(stack.title());
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
    String name = text.get("short." + layer.kind(), layer.window().toArray());
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
  String subject(InspectedImage subject) {
    return subject.source().accept(subjects);
  }

  /** Name of a class. */
  static String className(List<String> names, int label) {
    return label < names.size() ? names.get(label) : Integer.toString(label);
  }

  private final class Subjects implements ChosenImage.Visitor<String> {
    @Override
    public String none(ChosenImage.None image) {
      return text.get("subject.drawing");
    }

    @Override
    public String ofTestSet(ChosenImage.OfTestSet image) {
      return text.get("subject.test", image.index());
    }

    @Override
    public String ofTrainingSet(ChosenImage.OfTrainingSet image) {
      return text.get("subject.training", image.index());
    }

    @Override
    public String ofOtherSet(ChosenImage.OfOtherSet image) {
      return text.get("subject.other", image.set(), image.index());
    }

    @Override
    public String drawing(ChosenImage.Drawing image) {
      return text.get("subject.drawing");
    }
  }
}
