package digitscope.network;

import digitscope.config.Activation;
import digitscope.config.Dense;
import digitscope.config.InvalidNetworkException;
import digitscope.config.LayerSummary;
import digitscope.config.Loss;
import digitscope.config.NetworkSpec;
import digitscope.config.OptimizerSpec;
import digitscope.config.ScheduleSpec;
import digitscope.config.TrainingSpec;
import digitscope.data.ImageShape;
import digitscope.nn.Initialization;
import digitscope.nn.Layer;
import digitscope.nn.Layout;
import digitscope.nn.MapShape;
import digitscope.nn.Network;
import digitscope.nn.Optimizer;
import digitscope.nn.OutputFunction;
import digitscope.nn.Precision;
import digitscope.nn.Schedule;
import digitscope.probe.ProbedNetwork;
import java.util.ArrayList;
import java.util.List;

/** Turns the description of a network and its training into the objects that compute. */
public final class NetworkFactory {
  private static final OptimizerSpec.Visitor<Optimizer> OPTIMIZERS = new Optimizers();
  private static final ScheduleSpec.Visitor<Schedule> SCHEDULES = new Schedules();

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
  public static ProbedNetwork network(
      NetworkSpec spec, TrainingSpec training, ImageShape image, int classes) {
    NetworkFactory factory = new NetworkFactory(image);
    List<LayerSummary> summaries = spec.summarize(image, classes);
    for (LayerSummary summary : summaries) {
      factory.add(summary, summary.number() == summaries.size());
    }
    // Before anything native is made.
    spec.checkLoss(training.loss());
    Network network = new Network(factory.layers, Precision.FLOAT, Planners.of(training.backend()));
    network.initialize(initialisation(training), training.seed());
    return new ProbedNetwork(network, output(spec), factory.points);
  }

  /** See {@link ParameterLayout#of}. */
  static ParameterLayout layout(NetworkSpec spec, ImageShape image, int classes) {
    NetworkFactory factory = new NetworkFactory(image);
    List<LayerSummary> summaries = spec.summarize(image, classes);
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
    LayerFactory factory = new LayerFactory(shape, summary.number(), last);
    for (LayerFactory.Piece piece : summary.spec().accept(factory)) {
      piece
          .stage()
          .ifPresent(
              stage ->
                  points.add(
                      new ProbedNetwork.Point(
                          layers.size(), summary.number() - 1, summary.spec().title(), stage)));
      layers.add(piece.layer());
      shape = piece.layer().output();
    }
  }

  /** What training makes small, if {@link NetworkSpec#checkLoss} allows it. */
  public static digitscope.nn.Loss loss(NetworkSpec spec, Loss loss) {
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
        : new OutputFunction.ElementWise(LayerFactory.function(activation));
  }

  private static Dense outputLayer(NetworkSpec spec) {
    return (Dense) spec.layers().get(spec.layers().size() - 1);
  }

  private static Initialization initialisation(TrainingSpec training) {
    return switch (training.initialisation()) {
      case GLOROT -> Initialization.GLOROT;
      case HE -> Initialization.HE;
    };
  }

  /**
   * Factor of the learning rate at one time.
   *
   * @param epoch epochs done, with their fraction
   * @param totalEpochs epochs of the whole run
   */
  public static double learningRateFactor(ScheduleSpec spec, double epoch, int totalEpochs) {
    return spec.accept(SCHEDULES).factor(epoch, totalEpochs);
  }

  public static Optimizer optimizer(OptimizerSpec spec) {
    return spec.accept(OPTIMIZERS);
  }

  private static final class Optimizers implements OptimizerSpec.Visitor<Optimizer> {
    @Override
    public Optimizer sgd(OptimizerSpec.Sgd spec) {
      return new Optimizer.Sgd();
    }

    @Override
    public Optimizer momentum(OptimizerSpec.Momentum spec) {
      return new Optimizer.Momentum(spec.momentum());
    }

    @Override
    public Optimizer nesterov(OptimizerSpec.Nesterov spec) {
      return new Optimizer.Nesterov(spec.momentum());
    }

    @Override
    public Optimizer rmsProp(OptimizerSpec.RmsProp spec) {
      return new Optimizer.RmsProp(spec.decay(), spec.epsilon());
    }

    @Override
    public Optimizer adam(OptimizerSpec.Adam spec) {
      return new Optimizer.Adam(spec.beta1(), spec.beta2(), spec.epsilon());
    }

    @Override
    public Optimizer adamW(OptimizerSpec.AdamW spec) {
      return new Optimizer.AdamW(
          new Optimizer.Adam(spec.beta1(), spec.beta2(), spec.epsilon()), spec.weightDecay());
    }
  }

  private static final class Schedules implements ScheduleSpec.Visitor<Schedule> {
    @Override
    public Schedule constant(ScheduleSpec.Constant spec) {
      return new Schedule.Constant();
    }

    @Override
    public Schedule inverseDecay(ScheduleSpec.InverseDecay spec) {
      return new Schedule.InverseDecay(spec.decay());
    }

    @Override
    public Schedule step(ScheduleSpec.Step spec) {
      return new Schedule.Step(spec.epochs(), spec.factor());
    }

    @Override
    public Schedule cosine(ScheduleSpec.Cosine spec) {
      return new Schedule.Cosine(spec.finalFactor());
    }

    @Override
    public Schedule warmRestarts(ScheduleSpec.WarmRestarts spec) {
      return new Schedule.WarmRestarts(spec.epochs(), spec.multiplier(), spec.finalFactor());
    }

    @Override
    public Schedule oneCycle(ScheduleSpec.OneCycle spec) {
      return new Schedule.OneCycle(spec.warmUp(), spec.initialFactor(), spec.finalFactor());
    }
  }
}
