package digitscope.probe;

import digitscope.nn.Convolution;
import digitscope.nn.Dense;
import digitscope.nn.DepthwiseConvolution;
import digitscope.nn.Flatten;
import digitscope.nn.KMeansFeatures;
import digitscope.nn.Layer;
import digitscope.nn.MapShape;
import digitscope.nn.Network;
import digitscope.nn.Residual;
import digitscope.nn.SimpleLayer;
import digitscope.nn.TransposedConvolution;
import digitscope.probe.Connections.LayerConnections;
import digitscope.probe.FeatureMaps.Kernels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the weights of a network as pictures, and how strongly maps read one another. */
public final class KernelReader {
  private final ProbedNetwork probed;
  private final Network network;
  private final List<Layer> layers;

  private KernelReader(ProbedNetwork probed) {
    this.probed = probed;
    this.network = probed.network();
    this.layers = network.layers();
  }

  /**
   * The weights of a layer: kernels of each convolution that it consists of; of a dense layer one
   * picture a unit and map that it reads; of k-means the mean images.
   *
   * @param step training step that the answer is said to be of
   * @throws IllegalArgumentException if there is no such layer
   */
  public static LayerKernels kernels(ProbedNetwork probed, int layerIndex, long step) {
    return new KernelReader(probed).kernels(layerIndex, step);
  }

  /** How strongly the maps of each layer read those of the layer before. */
  public static Connections connections(ProbedNetwork probed, long step) {
    return new KernelReader(probed).connections(step);
  }

  private LayerKernels kernels(int layerIndex, long step) {
    List<Kernels> sets = new ArrayList<>();
    for (int i = firstPosition(layerIndex); i <= lastPosition(layerIndex); i++) {
      MapShape maps = mapsRead(i);
      for (SimpleLayer part : layers.get(i).accept(new Parts())) {
        part.accept(new KernelsOf(maps)).ifPresent(sets::add);
      }
    }
    return new LayerKernels(step, layerIndex, sets);
  }

  private Connections connections(long step) {
    List<LayerConnections> found = new ArrayList<>();
    int readIndex = -1;
    int read = layers.get(0).input().channels();
    int layerCount = probed.points().get(probed.points().size() - 1).layerIndex() + 1;
    for (int index = 0; index < layerCount; index++) {
      int from = firstPosition(index);
      int to = lastPosition(index);
      if (from != to || layers.get(from).role() != Layer.Role.COPY) {
        Strengths strengths = Strengths.ONE_TO_ONE;
        for (int i = from; i <= to; i++) {
          strengths = strengths.then(of(layers.get(i), mapsRead(i)));
        }
        int outputs = layers.get(to).output().channels();
        found.add(new LayerConnections(index, readIndex, outputs, read, strengths.signed()));
        readIndex = index;
        read = outputs;
      }
    }
    return new Connections(step, found);
  }

  /** Where a layer begins: behind the last place of the layer before. */
  private int firstPosition(int layerIndex) {
    return layerIndex == 0 ? 0 : probed.lastPoint(layerIndex - 1).position() + 1;
  }

  private int lastPosition(int layerIndex) {
    return probed.lastPoint(layerIndex).position();
  }

  /** Shape of the maps that the layer at a position reads, also where it reads them as a vector. */
  private MapShape mapsRead(int position) {
    MapShape maps = layers.get(position).input();
    for (int i = position - 1; i >= 0 && layers.get(i).role() == Layer.Role.COPY; i--) {
      maps = layers.get(i) instanceof Flatten flatten ? flatten.input() : maps;
    }
    return maps;
  }

  private Strengths of(Layer layer, MapShape maps) {
    return layer instanceof Residual residual
        ? chain(residual.main()).plus(chain(residual.shortcut()), residual.output().channels())
        : ofPart((SimpleLayer) layer, maps);
  }

  private Strengths chain(List<Layer> branch) {
    Strengths strengths = Strengths.ONE_TO_ONE;
    for (Layer layer : branch) {
      strengths = strengths.then(of(layer, layer.input()));
    }
    return strengths;
  }

