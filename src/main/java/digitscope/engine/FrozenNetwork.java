package digitscope.engine;

import digitscope.config.NetworkSpec;
import digitscope.config.TrainingSpec;
import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import digitscope.data.Progress;
import digitscope.eval.Evaluation;
import digitscope.eval.UnitImportance;
import digitscope.io.InvalidValueException;
import digitscope.network.Checkpoint;
import digitscope.network.NetworkFactory;
import digitscope.network.Planners;
import digitscope.nn.Execution;
import digitscope.nn.Layer;
import digitscope.nn.Loss;
import digitscope.probe.Ablation;
import digitscope.probe.Connections;
import digitscope.probe.FacetSearch;
import digitscope.probe.FeatureMapProbe;
import digitscope.probe.FeatureMaps;
import digitscope.probe.HealthProbe;
import digitscope.probe.HiddenValues;
import digitscope.probe.ImageSample;
import digitscope.probe.IncrementalProbe;
import digitscope.probe.KernelReader;
import digitscope.probe.LabeledImages;
import digitscope.probe.LayerKernels;
import digitscope.probe.LayerReader;
import digitscope.probe.LayerTimer;
import digitscope.probe.LayerValuesProbe;
import digitscope.probe.MapPlace;
import digitscope.probe.MeanMapProbe;
import digitscope.probe.OcclusionProbe;
import digitscope.probe.PatternSearch;
import digitscope.probe.PatternSettings;
import digitscope.probe.ProbedNetwork;
import digitscope.probe.SaliencyMethod;
import digitscope.probe.SaliencyProbe;
import digitscope.probe.UnitResponseProbe;
import digitscope.probe.UnitResponses;
import digitscope.probe.ValueComputation;
import digitscope.probe.ValueProbe;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A network whose parameters stay as they are until they are replaced, and what can be asked of it.
 * Belongs to one thread. What is asked may be worked out in pieces; parameters that are replaced
 * meanwhile do not change its answer.
 */
public final class FrozenNetwork implements AutoCloseable {
  /** Images that tell background and energy of a set. */
  private static final int SAMPLE = 512;

  /** Images to measure times with, at most. */
  private static final int TIMED = 64;

  /** Images of the mini-batch whose gradient tells how layers fare. */
  private static final int BATCH = 128;

  /** Images whose activations tell how layers fare. */
  private static final int LOOKED_AT = 256;

  private final ProbedNetwork probed;
  private final Loss loss;
  private final Execution single;
  private final long seed;
  private final NextStep nextStep;
  private @Nullable String fingerprint;

  /** Made when maps are asked for: they may need the native library where nothing else does. */
  private @Nullable FeatureMapProbe mapProbe;

  /**
   * @param probed closed with this
   * @param network what it was made of
   * @param training how it is trained; its seed is that of pattern searches too
   */
  FrozenNetwork(ProbedNetwork probed, NetworkSpec network, TrainingSpec training) {
    this.probed = probed;
    this.loss = NetworkFactory.loss(network, training.loss());
    this.seed = training.seed();
    this.nextStep = new NextStep(network, training);
    this.single =
        new Execution(
            probed.network(), probed.network().poolingFirst(), 1, Execution.Purpose.INFERENCE);
  }

  /**
   * Builds a network, with initial parameters.
   *
   * @param shape of the images
   * @param classes number of classes
   * @throws digitscope.config.InvalidNetworkException if a layer or the loss does not fit
   */
  public static FrozenNetwork build(
      NetworkSpec network, TrainingSpec training, ImageShape shape, int classes) {
    return new FrozenNetwork(
        NetworkFactory.network(network, Planners.available(training), shape, classes),
        network,
        Planners.available(training));
  }

  /** A number that tells other parameters apart: SHA-256 of all values, hexadecimal. */
  public String fingerprint() {
    String known = fingerprint;
    if (known == null) {
      known =
          new Checkpoint(0, 0, probed.network().values(), new float[0], Optional.empty()).sha256();
      fingerprint = known;
    }
    return known;
  }

  /**
   * Replaces the parameters.
   *
   * @param values the network's flat parameter vector, with the statistics of normalization layers
   * @throws InvalidValueException if it is of another network
   */
  public void write(float[] values) {
    long expected = probed.network().valueCount();
    if (values.length != expected) {
      throw new InvalidValueException(
          String.format(
              Locale.ROOT,
              "The parameters belong to another network: there are %,d, not %,d",
              values.length,
              expected));
    }
    probed.network().write(values);
    fingerprint = null;
  }

  /** At most this many images, from all over the set. */
  static List<byte[]> spread(Dataset data, int most) {
    int count = Math.min(most, data.size());
    return IntStream.range(0, count)
        .mapToObj(i -> data.image((int) ((long) i * data.size() / count)))
        .toList();
  }

  /** Whether it takes images without what is black in them. */
  boolean takesSparseImages() {
    return single.takesSparseImages();
  }

  /**
   * The same image.
   *
   * @throws InvalidValueException if it is of another size than those of this network
   */
  public byte[] checked(byte[] image) {
    int size = probed.network().layers().get(0).input().size();
    if (image.length != size) {
      throw new InvalidValueException(
          String.format(
              Locale.ROOT, "An image of this network has %,d values, not %,d", size, image.length));
    }
    return image;
  }

