package digitscope.peer;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import digitscope.bench.Assignment;
import digitscope.bench.Contestant;
import digitscope.bench.ContestantServer;
import digitscope.bench.Measurement;
import digitscope.bench.Task;
import digitscope.data.ImageShape;
import java.util.ArrayList;
import java.util.List;

/**
 * PyTorch, called through the thinnest layer that Deep Java Library has, so that nothing is lost
 * between: one native call an operation, its own Adam, no metrics, no gradients where none are
 * needed. It uses as many threads as it would by itself, and that memory format, plain or
 * channels-last, that turns out faster in a trial before the contest.
 */
public final class PyTorchPeer implements Contestant {
  private static final long TRIAL_NANOS = 700_000_000L;

  private final PtNDManager manager;
  private final List<Batch> batches = new ArrayList<>();
  private final Task task;
  private final PyTorchNetwork network;
  private final PyTorchOptimizer optimizer;
  private int next;

  private record Batch(PtNDArray images, PtNDArray labels) {}

  public static void main(String[] arguments) {
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.offline", "true");
    ContestantServer.serve(arguments, PyTorchPeer::faster);
  }

  private static Contestant faster(Assignment assignment) {
    Engine.getEngine("PyTorch");
    JniUtils.setGraphExecutorOptimize(false);
    PyTorchPeer plain = new PyTorchPeer(assignment, false);
    PyTorchPeer channelsLast = new PyTorchPeer(assignment, true);
    plain.work(TRIAL_NANOS);
    channelsLast.work(TRIAL_NANOS);
    boolean plainWins =
        plain.work(TRIAL_NANOS).imagesPerSecond()
            > channelsLast.work(TRIAL_NANOS).imagesPerSecond();
    (plainWins ? channelsLast : plain).close();
    return plainWins ? plain : channelsLast;
  }

  private PyTorchPeer(Assignment assignment, boolean channelsLast) {
    manager = (PtNDManager) NDManager.newBaseManager(Device.cpu(), "PyTorch");
    task = assignment.task();
    ImageShape shape = assignment.data().train().shape();
    network = new PyTorchNetwork(manager, assignment.config().network(), shape, channelsLast);
    optimizer = PyTorchOptimizer.of(assignment.config().training(), network.parameters());
    for (Batches batch : Batches.of(assignment)) {
      Shape images = new Shape(batch.size(), shape.channels(), shape.height(), shape.width());
      batches.add(
          new Batch(
              (PtNDArray) manager.create(batch.pixels(), images),
              (PtNDArray)
                  manager
                      .create(batch.labels(), new Shape(batch.size(), 1))
                      .toType(DataType.INT64, false)));
    }
  }

  @Override
  public Measurement work(long nanos) {
    boolean trains = task == Task.TRAIN;
    long begunAt = System.nanoTime();
    long images = 0;
    while (System.nanoTime() - begunAt < nanos) {
      images += trains ? step() : evaluation();
    }
    return new Measurement(images, System.nanoTime() - begunAt);
  }

  private long step() {
    Batch batch = batches.get(next);
    next = (next + 1) % batches.size();
    // What is computed from the images belongs to this manager, and is freed with it.
    try (PtNDManager step = (PtNDManager) manager.newSubManager()) {
      batch.images().attach(step);
      JniUtils.setGradMode(true);
      PtNDArray logits = network.forward(batch.images());
      PtNDArray logProbabilities = JniUtils.logSoftmax(logits, 1, DataType.FLOAT32);
      PtNDArray loss = JniUtils.gather(logProbabilities, batch.labels(), 1).mean().neg();
      JniUtils.backward(loss, (PtNDArray) loss.onesLike(), false, false);
      JniUtils.setGradMode(false);
      optimizer.step();
      batch.images().attach(manager);
    }
    return batch.images().getShape().get(0);
  }

  private long evaluation() {
    JniUtils.setGradMode(false);
    long images = 0;
    for (Batch batch : batches) {
      try (PtNDManager pass = (PtNDManager) manager.newSubManager()) {
        batch.images().attach(pass);
        long[] predicted = network.forward(batch.images()).argMax(1).toLongArray();
        images += predicted.length;
        batch.images().attach(manager);
      }
    }
    return images;
  }

  @Override
  public void close() {
    manager.close();
  }
}
