package digitscope.probe;

import static java.util.stream.Collectors.joining;

import digitscope.nn.BlockClock;
import digitscope.nn.Execution;
import digitscope.nn.Layer;
import digitscope.nn.Loss;
import digitscope.nn.PlannedBlock;
import digitscope.nn.SimpleLayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures how long each part of a network takes to train on real images: passes forward and
 * backward on a copy of it, whose parameters stay as they are. Of many passes the least time of
 * each part counts, as whatever else the machine does only adds to it. Belongs to one thread.
 */
public final class LayerTimer implements IncrementalProbe<LayerTimes> {
  private static final long PIECE_NANOS = 5_000_000;
  private static final long SHORTEST_NANOS = 250_000_000;
  private static final long LONGEST_NANOS = 6_000_000_000L;
  private static final int FEWEST_PASSES = 5;

  /** During this many passes, code that never ran before is still being compiled. */
  private static final int ENOUGH_PASSES = 60;

  private final ProbedNetwork probed;
  private final Loss loss;
  private final ImageSample images;
  private final long step;
  private final List<Layer> layers;
  private final BlockClock clock = new BlockClock();
  private final Execution execution;
  private final double[] target;
  private final long[] forward;
  private final long[] backward;
  private long spentNanos;
  private int passes;

  /**
   * Prepares to measure the network as it is now.
   *
   * @param loss that training makes small
   * @param images to compute, at least one
   * @param step number of steps that the network has taken
   */
  public LayerTimer(ProbedNetwork shown, Loss loss, ImageSample images, long step) {
    this.probed = shown.copy();
    this.loss = loss;
    this.images = images;
    this.step = step;
    this.layers = probed.network().poolingFirst();
    int batch = Math.min(images.size(), Batches.size(layers));
    this.execution = Execution.timed(probed.network(), layers, batch, clock);
    this.target = new double[layers.get(layers.size() - 1).output().size()];
    this.forward = new long[clock.blocks()];
    this.backward = new long[clock.blocks()];
    Arrays.fill(forward, Long.MAX_VALUE);
    Arrays.fill(backward, Long.MAX_VALUE);
  }

  @Override
  public boolean advance() {
    long begunAt = System.nanoTime();
    long now;
    do {
      measure();
      now = System.nanoTime();
    } while (now - begunAt < PIECE_NANOS);
    spentNanos += now - begunAt;
    return passes < FEWEST_PASSES
        || spentNanos < SHORTEST_NANOS
        || (passes < ENOUGH_PASSES && spentNanos < LONGEST_NANOS);
  }

  private void measure() {
    clock.reset();
    int batch = execution.batch();
    for (int n = 0; n < batch; n++) {
      execution.setImage(n, images.image(n));
    }
    execution.forwardInTraining(0, step, 0);
    for (int n = 0; n < batch; n++) {
      Arrays.fill(target, 0);
      target[images.label(n)] = 1;
      execution.loss(n, loss, target, 1.0 / batch);
    }
    execution.backward();
    for (int i = 0; i < forward.length; i++) {
      forward[i] = Math.min(forward[i], clock.forwardNanos(i));
      backward[i] = Math.min(backward[i], clock.backwardNanos(i));
    }
    passes++;
  }

  @Override
  public LayerTimes result() {
    if (passes < FEWEST_PASSES) {
      throw new IllegalStateException("The network is not measured yet");
    }
    Map<SimpleLayer, Integer> owners = probed.owners(layers);
    List<LayerTimes.Block> blocks = new ArrayList<>();
    List<PlannedBlock> plan = execution.plan();
    for (int i = 0; i < plan.size(); i++) {
      PlannedBlock block = plan.get(i);
      blocks.add(
          new LayerTimes.Block(
              block.layers().stream().map(owners::get).distinct().sorted().toList(),
              block.layers().stream().map(SimpleLayer::title).collect(joining(" + ")),
              block.backend().name().toLowerCase(Locale.ROOT),
              block.why(),
              (double) forward[i] / execution.batch(),
              (double) backward[i] / execution.batch()));
    }
    return new LayerTimes(step, execution.batch(), passes, blocks);
  }

  @Override
  public void close() {
    execution.close();
    probed.network().close();
  }
}
