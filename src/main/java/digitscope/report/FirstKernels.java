package digitscope.report;

import digitscope.network.ParameterLayout;
import digitscope.network.ParameterLayout.ArrayPlace;
import digitscope.network.ParameterLayout.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The kernels of a first layer, which look at the image itself.
 *
 * @param layer its number, counted from 1
 * @param width of each kernel
 * @param note what they are
 * @param values of each kernel, row by row; those for several input channels below one another
 */
record FirstKernels(int layer, int width, String note, List<List<Float>> values) {
  /** The kernels, if the first layer with weights is a convolution. */
  static Optional<FirstKernels> of(ParameterLayout layout, float[] parameters) {
    return layout.arrays().stream()
        .findFirst()
        .filter(array -> array.role() == Role.KERNELS)
        .map(array -> of(array, parameters));
  }

  private static FirstKernels of(ArrayPlace array, float[] parameters) {
    int height = array.shape().get(0);
    int width = array.shape().get(1);
    int inputs = array.shape().get(2);
    int filters = array.shape().get(3);
    List<List<Float>> kernels = new ArrayList<>();
    for (int filter = 0; filter < filters; filter++) {
      List<Float> kernel = new ArrayList<>();
      for (int input = 0; input < inputs; input++) {
        for (int place = 0; place < height * width; place++) {
          kernel.add(parameters[array.offset() + (place * inputs + input) * filters + filter]);
        }
      }
      kernels.add(kernel);
    }
    String note =
        "orange is positive, blue negative"
            + (inputs == 1
                ? ""
                : String.format(
                    Locale.ROOT, "; for %d input channels, stacked vertically", inputs));
    return new FirstKernels(array.layer(), width, note, kernels);
  }
}
