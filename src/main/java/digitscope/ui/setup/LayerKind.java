package digitscope.ui.setup;

import digitscope.config.Activation;
import digitscope.config.LayerSpec;
import digitscope.config.Padding;
import java.util.List;

/** The kinds of layers that a person can add, each as it is when it is new. */
enum LayerKind {
  CONVOLUTION("mdi2g-grid"),
  MAX_POOLING("mdi2a-arrow-collapse-all"),
  AVERAGE_POOLING("mdi2a-approximately-equal-box"),
  FLATTEN("mdi2r-reorder-vertical"),
  DENSE("mdi2v-vector-polyline"),
  DROPOUT("mdi2b-blur");

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
      case CONVOLUTION -> new LayerSpec.Conv2d(32, 3, 3, 1, Padding.SAME, Activation.RELU);
      case MAX_POOLING -> new LayerSpec.MaxPool2d(2, 2);
      case AVERAGE_POOLING -> new LayerSpec.AveragePool2d(2, 2);
      case FLATTEN -> new LayerSpec.Flatten();
      case DENSE -> new LayerSpec.Dense(64, Activation.RELU);
      case DROPOUT -> new LayerSpec.Dropout(0.3);
    };
  }

  /**
   * Where a new layer of this kind is most likely to fit: maps before the first vector, the rest
   * before the output.
   */
  int placeIn(List<LayerSpec> layers) {
    int place = Math.max(0, layers.size() - 1);
    if (this == CONVOLUTION || this == MAX_POOLING || this == AVERAGE_POOLING) {
      for (int i = place; i >= 0; i--) {
        if (layers.get(i) instanceof LayerSpec.Flatten
            || layers.get(i) instanceof LayerSpec.Dense) {
          place = i;
        }
      }
    }
    return place;
  }
}
