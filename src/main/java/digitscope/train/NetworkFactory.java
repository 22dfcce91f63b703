package digitscope.train;

import digitscope.config.Activation;
import digitscope.config.InvalidNetworkException;
import digitscope.config.LayerSpec;
import digitscope.config.LayerSummary;
import digitscope.config.Loss;
import digitscope.config.NetworkSpec;
import digitscope.config.OptimizerSpec;
import digitscope.config.Padding;
import digitscope.config.ScheduleSpec;
import digitscope.config.TrainingSpec;
import digitscope.data.ImageShape;
import digitscope.nn.ActivationLayer;
import digitscope.nn.AveragePooling;
import digitscope.nn.BatchNormalisation;
import digitscope.nn.Convolution;
import digitscope.nn.Dense;
import digitscope.nn.DepthwiseConvolution;
import digitscope.nn.Dropout;
import digitscope.nn.Flatten;
import digitscope.nn.Initialisation;
import digitscope.nn.KMeansFeatures;
import digitscope.nn.Layer;
import digitscope.nn.Layout;
import digitscope.nn.MapShape;
import digitscope.nn.MaxPooling;
import digitscope.nn.Network;
import digitscope.nn.Optimizer;
import digitscope.nn.OutputFunction;
import digitscope.nn.Residual;
import digitscope.nn.Schedule;
import digitscope.probe.FeatureMaps.Stage;
import digitscope.probe.ProbedNetwork;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;

/** Turns the description of a network and its training into the objects that compute. */
final class NetworkFactory {
  private final List<Layer> layers = new ArrayList<>();
  private final List<ProbedNetwork.Point> points = new ArrayList<>();
  private MapShape shape;

  private NetworkFactory(ImageShape image) {
    shape = new MapShape(image.channels(), image.height(), image.width());
  }

  /**
   * Builds a network with its initial weights.
   *
   * @throws InvalidNetworkException if a layer does not fit
   */
  static ProbedNetwork network(
      NetworkSpec spec, TrainingSpec training, ImageShape image, int classes) {
    NetworkFactory factory = new NetworkFactory(image);
    List<LayerSummary> summaries = spec.summarise(image, classes);
    for (LayerSummary summary : summaries) {
      factory.add(summary, summary.number() == summaries.size());
    }
    // Before anything native is made.
    spec.checkLoss(training.loss());
    Network network = new Network(factory.layers, DataType.FLOAT);
    network.initialise(initialisation(training), training.seed());
    return new ProbedNetwork(network, output(spec), factory.points);
  }

  /** See {@link ParameterLayout#of}. */
  static ParameterLayout layout(NetworkSpec spec, ImageShape image, int classes) {
    NetworkFactory factory = new NetworkFactory(image);
    List<LayerSummary> summaries = spec.summarise(image, classes);
    List<LayerSummary> owners = new ArrayList<>();
    for (LayerSummary summary : summaries) {
      factory.add(summary, summary.number() == summaries.size());
      while (owners.size() < factory.layers.size()) {
        owners.add(summary);
      }
    }
    return LayoutNames.name(Layout.of(factory.layers), owners);
  }

  private void add(LayerSummary summary, boolean last) {
    LayerSpec spec = summary.spec();
    if (spec instanceof LayerSpec.Conv2d conv) {
      Layer convolution =
          new Convolution(
              shape,
              conv.filters(),
              conv.kernelHeight(),
              conv.kernelWidth(),
              conv.stride(),
              conv.padding() == Padding.SAME);
      addActivated(summary, convolution, conv.activation());
    } else if (spec instanceof LayerSpec.SeparableConv2d conv) {
      boolean same = conv.padding() == Padding.SAME;
      append(
          new DepthwiseConvolution(
              shape, conv.kernelHeight(), conv.kernelWidth(), conv.stride(), same));
      addActivated(
          summary, new Convolution(shape, conv.filters(), 1, 1, 1, false), conv.activation());
    } else if (spec instanceof LayerSpec.BatchNorm norm) {
      addActivated(summary, new BatchNormalisation(shape), norm.activation());
    } else if (spec instanceof LayerSpec.Residual block) {
      addActivated(summary, residual(block), Activation.RELU);
    } else if (spec instanceof LayerSpec.GlobalAveragePool2d) {
      add(summary, AveragePooling.global(shape), Stage.POOLED);
    } else if (spec instanceof LayerSpec.KMeans kMeans) {
      add(summary, new KMeansFeatures(shape, kMeans.clusters()), Stage.OUTPUT);
    } else if (spec instanceof LayerSpec.MaxPool2d pool) {
      add(summary, new MaxPooling(shape, pool.size(), pool.stride()), Stage.POOLED);
    } else if (spec instanceof LayerSpec.AveragePool2d pool) {
      add(summary, new AveragePooling(shape, pool.size(), pool.stride()), Stage.POOLED);
    } else if (spec instanceof LayerSpec.Flatten) {
      add(summary, new Flatten(shape), Stage.OUTPUT);
    } else if (spec instanceof LayerSpec.Dropout dropout) {
      add(summary, new Dropout(shape, dropout.rate(), summary.number()), Stage.OUTPUT);
    } else if (spec instanceof LayerSpec.Dense dense) {
      if (shape.area() > 1) {
        append(new Flatten(shape));
      }
      Layer product = new Dense(shape.size(), dense.units());
      if (last) {
        // What follows belongs to the loss.
        boolean linear = dense.activation() == Activation.LINEAR;
        add(summary, product, linear ? Stage.OUTPUT : Stage.PRE_ACTIVATION);
      } else {
        addActivated(summary, product, dense.activation());
      }
    }
  }

