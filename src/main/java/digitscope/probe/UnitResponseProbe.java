package digitscope.probe;

import digitscope.nn.Backend;
import digitscope.nn.Execution;
import digitscope.nn.Layer;
import digitscope.nn.MapShape;
import digitscope.nn.ReceptiveField;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Looks at every image of a set for what the units of a layer answer to it: which images excite
 * each of them most, how strongly each class does on average, and which units are dead. What it
 * finds are the units' preferred stimuli among real images, as in Zeiler and Fergus (2014),
 * "Visualizing and understanding convolutional networks". Belongs to one thread, which has others
 * help with each piece of work.
 */
public final class UnitResponseProbe implements IncrementalProbe<UnitResponses> {
  /** About how long a piece of work takes. */
  private static final long PIECE_NANOS = 8_000_000L;

  private final ProbedNetwork probed;
  private final int layerIndex;
  private final long step;
  private final LabeledImages images;
  private final UnitAnswer answer;
  private final List<Layer> layers;
  private final MapShape units;
  private final List<Reader> readers = new ArrayList<>();

  /** The first image that nobody has taken. */
  private final AtomicInteger next = new AtomicInteger();

  /**
   * Prepares to ask the network as it is now, also while training goes on.
   *
   * @param layerIndex place of the layer, counted from 0
   * @param step training step of the network
   * @param threads most that compute at the same time
   * @throws IllegalArgumentException if there is no such layer
   */
  public UnitResponseProbe(
      ProbedNetwork shown, int layerIndex, LabeledImages images, long step, int threads) {
    int target = shown.firstPoint(layerIndex).position();
    Layer last = shown.network().layers().get(shown.lastPoint(layerIndex).position());
    this.answer = UnitAnswer.of(last);
    this.probed = shown.copy();
    this.layerIndex = layerIndex;
    this.step = step;
    this.images = images;
    this.layers = probed.layersTo(target);
    this.units = layers.get(target).output();
    do {
      readers.add(new Reader());
    } while (readers.size() < threads && !readers.get(0).isNative());
  }

  @Override
  public boolean advance() {
    long deadline = System.nanoTime() + PIECE_NANOS;
    readers.parallelStream().forEach(reader -> reader.readUntil(deadline));
    return next.get() < images.count();
  }

  /** Part of the images that have been looked at, from 0 to 1. */
  @Override
  public double progress() {
    return images.count() == 0 ? 1 : Math.min(1, (double) next.get() / images.count());
  }

  @Override
  public UnitResponses result() {
    if (next.get() < images.count()) {
      throw new IllegalStateException("The look at the images is not at its end");
    }
    ResponseTally all = new ResponseTally(units, answer, images);
    readers.forEach(reader -> all.add(reader.tally));
    return new UnitResponses(
        step, layerIndex, images.count(), all.units(ReceptiveField.of(layers)));
  }

  @Override
  public void close() {
    readers.forEach(reader -> reader.execution.close());
    probed.network().close();
  }

  /** Takes a few images after the other, with buffers of its own. */
  private final class Reader {
    private final Execution execution =
        new Execution(probed.network(), layers, Batches.size(layers), Execution.Purpose.INFERENCE);
    private final ResponseTally tally = new ResponseTally(units, answer, images);
    private final float[] values = new float[units.size()];

    /** Whether native operations compute, which have threads of their own. */
    boolean isNative() {
      return execution.plan().stream().anyMatch(block -> block.backend() == Backend.ND4J);
    }

    void readUntil(long deadline) {
      boolean more = true;
      while (more && System.nanoTime() < deadline) {
        int from = next.getAndAdd(execution.batch());
        more = from < images.count();
        if (more) {
          read(from, Math.min(images.count(), from + execution.batch()));
        }
      }
    }

    private void read(int from, int to) {
      for (int i = from; i < to; i++) {
        execution.setImage(i - from, images.image().apply(i));
      }
      execution.forward();
      for (int i = from; i < to; i++) {
        execution.readOutput(i - from, values);
        tally.add(i, values);
      }
    }
  }
}
