package digitscope.network;

import digitscope.config.Activation;
import digitscope.config.AveragePool2d;
import digitscope.config.BatchNorm;
import digitscope.config.Conv2d;
import digitscope.config.Conv2dTranspose;
import digitscope.config.GlobalAveragePool2d;
import digitscope.config.GroupNorm;
import digitscope.config.KMeans;
import digitscope.config.LayerSpec;
import digitscope.config.MaxPool2d;
import digitscope.config.Padding;
import digitscope.config.SeparableConv2d;
import digitscope.io.InvalidValueException;
import digitscope.nn.ActivationLayer;
import digitscope.nn.AveragePooling;
import digitscope.nn.BatchNormalization;
import digitscope.nn.Convolution;
import digitscope.nn.Dense;
import digitscope.nn.DepthwiseConvolution;
import digitscope.nn.Dropout;
import digitscope.nn.Flatten;
import digitscope.nn.GroupNormalization;
import digitscope.nn.KMeansFeatures;
import digitscope.nn.Layer;
import digitscope.nn.MapShape;
import digitscope.nn.MaxPooling;
import digitscope.nn.Residual;
import digitscope.nn.TransposedConvolution;
import digitscope.probe.FeatureMaps.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes of one layer, as a user describes it, the layers that compute it. */
public final class LayerFactory implements LayerSpec.Visitor<List<LayerFactory.Piece>> {
  private final MapShape shape;
  private final int number;
  private final boolean isLast;

  /**
   * A layer that computes.
   *
   * @param stage what its output is to a user; empty if it is not shown
   */
  record Piece(Layer layer, Optional<Stage> stage) {
    static Piece shown(Layer layer, Stage stage) {
      return new Piece(layer, Optional.of(stage));
    }

    static Piece hidden(Layer layer) {
      return new Piece(layer, Optional.empty());
    }
  }

  /**
   * @param shape of the input
   * @param number of the layer, counted from 1; it tells the choices of a dropout from another's
   * @param isLast whether the network's output function follows, which belongs to the loss
   */
  LayerFactory(MapShape shape, int number, boolean isLast) {
    this.shape = shape;
    this.number = number;
    this.isLast = isLast;
  }

  @Override
  public List<Piece> conv2d(Conv2d conv) {
    boolean same = conv.padding() == Padding.SAME;
    return activated(
        new Convolution(
            shape, conv.filters(), conv.kernelHeight(), conv.kernelWidth(), conv.stride(), same),
        conv.activation());
  }

  @Override
  public List<Piece> conv2dTranspose(Conv2dTranspose conv) {
    boolean same = conv.padding() == Padding.SAME;
    return activated(
        new TransposedConvolution(
            shape, conv.filters(), conv.kernelHeight(), conv.kernelWidth(), conv.stride(), same),
        conv.activation());
  }

  @Override
  public List<Piece> separableConv2d(SeparableConv2d conv) {
    boolean same = conv.padding() == Padding.SAME;
    Layer depthwise =
        new DepthwiseConvolution(
            shape, conv.kernelHeight(), conv.kernelWidth(), conv.stride(), same);
    List<Piece> pieces = new ArrayList<>(List.of(Piece.hidden(depthwise)));
    pieces.addAll(
        activated(
            new Convolution(depthwise.output(), conv.filters(), 1, 1, 1, false),
            conv.activation()));
    return pieces;
  }

  @Override
  public List<Piece> residual(digitscope.config.Residual block) {
    List<Layer> main = new ArrayList<>();
    main.add(new Convolution(shape, block.filters(), 3, 3, block.stride(), true));
    MapShape inner = main.get(0).output();
    main.add(new BatchNormalization(inner));
    main.add(new ActivationLayer(inner, function(Activation.RELU)));
    main.add(new Convolution(inner, block.filters(), 3, 3, 1, true));
    main.add(new BatchNormalization(inner));
    List<Layer> shortcut = new ArrayList<>();
    if (block.changesShape(shape.channels())) {
      shortcut.add(new Convolution(shape, block.filters(), 1, 1, block.stride(), true));
      shortcut.add(new BatchNormalization(inner));
    }
    return activated(new Residual(main, shortcut), Activation.RELU);
  }

  @Override
  public List<Piece> maxPool2d(MaxPool2d pool) {
    return List.of(Piece.shown(new MaxPooling(shape, pool.size(), pool.stride()), Stage.POOLED));
  }

  @Override
  public List<Piece> averagePool2d(AveragePool2d pool) {
    return List.of(
        Piece.shown(new AveragePooling(shape, pool.size(), pool.stride()), Stage.POOLED));
  }

  @Override
  public List<Piece> globalAveragePool2d(GlobalAveragePool2d pool) {
    return List.of(Piece.shown(AveragePooling.global(shape), Stage.POOLED));
  }

  @Override
  public List<Piece> flatten(digitscope.config.Flatten flatten) {
    return List.of(Piece.shown(new Flatten(shape), Stage.OUTPUT));
  }

  @Override
  public List<Piece> dense(digitscope.config.Dense dense) {
    List<Piece> pieces = new ArrayList<>();
    if (shape.area() > 1) {
      pieces.add(Piece.hidden(new Flatten(shape)));
    }
    Layer product = new Dense(shape.size(), dense.units());
    if (isLast) {
      boolean linear = dense.activation() == Activation.LINEAR;
      pieces.add(Piece.shown(product, linear ? Stage.OUTPUT : Stage.PRE_ACTIVATION));
    } else {
      pieces.addAll(activated(product, dense.activation()));
    }
    return pieces;
  }

  @Override
  public List<Piece> dropout(digitscope.config.Dropout dropout) {
    return List.of(Piece.shown(dropout(dropout, shape, number), Stage.OUTPUT));
  }

  /** The layer that drops values; its number tells its choices from others. */
  public static Dropout dropout(digitscope.config.Dropout spec, MapShape shape, int number) {
    return new Dropout(shape, spec.rate(), number);
  }

  @Override
  public List<Piece> batchNorm(BatchNorm norm) {
    return activated(new BatchNormalization(shape), norm.activation());
  }

  @Override
  public List<Piece> groupNorm(GroupNorm norm) {
    return activated(new GroupNormalization(shape, norm.groups()), norm.activation());
  }

  @Override
  public List<Piece> kMeans(KMeans kMeans) {
    return List.of(Piece.shown(new KMeansFeatures(shape, kMeans.clusters()), Stage.OUTPUT));
  }

  private static List<Piece> activated(Layer layer, Activation activation) {
    if (activation == Activation.LINEAR) {
      return List.of(Piece.shown(layer, Stage.OUTPUT));
    }
    return List.of(
        Piece.shown(layer, Stage.PRE_ACTIVATION),
        Piece.shown(new ActivationLayer(layer.output(), function(activation)), Stage.ACTIVATION));
  }

  /** The function of single elements that an activation is. */
  static digitscope.nn.Activation function(Activation activation) {
    return switch (activation) {
      case LINEAR -> digitscope.nn.Activation.LINEAR;
      case RELU -> digitscope.nn.Activation.RELU;
      case LEAKY_RELU -> digitscope.nn.Activation.LEAKY_RELU;
      case ELU -> digitscope.nn.Activation.ELU;
      case SELU -> digitscope.nn.Activation.SELU;
      case SIGMOID -> digitscope.nn.Activation.SIGMOID;
      case TANH -> digitscope.nn.Activation.TANH;
      case SOFTMAX -> throw new InvalidValueException("Softmax is no function of single elements");
    };
  }
}
