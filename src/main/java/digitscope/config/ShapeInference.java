package digitscope.config;

import digitscope.data.ImageShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Works out the shape after each layer, and refuses what does not fit in words. */
final class ShapeInference {
  /** Weights, gradients and optimizer state of so many take some gigabytes. */
  private static final long MOST_PARAMETERS = 100_000_000;

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
    checkSize(summaries);
    checkOutput(summaries, classes);
    return List.copyOf(summaries);
  }

  private static LayerSummary summarise(int number, LayerSpec spec, Shape input) {
    Shape output;
    long parameters = 0;
    if (spec instanceof LayerSpec.Conv2d conv) {
      Shape.Maps maps = maps(number, spec, input);
      output = convolved(number, spec, conv, maps);
      parameters =
          ((long) conv.kernelHeight() * conv.kernelWidth() * maps.channels() + 1) * conv.filters();
    } else if (spec instanceof LayerSpec.SeparableConv2d conv) {
      Shape.Maps maps = maps(number, spec, input);
      output = convolved(number, spec, conv.convolution(), maps);
      parameters =
          (long) conv.kernelHeight() * conv.kernelWidth() * maps.channels()
              + (maps.channels() + 1L) * conv.filters();
    } else if (spec instanceof LayerSpec.Residual block) {
      Shape.Maps maps = maps(number, spec, input);
      output = convolved(number, spec, block.firstConvolution(), maps);
      parameters = residualParameters(maps, block);
    } else if (spec instanceof LayerSpec.BatchNorm) {
      output = input;
      parameters = 2L * (input instanceof Shape.Maps maps ? maps.channels() : input.size());
    } else if (spec instanceof LayerSpec.GlobalAveragePool2d) {
      output = new Shape.Vector(maps(number, spec, input).channels());
    } else if (spec instanceof LayerSpec.KMeans kMeans) {
      if (number > 1) {
        throw invalid(number, spec, "it reads the images themselves; move it to the first place");
      }
      output = new Shape.Vector(kMeans.clusters());
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

  /** Two convolutions, and one on the shortcut if the shape changes, each normalised. */
  private static long residualParameters(Shape.Maps in, LayerSpec.Residual block) {
    long filters = block.filters();
    long parameters = 9L * in.channels() * filters + 9L * filters * filters + 2 * 3 * filters;
    return block.changesShape(in.channels())
        ? parameters + in.channels() * filters + 3 * filters
        : parameters;
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

  private static Shape.Maps convolved(
      int number, LayerSpec spec, LayerSpec.Conv2d conv, Shape.Maps in) {
    if (conv.padding() == Padding.SAME) {
      checkSamePadding(number, spec, conv, in);
      return new Shape.Maps(
          conv.filters(),
          (in.height() + conv.stride() - 1) / conv.stride(),
          (in.width() + conv.stride() - 1) / conv.stride());
    }
    if (in.height() < conv.kernelHeight() || in.width() < conv.kernelWidth()) {
      throw invalid(number, spec, "its input is %d×%d".formatted(in.height(), in.width()));
    }
    return new Shape.Maps(
        conv.filters(),
        (in.height() - conv.kernelHeight()) / conv.stride() + 1,
        (in.width() - conv.kernelWidth()) / conv.stride() + 1);
  }

  /**
   * Where the zeros cannot be split evenly along one axis, the engine can do no window that leaves
   * two or more values out along the other.
   */
  private static void checkSamePadding(
      int number, LayerSpec spec, LayerSpec.Conv2d conv, Shape.Maps in) {
    int rows = overhang(in.height(), conv.kernelHeight(), conv.stride());
    int columns = overhang(in.width(), conv.kernelWidth(), conv.stride());
    boolean isUneven = (rows > 0 && rows % 2 == 1) || (columns > 0 && columns % 2 == 1);
    if (isUneven && Math.min(rows, columns) < -1) {
      throw invalid(
          number,
          spec,
          "its stride of %d skips rows or columns, which 'same' padding cannot do here; choose a smaller one"
              .formatted(conv.stride()));
    }
  }

  /** Values by which the windows reach beyond the input of an axis; negative if they fall short. */
  private static int overhang(int length, int kernel, int stride) {
    return (length - 1) / stride * stride + kernel - length;
  }

  private static void checkSize(List<LayerSummary> summaries) {
    long total = 0;
    for (LayerSummary summary : summaries) {
      total += summary.parameters();
      if (total > MOST_PARAMETERS) {
        throw invalid(
            summary.number(),
            summary.spec(),
            String.format(
                Locale.ROOT,
                "with it the network has %,d parameters, more than %,d; make it smaller",
                total,
                MOST_PARAMETERS));
      }
    }
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

  static void checkLoss(NetworkSpec network, Loss loss) {
    int last = network.layers().size();
    if (loss == Loss.CROSS_ENTROPY
        && network.layers().get(last - 1) instanceof LayerSpec.Dense output
        && output.activation() != Activation.SOFTMAX
        && output.activation() != Activation.SIGMOID) {
      throw invalid(
          last,
          output,
          "cross-entropy needs softmax or sigmoid here; choose one of them, or mean squared error");
    }
  }

  private static InvalidNetworkException invalid(int number, LayerSpec spec, String reason) {
    return new InvalidNetworkException(
        number, "layer %d, %s: %s".formatted(number, spec.title(), reason));
  }
}
