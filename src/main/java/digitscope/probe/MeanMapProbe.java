package digitscope.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Computes what some images of a class excite on average, a few images at a time. */
public final class MeanMapProbe implements IncrementalProbe<MeanMaps> {
  private static final int AT_ONCE = 4;

  private final ProbedNetwork probed;
  private final FeatureMapProbe probe;
  private final IntFunction<byte[]> images;
  private final int[] order;
  private final int label;
  private final long step;
  private final List<double[]> sums = new ArrayList<>();
  private final double[] imageSum;
  private final double[] probabilitySum;
  private @Nullable FeatureMaps last;
  private int read;
  private boolean closed;

  /**
   * Asks the network as it is now, also while training goes on.
   *
   * @param images gives an image by its number, unsigned bytes in [channels, height, width] order
   * @param order numbers of the images, at least one
   * @param label their class
   * @param step training step that the answer is said to be of
   */
  public MeanMapProbe(
      ProbedNetwork shown, IntFunction<byte[]> images, int[] order, int label, long step) {
    this.probed = shown.copy();
    this.probe = new FeatureMapProbe(probed);
    this.images = images;
    this.order = order.clone();
    this.label = label;
    this.step = step;
    int layers = probed.network().layers().size();
    this.imageSum = new double[probed.network().layers().get(0).input().size()];
    this.probabilitySum = new double[probed.network().layers().get(layers - 1).output().size()];
  }

  @Override
  public boolean advance() {
    for (int i = 0; i < AT_ONCE && read < order.length; i++) {
      take(images.apply(order[read]));
      read++;
    }
    return read < order.length;
  }

  private void take(byte[] image) {
    FeatureMaps maps = probe.maps(image, step);
    for (int i = 0; i < maps.layers().size(); i++) {
      float[] values = maps.layers().get(i).values();
      if (sums.size() == i) {
        sums.add(new double[values.length]);
      }
      add(values, sums.get(i));
    }
    add(maps.probabilities(), probabilitySum);
    for (int i = 0; i < imageSum.length; i++) {
      imageSum[i] += image[i] & 0xff;
    }
    last = maps;
  }

  private static void add(float[] values, double[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += values[i];
    }
  }

  @Override
  public MeanMaps result() {
    FeatureMaps form = last;
    if (form == null || read < order.length) {
      throw new IllegalStateException("The mean is not worked out yet");
    }
    List<FeatureMaps.LayerMaps> layers = new ArrayList<>();
    for (int i = 0; i < sums.size(); i++) {
      FeatureMaps.LayerMaps layer = form.layers().get(i);
      layers.add(
          new FeatureMaps.LayerMaps(
              layer.layerIndex(),
              layer.title(),
              layer.stage(),
              layer.channels(),
              layer.height(),
              layer.width(),
              mean(sums.get(i))));
    }
    byte[] image = new byte[imageSum.length];
    for (int i = 0; i < image.length; i++) {
      image[i] = (byte) Math.round(imageSum[i] / read);
    }
    FeatureMaps maps =
        new FeatureMaps(step, image, List.copyOf(layers), form.kernels(), mean(probabilitySum));
    return new MeanMaps(label, read, maps);
  }

  private float[] mean(double[] sum) {
    float[] mean = new float[sum.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (sum[i] / read);
    }
    return mean;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      probe.close();
      probed.network().close();
    }
  }
}