  private Strengths ofPart(SimpleLayer layer, MapShape maps) {
    Optional<Kernels> kernels = layer.accept(new KernelsOf(maps));
    return layer instanceof DepthwiseConvolution
        ? Strengths.diagonal(kernels.orElseThrow())
        : kernels.map(Strengths::of).orElse(Strengths.ONE_TO_ONE);
  }

  /** The layers that have weights of their own. */
  private static final class Parts
      implements Layer.Visitor<List<SimpleLayer>>, SimpleLayer.SomeKinds<List<SimpleLayer>> {
    @Override
    public List<SimpleLayer> residual(Residual layer) {
      List<SimpleLayer> parts = new ArrayList<>();
      layer.main().forEach(part -> parts.addAll(part.accept(this)));
      layer.shortcut().forEach(part -> parts.addAll(part.accept(this)));
      return parts;
    }

    @Override
    public List<SimpleLayer> otherwise(SimpleLayer layer) {
      return List.of(layer);
    }
  }

  /** The weights of a layer as kernels, one for each map that it gives and each that it reads. */
  private final class KernelsOf implements SimpleLayer.SomeKinds<Optional<Kernels>> {
    private final MapShape maps;

    KernelsOf(MapShape maps) {
      this.maps = maps;
    }

    @Override
    public Optional<Kernels> otherwise(SimpleLayer layer) {
      return Optional.empty();
    }

    @Override
    public Optional<Kernels> convolution(Convolution layer) {
      return Optional.of(
          new Kernels(
              layer.output().channels(),
              layer.input().channels(),
              layer.kernelHeight(),
              layer.kernelWidth(),
              network.kernels(layer)));
    }

    /** Weights lie as [kernel height, kernel width, channels]. */
    @Override
    public Optional<Kernels> depthwiseConvolution(DepthwiseConvolution layer) {
      int channels = layer.output().channels();
      int area = layer.window().area();
      float[] weights = network.parameterValues(layer);
      float[] values = new float[channels * area];
      for (int i = 0; i < values.length; i++) {
        values[i % channels * area + i / channels] = weights[i];
      }
      return Optional.of(
          new Kernels(channels, 1, layer.kernelHeight(), layer.kernelWidth(), values));
    }

    /** Weights lie as [kernel height, kernel width, filters, input channels]. */
    @Override
    public Optional<Kernels> transposedConvolution(TransposedConvolution layer) {
      int filters = layer.output().channels();
      int channels = layer.input().channels();
      int area = layer.window().area();
      float[] weights = network.parameterValues(layer);
      float[] values = new float[layer.weightCount()];
      for (int i = 0; i < values.length; i++) {
        values[i % (filters * channels) * area + i / (filters * channels)] = weights[i];
      }
      return Optional.of(
          new Kernels(
              filters,
              channels,
              layer.window().rows().window(),
              layer.window().columns().window(),
              values));
    }

    /** Weights lie as [inputs, units], inputs in the order of the maps. */
    @Override
    public Optional<Kernels> dense(Dense layer) {
      int units = layer.output().size();
      int inputs = maps.size();
      float[] weights = network.parameterValues(layer);
      float[] values = new float[layer.weightCount()];
      for (int i = 0; i < values.length; i++) {
        values[i % units * inputs + i / units] = weights[i];
      }
      return Optional.of(new Kernels(units, maps.channels(), maps.height(), maps.width(), values));
    }

    /** Mean images lie as [clusters, height, width, channels]. */
    @Override
    public Optional<Kernels> kMeansFeatures(KMeansFeatures layer) {
      int clusters = layer.output().size();
      float[] means = network.statisticValues(layer);
      float[] values = new float[clusters * maps.size()];
      for (int i = 0; i < values.length; i++) {
        int place = i % maps.size();
        int to = place % maps.channels() * maps.area() + place / maps.channels();
        values[i / maps.size() * maps.size() + to] = means[i];
      }
      return Optional.of(
          new Kernels(clusters, maps.channels(), maps.height(), maps.width(), values));
    }
  }
}
