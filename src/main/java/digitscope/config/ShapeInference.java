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
          0,
          String.format(
              Locale.ROOT, "The network has no layer: add a dense layer with %d units", classes));
    }
    List<LayerSummary> summaries = new ArrayList<>();
    Shape shape = Shape.Maps.of(image);
    for (LayerSpec spec : network.layers()) {
      LayerSummary summary = spec.summarize(summaries.size() + 1, shape);
      summaries.add(summary);
      shape = summary.output();
    }
    checkSize(summaries);
    checkOutput(summaries, classes);
    return List.copyOf(summaries);
  }

  private static void checkSize(List<LayerSummary> summaries) {
    long total = 0;
    for (LayerSummary summary : summaries) {
      total += summary.parameters();
      if (total > MOST_PARAMETERS) {
        throw Shapes.misfit(
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

  private static void checkOutput(List<LayerSummary> summaries, int classes) {
    int last = summaries.size();
    LayerSummary end = summaries.get(last - 1);
    if (!(end.spec() instanceof Dense dense)) {
      throw Shapes.misfit(
          last,
          end.spec(),
          String.format(Locale.ROOT, "the last layer must be dense with %d units", classes));
    }
    if (dense.units() != classes) {
      throw Shapes.misfit(
          last,
          end.spec(),
          String.format(
              Locale.ROOT, "the data has %d classes, so it needs %d units", classes, classes));
    }
    for (LayerSummary summary : summaries.subList(0, last - 1)) {
      if (summary.spec() instanceof Dense hidden && hidden.activation() == Activation.SOFTMAX) {
        throw Shapes.misfit(
            summary.number(),
            hidden,
            "softmax belongs to the last layer; choose another activation");
      }
    }
  }

  static void checkLoss(NetworkSpec network, Loss loss) {
    int last = network.layers().size();
    if (loss == Loss.CROSS_ENTROPY
        && network.layers().get(last - 1) instanceof Dense output
        && output.activation() != Activation.SOFTMAX
        && output.activation() != Activation.SIGMOID) {
      throw Shapes.misfit(
          last,
          output,
          "cross-entropy needs softmax or sigmoid here; choose one of them, or mean squared error");
    }
  }
}