  /**
   * Classifies one image at once.
   *
   * @param image unsigned bytes in [channels, height, width] order
   * @return one probability a class
   * @throws InvalidValueException if the image is of another size; so do all that take one
   */
  public float[] predict(byte[] image) {
    single.setImage(0, checked(image));
    single.forward();
    double[] probabilities = probed.output().probabilities(single.logits(0));
    float[] result = new float[probabilities.length];
    for (int k = 0; k < result.length; k++) {
      result[k] = (float) probabilities[k];
    }
    return result;
  }

  /**
   * What an image excites in every layer, at once.
   *
   * @param image unsigned bytes in [channels, height, width] order
   * @param step number of steps that the network has taken
   */
  public FeatureMaps maps(byte[] image, long step) {
    checked(image);
    FeatureMapProbe probe = mapProbe;
    if (probe == null) {
      probe = new FeatureMapProbe(probed);
      mapProbe = probe;
    }
    return probe.maps(image, step);
  }

  /** How patterns are searched for where nothing else was chosen. */
  public PatternSettings patternSettings() {
    return PatternSettings.standard(seed);
  }

  /** How they are where they are renewed again and again. */
  public PatternSettings quickPatternSettings() {
    return PatternSettings.quick(seed);
  }

  /** How they are where they start from those of an earlier step. */
  public PatternSettings warmPatternSettings() {
    return PatternSettings.warm(seed);
  }

  /**
   * Writes out how one value of a layer comes about for an image, forward and backward, at once.
   *
   * @param label class that the gradient is for; the likeliest one if empty
   * @param step number of steps that the network has taken
   * @throws IllegalArgumentException if there is no such value or class
   */
  public ValueComputation compute(byte[] image, MapPlace place, OptionalInt label, long step) {
    return ValueProbe.compute(probed, loss, checked(image), place, label, step);
  }

  /** How strongly the maps of each layer read those of the layer before. */
  public Connections connections(long step) {
    return KernelReader.connections(probed, step);
  }

  /**
   * The weights of a layer as pictures.
   *
   * @throws IllegalArgumentException if there is no such layer
   */
  public LayerKernels kernels(int layerIndex, long step) {
    return KernelReader.kernels(probed, layerIndex, step);
  }

  /**
   * What the next training step's mini-batch says of the weights of a layer, as pictures: the mean
   * gradient of loss and penalty, clipped. Takes as long as a step.
   *
   * @param data the training set, with what is held out
   * @throws IllegalArgumentException if there is no such layer
   */
  public LayerKernels nextGradient(int layerIndex, Dataset data, long step) {
    ProbedNetwork gradient = probed.copy();
    try {
      gradient.network().write(nextStep.gradient(data, probed.network().values(), step));
      return KernelReader.kernels(gradient, layerIndex, step);
    } finally {
      gradient.network().close();
    }
  }

  /** Prepares to compute what images of a class excite on average. */
  public MeanMapProbe meanMaps(IntFunction<byte[]> images, int[] order, int label, long step) {
    return new MeanMapProbe(probed, images, order, label, step);
  }

  /**
   * Prepares the search for the patterns that excite the filters of a layer.
   *
   * @param layerIndex place of the layer, counted from 0
   * @param step number of steps that the network has taken
   * @param responses of the layer to the training images, which the patterns are held against;
   *     closed with the search
   * @param training the images that the network learns from
   * @param threads that compute
   * @throws IllegalArgumentException if there is no such layer
   */
  public PatternSearch startPatterns(
      int layerIndex,
      long step,
      PatternSettings settings,
      Optional<IncrementalProbe<UnitResponses>> responses,
      Dataset training,
      int threads) {
    return new PatternSearch(
        probed, layerIndex, step, settings, realImages(responses, training), threads);
  }

  private static PatternSearch.RealImages realImages(
      Optional<IncrementalProbe<UnitResponses>> responses, Dataset training) {
    return new PatternSearch.RealImages(responses, training::image, spread(training, SAMPLE));
  }

  /**
   * Prepares the search for the different patterns that excite one unit of a layer.
   *
   * @param unit number of the unit, counted from 0; the rest as for the patterns
   * @throws IllegalArgumentException if there is no such layer or unit
   */
  public FacetSearch startFacets(
      int layerIndex,
      int unit,
      long step,
      Optional<IncrementalProbe<UnitResponses>> responses,
      Dataset training,
      int threads) {
    return new FacetSearch(
        probed,
        layerIndex,
        unit,
        step,
        patternSettings(),
        realImages(responses, training),
        threads);
  }

  /**
   * Prepares to find out which pixels of an image speak for a class.
   *
   * @param label the class; the likeliest one if empty
   * @param step number of steps that the network has taken
   * @throws IllegalArgumentException if there is no such class
   */
  public SaliencyProbe explain(byte[] image, OptionalInt label, SaliencyMethod method, long step) {
    return explain(image, label, method, step, SaliencyProbe.Exactness.SHOWN);
  }

