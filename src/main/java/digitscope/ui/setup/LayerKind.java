package digitscope.ui.setup;

import digitscope.config.Activation;
import digitscope.config.AveragePool2d;
import digitscope.config.BatchNorm;
import digitscope.config.Conv2d;
import digitscope.config.Conv2dTranspose;
import digitscope.config.Dense;
import digitscope.config.Dropout;
import digitscope.config.Flatten;
import digitscope.config.GlobalAveragePool2d;
import digitscope.config.GroupNorm;
import digitscope.config.KMeans;
import digitscope.config.LayerSpec;
import digitscope.config.MaxPool2d;
import digitscope.config.Padding;
import digitscope.config.Residual;
import digitscope.config.SeparableConv2d;
import java.util.List;

/** The kinds of layers that the user can add, each as it is when it is new. */
enum LayerKind {
  CONVOLUTION("mdi2g-grid"),
  SEPARABLE_CONVOLUTION("mdi2l-layers-outline"),
  TRANSPOSED_CONVOLUTION("mdi2a-arrow-expand-all"),
  RESIDUAL("mdi2c-call-merge"),
  BATCH_NORM("mdi2c-chart-bell-curve"),
  GROUP_NORM("mdi2c-chart-bell-curve-cumulative"),
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
    return LayerLook.of(layer).kind();
  }

  String icon() {
    return icon;
  }

  /** A new layer of this kind. */
  LayerSpec initial() {
    return switch (this) {
      case CONVOLUTION -> new Conv2d(32, 3, 3, 1, Padding.SAME, Activation.RELU);
      case SEPARABLE_CONVOLUTION -> new SeparableConv2d(32, 3, 3, 1, Padding.SAME, Activation.RELU);
      case TRANSPOSED_CONVOLUTION ->
          new Conv2dTranspose(16, 4, 4, 2, Padding.SAME, Activation.RELU);
      case RESIDUAL -> new Residual(32, 1);
      case BATCH_NORM -> new BatchNorm(Activation.LINEAR);
      case GROUP_NORM -> new GroupNorm(4, Activation.LINEAR);
      case MAX_POOLING -> new MaxPool2d(2, 2);
      case AVERAGE_POOLING -> new AveragePool2d(2, 2);
      case GLOBAL_AVERAGE_POOLING -> new GlobalAveragePool2d();
      case FLATTEN -> new Flatten();
      case DENSE -> new Dense(64, Activation.RELU);
      case DROPOUT -> new Dropout(0.3);
      case K_MEANS -> new KMeans(50);
    };
  }

  /** Where a new layer of this kind is most likely to fit. */
  int placeIn(List<LayerSpec> layers) {
    return switch (this) {
      case K_MEANS -> 0;
      case CONVOLUTION,
          SEPARABLE_CONVOLUTION,
          TRANSPOSED_CONVOLUTION,
          RESIDUAL,
          MAX_POOLING,
          AVERAGE_POOLING,
          GLOBAL_AVERAGE_POOLING ->
          endOfMaps(layers);
      case BATCH_NORM, GROUP_NORM -> behindFirstNotNormalized(layers);
      case FLATTEN, DENSE, DROPOUT -> beforeOutput(layers);
    };
  }

  /**
   * Where a new layer of this kind is to go when the user has chosen the layer at {@code index}:
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
      if (layers.get(i).makesVector()) {
        return i;
      }
    }
    return beforeOutput(layers);
  }

  private static int behindFirstNotNormalized(List<LayerSpec> layers) {
    int output = beforeOutput(layers);
    for (int i = 0; i < output; i++) {
      if (Normalization.isFor(layers.get(i))
          && !(layers.get(i + 1) instanceof LayerSpec.Normalization)) {
        return i + 1;
      }
    }
    return output;
  }
}
