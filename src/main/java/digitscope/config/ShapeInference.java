package digitscope.config;

import digitscope.data.ImageShape;
import java.util.ArrayList;
import java.util.List;

/** Works out the shape after each layer, and refuses what does not fit in words. */
final class ShapeInference {
  private ShapeInference() {}

  static List<LayerSummary> infer(NetworkSpec network, ImageShape image, int classes) {
    if (network.layers().isEmpty()) {
      throw new InvalidNetworkException(
          0, "The network has no layer: add a dense layer with %d units".formatted(classes));
    }
    List<LayerSummary> summaries = new ArrayList<>();
    Shape shape = Shape.Maps.of(image);
    for (LayerSpec spec : network.layers()) {
      LayerSummary summary = summarise(summaries.size() + 1, spec, shape);
      summaries.add(summary);
      shape = summary.output();
    }
    checkOutput(summaries, classes);
    return List.copyOf(summaries);
  }

  private static LayerSummary summarise(int number, LayerSpec spec, Shape input) {
    Shape output;
    long parameters = 0;
    if (spec instanceof LayerSpec.Conv2d conv) {
      Shape.Maps maps = maps(number, spec, input);
      output = convolved(number, conv, maps);
      parameters =
          ((long) conv.kernelHeight() * conv.kernelWidth() * maps.channels() + 1) * conv.filters();
    } else if (spec instanceof LayerSpec.MaxPool2d pool) {
      output = pooled(number, spec, maps(number, spec, input), pool.size(), pool.stride());
    } else if (spec instanceof LayerSpec.AveragePool2d pool) {
      output = pooled(number, spec, maps(number, spec, input), pool.size(), pool.stride());
    } else if (spec instanceof LayerSpec.Flatten) {
      output = new Shape.Vector(input.size());
    } else if (spec instanceof LayerSpec.Dense dense) {
      // A dense layer on maps reads them as one vector, as if a flatten layer stood before it.
      output = new Shape.Vector(dense.units());
      parameters = (input.size() + 1L) * dense.units();
    } else {
      output = input;
    }
    return new LayerSummary(number, spec, input, output, parameters);
  }

  private static Shape.Maps maps(int number, LayerSpec spec, Shape input) {
    if (input instanceof Shape.Maps maps) {
      return maps;
    }
    throw invalid(
        number,
        spec,
        "it needs feature maps, but its input is a vector of %d; put it before the flatten and dense layers"
            .formatted(input.size()));
  }

  private static Shape.Maps convolved(int number, LayerSpec.Conv2d conv, Shape.Maps in) {
    if (conv.padding() == Padding.SAME) {
      return new Shape.Maps(
          conv.filters(),
          (in.height() + conv.stride() - 1) / conv.stride(),
          (in.width() + conv.stride() - 1) / conv.stride());
    }
    if (in.height() < conv.kernelHeight() || in.width() < conv.kernelWidth()) {
      throw invalid(number, conv, "its input is %d×%d".formatted(in.height(), in.width()));
    }
    return new Shape.Maps(
        conv.filters(),
        (in.height() - conv.kernelHeight()) / conv.stride() + 1,
        (in.width() - conv.kernelWidth()) / conv.stride() + 1);
  }

  private static Shape.Maps pooled(
      int number, LayerSpec spec, Shape.Maps in, int size, int stride) {
    if (in.height() < size || in.width() < size) {
      throw invalid(number, spec, "its input is %d×%d".formatted(in.height(), in.width()));
    }
    return new Shape.Maps(
        in.channels(), (in.height() - size) / stride + 1, (in.width() - size) / stride + 1);
  }

  private static void checkOutput(List<LayerSummary> summaries, int classes) {
    int last = summaries.size();
    LayerSummary end = summaries.get(last - 1);
    if (!(end.spec() instanceof LayerSpec.Dense dense)) {
      throw invalid(
          last, end.spec(), "the last layer must be dense with %d units".formatted(classes));
    }
    if (dense.units() != classes) {
      throw invalid(
          last,
          end.spec(),
          "the data has %d classes, so it needs %d units".formatted(classes, classes));
    }
    for (LayerSummary summary : summaries.subList(0, last - 1)) {
      if (summary.spec() instanceof LayerSpec.Dense hidden
          && hidden.activation() == Activation.SOFTMAX) {
        throw invalid(
            summary.number(),
            hidden,
            "softmax belongs to the last layer; choose another activation");
      }
    }
  }

  private static InvalidNetworkException invalid(int number, LayerSpec spec, String reason) {
    return new InvalidNetworkException(
        number, "layer %d, %s: %s".formatted(number, spec.title(), reason));
  }
}
