package digitscope.train;

import digitscope.nn.Convolution;
import digitscope.nn.Dense;
import digitscope.nn.Layer;
import java.util.ArrayList;
import java.util.List;

/** Names the parameters of the layers of a network, in the order in which they lie. */
final class LayoutBuilder {
  private final List<ParameterLayout.ArrayPlace> arrays = new ArrayList<>();
  private int size;

  /** Adds what a layer has: its weights, then its biases. */
  void add(int number, Layer layer) {
    if (layer instanceof Convolution convolution) {
      int filters = layer.output().channels();
      add(
          number,
          "weights",
          convolution.kernelHeight(),
          convolution.kernelWidth(),
          layer.input().channels(),
          filters);
      add(number, "biases", filters);
    } else if (layer instanceof Dense) {
      add(number, "weights", layer.input().size(), layer.output().size());
      add(number, "biases", layer.output().size());
    }
  }

  ParameterLayout build() {
    return new ParameterLayout(arrays, size);
  }

  private void add(int number, String name, Integer... shape) {
    ParameterLayout.ArrayPlace place =
        new ParameterLayout.ArrayPlace(number, name, List.of(shape), size);
    arrays.add(place);
    size += place.size();
  }
}