  private void addActivated(LayerSummary summary, Layer layer, Activation activation) {
    if (activation == Activation.LINEAR) {
      add(summary, layer, Stage.OUTPUT);
    } else {
      add(summary, layer, Stage.PRE_ACTIVATION);
      add(summary, new ActivationLayer(shape, function(activation)), Stage.ACTIVATION);
    }
  }

  private void add(LayerSummary summary, Layer layer, Stage stage) {
    points.add(
        new ProbedNetwork.Point(
            layers.size(), summary.number() - 1, summary.spec().title(), stage));
    append(layer);
  }

  private void append(Layer layer) {
    layers.add(layer);
    shape = layer.output();
  }

  private Residual residual(LayerSpec.Residual block) {
    List<Layer> main = new ArrayList<>();
    main.add(new Convolution(shape, block.filters(), 3, 3, block.stride(), true));
    MapShape inner = main.get(0).output();
    main.add(new BatchNormalisation(inner));
    main.add(new ActivationLayer(inner, function(Activation.RELU)));
    main.add(new Convolution(inner, block.filters(), 3, 3, 1, true));
    main.add(new BatchNormalisation(inner));
    if (!block.changesShape(shape.channels())) {
      return new Residual(main, List.of());
    }
    Layer projection = new Convolution(shape, block.filters(), 1, 1, block.stride(), true);
    return new Residual(main, List.of(projection, new BatchNormalisation(inner)));
  }

  /** What training makes small, if {@link NetworkSpec#checkLoss} allows it. */
  static digitscope.nn.Loss loss(NetworkSpec spec, Loss loss) {
    return switch (loss) {
      case MEAN_SQUARED_ERROR -> new digitscope.nn.Loss.MeanSquaredError(output(spec));
      case CROSS_ENTROPY ->
          outputLayer(spec).activation() == Activation.SOFTMAX
              ? new digitscope.nn.Loss.SoftmaxCrossEntropy()
              : new digitscope.nn.Loss.SigmoidCrossEntropy();
    };
  }

  private static OutputFunction output(NetworkSpec spec) {
    Activation activation = outputLayer(spec).activation();
    return activation == Activation.SOFTMAX
        ? new OutputFunction.Softmax()
        : new OutputFunction.ElementWise(function(activation));
  }

  private static LayerSpec.Dense outputLayer(NetworkSpec spec) {
    return (LayerSpec.Dense) spec.layers().get(spec.layers().size() - 1);
  }

  private static digitscope.nn.Activation function(Activation activation) {
    return switch (activation) {
      case LINEAR -> digitscope.nn.Activation.LINEAR;
      case RELU -> digitscope.nn.Activation.RELU;
      case LEAKY_RELU -> digitscope.nn.Activation.LEAKY_RELU;
      case ELU -> digitscope.nn.Activation.ELU;
      case SELU -> digitscope.nn.Activation.SELU;
      case SIGMOID -> digitscope.nn.Activation.SIGMOID;
      case TANH -> digitscope.nn.Activation.TANH;
      case SOFTMAX ->
          throw new IllegalArgumentException("Softmax is no function of single elements");
    };
  }

  private static Initialisation initialisation(TrainingSpec training) {
    return switch (training.initialisation()) {
      case GLOROT -> Initialisation.GLOROT;
      case HE -> Initialisation.HE;
    };
  }

  static Optimizer optimizer(OptimizerSpec spec) {
    if (spec instanceof OptimizerSpec.Momentum momentum) {
      return new Optimizer.Momentum(momentum.momentum());
    } else if (spec instanceof OptimizerSpec.Nesterov nesterov) {
      return new Optimizer.Nesterov(nesterov.momentum());
    } else if (spec instanceof OptimizerSpec.RmsProp rmsProp) {
      return new Optimizer.RmsProp(rmsProp.decay(), rmsProp.epsilon());
    } else if (spec instanceof OptimizerSpec.Adam adam) {
      return new Optimizer.Adam(adam.beta1(), adam.beta2(), adam.epsilon());
    } else if (spec instanceof OptimizerSpec.AdamW adamW) {
      return new Optimizer.AdamW(
          new Optimizer.Adam(adamW.beta1(), adamW.beta2(), adamW.epsilon()), adamW.weightDecay());
    }
    return new Optimizer.Sgd();
  }

  /**
   * Factor of the learning rate at one time.
   *
   * @param epoch epochs done, with their fraction
   * @param totalEpochs epochs of the whole run
   */
  static double learningRateFactor(ScheduleSpec spec, double epoch, int totalEpochs) {
    return schedule(spec).factor(epoch, totalEpochs);
  }

  private static Schedule schedule(ScheduleSpec spec) {
    if (spec instanceof ScheduleSpec.InverseDecay inverse) {
      return new Schedule.InverseDecay(inverse.decay());
    } else if (spec instanceof ScheduleSpec.Step step) {
      return new Schedule.Step(step.epochs(), step.factor());
    } else if (spec instanceof ScheduleSpec.Cosine cosine) {
      return new Schedule.Cosine(cosine.finalFactor());
    } else if (spec instanceof ScheduleSpec.WarmRestarts restarts) {
      return new Schedule.WarmRestarts(
          restarts.epochs(), restarts.multiplier(), restarts.finalFactor());
    } else if (spec instanceof ScheduleSpec.OneCycle cycle) {
      return new Schedule.OneCycle(cycle.warmUp(), cycle.initialFactor(), cycle.finalFactor());
    }
    return new Schedule.Constant();
  }
}