  /** The same as exactly as one likes. */
  public SaliencyProbe explain(
      byte[] image,
      OptionalInt label,
      SaliencyMethod method,
      long step,
      SaliencyProbe.Exactness exactness) {
    return new SaliencyProbe(probed, checked(image), label, method, step, exactness);
  }

  /** Prepares to find the smallest square that, blanked, changes what an image is read as. */
  public OcclusionProbe occlude(byte[] image, long step) {
    return new OcclusionProbe(probed, checked(image), step);
  }

  /** Prepares to read what images excite in the last hidden layer, in this order. */
  public HiddenValues hiddenValues(IntFunction<byte[]> images, int[] order, long step) {
    return new HiddenValues(probed, images, order, step);
  }

  /**
   * Prepares to find out what the units of a layer answer to every image of a set.
   *
   * @param layerIndex place of the layer, counted from 0
   * @param step number of steps that the network has taken
   * @param isBusy whether others compute, so that one thread is to suffice
   * @throws IllegalArgumentException if there is no such layer
   */
  public UnitResponseProbe startResponses(int layerIndex, Dataset data, long step, boolean isBusy) {
    LabeledImages images = new LabeledImages(data.size(), data::image, data::label, data.classes());
    int threads = isBusy ? 1 : Runtime.getRuntime().availableProcessors();
    return new UnitResponseProbe(probed, layerIndex, images, step, threads);
  }

  /**
   * Prepares to find out what becomes of the predictions if the outputs of some units are changed.
   * This network stays as it is.
   *
   * @param images a labeled set
   * @param image one more that is asked about, if any
   * @param before what this network says of the set as it is, if that is known
   * @throws IllegalArgumentException if there is no such layer or unit
   */
  public IncrementalProbe<AblationEffect> ablate(
      Ablation ablation,
      Dataset images,
      Optional<byte[]> image,
      Optional<Evaluation> before,
      long step) {
    image.ifPresent(this::checked);
    AblationProbe.Question question = new AblationProbe.Question(ablation, images, image, before);
    return new AblationProbe(probed, loss, question, step);
  }

  /**
   * Prepares to evaluate this network on a labeled set, which need not be that of its training.
   *
   * @param step number of steps that the network has taken
   * @param heard told how far the work is
   * @throws InvalidValueException if the images or the number of classes do not fit this network
   */
  public IncrementalProbe<Evaluation> evaluate(Dataset images, long step, Progress heard) {
    List<Layer> layers = probed.network().layers();
    int size = layers.get(0).input().size();
    int classes = layers.get(layers.size() - 1).output().size();
    if (images.shape().size() != size || images.classes() != classes) {
      throw new InvalidValueException(
          String.format(
              Locale.ROOT,
              "This network takes images of %,d values in %d classes, not %,d in %d: choose a set"
                  + " that fits",
              size,
              classes,
              images.shape().size(),
              images.classes()));
    }
    return new EvaluationProbe(probed, loss, images, step, heard);
  }

  /**
   * Prepares to find out what each unit of a layer matters for. This network stays as it is.
   *
   * @param layerIndex place of the layer, counted from 0
   * @param images a labeled set
   * @throws IllegalArgumentException if there is no such layer
   */
  public IncrementalProbe<UnitImportance> rankUnits(int layerIndex, Dataset images, long step) {
    return new UnitImportanceProbe(probed, layerIndex, images, step);
  }

  /**
   * Prepares to read what a layer makes of images, in this order.
   *
   * @param layerIndex place of the layer, counted from 0
   * @param step number of steps that the network has taken
   * @throws IllegalArgumentException if there is no such layer
   */
  public LayerValuesProbe readLayer(
      int layerIndex, IntFunction<byte[]> images, int[] order, long step) {
    return new LayerValuesProbe(probed, layerIndex, n -> checked(images.apply(n)), order, step);
  }

  /**
   * Prepares to read what some layers make of images, behind their activation functions.
   *
   * @param layerIndexes places of the layers, counted from 0
   * @param batch most images that are read at once
   * @throws IllegalArgumentException if there is no such layer
   */
  public LayerReader layerReader(List<Integer> layerIndexes, int batch) {
    return new LayerReader(probed, layerIndexes, batch);
  }

  /**
   * Prepares to measure how long each part of the network takes to train.
   *
   * @param data images to measure with
   * @param step number of steps that the network has taken
   */
  public LayerTimer time(Dataset data, long step) {
    return new LayerTimer(probed, loss, sample(data, TIMED), step);
  }

  /**
   * Prepares to find out how the layers fare.
   *
   * @param data whose images are computed, those that the network learns from
   * @param step number of steps that the network has taken
   */
  public HealthProbe examine(Dataset data, long step) {
    return new HealthProbe(probed, loss, sample(data, BATCH), sample(data, LOOKED_AT), step);
  }

  private static ImageSample sample(Dataset data, int most) {
    return ImageSample.spread(most, data.size(), data::image, data::label);
  }

  /** Frees the native memory. */
  @Override
  public void close() {
    single.close();
    if (mapProbe != null) {
      mapProbe.close();
    }
    probed.network().close();
  }
}
