package digitscope.probe;

import digitscope.nn.Execution;
import digitscope.nn.Layer;
import digitscope.nn.Loss;
import digitscope.nn.Network;
import java.util.Arrays;
import java.util.List;

/**
 * The gradient of the mean loss of one mini-batch, as a training step finds it: with the statistics
 * of the whole mini-batch, and with dropout. Computed slice by slice, stage by stage. Belongs to
 * one thread.
 */
final class BatchGradient implements AutoCloseable {
  private final Loss loss;
  private final ImageSample images;
  private final int slices;
  private final int sliceSize;

  /** One for each slice if they have to meet; otherwise one that does all. */
  private final List<Execution> executions;

  private final int stages;
  private final double[] target;
  private final float[] sum;
  private double lossSum;
  private int stage;
  private int slice;

  /**
   * @param images a few of them are left out if they cannot be parted evenly
   */
  BatchGradient(Network network, Loss loss, ImageSample images) {
    this.loss = loss;
    this.images = images;
    List<Layer> layers = network.poolingFirst();
    int most = Batches.size(layers);
    slices = (images.size() + most - 1) / most;
    sliceSize = images.size() / slices;
    List<Execution> one = Execution.ofSlices(network, layers, new int[] {sliceSize});
    if (one.get(0).forwardStages() == 1) {
      executions = one;
    } else {
      one.get(0).close();
      int[] sizes = new int[slices];
      Arrays.fill(sizes, sliceSize);
      executions = Execution.ofSlices(network, layers, sizes);
    }
    Execution first = executions.get(0);
    // The last stage forward and the first backward are one, as a loss lies between them.
    stages = first.forwardStages() + first.backwardStages() - 1;
    target = new double[layers.get(layers.size() - 1).output().size()];
    sum = new float[network.valueCount()];
  }

  /** Number of images. */
  int batch() {
    return slices * sliceSize;
  }

  /** Mean loss, once all is done. */
  double loss() {
    return lossSum / batch();
  }

  /**
   * Does one stage of one slice.
   *
   * @return whether there was anything to do
   */
  boolean advance() {
    if (stage == stages) {
      return false;
    }
    Execution execution = executions.get(executions.size() == 1 ? 0 : slice);
    int turn = execution.forwardStages() - 1;
    if (stage == 0) {
      for (int n = 0; n < execution.batch(); n++) {
        execution.setImage(n, images.image(slice * sliceSize + n));
      }
      execution.beginTraining(0, 0, slice * sliceSize);
    }
    if (stage <= turn) {
      execution.forward(stage);
    }
    if (stage == turn) {
      score(execution);
    }
    if (stage >= turn) {
      execution.backward(stage - turn);
    }
    if (stage == stages - 1) {
      execution.addGradientTo(sum, 1f / slices);
    }
    slice++;
    if (slice == slices) {
      slice = 0;
      stage++;
    }
    return true;
  }

  private void score(Execution execution) {
    for (int n = 0; n < execution.batch(); n++) {
      Arrays.fill(target, 0);
      target[images.label(slice * sliceSize + n)] = 1;
      lossSum += execution.loss(n, loss, target, 1.0 / batch());
    }
  }

  /** The gradient, laid out like the network's vector, once all is done. */
  float[] gradient() {
    return sum;
  }

  @Override
  public void close() {
    executions.forEach(Execution::close);
  }
}
