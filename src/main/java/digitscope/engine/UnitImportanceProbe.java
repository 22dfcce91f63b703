package digitscope.engine;

import digitscope.data.Dataset;
import digitscope.eval.ConfusionMatrix;
import digitscope.eval.UnitImportance;
import digitscope.probe.AblatedNetwork;
import digitscope.probe.Ablation;
import digitscope.probe.IncrementalProbe;
import digitscope.probe.ProbedNetwork;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Switches each unit of a layer off in turn, and counts what a copy of the network then makes of a
 * set. What comes before the layer is computed once for all units.
 */
final class UnitImportanceProbe implements IncrementalProbe<UnitImportance> {
  /** So that a piece of work takes about as long as a batch takes. */
  private static final int UNITS_AT_ONCE = 4;

  private final AblatedNetwork network;
  private final int layerIndex;
  private final Dataset data;
  private final long step;
  private final int[][] before;
  private final int[][][] without;
  private final byte[] pixels;
  private int done;
  private int unit;
  private @Nullable UnitImportance found;
  private boolean closed;

  /**
   * Asks the network as it is now, also while training goes on.
   *
   * @param layerIndex the layer, as people count, from 0
   */
  UnitImportanceProbe(ProbedNetwork shown, int layerIndex, Dataset data, long step) {
    this.network = new AblatedNetwork(shown, List.of(layerIndex));
    this.layerIndex = layerIndex;
    this.data = data;
    this.step = step;
    int classes = data.classes();
    this.before = new int[classes][classes];
    this.without = new int[AblatedNetwork.units(shown, layerIndex)][classes][classes];
    this.pixels = new byte[data.shape().size()];
  }

  @Override
  public boolean advance() {
    if (found == null && done < data.size()) {
      readMore();
    } else if (found == null) {
      found =
          new UnitImportance(
              step,
              layerIndex,
              new ConfusionMatrix(before),
              Stream.of(without).map(ConfusionMatrix::new).toList());
    }
    return found == null;
  }

  private void readMore() {
    int count = Math.min(network.batch(), data.size() - done);
    if (unit == 0) {
      for (int i = 0; i < count; i++) {
        data.copyImage(done + i, pixels, 0);
        network.setImage(i, pixels);
      }
      network.begin();
      network.finish(Ablation.NONE);
      count(before, count);
    }
    int end = Math.min(without.length, unit + UNITS_AT_ONCE);
    for (; unit < end; unit++) {
      network.finish(Ablation.off(layerIndex, unit));
      count(without[unit], count);
    }
    if (unit == without.length) {
      unit = 0;
      done += count;
    }
  }

  private void count(int[][] counts, int images) {
    for (int i = 0; i < images; i++) {
      counts[data.label(done + i)][likeliest(network.logits(i))]++;
    }
  }

  /** As an {@link digitscope.eval.Evaluation} has it: of equals in single precision the first. */
  private int likeliest(double[] logits) {
    double[] outputs = network.output().probabilities(logits);
    int best = 0;
    for (int k = 1; k < outputs.length; k++) {
      best = (float) outputs[k] > (float) outputs[best] ? k : best;
    }
    return best;
  }

  @Override
  public UnitImportance result() {
    if (found == null) {
      throw new IllegalStateException("Not every unit has been switched off yet");
    }
    return found;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      network.close();
    }
  }
}
