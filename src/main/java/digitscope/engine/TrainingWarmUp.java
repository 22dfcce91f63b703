package digitscope.engine;

import digitscope.config.InvalidNetworkException;
import digitscope.config.RunConfig;
import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import digitscope.network.PlannedLayer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Has Java compile what trains, before a user asks for it: it takes Java seconds to see what is
 * worth compiling, and until then a step takes a hundred times as long.
 */
public final class TrainingWarmUp {
  /** Enough for all that a step takes to be compiled as well as Java can. */
  private static final int ROUNDS = 40;

  /** Few, as what they are to bring about takes a while. */
  private static final int IMAGES = 8;

  private static final int STEPS = 2;

  /** The compiler works meanwhile; a step that is taken sooner is one that is not compiled yet. */
  private static final long PAUSE_NANOS = 20_000_000;

  private static final int CLASSES = 10;

  /** Side of the square of a blank image that is drawn on, as in MNIST. */
  private static final int BOX = 20;

  private volatile boolean isOver;

  public TrainingWarmUp() {}

  /**
   * Trains a network like the planned one for a while on a few images of its own, with one worker
   * that has the calling thread's priority. Nothing happens if the network does not fit images like
   * MNIST's, or native code computes any of it, as there is nothing to be compiled then.
   *
   * @param planned the run that is likely to be trained
   */
  public void run(RunConfig planned) {
    ImageShape shape = ImageShape.MNIST;
    RunConfig fitting = planned.adaptedTo(shape, CLASSES);
    try {
      if (isCompiled(PlannedLayer.of(fitting, shape, CLASSES))) {
        train(fitting, shape);
      }
    } catch (InvalidNetworkException e) {
      // The setup says so beside the layer.
    }
  }

  private static boolean isCompiled(List<PlannedLayer> plan) {
    return plan.stream().noneMatch(layer -> layer.backend().equals("nd4j"));
  }

  private void train(RunConfig config, ImageShape shape) {
    Dataset images = images(shape);
    int[] all = IntStream.range(0, IMAGES).toArray();
    try (Engine engine =
        new Engine(config.network(), config.training().withThreads(1), shape, CLASSES)) {
      long step = 0;
      for (int round = 0; round < ROUNDS && !isOver; round++) {
        List<Engine.Step> steps =
            IntStream.range(0, STEPS).mapToObj(i -> new Engine.Step(all, i, 0)).toList();
        await(onDone -> engine.startSteps(images, steps, onDone));
        var unused = engine.finishSteps();
        step += STEPS;
        await(onDone -> engine.startEvaluation(images, onDone));
        var unusedToo = engine.finishEvaluation(step);
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private static void await(Consumer<Runnable> start) {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    start.accept(() -> done.complete(true));
    var unused = done.join();
  }

  /** Ends it soon, from any thread, as the training itself needs the processor. */
  public void end() {
    isOver = true;
  }

  /** Images of about as much ink as a digit has, each another. */
  private static Dataset images(ImageShape shape) {
    byte[] pixels = new byte[IMAGES * shape.size()];
    byte[] labels = new byte[IMAGES];
    int margin = (shape.width() - BOX) / 2;
    for (int image = 0; image < IMAGES; image++) {
      labels[image] = (byte) (image % CLASSES);
      for (int i = 0; i < BOX * BOX; i++) {
        int y = margin + i / BOX;
        int x = margin + i % BOX;
        boolean isInk = (x * (1 + image % 3) + y * (image % 5) + image) % 7 < 2;
        pixels[image * shape.size() + y * shape.width() + x] = (byte) (isInk ? 255 - i % 64 : 0);
      }
    }
    return new Dataset(
        "warm-up",
        shape,
        IntStream.range(0, CLASSES).mapToObj(Integer::toString).toList(),
        pixels,
        labels);
  }
}
