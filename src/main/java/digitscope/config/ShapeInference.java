package digitscope.config;

import digitscope.data.ImageShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Works out the shape after each layer, and refuses what does not fit in words. */
final class ShapeInference {
  /** Weights, gradients and optimizer state of this many parameters take several gigabytes. */
  private static final long MOST_PARAMETERS = 100_000_000;

  private ShapeInference() {}

  static List<LayerSummary> infer(NetworkSpec network, ImageShape image, int classes) {
    if (network.layers().isEmpty()) {
      throw new InvalidNetworkException(
          0,
          String.format(
              Locale.ROOT, "The network has no layers: add a dense layer with %d units", classes));
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
                "the network would have %,d parameters, more than the limit of %,d; make "
                    + "it smaller",
                total,
                MOST_PARAMETERS));
      }
    }
  }

  private static void checkOutput(List<LayerSummary> summaries, int classes) {
    int last = summaries.size();
    LayerSummary end = summaries.get(last - 1);
    if (!(end.spec() instanceof Dense dense)) {
      throw new InvalidNetworkException(
          last,
          String.format(
              Locale.ROOT,
              "the last layer must be dense with %d units, one per class, but it is %s",
              classes,
              end.spec().title()));
    }
    if (dense.units() != classes) {
      throw new InvalidNetworkException(
          last,
          String.format(
              Locale.ROOT,
              "the last layer needs %d units, one per class, but it has %d",
              classes,
              dense.units()));
    }
    for (LayerSummary summary : summaries.subList(0, last - 1)) {
      if (summary.spec() instanceof Dense hidden && hidden.activation() == Activation.SOFTMAX) {
        throw Shapes.misfit(
            summary.number(),
            hidden,
            "softmax is only for the last layer; choose another activation");
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
          "cross-entropy needs softmax or sigmoid here; choose one of them, or use mean "
              + "squared error");
    }
  }
}
