package digitscope.probe;

import digitscope.nn.Convolution;
import digitscope.nn.Execution;
import digitscope.nn.Layer;
import digitscope.nn.MapShape;
import digitscope.nn.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Computes what an image excites in every layer. The layers are taken in their plain order, so that
 * each activation is seen at full resolution. Belongs to one thread.
 */
public final class FeatureMapProbe implements AutoCloseable {
  private final ProbedNetwork probed;
  private final Execution execution;

  public FeatureMapProbe(ProbedNetwork probed) {
    this.probed = probed;
    Network network = probed.network();
    this.execution = new Execution(network, network.layers(), 1, Execution.Purpose.INFERENCE);
  }

  /**
   * The maps of one image.
   *
   * @param image unsigned bytes in [channels, height, width] order
   * @param step training step that the maps are said to be of
   */
  public FeatureMaps maps(byte[] image, long step) {
    execution.setImage(0, image);
    execution.forward();
    List<FeatureMaps.LayerMaps> layers = new ArrayList<>();
    for (ProbedNetwork.Point point : probed.points()) {
      MapShape shape = probed.network().layers().get(point.position()).output();
      layers.add(maps(point, point.stage(), shape, execution.output(point.position(), 0)));
    }
    double[] logits = execution.logits(0);
    float[] probabilities = floats(probed.output().probabilities(logits));
    addOutputs(layers, logits);
    return new FeatureMaps(step, image.clone(), List.copyOf(layers), kernels(), probabilities);
  }

  /** The output function is no layer of the network, but people count it to the last one. */
  private void addOutputs(List<FeatureMaps.LayerMaps> layers, double[] logits) {
    ProbedNetwork.Point last = probed.points().get(probed.points().size() - 1);
    if (last.stage() == FeatureMaps.Stage.PRE_ACTIVATION) {
      float[] outputs = floats(probed.output().apply(logits));
      MapShape shape = MapShape.vector(outputs.length);
      layers.add(maps(last, FeatureMaps.Stage.ACTIVATION, shape, outputs));
    }
  }

  private static FeatureMaps.LayerMaps maps(
      ProbedNetwork.Point point, FeatureMaps.Stage stage, MapShape shape, float[] values) {
    return new FeatureMaps.LayerMaps(
        point.layerIndex(),
        point.title(),
        stage,
        shape.channels(),
        shape.height(),
        shape.width(),
        values);
  }

  private Optional<FeatureMaps.Kernels> kernels() {
    for (Layer layer : probed.network().layers()) {
      if (layer instanceof Convolution convolution) {
        return Optional.of(
            new FeatureMaps.Kernels(
                convolution.output().channels(),
                convolution.input().channels(),
                convolution.kernelHeight(),
                convolution.kernelWidth(),
                probed.network().kernels(convolution)));
      }
    }
    return Optional.empty();
  }

  private static float[] floats(double[] values) {
    float[] copy = new float[values.length];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = (float) values[i];
    }
    return copy;
  }

  @Override
  public void close() {
    execution.close();
  }
}
