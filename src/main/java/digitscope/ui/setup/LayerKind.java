package digitscope.ui.setup;

import digitscope.config.Activation;
import digitscope.config.LayerSpec;
import digitscope.config.LayerSpec.BatchNorm;
import digitscope.config.LayerSpec.Conv2d;
import digitscope.config.LayerSpec.Dense;
import digitscope.config.Padding;
import java.util.List;

/** The kinds of layers that a person can add, each as it is when it is new. */
enum LayerKind {
  CONVOLUTION("mdi2g-grid"),
  SEPARABLE_CONVOLUTION("mdi2l-layers-outline"),
  RESIDUAL("mdi2c-call-merge"),
  BATCH_NORM("mdi2c-chart-bell-curve"),
  MAX_POOLING("mdi2a-arrow-collapse-all"),
  AVERAGE_POOLING("mdi2a-approximately-equal-box"),
  GLOBAL_AVERAGE_POOLING("mdi2i-image-filter-center-focus"),
  FLATTEN("mdi2r-reorder-vertical"),
  DENSE("mdi2v-vector-polyline"),
  DROPOUT("mdi2b-blur"),
  K_MEANS("mdi2c-chart-scatter-plot-hexbin");

  private final String icon;

  LayerKind(String icon) {
    this.icon = icon;
  }

  static LayerKind of(LayerSpec layer) {
    for (LayerKind kind : values()) {
      if (kind.initial().getClass().equals(layer.getClass())) {
        return kind;
      }
    }
    throw new IllegalArgumentException("Unknown kind of layer: " + layer);
  }

  String icon() {
    return icon;
  }

  /** A new layer of this kind. */
  LayerSpec initial() {
    return switch (this) {
      case CONVOLUTION -> new Conv2d(32, 3, 3, 1, Padding.SAME, Activation.RELU);
      case SEPARABLE_CONVOLUTION ->
          new LayerSpec.SeparableConv2d(32, 3, 3, 1, Padding.SAME, Activation.RELU);
      case RESIDUAL -> new LayerSpec.Residual(32, 1);
      case BATCH_NORM -> new BatchNorm(Activation.LINEAR);
      case MAX_POOLING -> new LayerSpec.MaxPool2d(2, 2);
      case AVERAGE_POOLING -> new LayerSpec.AveragePool2d(2, 2);
      case GLOBAL_AVERAGE_POOLING -> new LayerSpec.GlobalAveragePool2d();
      case FLATTEN -> new LayerSpec.Flatten();
      case DENSE -> new Dense(64, Activation.RELU);
      case DROPOUT -> new LayerSpec.Dropout(0.3);
      case K_MEANS -> new LayerSpec.KMeans(50);
    };
  }

  /** Where a new layer of this kind is most likely to fit. */
  int placeIn(List<LayerSpec> layers) {
    return switch (this) {
      case K_MEANS -> 0;
      case CONVOLUTION,
          SEPARABLE_CONVOLUTION,
          RESIDUAL,
          MAX_POOLING,
          AVERAGE_POOLING,
          GLOBAL_AVERAGE_POOLING ->
          endOfMaps(layers);
      case BATCH_NORM -> behindFirstNotNormalised(layers);
      case FLATTEN, DENSE, DROPOUT -> beforeOutput(layers);
    };
  }

  /**
   * Where a new layer of this kind is to go when a person has chosen the layer at {@code index}:
   * behind it, except that k-means reads the images and nothing follows the output.
   */
  int placeBehind(int index, List<LayerSpec> layers) {
    return this == K_MEANS || index >= layers.size() - 1 ? placeIn(layers) : index + 1;
  }

  private static int beforeOutput(List<LayerSpec> layers) {
    return Math.max(0, layers.size() - 1);
  }

  private static int endOfMaps(List<LayerSpec> layers) {
    for (int i = 0; i < layers.size(); i++) {
      if (makesVector(layers.get(i))) {
        return i;
      }
    }
    return beforeOutput(layers);
  }

  private static boolean makesVector(LayerSpec layer) {
    return layer instanceof LayerSpec.Flatten
        || layer instanceof Dense
        || layer instanceof LayerSpec.GlobalAveragePool2d
        || layer instanceof LayerSpec.KMeans;
  }

  private static int behindFirstNotNormalised(List<LayerSpec> layers) {
    int output = beforeOutput(layers);
    for (int i = 0; i < output; i++) {
      if (Normalisation.isFor(layers.get(i)) && !(layers.get(i + 1) instanceof BatchNorm)) {
        return i + 1;
      }
    }
    return output;
  }
}
